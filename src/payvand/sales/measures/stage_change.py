"""Measures of the course of deals: how long they stay in a stage, how often they come back, and where they drop off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from payvand.insight.measure import Dimension, Measure, register_dimensions, register_measure
from payvand.kernel.kinds import Number, Percent

if TYPE_CHECKING:
    from ibis.expr.types import NumericScalar, NumericValue, Table

OF = "sales.stagechange"
IN_OPEN = "stage.category is open and opportunity.archived_at is empty"
LEFT = f"{IN_OPEN} and left_at is not empty"
DAYS = Number(places=2)

register_dimensions(
    OF,
    [
        Dimension(name="stage", path="stage", label=_("stage")),
        Dimension(name="stage_position", path="stage.position", label=_("position of the stage")),
        Dimension(name="pipeline", path="stage.pipeline", label=_("pipeline")),
        Dimension(name="went_on_to", path="left_to", label=_("went on to")),
        Dimension(name="owner", path="opportunity.owner", label=_("owner")),
        Dimension(name="team", path="opportunity.team", label=_("team")),
        Dimension(name="source", path="opportunity.source", label=_("source")),
        Dimension(name="campaign", path="opportunity.campaign", label=_("campaign")),
        Dimension(name="lost_reason", path="opportunity.lost_reason", label=_("lost reason")),
    ],
)


def records(table: Table) -> NumericScalar:
    """How many there are."""
    return table.count()


def stay(table: Table) -> NumericValue:
    """Days from the beginning of a stay to its end."""
    return table["left_at"].cast("date").delta(table["entered_at"].cast("date"), unit="day")


def median_stay(table: Table) -> NumericScalar:
    """Half of them took no longer."""
    return stay(table).median()


def slow_stay(table: Table) -> NumericScalar:
    """Eight of ten took no longer."""
    return stay(table).quantile(0.8)


def came_back(table: Table) -> NumericScalar:
    """How many of a hundred were not the first of their deal in this stage."""
    return (table["visit"] > 1).mean() * 100


def dropped(table: Table) -> NumericScalar:
    """How many of a hundred ended in a loss."""
    return (table["left_to.category"] == "lost").mean() * 100


def went_on(table: Table) -> NumericScalar:
    """How many of a hundred went forward, or were won at once."""
    category = table["left_to.category"]
    forward = (category == "open") & (table["left_to.position"] > table["stage.position"])
    return ((category == "won") | forward).mean() * 100


for one in (
    Measure(
        name="sales.stage_days", label=_("days in the stage"), of=OF, value=median_stay, kind=DAYS, unit=_("days"),
        columns=("entered_at", "left_at"), where=LEFT, day="left_at", better="down",
        help=_("Half of the stays in an open stage took no longer than this, by the day on which the stage was left. "
               "Stays that have not ended do not count."),
    ),
    Measure(
        name="sales.slow_stage_days", label=_("slow days in the stage"), of=OF, value=slow_stay, kind=DAYS,
        unit=_("days"), columns=("entered_at", "left_at"), where=LEFT, day="left_at", better="down",
        help=_("Eight of ten stays in an open stage took no longer than this, by the day on which the stage was left."),
    ),
    Measure(
        name="sales.stage_entries", label=_("entries into the stage"), of=OF, value=records, where=IN_OPEN,
        day="entered_at", help=_("How often a deal came into an open stage, by the day of entry."),
    ),
    Measure(
        name="sales.stage_returns", label=_("returns into the stage"), of=OF, value=records,
        where=f"{IN_OPEN} and visit > 1", day="entered_at", better="down",
        help=_("How often a deal came into an open stage in which it had been before, by the day of entry."),
    ),
    Measure(
        name="sales.stage_return_rate", label=_("share of returns"), of=OF, value=came_back, kind=Percent(),
        columns=("visit",), where=IN_OPEN, day="entered_at", better="down",
        help=_("Of all entries into an open stage, those of deals that had been in it before."),
    ),
    Measure(
        name="sales.stage_drop_off", label=_("drop-off"), of=OF, value=dropped, kind=Percent(),
        columns=("left_to.category",), where=LEFT, day="left_at", better="down",
        help=_("Of the stays in an open stage that ended, those that ended in a loss."),
    ),
    Measure(
        name="sales.stage_losses", label=_("losses out of the stage"), of=OF, value=records,
        where=f"{LEFT} and left_to.category is lost", day="left_at", better="down",
        help=_("How often a deal was lost from an open stage, by the day of the loss."),
    ),
    Measure(
        name="sales.stage_conversion", label=_("conversion of the stage"), of=OF, value=went_on, kind=Percent(),
        columns=("left_to.category", "left_to.position", "stage.position"), where=LEFT, day="left_at",
        help=_("Of the stays in an open stage that ended, those that went on to a later stage or were won."),
    ),
):  # fmt: skip
    register_measure(one)
