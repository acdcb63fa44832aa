"""Measures of leads: how many come in, how fast they are answered, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from payvand.insight.measure import Dimension, Measure, register_dimensions, register_measure
from payvand.kernel.kinds import Number, Percent

if TYPE_CHECKING:
    from ibis.expr.types import NumericScalar, Table

OF = "sales.lead"

register_dimensions(
    OF,
    [
        Dimension(name="owner", path="owner", label=_("owner")),
        Dimension(name="team", path="team", label=_("team")),
        Dimension(name="branch", path="team.branch", label=_("branch")),
        Dimension(name="status", path="status", label=_("status")),
        Dimension(name="source", path="source", label=_("source")),
        Dimension(name="campaign", path="campaign", label=_("campaign")),
        Dimension(name="reason", path="reason", label=_("reason")),
    ],
)


def records(table: Table) -> NumericScalar:
    """How many there are."""
    return table.count()


def converted_share(table: Table) -> NumericScalar:
    """How many of a hundred became a deal."""
    return (table["status"] == "converted").mean() * 100


def median_wait(table: Table) -> NumericScalar:
    """Half of them waited no longer, in hours."""
    return table["responded_at"].delta(table["created_at"], unit="minute").median() / 60


for one in (
    Measure(
        name="sales.lead_count", label=_("leads"), of=OF, value=records, day="created_at",
        help=_("Leads by the day on which they came in."),
    ),
    Measure(
        name="sales.lead_conversion", label=_("conversion of leads"), of=OF, value=converted_share, kind=Percent(),
        columns=("status",), day="created_at",
        help=_("Leads that became a deal, of all that came in, by the day on which they came in."),
    ),
    Measure(
        name="sales.lead_answer_hours", label=_("time to the first answer"), of=OF, value=median_wait,
        kind=Number(places=2), unit=_("hours"), columns=("created_at", "responded_at"),
        where="responded_at is not empty", day="created_at", better="down",
        help=_("Half of the leads that were answered waited no longer than this."),
    ),
    Measure(
        name="sales.disqualified_count", label=_("disqualified leads"), of=OF, value=records,
        where="status is disqualified", day="created_at", better="down",
        help=_("Leads that will become no deal, by the day on which they came in."),
    ),
):  # fmt: skip
    register_measure(one)
