"""One page of an Object's rows: visible, filtered, sorted, in the columns that are shown; keyset-paged."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor, Grants, reach_parts, require, right, visible
from payvand.kernel.kinds import JSON
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record, Right
from payvand.kernel.objects import Field, Object
from payvand.kernel.objects.custom import custom_fields
from payvand.kernel.query.compile import compile_where, computed_in, field_for
from payvand.kernel.query.order import Later, SortKey, behind, cursor_of, opened, typed
from payvand.kernel.query.parse import parse_where
from payvand.kernel.query.rows import Raw, Reading, Row, Statement, fetch, reading_of, statement_of
from payvand.kernel.query.search import search_condition
from payvand.kernel.query.tree import EVERYTHING, BadQuery, Node

MOST_ROWS = 1000
COUNT_CAP = 10_000
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Query:
    """A question to an Object. `sort` names fields, "-" in front turns the order; `after` is a page's cursor."""

    where: Node = EVERYTHING
    search: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    after: str | None = None
    limit: int = 50
    archived: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some rows, the fields of their columns, and the cursor behind the last one if there are more."""

    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    after: str | None
    query: Query = field(repr=False)


def query_from(params: Mapping[str, str], one: Object, actor: Actor) -> Query:
    """The query that request parameters ask: where, q, sort, columns, after, limit, archived. Raises DomainError."""
    try:
        limit = int(params.get("limit") or 50)
    except ValueError:
        raise BadQuery(_("The limit must be a number."), "limit") from None
    if not 1 <= limit <= MOST_ROWS:
        raise BadQuery(_("The limit must be between 1 and %(most)d.") % {"most": MOST_ROWS}, "limit")
    return Query(
        where=parse_where(params.get("where", ""), one, actor.locale),
        search=params.get("q", "").strip(),
        sort=names_in(params.get("sort", "")),
        columns=names_in(params.get("columns", "")),
        after=params.get("after") or None,
        limit=limit,
        archived=params.get("archived", "") in ("1", "true", "yes"),
    )


def names_in(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def read(one: Object, actor: Actor, action: str = "view") -> QuerySet[Record]:
    """The records of an Object that the actor meets, archived ones included. The only source of rows for faces."""
    require(actor, action, one)
    return visible(one.model.objects.all(), actor, action)


def matching(one: Object, query: Query, actor: Actor, action: str = "view") -> QuerySet[Record]:
    """The records that a query asks for, in no order."""
    return _asked(read(one, actor, action), one, query, actor)


def matching_apart(one: Object, query: Query, actor: Actor) -> Iterator[QuerySet[Record]]:
    """The records that a query asks for, in parts that an index finds each, none of them twice. Raises DomainError."""
    require(actor, "view", one)
    before = Q()
    for condition in reach_parts(one, actor, "view"):
        yield _asked(one.model.objects.filter(condition, ~before if before else Q()), one, query, actor)
        before |= condition


def _asked(rows: QuerySet[Record], one: Object, query: Query, actor: Actor) -> QuerySet[Record]:
    """Those of the rows that the query asks for."""
    rows = rows.filter(archived_at__isnull=not query.archived)
    computed = computed_in(query.where, one)
    if computed:
        rows = rows.annotate(**expressions(one, computed))
    condition = compile_where(query.where, one, actor)
    if condition:
        rows = rows.filter(condition)
    return rows.filter(search_condition(one, query.search, actor)) if query.search else rows


def expressions(one: Object, names: set[str]) -> dict[str, Combinable]:
    """The expressions of computed fields, by their columns."""
    return {name: one.field(name).expression for name in names}  # type: ignore[misc]


def page(one: Object, query: Query, actor: Actor) -> Page:
    """One page. Raises DomainError for a field, operator or cursor that does not fit."""
    after = opened(query.after) if query.after else []
    plan = plan_of(one, query, after, actor)
    raw = plan.read(after)
    found = plan.reading.rows(raw[: query.limit])
    cursor = cursor_of(plan.reading.keys_of(raw[query.limit - 1])) if len(raw) > query.limit else None
    return Page(fields=plan.reading.fields, rows=tuple(found), after=cursor, query=query)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A page's question as the database is asked it, and whose right to see and which fields it was made for."""

    order: tuple[SortKey, ...]
    reading: Reading
    statement: Statement
    grants: Grants
    custom: Mapping[str, Field]

    def read(self, after: Sequence[JSON]) -> list[Raw]:
        """The raw rows behind a place in the order."""
        return fetch(self.statement, typed(after, self.order) if after else ())


_plans: dict[Hashable, Plan] = {}
MOST_PLANS = 500


def plan_of(one: Object, query: Query, after: Sequence[JSON], actor: Actor) -> Plan:
    """The plan of a page, kept for whoever asks the same with the same rights on the same day.

    Turning a question into SQL costs more than the database takes to answer it. `after` differs from page to page, but
    for which of its values are null it does not change the statement.
    """
    key = (
        one.name, repr(query.where), query.search, query.sort, query.columns, query.limit, query.archived,
        tuple(value is None for value in after), asker(actor),
    )  # fmt: skip
    held = _held(key, one, actor)
    if held is not None:
        return held
    plan = _planned(one, query, after, actor)
    if after and any(sort.field.source != "column" for sort in plan.order):
        return plan
    return _keep(key, plan)


def _held(key: Hashable, one: Object, actor: Actor) -> Plan | None:
    """The plan that was kept, if it was made for these rights and the administrator's fields of now."""
    held = _plans.get(key)
    if held is not None and held.grants == actor.grants and held.custom == custom_fields(one.name):
        return held
    return None


def _keep(key: Hashable, plan: Plan) -> Plan:
    if len(_plans) >= MOST_PLANS:
        _plans.clear()
    _plans[key] = plan
    return plan


def asker(actor: Actor) -> Hashable:
    """What of an actor a statement depends on, beside their rights, which are compared with those it was made for."""
    return actor.user_id, actor.team_ids, actor.branch_id, actor.locale, today_in(actor.locale)


def _planned(one: Object, query: Query, after: Sequence[JSON], actor: Actor) -> Plan:
    names = query.columns or visible_of(one, one.columns, actor)
    fields = tuple(field_for(one, name, actor) for name in names)
    order = sort_of(one, query, actor)
    rows = _ordered(one, query, order, after, actor)
    sorting = {key.field.name for key in order}
    wanted = {field.name for field in fields if field.source == "computed" and field.name not in sorting}
    if wanted:
        rows = rows.annotate(**expressions(one, wanted))
    rows = rows[: query.limit + 1]
    reading = reading_of(fields, [key.column for key in order])
    statement = statement_of(rows.values_list(*reading.paths))
    return Plan(
        order=tuple(order),
        reading=reading,
        statement=statement,
        grants=actor.grants,
        custom=custom_fields(one.name),
    )


def _ordered(
    one: Object, query: Query, order: Sequence[SortKey], after: Sequence[JSON], actor: Actor
) -> QuerySet[Record]:
    """The rows behind a place, in order.

    Their numbers are found first, by the columns of the order alone: where no index has these, all rows are put in
    order, and those of other tables must not be fetched for each. Of a reach in several parts each part has its own.
    """
    require(actor, "view", one)
    edges = _edges(one, order, typed(after, order)) if after else None
    first = Q()
    for condition in reach_parts(one, actor, "view"):
        part = _sorted(one.model.objects.filter(condition), one, query, order, edges, actor)
        first |= Q(pk__in=part.values("pk")[: query.limit + 1])
    rows: QuerySet[Record] = one.model.objects.filter(first).annotate(**_sorting(one, order))
    return rows.order_by(*(key.order_by() for key in order))


def _sorted(
    rows: QuerySet[Record], one: Object, query: Query, order: Sequence[SortKey], edges: Sequence[object] | None,
    actor: Actor,
) -> QuerySet[Record]:  # fmt: skip
    """Those of the rows that a query asks for, behind a place where there is one, in order."""
    rows = _asked(rows, one, query, actor).annotate(**_sorting(one, order))
    if edges is not None:
        rows = rows.filter(behind(order, edges))
    return rows.order_by(*(key.order_by() for key in order))


def _sorting(one: Object, order: Sequence[SortKey]) -> dict[str, Combinable]:
    return expressions(one, {key.field.name for key in order if key.field.source == "computed"})


def _edges(one: Object, order: Sequence[SortKey], values: Sequence[object]) -> list[object]:
    """The values to compare with: open parameters where the columns can tell how a value is written."""
    if any(key.field.source != "column" for key in order):
        return list(values)
    return [
        None if value is None else key.later(one.model, place)
        for place, (key, value) in enumerate(zip(order, values, strict=True))
    ]


def visible_of(one: Object, names: Sequence[str], actor: Actor) -> tuple[str, ...]:
    """Those of an Object's own names that are not hidden from the actor."""
    return tuple(name for name in names if right(one, name.lstrip("-"), actor) != Right.HIDDEN)


def one_row(one: Object, pk: int, names: Sequence[str], actor: Actor) -> tuple[tuple[Field, ...], Row] | None:
    """The values of one record, archived or not, and their fields; None where the actor meets no such record."""
    if pk > LARGEST_KEY:
        return None
    key = (one.name, tuple(names), asker(actor))
    plan = _held(key, one, actor) or _keep(key, _planned_row(one, names, actor))
    found = plan.reading.rows(fetch(plan.statement, [pk]))
    return (plan.reading.fields, found[0]) if found else None


def _planned_row(one: Object, names: Sequence[str], actor: Actor) -> Plan:
    fields = tuple(field_for(one, name, actor) for name in names)
    rows = read(one, actor).filter(pk=Later(one.model._meta.pk, 0))
    computed = {field.name for field in fields if field.source == "computed"}
    reading = reading_of(fields, [])
    rows = rows.annotate(**expressions(one, computed))
    return Plan(
        order=(),
        reading=reading,
        statement=statement_of(rows.values_list(*reading.paths)),
        grants=actor.grants,
        custom=custom_fields(one.name),
    )


def count(one: Object, query: Query, actor: Actor, cap: int | None = COUNT_CAP) -> int:
    """How many records a query asks for; counting stops behind `cap`: cap + 1 means "more than cap"."""
    if cap is None:
        return matching(one, query, actor).count()
    found = 0
    for rows in matching_apart(one, query, actor):
        found += rows.order_by()[: cap + 1 - found].values("pk").count()
        if found > cap:
            break
    return found


def sort_of(one: Object, query: Query, actor: Actor) -> list[SortKey]:
    """The order of a query, made total by the record's number."""
    names = query.sort or visible_of(one, one.sort, actor)
    keys = []
    for name in names:
        column = field_for(one, name.lstrip("-"), actor)
        if column.sort_column is None:
            raise BadQuery(
                _("“%(field)s” cannot be sorted by.") % {"field": column.label}, column.name, "not_sortable"
            )
        keys.append(SortKey(field=column, column=column.sort_column, descending=name.startswith("-")))
        if column.name == "id":
            return keys
    last = replace(one.field("id"), nullable=False)
    return [*keys, SortKey(field=last, column="id", descending=bool(keys) and keys[-1].descending)]
