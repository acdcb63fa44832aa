"""Weeks, months, quarters, years and fiscal years of the user's calendar, as half-open ranges of days.

Every range is (start, end) with the end left out, so that ranges meet without a gap or an overlap.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, get_args

from payvand.culture.calendars import add_months, from_parts, month_length, to_parts
from payvand.culture.errors import Unreadable
from payvand.culture.locale import Locale

Range = tuple[date, date]
Unit = Literal["day", "week", "month", "quarter", "year", "fiscal_quarter", "fiscal_year"]

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
NAMES: Final = (
    "today",
    "yesterday",
    "tomorrow",
    *(f"{which}_{unit}" for unit in UNITS[1:] for which in ("this", "last", "next")),
)
"""The names that `period_bounds` knows."""


def period_bounds(name: str, today: date, locale: Locale) -> Range:
    """The days of a named period: today, this_week, last_month, next_quarter, this_fiscal_year, …"""
    known = "_".join(name.lower().replace("_", " ").split())
    if known not in NAMES:
        raise Unreadable("period.unknown", text=name)
    if known in _DAYS:
        return period_of(today + timedelta(days=_DAYS[known]), "day", locale)
    which, _, name_of_unit = known.partition("_")
    unit = next(unit for unit in UNITS if unit == name_of_unit)
    start, end = period_of(today, unit, locale)
    if which == "last":
        return period_of(start - timedelta(days=1), unit, locale)
    return (start, end) if which == "this" else period_of(end, unit, locale)


def period_of(day: date, unit: Unit, locale: Locale) -> Range:
    """The period of this unit that a day lies in."""
    if unit == "day":
        return day, day + timedelta(days=1)
    if unit == "week":
        start = day - timedelta(days=(day.weekday() - locale.week_start) % 7)
        return start, start + timedelta(weeks=1)
    if unit.startswith("fiscal"):
        return _of_fiscal_year(day, unit, locale)
    year, month, _ = to_parts(day, locale.calendar)
    if unit == "month":
        return month_bounds(year, month, locale)
    if unit == "quarter":
        start = from_parts(year, month - (month - 1) % 3, 1, locale.calendar)
        return start, add_months(start, 3, locale.calendar)
    return year_bounds(year, locale)


def year_bounds(year: int, locale: Locale) -> Range:
    """The days of a year of the locale's calendar."""
    return from_parts(year, 1, 1, locale.calendar), from_parts(year + 1, 1, 1, locale.calendar)


def month_bounds(year: int, month: int, locale: Locale) -> Range:
    """The days of a month of the locale's calendar."""
    start = from_parts(year, month, 1, locale.calendar)
    return start, start + timedelta(days=month_length(year, month, locale.calendar))


def fiscal_year_of(day: date, locale: Locale) -> int:
    """The fiscal year of a day, called by the calendar year in which it begins."""
    year, month, number = to_parts(day, locale.calendar)
    return year if (month, number) >= locale.fiscal_start else year - 1


def fiscal_year_bounds(year: int, locale: Locale) -> Range:
    """The days of the fiscal year that begins in a year of the locale's calendar."""
    return _fiscal_start(year, locale), _fiscal_start(year + 1, locale)


def last_days(count: int, today: date) -> Range:
    """So many days up to and with today."""
    return today - timedelta(days=count - 1), today + timedelta(days=1)


def next_days(count: int, today: date) -> Range:
    """So many days from and with today."""
    return today, today + timedelta(days=count)


_DAYS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}


def _fiscal_start(year: int, locale: Locale) -> date:
    # A fiscal year that begins on the 30th of Esfand begins on the 29th where there is none.
    month, day = locale.fiscal_start
    return from_parts(year, month, min(day, month_length(year, month, locale.calendar)), locale.calendar)


def _of_fiscal_year(day: date, unit: Unit, locale: Locale) -> Range:
    start, end = fiscal_year_bounds(fiscal_year_of(day, locale), locale)
    if day >= end:
        # A leap day after a shortened start: the next fiscal year has begun.
        start, end = fiscal_year_bounds(fiscal_year_of(day, locale) + 1, locale)
    if unit == "fiscal_year":
        return start, end
    cuts = [start, *(add_months(start, months, locale.calendar) for months in (3, 6, 9)), end]
    return next((first, after) for first, after in pairwise(cuts) if first <= day < after)
