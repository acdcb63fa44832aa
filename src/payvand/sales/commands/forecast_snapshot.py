"""Keeps what the forecast is today, so that tomorrow can be held against it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from payvand.kernel.models import User
from payvand.sales.forecast.periods import Period, current_year, periods_of
from payvand.sales.forecast.shares import moved
from payvand.sales.forecast.sums import FIGURES, Sums, summed
from payvand.sales.models import ForecastSnapshot, Opportunity, PeriodKind
from payvand.sales.models.company_day import company_today
from payvand.sales.models.forecast_period import reckoning


def take_snapshots(day: date | None = None) -> int:
    """Write the sums of a day, in each calendar that somebody works in; the same day again replaces them.

    One query and one insert a calendar. Returns the number of rows.
    """
    day = day or company_today()
    calendars = User.objects.filter(is_active=True).order_by("calendar").values_list("calendar", flat=True)
    with transaction.atomic():
        ForecastSnapshot.objects.filter(day=day).delete()
        return sum(_take(day, calendar) for calendar in calendars.distinct())


def months_round(day: date, calendar: str) -> Sequence[Period]:
    """The months of the fiscal year that a day lies in, and of the next."""
    locale = reckoning(calendar)
    year = current_year(day, locale)
    return [month for one in (year, year + 1) for month in periods_of(PeriodKind.MONTH, one, locale)]


def _take(day: date, calendar: str) -> int:
    months = months_round(day, calendar)
    bounds = [(month.start, month.end) for month in months]
    known = Opportunity.objects.filter(
        # A day of the past knows neither deals that came nor ends that were reached later.
        Q(opened_on=None) | Q(opened_on__lte=day),
        Q(closed_on=None) | Q(closed_on__lte=day),
        archived_at__isnull=True,
    )
    found = {(one.at, one.owner or 0, one.team or 0, one.currency): one.sums for one in summed(known, bounds)}
    for one in moved(known, bounds):
        owner, colleague = (
            (one.at, user or 0, one.team or 0, one.currency) for user in (one.owner, one.user)
        )
        found[owner] = found.get(owner, Sums()) - one.sums
        found[colleague] = found.get(colleague, Sums()) + one.sums
    made = [
        ForecastSnapshot(
            day=day,
            calendar=calendar,
            month=months[at].start,
            owner_id=owner_id,
            team_id=team_id,
            currency=currency,
            deals=sums.deals,
            **{name: getattr(sums, name) for name in FIGURES},
        )
        for (at, owner_id, team_id, currency), sums in found.items()
    ]
    ForecastSnapshot.objects.bulk_create(made, batch_size=500)
    return len(made)
