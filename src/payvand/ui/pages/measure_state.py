"""What the address of a dashboard says: the period, the one before, and what the reader narrows it by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from payvand.culture.calendars import add_months, format_day
from payvand.culture.locale import NEUTRAL
from payvand.culture.periods import UNITS, Range, period_of
from payvand.insight.cutting import Dimensioned, dimension_for
from payvand.insight.dashboard import Dashboard
from payvand.insight.measure import Measure, measure_named
from payvand.kernel.access import Actor, company_settings, may
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Choice, Day, Link, Reference
from payvand.kernel.kinds.time import PERIODS, period_days, today_in
from payvand.kernel.objects import named
from payvand.kernel.query import EVERYTHING, Node, both, context_of, read
from payvand.ui.components import Option

OFFERED = (
    "this month", "last month", "this quarter", "last quarter", "this year", "last year", "this fiscal year",
    "last fiscal year", "last 30 days", "last 90 days", "last 365 days",
)  # fmt: skip
USUAL = "this quarter"
MOST_OPTIONS = 300


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A dimension that the page may be narrowed by, and what may be chosen."""

    name: str
    label: str
    value: str
    options: Sequence[Option]


@dataclass(frozen=True, kw_only=True)
class State:
    """The state of a dashboard."""

    board: Dashboard
    actor: Actor
    period: str
    span: Range
    before: Range
    first: str = ""
    last: str = ""
    chosen: Mapping[str, str]
    accepted: Mapping[str, str]

    @property
    def describes(self) -> str:
        """The days of the period, in words."""
        start, end = self.span
        locale = self.actor.locale
        return _("%(first)s to %(last)s") % {
            "first": format_day(start, locale, "long"),
            "last": format_day(end - timedelta(days=1), locale, "long"),
        }

    @property
    def spans(self) -> dict[str, Range]:
        """The days that a chart may look at: the period, the year of whole months that ends with it, the coming one."""
        locale = self.actor.locale
        start, _end = period_of(today_in(locale), "month", locale)
        _start, end = period_of(self.span[1] - timedelta(days=1), "month", locale)
        return {
            "period": self.span,
            "past_year": (add_months(end, -12, locale.calendar), end),
            "coming_year": (start, add_months(start, 12, locale.calendar)),
        }

    def where(self, measure: Measure) -> Node:
        """The filters as a condition on what a measure counts. Raises DomainError where it cannot be narrowed so."""
        found: Node = EVERYTHING
        zone = company_settings().time_zone
        for name, value in self.accepted.items():
            dimension = dimension_for(measure, name, self.actor)
            found = both(found, dimension.condition(value, self.actor.locale, zone))
        return found

    def address(self, **changes: str) -> str:
        """The address of the page with some of its parameters changed."""
        asked = {"period": self.period, "from": self.first, "to": self.last, **self.chosen, **changes}
        return f"/insight/{self.board.name}?{urlencode({name: v for name, v in asked.items() if v})}"


def read_state(params: Mapping[str, str], board: Dashboard, actor: Actor) -> State:
    """The state that an address asks for. Raises DomainError for a period or a day that cannot be read."""
    period = " ".join(params.get("period", "").split()) or USUAL
    first, last = params.get("from", "").strip(), params.get("to", "").strip()
    span = own_span(first, last, actor) if period == "own" else named_span(period, actor)
    chosen = {name: params.get(name, "").strip() for name in board.filters}
    narrowed = {
        name: accepted(filter_dimension(board, name, actor), value) for name, value in chosen.items() if value
    }
    return State(
        board=board, actor=actor, period=period, span=span, before=span_before(period, span, actor), chosen=chosen,
        first=first if period == "own" else "", last=last if period == "own" else "", accepted=narrowed,
    )  # fmt: skip


def accepted(dimension: Dimensioned, value: str) -> str:
    """The value of a filter in canonical form. Raises DomainError."""
    found = dimension.field.kind.required(value, NEUTRAL)
    if not isinstance(found, Reference):
        return str(found)
    if not found.id:
        raise DomainError("no_such_record", _("There is no such record."), dimension.name)
    return str(found.id)


def named_span(period: str, actor: Actor) -> Range:
    """The days of a period in the reader's calendar. Raises DomainError."""
    return period_days(period, context_of(actor))


def own_span(first: str, last: str, actor: Actor) -> Range:
    """The days from one to another, both counted. Raises DomainError."""
    kind = Day()
    start, end = kind.required(first, actor.locale), kind.required(last, actor.locale)
    if end < start:
        raise DomainError("backwards", _("The period ends before it begins."), "to")
    return start, end + timedelta(days=1)


def span_before(period: str, span: Range, actor: Actor) -> Range:
    """The period before, cut at the same day where this one is not over yet: an unfinished month is no bad one."""
    start, end = span
    today = today_in(actor.locale)
    words = period.split()
    unit = next((unit for unit in UNITS if unit == "_".join(words[1:])), None)
    if period in PERIODS and unit:
        first, after = period_of(start - timedelta(days=1), unit, actor.locale)
    else:
        first, after = start - (end - start), start
    if start <= today < end - timedelta(days=1):
        after = min(after, first + (today + timedelta(days=1) - start))
    return first, after


def filters_of(state: State) -> list[Filter]:
    """The filters with their options; one that the reader may not use is left out."""
    found = []
    for name in state.board.filters:
        try:
            dimension = filter_dimension(state.board, name, state.actor)
        except DomainError:
            continue
        options = options_of(dimension, state.actor)
        if options:
            found.append(
                Filter(name=name, label=str(dimension.label), value=state.chosen[name], options=options)
            )
    return found


def options_of(dimension: Dimensioned, actor: Actor) -> list[Option]:
    """What may be chosen of a dimension: the records of a link that the reader may see, or the choices."""
    kind = dimension.field.kind
    if isinstance(kind, Choice):
        return [Option(value=one.value, text=str(one.label)) for one in kind.options]
    if not isinstance(kind, Link) or not may(actor, "view", named(kind.target)):
        return []
    order = f"{kind.title}_sort" if kind.fold and kind.target == "kernel.user" else kind.title
    rows = read(named(kind.target), actor).filter(archived_at=None).order_by(order, "pk")
    return [
        Option(value=str(pk), text=str(title))
        for pk, title in rows.values_list("pk", kind.title)[:MOST_OPTIONS]
    ]


def filter_dimension(board: Dashboard, name: str, actor: Actor) -> Dimensioned:
    """The dimension of a filter. Raises DomainError."""
    return dimension_for(any_measure(board), name, actor)


def any_measure(board: Dashboard) -> Measure:
    """A measure of the board's Object: what they may be cut by is the Object's."""
    return next(one for part in board.tiles if (one := measure_named(part.measure)).of == board.of)
