"""Calendar periods as dimensions: the days of the company's zone, cut in the reader's calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.calendars import format_day, month_names, to_parts
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.culture.periods import Range, Unit, period_of
from payvand.kernel.errors import Message
from payvand.kernel.kinds import Day, Moment
from payvand.kernel.objects import Field
from payvand.kernel.query import Condition, Node, both

FIRST, LAST = date(1990, 1, 1), date(2059, 12, 31)

UNIT_LABELS: dict[Unit, Message] = {
    "day": _("day"),
    "week": _("week"),
    "month": _("month"),
    "quarter": _("quarter"),
    "year": _("year"),
    "fiscal_quarter": _("fiscal quarter"),
    "fiscal_year": _("fiscal year"),
}


@dataclass(frozen=True, kw_only=True)
class CalendarTable:
    """What the reading process makes its table of days of: the first days of each unit's periods."""

    key: str
    units: dict[str, list[str]]

    def as_request(self) -> dict[str, object]:
        """The table as the process is told of it."""
        return {"key": self.key, "units": self.units, "first": FIRST.isoformat(), "last": LAST.isoformat()}


def calendar_of(locale: Locale) -> CalendarTable:
    """The table of a reader's calendar."""
    return _table(_bare(locale))


@lru_cache(maxsize=64)
def _table(locale: Locale) -> CalendarTable:
    key = f"{locale.calendar}_{locale.week_start}_{locale.fiscal_start[0]}_{locale.fiscal_start[1]}"
    units: list[Unit] = [unit for unit in UNIT_LABELS if unit != "day"]
    days = {str(unit): [day.isoformat() for day in starts(unit, locale)] for unit in units}
    return CalendarTable(key=key, units=days)


def _bare(locale: Locale) -> Locale:
    """The locale without what makes no difference to a calendar, so that readers share what is remembered."""
    return Locale(
        language="en",
        calendar=locale.calendar,
        digits="latin",
        week_start=locale.week_start,
        fiscal_start=locale.fiscal_start,
    )


@lru_cache(maxsize=64)
def starts(unit: Unit, locale: Locale) -> tuple[date, ...]:
    """The first days of all periods of a unit, from the one that holds FIRST."""
    found = []
    start, end = period_of(FIRST, unit, locale)
    while start <= LAST:
        found.append(start)
        start, end = period_of(end, unit, locale)
    return tuple(found)


def label_of(start: date, unit: Unit, locale: Locale) -> str:
    """A period in the reader's words: «خرداد ۱۴۰۴», «فصل ۲ ۱۴۰۴», "2025"."""
    year, month, _day = to_parts(start, locale.calendar)
    if unit in ("day", "week"):
        return format_day(start, locale)
    if unit == "month":
        return f"{month_names(locale)[month - 1]} {localise(str(year), locale)}"
    if unit == "quarter":
        words = {"quarter": localise(str((month - 1) // 3 + 1), locale), "year": localise(str(year), locale)}
        return translate("Q%(quarter)s %(year)s") % words
    if unit == "year":
        return localise(str(year), locale)
    return _fiscal_label(start, unit, locale)


def _fiscal_label(start: date, unit: Unit, locale: Locale) -> str:
    """A fiscal year is called by the calendar year in which it begins."""
    first, _end = period_of(start, "fiscal_year", locale)
    year, begun, _day = to_parts(first, locale.calendar)
    shown = localise(str(year), locale)
    if unit == "fiscal_year":
        return translate("FY %(year)s") % {"year": shown}
    _year, month, _day = to_parts(start, locale.calendar)
    quarter = localise(str((month - begun) % 12 // 3 + 1), locale)
    return translate("FQ%(quarter)s %(year)s") % {"quarter": quarter, "year": shown}


def short_label(start: date, unit: Unit, locale: Locale) -> str:
    """A period where there is little room: the month without its year."""
    if unit == "month":
        _year, month, _day = to_parts(start, locale.calendar)
        return month_names(locale)[month - 1]
    return label_of(start, unit, locale)


def within(field: Field, span: Range, zone: str) -> Node:
    """The condition that a field's day lies in a range; a moment belongs to the day of the company's zone."""
    start, end = span
    if isinstance(field.kind, Moment):
        first, after = (edge(day, zone) for day in span)
        return both(
            Condition(field=field.name, operator="ge", operand=first),
            Condition(field=field.name, operator="lt", operand=after),
        )
    assert isinstance(field.kind, Day)
    last = end - timedelta(days=1)
    return Condition(field=field.name, operator="between", operand=[start.isoformat(), last.isoformat()])


def edge(day: date, zone: str) -> str:
    """The moment at which a day begins, in canonical form."""
    moment = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")
