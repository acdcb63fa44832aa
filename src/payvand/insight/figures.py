"""Works out measures: the rows that the actor may see, cut by dimensions, and for each figure the records behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property, partial
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.culture.money import Money
from payvand.culture.periods import Range
from payvand.insight.cut import Cut
from payvand.insight.cutting import Column, Dimensioned, columns_of, dimension_for, plain_field
from payvand.insight.engine import Part, engine
from payvand.insight.measure import MOST_GROUPS, Measure
from payvand.insight.periods import calendar_of, within
from payvand.kernel import clock
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.db.columnar import native_query, source_of
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON, MoneyKind, Whole
from payvand.kernel.objects import Object, named
from payvand.kernel.query import EVERYTHING, Condition, Node, Query, both, matching, parse_where, to_text
from payvand.kernel.query.page import expressions

Value = Decimal | Money | None
# What is read of records that are only counted.
NUMBER = Column(name="id", source="pk", kind=Whole())


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question: a measure, what to cut it by, which records to look at, and in which days (the end left out).

    `days` narrows the period further. The records of the whole period are read and kept, so that questions about the
    parts of a year share one set. Who needs no total beside the cells says so: it is a statement of its own.
    """

    measure: Measure
    by: tuple[str, ...] = ()
    where: Node = EVERYTHING
    period: Range | None = None
    days: Range | None = None
    total: bool = True


@dataclass(frozen=True, kw_only=True)
class Key:
    """Where a figure stands in one dimension: the value, and how the reader calls it."""

    value: str | None
    json: JSON
    label: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number: its keys, its value, how many records are behind it, and the condition that finds them."""

    keys: tuple[Key, ...]
    value: Value
    records: int
    of: Object
    behind: Callable[[], Node] = field(repr=False, compare=False)

    @cached_property
    def where(self) -> str:
        """The condition that finds the records, worked out for whoever asks: a page shows few of its figures so."""
        return to_text(self.behind())

    @cached_property
    def href(self) -> str:
        """The list of the records."""
        return f"{self.of.address}?{urlencode({'where': self.where})}" if self.where else self.of.address


@dataclass(frozen=True, kw_only=True)
class Table:
    """What was found. `total` has a figure for each currency, `as_of` is the moment of which the figures are."""

    measure: Measure
    dimensions: tuple[Dimensioned, ...] = ()
    rows: tuple[Figure, ...] = ()
    total: tuple[Figure, ...] = ()
    as_of: datetime = field(default_factory=clock.now)


def measured(
    measure: Measure, *, by: Sequence[str] = (), where: str = "", period: Range | None = None, actor: Actor
) -> Table:
    """One measure. Raises DomainError for names that it does not know, for hidden fields, and for bad conditions."""
    node = parse_where(where, named(measure.of), actor.locale)
    return answers([Ask(measure=measure, by=tuple(by), where=node, period=period)], actor=actor)[0]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A question in the terms of the engine. `node` says which records are read, `narrowed` which of them count."""

    ask: Ask
    object: Object
    node: Node
    narrowed: Node
    day: str
    dimensions: tuple[Dimensioned, ...]
    columns: tuple[Column, ...]

    @property
    def rows_key(self) -> tuple[str, str]:
        """Questions with the same key look at the same records, so that these are read once."""
        return (self.object.name, repr(self.node))


def answers(asks: Sequence[Ask], *, actor: Actor) -> list[Table]:
    """Several measures, all of one moment. Raises DomainError where a name or a condition is none, or too slow."""
    plans = [plan_of(ask, actor) for ask in asks]
    shared: dict[tuple[str, str], dict[str, Column]] = {}
    for plan in plans:
        shared.setdefault(plan.rows_key, {}).update({column.name: column for column in plan.columns})
    sources = {
        key: source(next(p for p in plans if p.rows_key == key), [*columns.values()] or [NUMBER], actor)
        for key, columns in shared.items()
    }
    asked = [plan for plan in plans if sources[plan.rows_key] is not None]
    parts = [
        Part(
            source=sources[plan.rows_key] or "",
            condition=within_days(plan),
            statements=statements(plan, [*shared[plan.rows_key].values()] or [NUMBER]),
        )
        for plan in asked
    ]
    calendar = (
        calendar_of(actor.locale) if any(cut.is_joined for plan in asked for cut in cuts(plan)) else None
    )
    found = dict(zip(map(id, asked), engine.ask(parts, calendar), strict=True)) if parts else {}
    return [
        table(plan, found[id(plan)].results, found[id(plan)].as_of, actor)
        if id(plan) in found
        else Table(measure=plan.ask.measure, dimensions=plan.dimensions)
        for plan in plans
    ]


def plan_of(ask: Ask, actor: Actor) -> Plan:
    """Resolve every name of a question. Raises DomainError."""
    measure, one = ask.measure, named(ask.measure.of)
    node = both(parse_where(measure.where, one, NEUTRAL), ask.where)
    if measure.amount:
        node = both(node, Condition(field=measure.amount, operator="not_empty"))
    day = plain_field(one.name, measure.day, actor) if measure.day and (ask.period or ask.days) else None
    narrowed = node
    if day is not None:
        zone = company_settings().time_zone
        node, narrowed = (
            both(node, within(day, span, zone)) if span else node
            for span in (ask.period, ask.days or ask.period)
        )
    dimensions = tuple(dimension_for(measure, name, actor) for name in ask.by)
    needed = [
        column
        for path in measure.columns
        for column in columns_of(plain_field(one.name, path, actor), currency=path == measure.amount)
    ]
    needed += [column for dimension in dimensions for column in dimension.columns]
    needed += columns_of(day) if day is not None and ask.days else []
    return Plan(
        ask=ask, object=one, node=node, narrowed=narrowed, day=day.name if day is not None and ask.days else "",
        dimensions=dimensions, columns=tuple(needed),
    )  # fmt: skip


def source(plan: Plan, columns: Sequence[Column], actor: Actor) -> str | None:
    """The statement that reads the records of a plan, those and only those that the actor's list would show.

    None where there can be none.
    """
    one = plan.object
    rows = matching(one, Query(where=plan.node), actor)
    computed = {
        c.source for c in columns if c.source in one.shipped and one.shipped[c.source].source == "computed"
    }
    rows = rows.annotate(**expressions(one, computed - set(rows.query.annotations)))
    named_columns = {f"c{at}": F(column.source) for at, column in enumerate(columns)}
    try:
        native = native_query(rows.order_by().annotate(**named_columns).values_list(*named_columns))
    except EmptyResultSet:
        return None
    return source_of(native, [(column.name, column.kind) for column in columns], company_settings().time_zone)


def within_days(plan: Plan) -> str:
    """The condition of the engine for the days that count; nothing where all that was read does."""
    if not plan.day or plan.ask.days is None:
        return ""
    first, end = (day.isoformat() for day in plan.ask.days)
    return f"CAST(\"{plan.day}\" AS DATE) >= DATE '{first}' AND CAST(\"{plan.day}\" AS DATE) < DATE '{end}'"


def cuts(plan: Plan) -> tuple[Cut, ...]:
    """What the plan's statement groups by."""
    return tuple(dimension.cut for dimension in plan.dimensions)


def statements(plan: Plan, columns: Sequence[Column]) -> list[str]:
    """The figures of every cell, and the total, which is no sum of theirs where the measure is a share or a mean."""
    # The engine of expressions takes a second and fifty megabytes to load: only who asks for figures pays.
    from payvand.insight.expression import statement  # noqa: PLC0415

    schema = tuple((column.name, column.type) for column in columns)
    amount = plan.ask.measure.amount
    currency = f"{amount}_currency" if amount else ""
    every = [(), cuts(plan)] if plan.ask.total and plan.dimensions else [cuts(plan)]
    return [statement(plan.ask.measure.name, schema, one, currency) for one in every]


def table(
    plan: Plan, results: Sequence[Sequence[Sequence[str | None]]], as_of: datetime, actor: Actor
) -> Table:
    """The answer with everything that a reader needs beside it. Raises DomainError where there are too many groups."""
    cells = results[-1] if plan.dimensions else ()
    total = results[0] if plan.ask.total or not plan.dimensions else ()
    if len(cells) > MOST_GROUPS:
        raise too_many_groups()
    # Where all amounts are of one currency, the condition need not name it.
    parted = bool(plan.ask.measure.amount) and len({row[-3] for row in (*cells, *total)}) > 1
    return Table(
        measure=plan.ask.measure,
        dimensions=plan.dimensions,
        rows=tuple(figure(plan, plan.dimensions, row, actor, parted=parted) for row in cells),
        total=tuple(figure(plan, (), row, actor, parted=parted) for row in total if row[-1] != "0"),
        as_of=as_of,
    )


def too_many_groups() -> DomainError:
    """The refusal of a table that nobody could read; a part of it would look like the whole."""
    message = _("This makes more than %(count)s groups. Cut it by less, or narrow it by a condition.")
    error = DomainError("too_many_groups", message % {"count": MOST_GROUPS}, "by")
    error.status = 400
    return error


def figure(
    plan: Plan, dimensions: Sequence[Dimensioned], row: Sequence[str | None], actor: Actor, *, parted: bool
) -> Figure:
    """One line of the answer."""
    currency = row[-3] if plan.ask.measure.amount else None
    keys = tuple(
        Key(value=key, json=dimension.as_json(key), label=dimension.shown(key, label, actor.locale))
        for dimension, key, label in zip(dimensions, row[::2], row[1::2], strict=False)
    )
    return Figure(
        keys=keys,
        value=value_of(plan.ask.measure, row[-2], currency),
        records=int(row[-1] or 0),
        of=plan.object,
        behind=partial(condition_of, plan, dimensions, keys, actor, currency if parted else None),
    )


def condition_of(
    plan: Plan, dimensions: Sequence[Dimensioned], keys: Sequence[Key], actor: Actor, currency: str | None
) -> Node:
    """What finds the records of a cell; the currency is named where there are several."""
    node, zone = plan.narrowed, company_settings().time_zone
    for dimension, key in zip(dimensions, keys, strict=True):
        node = both(node, dimension.condition(key.value, actor.locale, zone))
    if currency is None:
        return node
    operand: JSON = {"amount": "0", "currency": currency}
    return both(node, Condition(field=str(plan.ask.measure.amount), operator="ge", operand=operand))


def value_of(measure: Measure, raw: str | None, currency: str | None) -> Value:
    """The value that its kind shows, rounded to what the kind keeps."""
    if raw is None:
        return None
    value = Decimal(raw)
    if isinstance(measure.kind, MoneyKind):
        return Money(amount=round(value, 4), currency=currency or measure.kind.currency)
    return round(value, getattr(measure.kind, "places", 2))
