"""Shared credit in a forecast: what of each deal moves from its owner to a colleague."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Exists, OuterRef

from payvand.culture.periods import Range
from payvand.sales.forecast.sums import ZERO, Sums, within
from payvand.sales.models import ForecastCategory, Split, StageCategory
from payvand.sales.models.opportunity import OpportunityQuerySet

PLACES = Decimal("0.0001")
NEEDED = (
    "user_id", "percent", "opportunity__owner_id", "opportunity__team_id", "opportunity__amount",
    "opportunity__amount_currency", "opportunity__weighted", "opportunity__forecast", "opportunity__closed_on",
    "opportunity__expected_close", "opportunity__stage__category",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What one share moves in the period at a place: the owner's sums lose it, those of the colleague gain it."""

    at: int
    owner: int | None
    user: int
    team: int | None
    currency: str
    sums: Sums


def moved(deals: OpportunityQuerySet, bounds: Sequence[Range]) -> Iterator[Moved]:
    """The shares of the deals that count in periods that follow one another. One query.

    It walks the shares, which are few, and looks for the deal of each.
    """
    span = within((bounds[0][0], bounds[-1][1]))
    counted = deals.filter(span, pk=OuterRef("opportunity_id"), amount__isnull=False).order_by()
    splits = Split.objects.filter(Exists(counted), archived_at=None)
    for row in splits.order_by("id").values(*NEEDED):
        day = row["opportunity__closed_on"] or row["opportunity__expected_close"]
        yield Moved(
            at=_place(day, bounds),
            owner=row["opportunity__owner_id"],
            user=row["user_id"],
            team=row["opportunity__team_id"],
            currency=row["opportunity__amount_currency"],
            sums=_share(row),
        )


def _place(day: date, bounds: Sequence[Range]) -> int:
    return next(place for place, (_start, end) in enumerate(bounds) if day < end)


def _share(row: Mapping[str, object]) -> Sums:
    """The part of a deal, in the columns in which it counts."""
    amount, weighted = (_part(row[f"opportunity__{name}"], row["percent"]) for name in ("amount", "weighted"))
    if row["opportunity__closed_on"] is not None:
        won = row["opportunity__stage__category"] == StageCategory.WON
        return Sums(closed=amount if won else ZERO)
    forecast = row["opportunity__forecast"]
    if forecast == ForecastCategory.OMITTED:
        return Sums()
    return Sums(
        commit=amount if forecast == ForecastCategory.COMMIT else ZERO,
        best_case=amount if forecast == ForecastCategory.BEST_CASE else ZERO,
        pipeline=amount,
        weighted=weighted,
    )


def _part(whole: object, percent: object) -> Decimal:
    return (Decimal(str(whole or 0)) * Decimal(str(percent)) / 100).quantize(PLACES, ROUND_HALF_UP)
