"""The one-time code of a quote, shown once to the seller, who reads it to the customer by phone."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from payvand.culture.digits import localise
from payvand.kernel.kinds import address
from payvand.kernel.objects import named
from payvand.sales.commands.acceptance import make_acceptance_code
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import record_at
from payvand.ui.pages.records import crumbs_to, dialog_or_page


@never_cache
@require_POST
def quote_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a code and show it."""
    one, actor = named("sales.quote"), actor_in(request)
    quote = record_at(one, pk, actor)
    code = str(make_acceptance_code.run(pk, actor=actor))
    title = _("One-time code")
    context = {"title": title, "code": localise(code, actor.locale), "back": address(one.name, pk)}
    return dialog_or_page(request, "sales/quote_code.html", context, title, crumbs_to(one, quote))


urlpatterns = [path("sales/quote/<int:pk>/code", quote_code, name="quote_code")]
