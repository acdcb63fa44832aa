"""What was known of closed deals while they were open: one sample for each stage and span of age that a deal was in.

Only what stood in the books at that moment is looked at: the amount that a stay began with, never the one of the end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payvand.sales.models import StageCategory, StageChange

# Age of a deal in days: 0 to 13, 14 to 29, … The last span has no end.
SPANS = (14, 30, 60, 90, 180)
# An amount is small, middling or large among those of its currency.
THIRDS = (1, 2)

Features = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stay of a closed deal in an open stage."""

    deal: int
    stage: int
    ages: tuple[int, int]
    source: str
    amount: tuple[str, Decimal] | None
    closed_on: date
    won: bool


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was known of a deal at one time, and how it ended."""

    features: Features
    closed_on: date
    won: bool


def stays() -> Iterator[Stay]:
    """Every stay of closed deals in an open stage, as it was then."""
    rows = StageChange.objects.filter(
        stage__category=StageCategory.OPEN,
        left_at__isnull=False,
        opportunity__closed_on__isnull=False,
        opportunity__archived_at__isnull=True,
    ).values_list(
        "opportunity_id", "stage_id", "entered_at", "left_at", "amount", "amount_currency", "opportunity__opened_on",
        "opportunity__source", "opportunity__closed_on", "opportunity__stage__category",
    )  # fmt: skip
    for deal, stage, entered, left, amount, currency, opened, source, closed, category in rows.iterator(2000):
        assert left is not None and closed is not None
        born = opened or entered.date()
        yield Stay(
            deal=deal,
            stage=stage,
            ages=(max((entered.date() - born).days, 0), max((left.date() - born).days, 0)),
            source=source,
            amount=None if amount is None else (currency, amount),
            closed_on=closed,
            won=category == StageCategory.WON,
        )


def bands_of(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, list[str]]:
    """The two amounts that part the amounts of each currency into thirds."""
    by_currency: dict[str, list[Decimal]] = {}
    for currency, amount in amounts:
        by_currency.setdefault(currency, []).append(amount)
    return {
        currency: [str(sorted(found)[len(found) * third // 3]) for third in THIRDS]
        for currency, found in by_currency.items()
        if len(found) >= 3
    }


def samples_of(found: Iterable[Stay], bands: Mapping[str, Sequence[str]]) -> Iterator[Sample]:
    """A sample for each span of age that a stay goes through."""
    for stay in found:
        first, last = (span_of(age) for age in stay.ages)
        for span in range(first, last + 1):
            features = features_of(stay.stage, span, stay.source, stay.amount, bands)
            yield Sample(features=features, closed_on=stay.closed_on, won=stay.won)


def features_of(
    stage: int, span: int, source: str, amount: tuple[str, Decimal] | None, bands: Mapping[str, Sequence[str]]
) -> Features:
    """What is looked at, as names of weights."""
    return (f"stage:{stage}", f"age:{span}", f"source:{source}", f"amount:{band_of(amount, bands)}")


def span_of(age: int) -> int:
    """The number of the span of age."""
    return sum(age >= limit for limit in SPANS)


def band_of(amount: tuple[str, Decimal] | None, bands: Mapping[str, Sequence[str]]) -> str:
    """The third that an amount is in; "" where it is not known or its currency is rare."""
    if amount is None or amount[0] not in bands:
        return ""
    return str(sum(amount[1] >= Decimal(limit) for limit in bands[amount[0]]))
