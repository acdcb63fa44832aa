"""Days and moments as people type them and files hold them, read in any digits and three calendars."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from payvand.culture import day_words as words
from payvand.culture.digits import to_ascii
from payvand.culture.errors import Unreadable
from payvand.culture.folding import clean, fold
from payvand.culture.locale import Calendar, Locale
from payvand.culture.reckoning import EARLIEST, LATEST, UMM_AL_QURA, add_months, from_parts, to_parts


def parse_day(text: str, locale: Locale, today: date) -> date:
    """The day that a person typed or a file holds: «۱۴۰۴/۳/۵», 2025-05-26, «۵ خرداد», «فردا», "next monday".

    Years 1200 to 1600 are Jalali (Hijri for a reader of that calendar); a month never stands before its day, as in
    America. Refuses days that do not exist and days before 1900.
    """
    if _ISO_DAY.fullmatch(text) and text >= "1900":
        return _accepted(int(text[:4]), int(text[5:7]), int(text[8:]), "gregorian")
    plain = _PLAIN_DAY.fullmatch(text)
    if plain is not None:
        return _from_numbers([*plain.groups()], locale, text)
    bare = _MIDNIGHT.sub("", to_ascii(clean(text)))
    if not bare:
        raise Unreadable("day.empty")
    if _COMPACT_DAY.fullmatch(bare):
        return _from_numbers([bare[:4], bare[4:6], bare[6:]], locale, text)
    tokens = fold(_ORDINAL.sub(r"\1 ", bare)).split()
    day = (
        _named(tokens, locale, today)
        or _shifted(tokens, locale, today)
        or _dated(tokens, locale, today, text)
    )
    if day is None:
        raise Unreadable("day.unreadable", text=text)
    return _in_range(day)


def parse_moment(text: str, locale: Locale, now: datetime) -> datetime:
    """The moment that a person typed or a file holds, in UTC: an ISO moment, «فردا ساعت ۱۰», "2 hours ago".

    A moment without an offset is in the locale's time zone; a day alone means its first instant there.
    """
    zone = ZoneInfo(locale.time_zone)
    bare = to_ascii(clean(text)).lower()
    if fold(bare) in words.NOW_FOLDED:
        return now.astimezone(UTC)
    if _ISO_MOMENT.fullmatch(bare) and bare >= "1900":
        return _from_iso(bare, zone, text)
    span = _relative_span(fold(bare).split())
    if span is not None and span[1] in ("minute", "hour"):
        return now.astimezone(UTC) + timedelta(**{span[1] + "s": span[0]})
    clock, rest = _split_clock(bare)
    today = now.astimezone(zone).date()
    day = parse_day(rest, locale, today) if rest.strip(" ,،-t") or clock is None else today
    return datetime.combine(day, clock or time(), zone).astimezone(UTC)


_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN_DAY: Final = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
_COMPACT_DAY: Final = re.compile(r"(?:1[2-5]|19|20|21)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_MIDNIGHT: Final = re.compile(r"(?<=\d)[ T]0?0:00(?::00(?:\.0+)?)?$")
_ORDINAL: Final = re.compile(r"(\d)(?:st|nd|rd|th|ام|م)\b", re.IGNORECASE)
_SPACED_WEEKDAY: Final = re.compile(
    r"\b(" + "|".join(sorted(words.WEEKDAYS_BY_NAME, key=len, reverse=True)) + r")\b"
)
_ISO_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?")
_CLOCK: Final = re.compile(
    r"(?:(?<=\d)t)?(?:(?P<mark>\bساعت|\bالساعة|\bat\b|@)\s*)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?|\s*(?P<half>و نیم|و ربع))?"
    rf"(?:\s*(?P<half_day>{'|'.join(words.HALVES_OF_DAY)})(?!\w))?(?![\d/:-])"
)


def _named(tokens: list[str], locale: Locale, today: date) -> date | None:
    """«فردا», «شنبه», "next monday", «جمعهٔ گذشته»: a day told by its name alone."""
    phrase = " ".join(tokens)
    if phrase in words.NAMED_DAYS_FOLDED:
        return today + timedelta(days=words.NAMED_DAYS_FOLDED[phrase])
    weekday = _SPACED_WEEKDAY.search(phrase)
    if weekday is None:
        return None
    direction = _directions(_SPACED_WEEKDAY.sub("", phrase, count=1).split())
    if direction is None:
        return None
    wanted = words.WEEKDAYS_BY_NAME[weekday[1]]
    if direction < 0:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    if phrase == weekday[1]:
        return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    week = today - timedelta(days=(today.weekday() - locale.week_start) % 7) + timedelta(weeks=direction)
    return week + timedelta(days=(wanted - locale.week_start) % 7)


def _directions(rest: list[str]) -> int | None:
    """1 for next, -1 for last, 0 for this or nothing; None where other words are left."""
    meant = 0
    for word in rest:
        if word in words.AFTER_FOLDED and word != "in":
            meant = 1
        elif word in words.BEFORE_FOLDED:
            meant = -1
        elif word not in words.FILLERS and word not in words.THIS_FOLDED:
            return None
    return meant


def _relative_span(tokens: list[str]) -> tuple[int, str] | None:
    """«۳ روز دیگر» as (3, "day"), «هفتهٔ گذشته» as (-1, "week")."""
    count, unit, sign = 1, "", 0
    for token in tokens:
        if token in words.UNITS_BY_NAME and not unit:
            unit = words.UNITS_BY_NAME[token]
        elif token in words.DUALS and not unit:
            count, unit = 2, words.DUALS[token]
        elif token.isdecimal() and len(token) <= 3:
            count = int(token)
        elif token in words.SMALL_NUMBERS:
            count = words.SMALL_NUMBERS[token]
        elif token in words.AFTER_FOLDED:
            sign = 1
        elif token in words.BEFORE_FOLDED:
            sign = -1
        elif token not in words.FILLERS:
            return None
    return (sign * count, unit) if sign and unit else None


def _shifted(tokens: list[str], locale: Locale, today: date) -> date | None:
    span = _relative_span(tokens)
    if span is None or span[1] in ("minute", "hour"):
        return None
    count, unit = span
    if unit in ("day", "week"):
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(today, count * (12 if unit == "year" else 1), locale.calendar)


def _dated(tokens: list[str], locale: Locale, today: date, text: str) -> date | None:
    """A day told by numbers, or by a number and a month's name; a weekday beside it must agree."""
    phrase = " ".join(tokens)
    weekday = _SPACED_WEEKDAY.search(phrase)
    if weekday is not None:
        tokens = _SPACED_WEEKDAY.sub(" ", phrase, count=1).split()
    numbers = [token for token in tokens if token.isdecimal()]
    name = " ".join(token for token in tokens if not token.isdecimal() and token not in words.FILLERS)
    name = name if name in words.MONTHS_BY_NAME else name.removesuffix("ماه")
    if name in words.MONTHS_BY_NAME and 1 <= len(numbers) <= 2:
        day = _from_month_name(numbers, *words.MONTHS_BY_NAME[name], today, text)
    elif not name and len(numbers) == 3:
        day = _from_numbers(numbers, locale, text)
    else:
        return None
    if weekday is not None and day.weekday() != words.WEEKDAYS_BY_NAME[weekday[1]]:
        raise Unreadable("day.wrong_weekday", text=text)
    return day


def _from_numbers(numbers: list[str], locale: Locale, text: str) -> date:
    """Year-month-day or day-month-year: the year is the one with three or four digits."""
    first, middle, last = numbers
    if len(first) > 2 or (len(first) == 2 and int(first) > 31):
        year, day = first, last
    elif len(last) > 2 or (len(last) == 2 and int(last) > 31):
        year, day = last, first
    else:
        raise Unreadable("day.ambiguous", text=text)
    if len(year) == 2:
        # «98/5/12» can only be 1398 to a reader of the Jalali calendar; to others it is a riddle.
        if locale.calendar != "jalali":
            raise Unreadable("day.ambiguous", text=text)
        year = f"13{year}"
    if max(len(year), len(middle) + 2, len(day) + 2) > 4:
        raise Unreadable("day.unreadable", text=text)
    return _accepted(int(year), int(middle), int(day), _calendar_of(int(year), locale))


def _from_month_name(numbers: list[str], calendar: Calendar, month: int, today: date, text: str) -> date:
    if len(numbers) == 1:
        numbers = [numbers[0], str(to_parts(today, calendar)[0])]
    day, year = sorted(numbers, key=len) if len(numbers[0]) > 2 else numbers
    if len(day) > 2 or len(year) not in (1, 2, 4):
        raise Unreadable("day.unreadable", text=text)
    full_year = int(year)
    if len(year) <= 2:
        full_year += {
            "jalali": 1300 if full_year >= 50 else 1400,
            "gregorian": 1900 if full_year > 68 else 2000,
        }.get(calendar, 1400)
    return _accepted(full_year, month, int(day), calendar)


def _calendar_of(year: int, locale: Locale) -> Calendar:
    if not 1200 <= year <= 1600:
        return "gregorian"
    return "hijri" if locale.calendar == "hijri" and year in UMM_AL_QURA else "jalali"


def _accepted(year: int, month: int, day: int, calendar: Calendar) -> date:
    if (calendar == "jalali" and year > 1500) or year > LATEST.year:
        raise Unreadable("day.too_late", year=year)
    if year < 1200:
        raise Unreadable("day.too_early")
    return _in_range(from_parts(year, month, day, calendar))


def _in_range(day: date) -> date:
    if day < EARLIEST:
        raise Unreadable("day.too_early")
    if day > LATEST:
        raise Unreadable("day.too_late", year=day.year)
    return day


def _from_iso(bare: str, zone: ZoneInfo, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(bare.upper())
    except ValueError:
        raise Unreadable("moment.unreadable", text=text) from None
    _accepted(moment.year, moment.month, moment.day, "gregorian")
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _split_clock(bare: str) -> tuple[time | None, str]:
    """The time of day in a text, and the text without it; a lone number is no time unless a word says so."""
    for found in _CLOCK.finditer(bare):
        if any(found[part] for part in ("mark", "minute", "half", "half_day")):
            hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
            minute += {"و نیم": 30, "و ربع": 15}.get(found["half"] or "", 0)
            hour = words.HALVES_OF_DAY[found["half_day"]](hour) if found["half_day"] else hour
            if hour > 23 or minute > 59 or second > 59:
                raise Unreadable("moment.impossible", text=found[0].strip())
            return time(hour, minute, second), f"{bare[: found.start()]} {bare[found.end() :]}".strip()
    return None, bare
