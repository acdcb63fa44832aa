"""How a forecast went from week to week, by the snapshots that were kept."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from payvand.culture.locale import Locale
from payvand.sales.forecast.periods import Period
from payvand.sales.forecast.subjects import Subject
from payvand.sales.forecast.sums import FIGURES, Sums
from payvand.sales.models import ForecastSnapshot, Whose

WEEKS = 8


def history_of(
    subject: Subject, period: Period, currency: str, today: date, locale: Locale
) -> list[tuple[date, Sums]]:
    """The sums of a period as they stood today and each week before, as far as somebody kept them. One query."""
    days = [today - timedelta(weeks=week) for week in range(WEEKS)]
    rows = (
        ForecastSnapshot.objects.filter(
            _of(subject), calendar=locale.calendar, day__in=days, currency=currency,
            month__gte=period.start, month__lt=period.end,
        )
        .order_by("-day")
        .values("day")
        .annotate(**{f"sum_{name}": Sum(name) for name in FIGURES}, sum_deals=Sum("deals"))
    )  # fmt: skip
    return [(row["day"], _sums(row)) for row in rows]


def _of(subject: Subject) -> Q:
    if subject.whose == Whose.USER:
        return Q(owner_id=subject.pk)
    return Q() if subject.whose == Whose.COMPANY else Q(team_id__in=subject.teams)


def _sums(row: Mapping[str, object]) -> Sums:
    values: Sequence[Decimal] = [Decimal(str(row[f"sum_{name}"] or 0)) for name in FIGURES]
    closed, commit, best_case, pipeline, weighted = values
    return Sums(
        closed=closed, commit=commit, best_case=best_case, pipeline=pipeline, weighted=weighted,
        deals=int(str(row["sum_deals"] or 0)),
    )  # fmt: skip
