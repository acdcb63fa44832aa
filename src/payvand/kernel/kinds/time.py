"""Kinds of time: a day and a moment. Stored Gregorian and in UTC; read, shown and computed in the reader's calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.calendars import format_day, format_moment, parse_day, parse_moment
from payvand.culture.digits import localise
from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Locale
from payvand.culture.periods import last_days, month_bounds, next_days, period_bounds, year_bounds
from payvand.kernel import clock
from payvand.kernel.errors import Message
from payvand.kernel.kinds.kind import (
    EMPTINESS,
    EQUALITY,
    JSON,
    ORDER,
    Context,
    Kind,
    Unacceptable,
    escape,
    unreadable,
)

PERIODS = {
    "today": _("today"),
    "yesterday": _("yesterday"),
    "tomorrow": _("tomorrow"),
    "this week": _("this week"),
    "last week": _("last week"),
    "next week": _("next week"),
    "this month": _("this month"),
    "last month": _("last month"),
    "next month": _("next month"),
    "this quarter": _("this quarter"),
    "last quarter": _("last quarter"),
    "next quarter": _("next quarter"),
    "this year": _("this year"),
    "last year": _("last year"),
    "next year": _("next year"),
    "this fiscal year": _("this fiscal year"),
    "last fiscal year": _("last fiscal year"),
    "next fiscal year": _("next fiscal year"),
}


def period_days(period: str, context: Context) -> tuple[date, date]:
    """First day of a named period and the day after its last, in the reader's calendar. Raises Unacceptable.

    Beside the names of PERIODS: "last 30 days", "next 7 days", a year ("1404") and a month ("1404/03").
    """
    words = period.split()
    try:
        if period in PERIODS:
            return period_bounds(period.replace(" ", "_"), context.today, context.locale)
        if len(words) == 3 and words[0] in ("last", "next") and words[2] == "days":
            return (last_days if words[0] == "last" else next_days)(int(words[1]), context.today)
        year, _slash, month = period.replace("-", "/").partition("/")
        if month:
            return month_bounds(int(year), int(month), context.locale)
        return year_bounds(int(year), context.locale)
    except (ValueError, OverflowError):
        raise Unacceptable("not_a_period", _("No such period: %(period)s") % {"period": period}) from None


def describe_period(period: str, locale: Locale) -> str:
    """A period in words, for the filter chip."""
    if period in PERIODS:
        return str(PERIODS[period])
    words = period.split()
    if len(words) == 3 and words[0] == "last":
        return translate("last %(count)s days") % {"count": localise(words[1], locale)}
    if len(words) == 3:
        return translate("next %(count)s days") % {"count": localise(words[1], locale)}
    return localise(period, locale)


TIME_OPERATORS = ("within", *EQUALITY, *ORDER, *EMPTINESS)


def check_period(raw: object) -> str:
    """A period's name in canonical form. Raises Unacceptable."""
    period = " ".join(str(raw).replace("_", " ").split()).lower()
    now = clock.now()
    period_days(period, Context(locale=NEUTRAL, today=now.date(), now=now))
    return period


@dataclass(frozen=True, kw_only=True)
class Day(Kind[date]):
    """A day without a time."""

    name: ClassVar[str] = "day"
    label: ClassVar[Message] = _("date")
    operators: ClassVar[tuple[str, ...]] = TIME_OPERATORS
    widget: ClassVar[str] = "day"
    arrow: ClassVar[str] = "date32"

    def read(self, raw: object, locale: Locale) -> date:
        if isinstance(raw, datetime):
            raw = raw.date()
        if not isinstance(raw, date):
            try:
                raw = parse_day(str(raw), locale, today_in(locale))
            except Unreadable as error:
                raise unreadable(error) from None
        if raw.year < 1900:
            raise Unacceptable("day.too_early", _("Days before the year 1900 are not accepted."))
        return raw

    def load(self, columns: Sequence[object]) -> date | None:
        day = columns[0]
        return date.fromisoformat(day) if isinstance(day, str) else day  # type: ignore[return-value]

    def to_json(self, value: date | None) -> JSON:
        return None if value is None else value.isoformat()

    def text(self, value: date | None, locale: Locale) -> str:
        return "" if value is None else format_day(value, locale)

    def html(self, value: date | None, locale: Locale) -> str:
        if value is None:
            return ""
        return f'<time datetime="{value.isoformat()}">{escape(format_day(value, locale))}</time>'

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        return check_period(raw) if operator == "within" else super().operand(raw, operator, locale)

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        if operator == "within":
            start, end = period_days(str(operand), context)
            return Q(
                **{f"{column}__gte": self.edge(start, context), f"{column}__lt": self.edge(end, context)}
            )
        return super().where(column, operator, operand, context)

    def edge(self, day: date, context: Context) -> object:
        """The value at which a day begins."""
        return day

    def comparable(self, operand: JSON) -> object:
        return date.fromisoformat(str(operand))

    def describe(self, operand: JSON, locale: Locale) -> str:
        if isinstance(operand, str) and operand[:10].count("-") != 2:
            return describe_period(operand, locale)
        return super().describe(operand, locale)

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "date"}

    def samples(self) -> tuple[date, ...]:
        return (date(2025, 3, 20), date(2025, 3, 21), date(2024, 2, 29))


@dataclass(frozen=True, kw_only=True)
class Moment(Day, Kind[datetime]):
    """A moment in time, kept in UTC and shown in the reader's time zone."""

    name: ClassVar[str] = "moment"
    label: ClassVar[Message] = _("date and time")
    operators: ClassVar[tuple[str, ...]] = ("within", *ORDER, *EMPTINESS)
    widget: ClassVar[str] = "moment"
    arrow: ClassVar[str] = "timestamp[us, UTC]"

    def read(self, raw: object, locale: Locale) -> datetime:
        if isinstance(raw, datetime):
            moment = raw if raw.tzinfo else raw.replace(tzinfo=ZoneInfo(locale.time_zone))
        else:
            moment = self._written(str(raw), locale)
        if moment.year < 1900:
            raise Unacceptable("day.too_early", _("Days before the year 1900 are not accepted."))
        return moment.astimezone(UTC)

    def _written(self, text: str, locale: Locale) -> datetime:
        try:
            return parse_moment(text, locale, clock.now())
        except Unreadable as error:
            raise unreadable(error) from None

    def load(self, columns: Sequence[object]) -> datetime | None:
        moment = columns[0]
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        if isinstance(moment, datetime) and moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment  # type: ignore[return-value]

    def to_json(self, value: date | None) -> JSON:
        return None if value is None else value.isoformat().replace("+00:00", "Z")

    def text(self, value: date | None, locale: Locale) -> str:
        return format_moment(value, locale) if isinstance(value, datetime) else ""

    def html(self, value: date | None, locale: Locale) -> str:
        if not isinstance(value, datetime):
            return ""
        return f'<time datetime="{self.to_json(value)}">{escape(format_moment(value, locale))}</time>'

    def edge(self, day: date, context: Context) -> object:
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(context.locale.time_zone)).astimezone(
            UTC
        )

    def comparable(self, operand: JSON) -> object:
        return datetime.fromisoformat(str(operand))

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "date-time"}

    def samples(self) -> tuple[datetime, ...]:
        first = datetime(2025, 3, 20, 20, 29, 59, tzinfo=UTC)
        return (first, first + timedelta(seconds=2))


def today_in(locale: Locale) -> date:
    """The day it is for a reader."""
    return clock.now().astimezone(ZoneInfo(locale.time_zone)).date()
