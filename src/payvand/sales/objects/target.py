"""How people meet targets and overrides beside the forecast page: as lists, in imports and by the API."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, View, register
from payvand.sales.commands.target import by_leaders_only
from payvand.sales.models import ForecastOverride, Target

PERIOD = ["whose", "owner", "team", "branch", "calendar", "kind", "year", "number"]
SHOWN = ["whose", "owner", "team", "branch", "kind", "year", "number"]

targets = register(
    Object(
        model=Target,
        icon="target",
        title="note",
        menu="forecast",
        columns=[*SHOWN, "measure", "amount", "count"],
        form=[
            Section(_("Whose and when"), PERIOD),
            Section(_("Target"), ["measure", "amount", "count", "note"]),
        ],
        sort=["-year", "number", "id"],
        views=[View(_("My targets"), "owner is me")],
        together=by_leaders_only,
    )
)

overrides = register(
    Object(
        model=ForecastOverride,
        icon="adjustments",
        title="note",
        menu="forecast",
        columns=[*SHOWN, "amount", "note"],
        form=[Section(_("Whose and when"), PERIOD), Section(_("Expected total"), ["amount", "note"])],
        sort=["-year", "number", "id"],
        together=by_leaders_only,
    )
)
