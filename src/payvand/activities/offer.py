"""How an app above lets people plan activities from its own records, and shows them there."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from payvand.activities.agenda import PLANS, beside
from payvand.activities.commands import planning
from payvand.kernel.commands import Command
from payvand.kernel.models import Record
from payvand.kernel.objects import Panel, extend


def offer_activities(
    model: type[Record], name: str, party: Callable[[Record], int | None], *, weight: int = 5
) -> Command:
    """Give an Object the command "Plan an activity" under a name of the app's own, and the tab of its activities.

    Called once for each model, in `<app>/extensions.py`; `party` gives the number of the party of a record.
    """
    made = planning(name, model, party)
    show_activities(model._meta.label_lower, made, weight=weight)
    return made


def show_activities(object_name: str, plan: Command, *, weight: int = 5) -> None:
    """Add the tab and the command to an Object."""
    PLANS[object_name] = plan.name.rpartition(".")[2]
    extend(
        object_name,
        commands=[plan],
        panels=[
            Panel(
                name="activities",
                label=_("Activities"),
                template="activities/beside.html",
                values=beside,
                weight=weight,
            )
        ],
    )
