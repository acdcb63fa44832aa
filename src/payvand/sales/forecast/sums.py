"""The sums of a forecast, one query for all periods, or for all people, of a grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, Case, Count, IntegerField, Q, Sum, Value, When

from payvand.culture.periods import Range
from payvand.sales.models import ForecastCategory, StageCategory
from payvand.sales.models.opportunity import OpportunityQuerySet

ZERO = Decimal(0)
FIGURES = ("closed", "commit", "best_case", "pipeline", "weighted")
OPEN = Q(closed_on__isnull=True)
WON = Q(closed_on__isnull=False, stage__category=StageCategory.WON)
# What counts in which column; a deal that is left out counts nowhere.
COUNTED: Mapping[str, Q] = {
    "closed": WON,
    "commit": OPEN & Q(forecast=ForecastCategory.COMMIT),
    "best_case": OPEN & Q(forecast=ForecastCategory.BEST_CASE),
    "pipeline": OPEN & ~Q(forecast=ForecastCategory.OMITTED),
    "weighted": OPEN & ~Q(forecast=ForecastCategory.OMITTED),
}


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What the deals of a period come to. `pipeline` is all that is open, commit and best case included."""

    closed: Decimal = ZERO
    commit: Decimal = ZERO
    best_case: Decimal = ZERO
    pipeline: Decimal = ZERO
    weighted: Decimal = ZERO
    deals: int = 0

    @property
    def expected(self) -> Decimal:
        """What the deals promise: what is won, and what is committed."""
        return self.closed + self.commit

    def __sub__(self, other: "Sums") -> "Sums":
        return self + Sums(
            closed=-other.closed,
            commit=-other.commit,
            best_case=-other.best_case,
            pipeline=-other.pipeline,
            weighted=-other.weighted,
            deals=-other.deals,
        )

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            closed=self.closed + other.closed,
            commit=self.commit + other.commit,
            best_case=self.best_case + other.best_case,
            pipeline=self.pipeline + other.pipeline,
            weighted=self.weighted + other.weighted,
            deals=self.deals + other.deals,
        )


def within(deals: OpportunityQuerySet, bounds: Range) -> OpportunityQuerySet:
    """The deals that count in a range of days: open ones by the day expected, won ones by the day they were won."""
    start, end = bounds
    expected = OPEN & Q(expected_close__gte=start, expected_close__lt=end)
    won = WON & Q(closed_on__gte=start, closed_on__lt=end)
    return deals.filter(expected | won)


def sums_by_period(deals: OpportunityQuerySet, bounds: Sequence[Range], currency: str) -> list[Sums]:
    """The sums of periods that follow one another."""
    counted = within(deals, (bounds[0][0], bounds[-1][1])).filter(amount_currency=currency)
    found = {row["at"]: sums_of(row) for row in _grouped(counted.annotate(at=place_in(bounds)), "at")}
    return [found.get(place, Sums()) for place in range(len(bounds))]


def sums_by_owner(deals: OpportunityQuerySet, bounds: Range, currency: str) -> dict[int | None, Sums]:
    """The sums of one period, for each owner."""
    counted = within(deals, bounds).filter(amount_currency=currency)
    found = {row["owner_id"]: sums_of(row) for row in _grouped(counted, "owner_id")}
    return {owner if isinstance(owner, int) else None: sums for owner, sums in found.items()}


def currencies_in(deals: OpportunityQuerySet, bounds: Range) -> list[str]:
    """The currencies in which there is something to forecast."""
    found = within(deals, bounds).filter(amount__isnull=False).order_by("amount_currency")
    return list(found.values_list("amount_currency", flat=True).distinct())


def place_in(bounds: Sequence[Range]) -> Case:
    """The place of the period that a deal counts in."""
    # The periods follow one another: the first whose end lies behind the day is the one.
    cases = [When(_before(end), then=Value(place)) for place, (_start, end) in enumerate(bounds)]
    return Case(*cases, default=Value(-1), output_field=IntegerField())


def _before(end: date) -> Q:
    return Q(closed_on__lt=end) | Q(closed_on__isnull=True, expected_close__lt=end)


def figures() -> dict[str, Aggregate]:
    """The columns of a forecast, to be summed by the database."""
    sums: dict[str, Aggregate] = {
        name: Sum("weighted" if name == "weighted" else "amount", filter=condition)
        for name, condition in COUNTED.items()
    }
    return {f"sum_{name}": one for name, one in sums.items()} | {"deals": Count("pk")}


def _grouped(deals: OpportunityQuerySet, *by: str) -> list[dict[str, object]]:
    return list(deals.order_by().values(*by).annotate(**figures()))


def sums_of(row: Mapping[str, object]) -> Sums:
    """The sums out of a row of the database."""
    closed, commit, best_case, pipeline, weighted = (
        Decimal(str(row[f"sum_{name}"] or 0)) for name in FIGURES
    )
    return Sums(
        closed=closed,
        commit=commit,
        best_case=best_case,
        pipeline=pipeline,
        weighted=weighted,
        deals=int(str(row["deals"])),
    )
