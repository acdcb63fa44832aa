"""Measures of what people do: activities done, by whom and of which kind, how many are late, how many calls reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from payvand.insight.measure import Dimension, Measure, register_dimensions, register_measure
from payvand.kernel.kinds import Percent

if TYPE_CHECKING:
    from ibis.expr.types import NumericScalar, Table

OF = "activities.activity"

register_dimensions(
    OF,
    [
        Dimension(name="owner", path="owner", label=_("owner")),
        Dimension(name="team", path="team", label=_("team")),
        Dimension(name="branch", path="team.branch", label=_("branch")),
        Dimension(name="kind", path="kind", label=_("kind")),
        Dimension(name="outcome", path="outcome", label=_("outcome")),
        Dimension(name="customer", path="party", label=_("customer")),
    ],
)


def records(table: Table) -> NumericScalar:
    """How many there are."""
    return table.count()


def reached(table: Table) -> NumericScalar:
    """How many of a hundred reached somebody."""
    return (table["outcome"] != "not_reached").mean() * 100


for one in (
    Measure(
        name="activities.done_count", label=_("activities done"), of=OF, value=records, where="status is done",
        day="done_at", help=_("Tasks, calls, meetings, e-mails and visits by the day on which they were done."),
    ),
    Measure(
        name="activities.reach_rate", label=_("calls that reached somebody"), of=OF, value=reached, kind=Percent(),
        columns=("outcome",), where="status is done and kind is call and outcome is not empty", day="done_at",
        help=_("Of the calls whose outcome was noted, those that reached somebody."),
    ),
    Measure(
        name="activities.late_count", label=_("late activities"), of=OF, value=records, better="down",
        where="status is planned and due_at < today", help=_("Planned activities whose day has passed."),
    ),
):  # fmt: skip
    register_measure(one)
