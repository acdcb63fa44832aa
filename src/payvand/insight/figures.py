"""Works out measures: the rows that the actor may see, cut by dimensions, and for each figure the records behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db.models import F

from payvand.culture.locale import NEUTRAL
from payvand.culture.money import Money
from payvand.culture.periods import Range
from payvand.insight.cut import Cut
from payvand.insight.cutting import Column, Dimensioned, columns_of, dimension_for, plain_field
from payvand.insight.engine import Part, engine
from payvand.insight.measure import Measure
from payvand.insight.periods import calendar_of, within
from payvand.kernel import clock
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.db.columnar import native_query, source_of
from payvand.kernel.kinds import JSON, MoneyKind, Whole
from payvand.kernel.objects import Object, named
from payvand.kernel.query import EVERYTHING, Condition, Node, Query, both, matching, parse_where, to_text
from payvand.kernel.query.page import expressions

Value = Decimal | Money | None


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question: a measure, what to cut it by, which records to look at, and in which days (the end left out)."""

    measure: Measure
    by: tuple[str, ...] = ()
    where: Node = EVERYTHING
    period: Range | None = None


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
    where: str
    href: str


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
    """A question in the terms of the engine."""

    ask: Ask
    object: Object
    node: Node
    dimensions: tuple[Dimensioned, ...]
    columns: tuple[Column, ...]

    @property
    def rows_key(self) -> tuple[str, str]:
        """Questions with the same key look at the same records, so that these are read once."""
        return (self.object.name, repr(self.node))


def answers(asks: Sequence[Ask], *, actor: Actor) -> list[Table]:
    """Several measures, all of one moment."""
    plans = [plan_of(ask, actor) for ask in asks]
    shared: dict[tuple[str, str], dict[str, Column]] = {}
    for plan in plans:
        shared.setdefault(plan.rows_key, {}).update({column.name: column for column in plan.columns})
    sources = {
        key: source(next(p for p in plans if p.rows_key == key), [*columns.values()], actor)
        for key, columns in shared.items()
    }
    asked = [plan for plan in plans if sources[plan.rows_key] is not None]
    parts = [
        Part(
            source=sources[plan.rows_key] or "",
            statements=statements(plan, [*shared[plan.rows_key].values()]),
        )
        for plan in asked
    ]
    calendar = (
        calendar_of(actor.locale).as_request()
        if any(cut.is_joined for plan in asked for cut in cuts(plan))
        else None
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
    if ask.period is not None and measure.day:
        day = plain_field(one.name, measure.day, actor)
        node = both(node, within(day, ask.period, company_settings().time_zone))
    dimensions = tuple(dimension_for(measure, name, actor) for name in ask.by)
    needed = [Column(name="id", source="pk", kind=Whole())]
    needed += [
        column for path in measure.columns for column in columns_of(plain_field(one.name, path, actor))
    ]
    needed += [column for dimension in dimensions for column in dimension.columns]
    return Plan(ask=ask, object=one, node=node, dimensions=dimensions, columns=tuple(needed))


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
    whole = statement(plan.ask.measure.name, schema, (), currency)
    return (
        [whole, statement(plan.ask.measure.name, schema, cuts(plan), currency)]
        if plan.dimensions
        else [whole]
    )


def table(
    plan: Plan, results: Sequence[Sequence[Sequence[str | None]]], as_of: datetime, actor: Actor
) -> Table:
    """The answer with everything that a reader needs beside it."""
    total, *cells = results
    # Where all amounts are of one currency, the condition need not name it.
    parted = bool(plan.ask.measure.amount) and len(total) > 1
    return Table(
        measure=plan.ask.measure,
        dimensions=plan.dimensions,
        rows=tuple(
            figure(plan, plan.dimensions, row, actor, parted=parted) for rows in cells for row in rows
        ),
        total=tuple(figure(plan, (), row, actor, parted=parted) for row in total if row[-1] != "0"),
        as_of=as_of,
    )


def figure(
    plan: Plan, dimensions: Sequence[Dimensioned], row: Sequence[str | None], actor: Actor, *, parted: bool
) -> Figure:
    """One line of the answer."""
    node, keys = plan.node, []
    zone = company_settings().time_zone
    for at, dimension in enumerate(dimensions):
        key, label = row[2 * at], row[2 * at + 1]
        keys.append(
            Key(value=key, json=dimension.as_json(key), label=dimension.shown(key, label, actor.locale))
        )
        node = both(node, dimension.condition(key, actor.locale, zone))
    currency = row[-3] if plan.ask.measure.amount else None
    if parted:
        node = both(
            node,
            Condition(
                field=str(plan.ask.measure.amount),
                operator="ge",
                operand={"amount": "0", "currency": currency},
            ),
        )
    where = to_text(node)
    return Figure(
        keys=tuple(keys),
        value=value_of(plan.ask.measure, row[-2], currency),
        records=int(row[-1] or 0),
        where=where,
        href=f"{plan.object.address}?{urlencode({'where': where})}" if where else plan.object.address,
    )


def value_of(measure: Measure, raw: str | None, currency: str | None) -> Value:
    """The value that its kind shows, rounded to what the kind keeps."""
    if raw is None:
        return None
    value = Decimal(raw)
    if isinstance(measure.kind, MoneyKind):
        return Money(amount=round(value, 4), currency=currency or measure.kind.currency)
    return round(value, getattr(measure.kind, "places", 2))
