"""The periods of a grid: the months, quarters or fiscal years round a day, in the reader's calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from payvand.culture.calendars import month_names, to_parts
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.culture.periods import fiscal_year_of
from payvand.sales.models.forecast_period import LAST, PeriodKind, period_bounds


@dataclass(frozen=True, kw_only=True)
class Period:
    """One period of a calendar, from `start` to before `end`."""

    kind: PeriodKind
    year: int
    number: int
    start: date
    end: date
    label: str

    @property
    def key(self) -> str:
        """What an address calls it: "month-1405-9"."""
        return f"{self.kind}-{self.year}-{self.number}"

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end


def period(kind: PeriodKind, year: int, number: int, locale: Locale) -> Period:
    """The period of that name."""
    start, end = period_bounds(kind, year, number, locale)
    return Period(
        kind=kind, year=year, number=number, start=start, end=end, label=_label(kind, year, number, locale)
    )


def periods_of(kind: PeriodKind, year: int, locale: Locale) -> Sequence[Period]:
    """The months or quarters of a fiscal year; of fiscal years, the one before, this, and the next."""
    if kind == PeriodKind.YEAR:
        return [period(kind, one, 1, locale) for one in (year - 1, year, year + 1)]
    if kind == PeriodKind.QUARTER:
        return [period(kind, year, number, locale) for number in range(1, LAST[kind] + 1)]
    return _months_of(year, locale)


def current_year(today: date, locale: Locale) -> int:
    """The fiscal year of a day."""
    return fiscal_year_of(today, locale)


def _months_of(year: int, locale: Locale) -> list[Period]:
    """The twelve months of a fiscal year, which may begin in any month of the calendar's."""
    first = locale.fiscal_start[0]
    numbers = [(first - 1 + step) % 12 + 1 for step in range(12)]
    return [period(PeriodKind.MONTH, year + (number < first), number, locale) for number in numbers]


def _label(kind: PeriodKind, year: int, number: int, locale: Locale) -> str:
    if kind == PeriodKind.MONTH:
        return localise(f"{month_names(locale)[number - 1]} {year}", locale)
    shown = _fiscal(year, locale)
    if kind == PeriodKind.YEAR:
        return _("Fiscal year %(year)s") % {"year": shown}
    return _("Quarter %(number)s, %(year)s") % {"number": localise(str(number), locale), "year": shown}


def _fiscal(year: int, locale: Locale) -> str:
    """A fiscal year that begins with the calendar's carries its number, another one both."""
    text = str(year) if locale.fiscal_start[0] == 1 else f"{year}/{(year + 1) % 100:02}"
    return localise(text, locale)


def month_of(day: date, locale: Locale) -> Period:
    """The month that a day lies in."""
    year, month, _day = to_parts(day, locale.calendar)
    return period(PeriodKind.MONTH, year, month, locale)
