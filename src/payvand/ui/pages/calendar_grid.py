"""The days of a calendar page in the reader's own calendar: weeks, names, the second calendar, days off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from payvand.culture.calendars import (
    EARLIEST,
    LATEST,
    add_months,
    format_day,
    month_names,
    to_parts,
    weekday_names,
)
from payvand.culture.digits import localise
from payvand.culture.locale import Calendar, Locale
from payvand.culture.periods import period_of
from payvand.kernel.models import Holiday

JALALI_LANDS = ("IR", "AF")


@dataclass(frozen=True, kw_only=True)
class Span:
    """What one page shows: the days from `start` up to but without `end`, of which those of `own` are its subject."""

    unit: str
    start: date
    end: date
    own: tuple[date, date]
    title: str
    second_title: str
    before: date
    after: date

    @property
    def weeks(self) -> list[list[date]]:
        """Its days, a week a line."""
        days = [self.start + timedelta(days=number) for number in range((self.end - self.start).days)]
        return [days[at : at + 7] for at in range(0, len(days), 7)]


def month_of(day: date, locale: Locale) -> Span:
    """The month of a day, in whole weeks."""
    start, end = period_of(day, "month", locale)
    first, _next = period_of(start, "week", locale)
    _first, last = period_of(end - timedelta(days=1), "week", locale)
    return Span(
        unit="month",
        start=first,
        end=last,
        own=(start, end),
        title=month_title(start, locale),
        second_title=months_between(start, end - timedelta(days=1), second(locale)),
        before=within(add_months(start, -1, locale.calendar)),
        after=within(add_months(start, 1, locale.calendar)),
    )


def week_of(day: date, locale: Locale) -> Span:
    """The week of a day."""
    start, end = period_of(day, "week", locale)
    last = end - timedelta(days=1)
    return Span(
        unit="week",
        start=start,
        end=end,
        own=(start, end),
        title=f"{format_day(start, locale, 'long')} – {format_day(last, locale, 'long')}",
        second_title=f"{format_day(start, second(locale), 'long')} – {format_day(last, second(locale), 'long')}",
        before=within(start - timedelta(weeks=1)),
        after=within(end),
    )


def within(day: date) -> date:
    """The day, or the nearest one that the calendars know; a month of room stays on either side."""
    return min(max(day, EARLIEST + timedelta(days=62)), LATEST - timedelta(days=62))


def second(locale: Locale) -> Locale:
    """The same reader in the other calendar that is in use around them."""
    return replace(locale, calendar=second_calendar(locale))


def second_calendar(locale: Locale) -> Calendar:
    """Gregorian beside one's own calendar, and beside the Gregorian one that of the country."""
    if locale.calendar != "gregorian":
        return "gregorian"
    return "jalali" if locale.region in JALALI_LANDS else "hijri"


def month_title(day: date, locale: Locale) -> str:
    """The month of a day with its year."""
    year, month, _day = to_parts(day, locale.calendar)
    return f"{month_names(locale)[month - 1]} {localise(str(year), locale)}"


def months_between(first: date, last: date, locale: Locale) -> str:
    """The months in which a span lies: "May – June 2025"."""
    one, other = to_parts(first, locale.calendar), to_parts(last, locale.calendar)
    if one[:2] == other[:2]:
        return month_title(first, locale)
    if one[0] == other[0]:
        return f"{month_names(locale)[one[1] - 1]} – {month_title(last, locale)}"
    return f"{month_title(first, locale)} – {month_title(last, locale)}"


def weekdays(locale: Locale) -> list[str]:
    """The names of the days, in the order of the reader's week."""
    names = weekday_names(locale)
    return [names[(locale.week_start + number) % 7] for number in range(7)]


def holidays_in(span: Span, locale: Locale) -> Mapping[date, Sequence[str]]:
    """The names of the days off. One query."""
    rows = Holiday.objects.current().filter(day__gte=span.start, day__lt=span.end, region=locale.region)
    found: dict[date, list[str]] = {}
    for day, name in rows.order_by("day", "id").values_list("day", "name"):
        found.setdefault(day, []).append(name)
    return found


def number_of(day: date, locale: Locale) -> str:
    """The day's number in a calendar."""
    return localise(str(to_parts(day, locale.calendar)[2]), locale)


def second_number(day: date, locale: Locale) -> str:
    """The day's number in the second calendar, with the month's name where a month begins there."""
    other = second(locale)
    _year, month, number = to_parts(day, other.calendar)
    return (
        f"{number_of(day, other)} {month_names(other)[month - 1]}" if number == 1 else number_of(day, other)
    )
