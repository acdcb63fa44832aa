"""Puts the forecast into the rail."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.models import Scope
from payvand.ui.places import place


def may_forecast(actor: Actor) -> bool:
    """Whoever sees deals sees their forecast."""
    return actor.grants.scope("sales.opportunity", "view") != Scope.NONE


place(
    "forecast",
    _("Forecast"),
    "/sales/forecast",
    "chart-line",
    group="sales",
    allowed=may_forecast,
    weight=-10,
)
