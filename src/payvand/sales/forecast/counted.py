"""What counts in which column of a forecast, said once for measures, the sums of a day and the lists behind figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from payvand.culture.locale import NEUTRAL
from payvand.culture.periods import Range
from payvand.insight.periods import within
from payvand.kernel.access import system
from payvand.kernel.objects import named
from payvand.kernel.query import Node, both, compile_where, parse_where

DEALS = "sales.opportunity"
OPEN = "closed_on is empty"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The deals that count in a column, the day by which they do, the amount that is added up, and its measure."""

    where: str
    day: str
    measure: str
    sums: str = "amount"

    def node(self, days: Range | None = None) -> Node:
        """The condition, of the deals of some days where they are given."""
        one = named(DEALS)
        node = parse_where(self.where, one, NEUTRAL)
        return node if days is None else both(node, within(one.field(self.day), days, ""))

    def condition(self, days: Range | None = None) -> Q:
        """The same for the database."""
        return compile_where(self.node(days), named(DEALS), system())


# A deal that is left out counts nowhere.
FORECAST = f"{OPEN} and forecast is not omitted"
# The day is said for the index of closed deals: nobody wins without one.
WON = "closed_on is not empty and stage.category is won"

COLUMNS: Mapping[str, Counted] = {
    "closed": Counted(where=WON, day="closed_on", measure="sales.won_value"),
    "commit": Counted(
        where=f"{OPEN} and forecast is commit", day="expected_close", measure="sales.commit_value"
    ),
    "best_case": Counted(
        where=f"{OPEN} and forecast is best_case", day="expected_close", measure="sales.best_case_value"
    ),
    "pipeline": Counted(where=FORECAST, day="expected_close", measure="sales.forecast_value"),
    "weighted": Counted(
        where=FORECAST, day="expected_close", measure="sales.expected_value", sums="weighted"
    ),
}
