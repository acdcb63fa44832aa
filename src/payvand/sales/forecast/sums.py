"""The sums of a forecast, and how the database adds them up of the deals as they stand, for what is kept of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Aggregate, Case, Count, IntegerField, Q, Sum, Value, When

from payvand.culture.periods import Range
from payvand.sales.forecast.counted import COLUMNS
from payvand.sales.models.opportunity import OpportunityQuerySet

ZERO = Decimal(0)
FIGURES = ("closed", "commit", "best_case", "pipeline", "weighted")


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


def within(bounds: Range) -> Q:
    """The deals that count in a range of days: open ones by the day expected, won ones by the day they were won."""
    return COLUMNS["pipeline"].condition(bounds) | COLUMNS["closed"].condition(bounds)


@dataclass(frozen=True, kw_only=True)
class Summed:
    """The sums of one owner's deals in one team, one currency, and the period at a place."""

    at: int
    owner: int | None
    team: int | None
    currency: str
    sums: Sums


def summed(deals: OpportunityQuerySet, bounds: Sequence[Range]) -> list[Summed]:
    """The sums of periods that follow one another. One query, which looks at every deal that counts."""
    counted = deals.filter(within((bounds[0][0], bounds[-1][1])), amount__isnull=False)
    rows = (
        counted.annotate(at=_place_in(bounds))
        .order_by()
        .values("at", "owner_id", "team_id", "amount_currency")
    )
    return [
        Summed(
            at=row["at"], owner=row["owner_id"], team=row["team_id"], currency=row["amount_currency"],
            sums=_sums_of(row),
        )
        for row in rows.annotate(**_figures())
    ]  # fmt: skip


def _place_in(bounds: Sequence[Range]) -> Case:
    # The periods follow one another: the first whose end lies behind the day is the one.
    cases = [When(_before(end), then=Value(place)) for place, (_start, end) in enumerate(bounds)]
    return Case(*cases, default=Value(-1), output_field=IntegerField())


def _before(end: date) -> Q:
    return Q(closed_on__lt=end) | Q(closed_on__isnull=True, expected_close__lt=end)


def _figures() -> dict[str, Aggregate]:
    sums: dict[str, Aggregate] = {
        f"sum_{name}": Sum(COLUMNS[name].sums, filter=COLUMNS[name].condition()) for name in FIGURES
    }
    return sums | {"deals": Count("pk")}


def _sums_of(row: Mapping[str, object]) -> Sums:
    closed, commit, best_case, pipeline, weighted = (
        Decimal(str(row[f"sum_{name}"] or 0)) for name in FIGURES
    )
    return Sums(
        closed=closed, commit=commit, best_case=best_case, pipeline=pipeline, weighted=weighted,
        deals=int(str(row["deals"])),
    )  # fmt: skip
