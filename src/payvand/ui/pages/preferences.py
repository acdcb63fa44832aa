"""The switches of language, calendar, digits, money unit, theme and density: the user's own, at once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from payvand.kernel.models import Calendar, Density, Digits, Language, MoneyUnit, Theme, User
from payvand.ui.commands.preferences import keep_preferences
from payvand.ui.pages.sign_in import destination

SWITCHES = {
    "language": Language,
    "calendar": Calendar,
    "digits": Digits,
    "money_unit": MoneyUnit,
    "theme": Theme,
    "density": Density,
}


@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Keep the switches that were posted. A value that does not exist is left out."""
    user = request.user
    assert isinstance(user, User)
    chosen = {
        name: request.POST[name] for name, known in SWITCHES.items() if request.POST.get(name) in known.values
    }
    keep_preferences(user, chosen)
    return redirect(destination(request)) if request.POST.get("next") else HttpResponse(status=204)


urlpatterns = [path("preferences", prefer, name="preferences")]
