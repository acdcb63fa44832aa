"""Days and moments in the Jalali, Gregorian and Hijri calendars: shown, and the door to reckoning and reading.

Days are stored Gregorian and moments in UTC; the calendar belongs to the reader.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo

from payvand.culture import day_words as words
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.culture.reckoning import EARLIEST as EARLIEST
from payvand.culture.reckoning import LATEST as LATEST
from payvand.culture.reckoning import add_months as add_months
from payvand.culture.reckoning import from_parts as from_parts
from payvand.culture.reckoning import month_length as month_length
from payvand.culture.reckoning import to_parts as to_parts
from payvand.culture.typed_days import parse_day as parse_day
from payvand.culture.typed_days import parse_moment as parse_moment

Style = Literal["short", "long", "full"]


def month_names(locale: Locale) -> tuple[str, ...]:
    """The twelve months of the locale's calendar in its language and regional habit."""
    if locale.month_names is not None:
        calendar, names = words.REGIONAL_MONTHS[locale.month_names]
        if calendar == locale.calendar and locale.language != "en":
            return names
    return words.MONTHS[locale.calendar, locale.language]


def weekday_names(locale: Locale) -> tuple[str, ...]:
    """The seven weekdays, Monday first, as `date.weekday()` counts."""
    return words.WEEKDAYS[locale.language]


@lru_cache(maxsize=16384)
def format_day(day: date, locale: Locale, style: Style = "short") -> str:
    """The day as the user writes it: «۱۴۰۴/۰۳/۰۵», «۵ خرداد ۱۴۰۴» (long), with its weekday (full)."""
    year, month, number = to_parts(day, locale.calendar)
    if style == "short":
        return localise(_SHORT[locale.language].format(y=year, m=month, d=number), locale)
    shown = localise(f"{number} {month_names(locale)[month - 1]} {year}", locale)
    if style == "long":
        return shown
    return f"{weekday_names(locale)[day.weekday()]}{_COMMA[locale.language]} {shown}"


def format_moment(moment: datetime, locale: Locale, style: Style = "short") -> str:
    """The day and the hour in the user's time zone. `moment` is aware."""
    local = moment.astimezone(ZoneInfo(locale.time_zone))
    shown = format_day(local.date(), locale, style)
    clock = localise(f"{local.hour:02}:{local.minute:02}", locale)
    return f"{shown} {clock}" if style == "short" else f"{shown}{_BEFORE_CLOCK[locale.language]} {clock}"


def relative(moment: datetime, now: datetime, locale: Locale) -> str:
    """How long ago or ahead, in words: «۳ روز پیش», «غدًا», "in 2 hours". Days are the user's own days."""
    unit, count = _span(moment, now, ZoneInfo(locale.time_zone))
    ahead = moment > now
    if unit == "day" and count == 1:
        return words.AGO[locale.language]["one day"][ahead]
    pattern = words.AGO[locale.language][unit][ahead]
    if locale.language == "ar":
        counted = _arabic_span(unit, count) if unit != "now" else ""
        return localise(pattern.format(n=counted), locale)
    return localise(pattern.format(n=count, s="" if count == 1 else "s"), locale)


_SHORT: Final = {"fa": "{y:04}/{m:02}/{d:02}", "ar": "{d:02}/{m:02}/{y:04}", "en": "{y:04}-{m:02}-{d:02}"}
_COMMA: Final = {"fa": "", "ar": "،", "en": ""}
_BEFORE_CLOCK: Final = {"fa": "، ساعت", "ar": "، الساعة", "en": ","}


def _span(moment: datetime, now: datetime, zone: ZoneInfo) -> tuple[str, int]:
    seconds = abs((moment - now).total_seconds())
    if seconds < 60:
        return "now", 0
    if seconds < 3600:
        return "minute", int(seconds // 60)
    days = abs((moment.astimezone(zone).date() - now.astimezone(zone).date()).days)
    if days == 0 or seconds < 6 * 3600:
        return "hour", int(seconds // 3600)
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 14)):
        if days >= length:
            return unit, int(days // (7 if unit == "week" else length))
    return "day", days


def _arabic_span(unit: str, count: int) -> str:
    one, two, few, many = words.ARABIC_SPANS[unit]
    if count <= 2:
        return one if count == 1 else two
    return (few if 3 <= count % 100 <= 10 else many).format(n=count)
