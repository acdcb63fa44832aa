"""The seller's logo is taken here, and samples of its documents are drawn."""

from dataclasses import replace
from io import BytesIO
from typing import get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.locale import Language
from payvand.kernel.access import visible
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import address
from payvand.sales.commands.seller import LARGEST, logo_of, set_logo
from payvand.sales.models import SellerProfile
from payvand.sales.pages.pdf import pdf_answer
from payvand.sales.printing import PaperKind, block_of
from payvand.sales.printing.sample import sample
from payvand.ui.middleware import actor_in


@require_POST
def logo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take another logo, or none."""
    given = request.FILES.get("file")
    try:
        if request.POST.get("without"):
            set_logo(pk, None, actor=actor_in(request))
        elif given is None:
            raise DomainError("required", _("Choose a file first."), "file")
        else:
            set_logo(pk, BytesIO(given.read(LARGEST + 1)), given.name or "logo", actor=actor_in(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Documents are printed so from now on."))
    return HttpResponseRedirect(f"{address('sales.sellerprofile')}/{pk}")


@require_GET
def sample_paper(request: HttpRequest, pk: int, kind: PaperKind, language: Language) -> HttpResponse:
    """A made-up document of this seller."""
    rows = visible(SellerProfile.objects.filter(pk=pk), actor_in(request))
    seller = rows.first()
    if seller is None or kind not in get_args(PaperKind) or language not in get_args(Language):
        raise Http404
    assert isinstance(seller, SellerProfile)
    paper = sample(language, kind)
    side = seller.side()
    drawn = replace(paper, seller=block_of(side, paper.locale), logo=logo_of(side.get("logo")))
    return pdf_answer(drawn, inline=True)


urlpatterns = [
    path("sales/seller/<int:pk>/logo", logo, name="seller_logo"),
    path("sales/seller/<int:pk>/sample/<str:kind>-<str:language>.pdf", sample_paper, name="seller_sample"),
]
