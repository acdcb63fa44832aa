"""Rows parted into columns: the first page of each column in one statement, and counts and sums of all in another."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, FloatField, Value
from django.db.models.functions import Cast

from payvand.kernel.access import Actor, Grants
from payvand.kernel.kinds import MoneyKind
from payvand.kernel.objects import Object
from payvand.kernel.query.compile import field_for
from payvand.kernel.query.order import cursor_of
from payvand.kernel.query.page import Page, Query, asker, matching_apart, plan_of
from payvand.kernel.query.rows import Raw, Statement, fetch, statement_of

# Where a column has more records than this, "more than so many" is what people want to know.
PART_CAP = 5_000


@dataclass(frozen=True, kw_only=True)
class Total:
    """How many records a column has, and what they add up to by currency ("" for plain numbers).

    Counting stops behind the cap: then `count` is cap + 1, and the sums are those of the records that were counted.
    """

    count: int = 0
    sums: Mapping[str, Decimal] = field(default_factory=dict)


def pages(one: Object, queries: Sequence[Query], actor: Actor) -> list[Page]:
    """The first page of each of several queries that differ in their conditions: one statement. Raises DomainError."""
    plans = [plan_of(one, query, [], actor) for query in queries]
    raw = by_place(fetch(joined([plan.statement for plan in plans])))
    found = []
    for place, (plan, query) in enumerate(zip(plans, queries, strict=True)):
        rows = raw.get(place, [])
        after = cursor_of(plan.reading.keys_of(rows[query.limit - 1])) if len(rows) > query.limit else None
        shown = tuple(plan.reading.rows(rows[: query.limit]))
        found.append(Page(fields=plan.reading.fields, rows=shown, after=after, query=query))
    return found


def joined(statements: Sequence[Statement]) -> Statement:
    """Several statements as one, the place of each in front of its rows."""
    parts: list[str] = []
    params: list[object] = []
    for place, statement in enumerate(statements):
        if statement is not None:
            parts.append(f"SELECT {place}, part{place}.* FROM ({statement[0]}) AS part{place}")  # noqa: S608  (compiled by the ORM)
            params += statement[1]
    return (" UNION ALL ".join(parts), tuple(params)) if parts else None


def by_place(raw: Sequence[Raw]) -> dict[int, list[Raw]]:
    """The rows of a joined statement by the place of their part, without it."""
    found: dict[int, list[Raw]] = {}
    for place, *row in raw:
        found.setdefault(place, []).append(tuple(row))
    return found


def totals(
    one: Object, queries: Sequence[Query], actor: Actor, summed: str | None = None, cap: int = PART_CAP
) -> list[Total]:
    """How many records each query asks for, and the sums of one field. One statement. Raises DomainError."""
    raw = by_place(fetch(statement_of_totals(one, queries, actor, summed, cap)))
    return [total_of(raw.get(place, [])) for place in range(len(queries))]


def total_of(rows: Sequence[Raw]) -> Total:
    """The total of a column out of its lines, one for each currency."""
    sums = {currency: exact(amount) for currency, _count, amount in rows if amount is not None}
    return Total(count=sum(count for _currency, count, _amount in rows), sums=sums)


def exact(amount: float) -> Decimal:
    """A sum as a number. Databases add it up as doubles, exact to fifteen digits: whole sums of SQLite may overflow."""
    return Decimal(repr(float(amount))).quantize(Decimal("0.0001")).normalize() + 0


@dataclass(frozen=True, kw_only=True)
class Held:
    """A statement, and whose rights it was made for."""

    statement: Statement
    grants: Grants


_held: dict[Hashable, Held] = {}
MOST_HELD = 200
HEAD = "SELECT part_currency, COUNT(*) AS part_count, SUM(part_amount) AS part_sum"


def statement_of_totals(
    one: Object, queries: Sequence[Query], actor: Actor, summed: str | None, cap: int
) -> Statement:
    """The statement of `totals`, kept for whoever asks the same with the same rights on the same day."""
    asked = tuple((repr(query.where), query.search, query.archived) for query in queries)
    key = (one.name, asked, asker(actor), summed, cap)
    held = _held.get(key)
    if held is not None and held.grants == actor.grants:
        return held.statement
    statement = joined(list(counted(one, queries, actor, summed, cap)))
    if len(_held) >= MOST_HELD:
        _held.clear()
    _held[key] = Held(statement=statement, grants=actor.grants)
    return statement


def counted(
    one: Object, queries: Sequence[Query], actor: Actor, summed: str | None, cap: int
) -> Iterator[Statement]:
    """The statement of each column: currency, count and sum over no more records than the cap lets it see."""
    currency, amount = columns_of(one, actor, summed)
    for query in queries:
        parts = [
            statement_of(
                rows.order_by()
                .annotate(part_currency=currency, part_amount=amount)
                .values_list("part_currency", "part_amount")[: cap + 1]
            )
            for rows in matching_apart(one, query, actor)
        ]
        statement = together([part for part in parts if part is not None], cap)
        if statement is None:
            yield None
        else:
            sql = f"{HEAD} FROM ({statement[0]}) AS part GROUP BY part_currency"
            yield sql, statement[1]


def together(parts: Sequence[tuple[str, tuple[object, ...]]], cap: int) -> Statement:
    """The rows of several statements as those of one, no more than the cap lets one see."""
    if len(parts) < 2:
        return parts[0] if parts else None
    named = [f"({sql}) AS reach{at}" for at, (sql, _params) in enumerate(parts)]
    every = " UNION ALL SELECT * FROM ".join(named)
    params = tuple([param for _sql, own in parts for param in own])
    return f"SELECT * FROM (SELECT * FROM {every}) AS reached LIMIT {cap + 1}", params  # noqa: S608 (compiled by the ORM)


def columns_of(one: Object, actor: Actor, summed: str | None) -> tuple[F | Value, Cast]:
    """Where the currency and the amount of the summed field stand. Raises BadQuery where it is hidden."""
    if summed is None:
        return Value(""), Cast(Value(None), FloatField())
    found = field_for(one, summed, actor)
    currency: F | Value = F(found.columns[1]) if isinstance(found.kind, MoneyKind) else Value("")
    return currency, Cast(F(found.columns[0]), FloatField())
