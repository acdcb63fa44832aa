"""The arithmetic of the Jalali, Gregorian and Hijri calendars; `calendars` is the door to it."""

import math
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

import hijridate
from persiantools.jdatetime import JalaliDate

from payvand.culture.errors import Unreadable
from payvand.culture.locale import Calendar

EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2122, 3, 20)
"""The last day of the Jalali year 1500: beyond it the calendars of different makers disagree."""

UMM_AL_QURA: Final = range(1343, 1501)
"""Hijri years of the published Umm al-Qura tables; outside them the civil reckoning stands in."""

_CIVIL_EPOCH: Final = 227015
_jalali: Final[Callable[..., JalaliDate]] = JalaliDate


@lru_cache(maxsize=16384)
def to_parts(day: date, calendar: Calendar) -> tuple[int, int, int]:
    """Year, month and day of a day in a calendar."""
    if calendar == "gregorian":
        return day.year, day.month, day.day
    if calendar == "jalali":
        jalali = _jalali(day)
        return jalali.year, jalali.month, jalali.day
    try:
        return hijridate.Gregorian.fromdate(day).to_hijri().datetuple()
    except OverflowError:
        return _civil_parts(day.toordinal())


def from_parts(year: int, month: int, day: int, calendar: Calendar) -> date:
    """The day that a calendar calls so. Raises where it has no such day, as the 30th of Esfand 1404."""
    if not 1 <= month <= 12:
        raise Unreadable("day.no_such_month", month=month)
    try:
        if calendar == "gregorian":
            return date(year, month, day)
        if calendar == "jalali":
            return _jalali(year, month, day).to_gregorian()
        if year in UMM_AL_QURA:
            return hijridate.Hijri(year, month, day).to_gregorian()
        if 1 <= day <= month_length(year, month, calendar):
            return date.fromordinal(_civil_ordinal(year, month, day))
    except ValueError:
        pass
    raise Unreadable("day.impossible", year=year, month=month, day=day)


def month_length(year: int, month: int, calendar: Calendar) -> int:
    """The number of days of a month."""
    if calendar == "jalali":
        return 31 if month <= 6 else 30 if month < 12 or JalaliDate.is_leap(year) else 29
    if calendar == "hijri" and year in UMM_AL_QURA:
        return hijridate.Hijri(year, month, 1).month_length()
    if calendar == "hijri":
        return 30 if month % 2 or (month == 12 and (11 * year + 14) % 30 < 11) else 29
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def add_months(day: date, months: int, calendar: Calendar) -> date:
    """So many months later (or earlier) in a calendar; a day that the month lacks becomes its last."""
    year, month, number = to_parts(day, calendar)
    years, month_index = divmod(month - 1 + months, 12)
    year, month = year + years, month_index + 1
    return from_parts(year, month, min(number, month_length(year, month, calendar)), calendar)


def _civil_ordinal(year: int, month: int, day: int) -> int:
    leap_days = (3 + 11 * year) // 30
    return day + math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + leap_days + _CIVIL_EPOCH - 1


def _civil_parts(ordinal: int) -> tuple[int, int, int]:
    year = (30 * (ordinal - _CIVIL_EPOCH) + 10646) // 10631
    month = min(12, math.ceil((ordinal - 29 - _civil_ordinal(year, 1, 1)) / 29.5) + 1)
    return year, month, ordinal - _civil_ordinal(year, month, 1) + 1
