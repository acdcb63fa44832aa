"""The calendar of any Object that has a date: a month or a week in the reader's calendar, records as chips."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payvand.culture.calendars import EARLIEST, LATEST, format_day
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.kernel.access import may
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.kinds import Choice, Moment
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import Field, Object
from payvand.kernel.query import Condition, Node, Page, Query, both, page, visible_of
from payvand.kernel.records import update
from payvand.ui.pages.calendar_grid import (
    Span,
    holidays_in,
    month_of,
    number_of,
    second_number,
    week_of,
    weekdays,
    within,
)
from payvand.ui.pages.columns import is_editable
from payvand.ui.pages.list_door import Opened, go, is_piece, opened
from payvand.ui.pages.list_state import with_parameter

MOST = 1000  # records that one page draws
MOST_A_DAY = {"month": 4, "week": 40}


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A record on its day. `day` is where it stands, as ISO."""

    id: int
    title: str
    href: str
    clock: str
    tone: str
    status: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A day with its records; `more` is how many others there are, as text, behind `more_href`."""

    day: date
    number: str
    second: str
    name: str
    holiday: str
    is_off: bool
    is_today: bool
    is_own: bool
    chips: Sequence[Chip]
    more: str
    more_href: str
    new_href: str


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """What the template of a calendar shows beside the list's own values."""

    span: Span
    label: str
    weekdays: Sequence[str]
    weeks: Sequence[Sequence[Cell]]
    before_href: str
    after_href: str
    today_href: str
    month_href: str
    week_href: str
    may_move: bool
    move_url: str
    is_full: bool
    is_empty: bool


def calendar_page(door: Opened, asked: str) -> CalendarPage:
    """The page that shows the day asked for. One query for the records, one for the days off. Raises DomainError."""
    one, state, locale = door.object, door.state, door.actor.locale
    field = dated(one)
    day = day_asked(asked, locale)
    span = week_of(day, locale) if state.detail == "week" else month_of(day, locale)
    found = records_in(door, field, span)
    may_create = may(door.actor, "create", one) and not state.archived
    return CalendarPage(
        span=span,
        label=str(field.label),
        weekdays=weekdays(locale),
        weeks=weeks_of(door, field, span, found, may_create=may_create),
        before_href=at_day(door, span.before),
        after_href=at_day(door, span.after),
        today_href=door.state.address(),
        month_href=with_parameter(state.address(shape="calendar"), "on", day.isoformat()),
        week_href=with_parameter(state.address(shape="calendar:week"), "on", day.isoformat()),
        may_move=may(door.actor, "edit", one) and is_editable(one, field, door.actor) and not state.archived,
        move_url=with_parameter(state.address("calendar/move"), "on", day.isoformat()),
        is_full=found.after is not None,
        is_empty=not found.rows,
    )


def dated(one: Object) -> Field:
    """The field by which records stand in the calendar. Raises DomainError where there is none."""
    if one.calendar_by is None:
        raise DomainError("no_calendar", _("These records stand in no calendar."))
    return one.field(one.calendar_by)


def day_asked(text: str, locale: Locale) -> date:
    """The day that an address names, as ISO; today where it names none that the calendars know."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today_in(locale)
    return within(day) if EARLIEST <= day <= LATEST else today_in(locale)


def at_day(door: Opened, day: date) -> str:
    """The address of the page that shows a day."""
    return with_parameter(door.state.address(), "on", day.isoformat())


def records_in(door: Opened, field: Field, span: Span) -> Page:
    """The records of a span, in the order of their dates. Raises DomainError."""
    one, state = door.object, door.state
    names = visible_of(one, [name for name in (field.name, one.title, one.status) if name], door.actor)
    asked = Query(
        where=both(state.where, between(field, span.start, span.end, door.actor.locale)),
        search=state.q,
        sort=(field.name,),
        columns=tuple(dict.fromkeys(names)),
        limit=MOST,
        archived=state.archived,
    )
    return page(one, asked, door.actor)


def between(field: Field, start: date, end: date, locale: Locale) -> Node:
    """The condition that a record's date lies in the reader's days from `start` up to but without `end`."""
    if isinstance(field.kind, Moment):
        return both(
            Condition(field=field.name, operator="ge", operand=midnight(start, locale).isoformat()),
            Condition(field=field.name, operator="lt", operand=midnight(end, locale).isoformat()),
        )
    last = end - timedelta(days=1)
    return Condition(field=field.name, operator="between", operand=[start.isoformat(), last.isoformat()])


def midnight(day: date, locale: Locale) -> datetime:
    """The moment at which a day begins for the reader."""
    return datetime.combine(day, time(), ZoneInfo(locale.time_zone)).astimezone(UTC)


def weeks_of(door: Opened, field: Field, span: Span, found: Page, *, may_create: bool) -> list[list[Cell]]:
    """The days with their records."""
    locale = door.actor.locale
    chips = chips_of(door, field, found)
    off = holidays_in(span, locale)
    today = today_in(locale)
    most = MOST_A_DAY[span.unit]
    cells = []
    for week in span.weeks:
        line = []
        for day in week:
            mine = chips.get(day, [])
            line.append(
                Cell(
                    day=day,
                    number=number_of(day, locale),
                    second=second_number(day, locale),
                    name=format_day(day, locale, "full"),
                    holiday=" · ".join(off.get(day, ())),
                    is_off=day in off or day.weekday() in locale.weekend,
                    is_today=day == today,
                    is_own=span.own[0] <= day < span.own[1],
                    chips=mine[:most],
                    more=localise(str(len(mine) - most), locale) if len(mine) > most else "",
                    more_href=list_of_day(door, field, day) if len(mine) > most else "",
                    new_href=new_on(door, field, day) if may_create else "",
                )
            )
        cells.append(line)
    return cells


def list_of_day(door: Opened, field: Field, day: date) -> str:
    """The address of the list of a day's records."""
    mine = between(field, day, day + timedelta(days=1), door.actor.locale)
    return door.state.address(shape="", where=both(door.state.where, mine))


def new_on(door: Opened, field: Field, day: date) -> str:
    """The address of the form of a new record on a day; with a time of day, in the morning."""
    text = f"{day.isoformat()}T09:00" if isinstance(field.kind, Moment) else day.isoformat()
    return with_parameter(f"{door.object.address}/new", field.name, text)


def chips_of(door: Opened, field: Field, found: Page) -> dict[date, list[Chip]]:
    """The records by their days."""
    one, locale = door.object, door.actor.locale
    fields = {each.name: each for each in found.fields}
    chips: dict[date, list[Chip]] = {}
    for row in found.rows:
        values = dict(zip(fields, row.values, strict=True))
        value = values.get(field.name)
        if not isinstance(value, date):
            continue
        day, clock = local(value, locale)
        title = fields[one.title].kind.text(values[one.title], locale) if one.title in fields else ""
        tone, status = status_of(one, values, fields, locale)
        chip = Chip(
            id=row.id,
            title=title or f"#{row.id}",
            href=f"{one.address}/{row.id}",
            clock=clock,
            tone=tone,
            status=status,
        )
        chips.setdefault(day, []).append(chip)
    return chips


def local(value: date, locale: Locale) -> tuple[date, str]:
    """The reader's day of a date, and the time of day of a moment."""
    if not is_moment(value):
        return value, ""
    moment = value.astimezone(ZoneInfo(locale.time_zone))
    return moment.date(), localise(f"{moment.hour:02}:{moment.minute:02}", locale)


def is_moment(value: date) -> TypeGuard[datetime]:
    """Whether a date has a time of day."""
    return isinstance(value, datetime)


def status_of(
    one: Object, values: dict[str, object], fields: dict[str, Field], locale: Locale
) -> tuple[str, str]:
    """The tone of a record's status and its name, where there is one to be seen."""
    if one.status not in fields:
        return "", ""
    kind, value = fields[one.status].kind, values[one.status]
    tone = kind.option(value).tone if isinstance(kind, Choice) and isinstance(value, str) and value else ""
    return tone, kind.text(value, locale)


@require_POST
def move(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Put a record on another day; a moment keeps its time of day. The page comes anew, with the way back."""
    door = opened(request, app, model)
    said = {**request.GET.dict(), **request.POST.dict()}
    number, field = str(said.get("id", "")), dated(door.object)
    try:
        to = date.fromisoformat(str(said.get("to", "")))
    except ValueError as error:
        raise Http404 from error
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    try:
        was = moved(door, field, int(number), to)
    except DomainError as error:
        if not is_piece(request):
            raise
        told = {"pv:toast": {"text": str(error), "tone": "danger"}, "pv:refused": {"id": int(number)}}
        return HttpResponse(
            status=error.status, headers={"HX-Trigger": json.dumps(told), "HX-Reswap": "none"}
        )
    shown = at_day(door, day_asked(request.GET.get("on", ""), door.actor.locale))
    text = _("Moved to %(day)s.") % {"day": format_day(to, door.actor.locale, "full")}
    undo = "" if "undo" in request.GET else undo_url(request, door, int(number), was)
    return go(request, shown, text, undo_url=undo)


def moved(door: Opened, field: Field, pk: int, to: date) -> date:
    """Write the new day; the day on which the record stood. Raises DomainError."""
    where = Condition(field="id", operator="is", operand=pk)
    found = page(door.object, Query(where=where, columns=(field.name,), limit=1), door.actor)
    value = found.rows[0].values[0] if found.rows else None
    if not isinstance(value, date):
        raise Missing("missing", _("There is no such record, or you may not see it."))
    was, _clock = local(value, door.actor.locale)
    new: date = to
    if is_moment(value):
        zone = ZoneInfo(door.actor.locale.time_zone)
        new = datetime.combine(to, value.astimezone(zone).time(), zone)
    update(door.object, pk, {field.name: new}, actor=door.actor)
    return was


def undo_url(request: HttpRequest, door: Opened, pk: int, was: date) -> str:
    """The address that puts a record back on its day."""
    address = door.state.address("calendar/move")
    said = (("on", request.GET.get("on", "")), ("id", str(pk)), ("to", was.isoformat()), ("undo", "1"))
    for name, value in said:
        address = with_parameter(address, name, value)
    return address
