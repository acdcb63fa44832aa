"""What the pages add to the administrator's Objects: the ways to permissions, passwords and tokens."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from payvand.insight.dashboard import all_dashboards
from payvand.kernel.access import Actor, may
from payvand.kernel.models import Record
from payvand.kernel.objects import Panel, extend, named, object_of
from payvand.ui.places import place

PAIRS = "duplicates.pair"


def doors_of_role(record: Record, actor: Actor) -> Mapping[str, object]:
    """The way to a role's matrix."""
    return {"href": f"/settings/roles/{record.pk}" if may(actor, "edit", object_of(record)) else ""}


def doors_of_user(record: Record, actor: Actor) -> Mapping[str, object]:
    """The way to an account."""
    is_open = record.pk == actor.user_id or may(actor, "edit", object_of(record))
    return {"href": f"/settings/accounts/{record.pk}" if is_open else ""}


extend(
    "kernel.role",
    panels=[
        Panel(
            name="rights",
            label=_("Permissions"),
            template="ui/role_doors.html",
            values=doors_of_role,
            place="main",
        )
    ],
)
extend(
    "kernel.user",
    panels=[
        Panel(
            name="account",
            label=_("Password and tokens"),
            template="ui/user_doors.html",
            values=doors_of_user,
            place="side",
        )
    ],
)


def counts_something(actor: Actor) -> bool:
    """Whether there is a dashboard about what the actor may see."""
    return any(may(actor, "view", named(board.of)) for board in all_dashboards())


def weighs_duplicates(actor: Actor) -> bool:
    """Whether the actor decides about records that look the same."""
    return may(actor, "view", named(PAIRS))


place("dashboard", _("Dashboard"), "/insight", "chart-bar", allowed=counts_something)
# Upkeep comes behind what people open all day: four lines fit on a telephone.
place(
    "duplicates", _("possible duplicates"), "/duplicates/pair", "copy", allowed=weighs_duplicates, weight=10
)
