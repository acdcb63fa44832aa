"""The figures of a forecast page: of every period, and of everybody in the chosen one, by measures of one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from payvand.culture.locale import NEUTRAL
from payvand.culture.money import Money
from payvand.insight.figures import Ask, Table, answers
from payvand.insight.measure import measure_named
from payvand.kernel.access import Actor
from payvand.kernel.objects import named
from payvand.kernel.query import parse_where
from payvand.sales.forecast.counted import COLUMNS, DEALS
from payvand.sales.forecast.periods import Period
from payvand.sales.forecast.subjects import Subject
from payvand.sales.forecast.sums import ZERO, Sums
from payvand.sales.models import ForecastCategory, PeriodKind

UNITS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "fiscal_quarter",
    PeriodKind.YEAR: "fiscal_year",
}
# What is asked, and what it is cut by beside the period or the person. Commit and best case are parts of what is open,
# so that two sets of deals serve all columns: those that are expected, and those that were won.
ASKED: Mapping[str, tuple[str, ...]] = {"closed": (), "pipeline": ("forecast",), "weighted": ()}

Parted = Mapping[str | None, Mapping[str, Sums]]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The sums by currency: of each period in order, and of each owner in the chosen one; and of when they are."""

    periods: Sequence[Mapping[str, Sums]]
    people: Mapping[int | None, Mapping[str, Sums]]
    as_of: datetime

    @property
    def currencies(self) -> list[str]:
        """The currencies in which there is something to forecast."""
        return sorted({currency for sums in self.periods for currency in sums})

    def by_period(self, currency: str) -> list[Sums]:
        """The sums of each period."""
        return [sums.get(currency, Sums()) for sums in self.periods]

    def by_person(self, currency: str) -> dict[int | None, Sums]:
        """The sums of everybody who has any."""
        return {owner: sums[currency] for owner, sums in self.people.items() if currency in sums}


def grid_of(
    subject: Subject, periods: Sequence[Period], chosen: Period | None = None, *, actor: Actor
) -> Grid:
    """The sums of a subject's own deals, as far as the actor sees them; by person where a period is chosen.

    Raises DomainError where the figures take too long, or the actor may not see amounts.
    """
    span = (periods[0].start, periods[-1].end)
    where = parse_where(subject.owned(), named(DEALS), NEUTRAL)
    by_period = [
        Ask(measure=measure_named(COLUMNS[name].measure), by=(UNITS[periods[0].kind], *by), where=where, period=span,
            total=False)
        for name, by in ASKED.items()
    ]  # fmt: skip
    by_person = [
        Ask(measure=measure_named(COLUMNS[name].measure), by=("owner", *by), where=where, period=span, total=False,
            days=(chosen.start, chosen.end))
        for name, by in ASKED.items() if chosen
    ]  # fmt: skip
    tables = answers([*by_period, *by_person], actor=actor)
    starts = parted(tables[: len(ASKED)])
    people = parted(tables[len(ASKED) :])
    return Grid(
        periods=[starts.get(one.start.isoformat(), {}) for one in periods],
        people={int(owner) if owner else None: sums for owner, sums in people.items()},
        as_of=min(table.as_of for table in tables),
    )


def parted(tables: Sequence[Table]) -> Parted:
    """The sums of every cell and currency, out of the answers in the order of `ASKED`."""
    found: dict[str | None, dict[str, Sums]] = {}
    for name, table in zip(ASKED, tables, strict=False):
        for row in table.rows:
            if not isinstance(row.value, Money):
                continue
            cell = found.setdefault(row.keys[0].value, {})
            forecast = row.keys[1].value if ASKED[name] else None
            sums = _sums(name, row.value.amount, row.records, forecast)
            cell[row.value.currency] = cell.get(row.value.currency, Sums()) + sums
    return found


def _sums(name: str, amount: Decimal, records: int, forecast: str | None) -> Sums:
    if name == "closed":
        return Sums(closed=amount, deals=records)
    if name == "weighted":
        return Sums(weighted=amount)
    return Sums(
        pipeline=amount,
        commit=amount if forecast == ForecastCategory.COMMIT else ZERO,
        best_case=amount if forecast == ForecastCategory.BEST_CASE else ZERO,
        deals=records,
    )
