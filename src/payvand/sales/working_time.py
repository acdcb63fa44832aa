"""Working hours on working days: when work is next done, and when so many working minutes are over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from payvand.culture.locale import Locale, default_for
from payvand.culture.working_days import WorkingCalendar
from payvand.kernel import clock
from payvand.kernel.access import company_settings
from payvand.kernel.models import Holiday

# Holidays are read so far ahead; a deadline lies within.
AHEAD = timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class WorkingTime:
    """Work goes on from one full hour to another of every working day, by the clocks of a time zone."""

    calendar: WorkingCalendar
    zone: ZoneInfo
    opens: int = 9
    closes: int = 17

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself where work goes on then, else when it next begins. UTC."""
        local = moment.astimezone(self.zone)
        day = local.date()
        if not self.calendar.is_working(day) or local >= self._edge(day, self.closes):
            day = self.calendar.shift(day + timedelta(days=1))
            return self._edge(day, self.opens).astimezone(UTC)
        return max(local, self._edge(day, self.opens)).astimezone(UTC)

    def add_minutes(self, moment: datetime, minutes: int) -> datetime:
        """When so many working minutes are over. UTC."""
        left = timedelta(minutes=minutes)
        at = self.next_open(moment)
        while True:
            end = self._edge(at.astimezone(self.zone).date(), self.closes).astimezone(UTC)
            if at + left <= end:
                return at + left
            left -= end - at
            at = self.next_open(end)

    def _edge(self, day: date, hour: int) -> datetime:
        """An hour of a day by the local clocks; hour 24 is the next midnight."""
        return datetime.combine(day + timedelta(days=hour // 24), time(hour % 24), self.zone)


def office_locale() -> Locale:
    """How the company itself reads days and hours: what holds where nobody in particular looks."""
    company = company_settings()
    languages = {"fa": default_for("fa"), "ar": default_for("ar"), "en": default_for("en")}
    locale = languages.get(company.language, languages["en"])
    weekend = frozenset(int(day) for day in company.weekend.split(",") if day.strip())
    return Locale(
        language=locale.language,
        calendar=locale.calendar,
        digits=locale.digits,
        money_unit=locale.money_unit,
        time_zone=company.time_zone,
        region=company.region,
        week_start=company.week_start,
        weekend=weekend,
        fiscal_start=(company.fiscal_month, 1),
    )


def working_time(opens: int, closes: int) -> WorkingTime:
    """The company's working time between two hours, its weekend and holidays left out. One query."""
    company, locale = company_settings(), office_locale()
    today = clock.now().date()
    days = Holiday.objects.current().filter(
        region=company.region, day__gte=today - timedelta(days=1), day__lte=today + AHEAD
    )
    # A weekend of seven days is a slip: nobody would ever be due to answer.
    weekend = locale.weekend if len(locale.weekend) < 7 else frozenset()
    return WorkingTime(
        calendar=WorkingCalendar(weekend=weekend, holidays=frozenset(days.values_list("day", flat=True))),
        zone=ZoneInfo(locale.time_zone),
        opens=opens,
        closes=closes,
    )
