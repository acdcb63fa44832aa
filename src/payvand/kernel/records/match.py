"""Finds the records that a new one may be the same as: by equal keys, in a few queries for any number of rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from payvand.culture.folding import fold
from payvand.kernel.access import Actor, visible
from payvand.kernel.errors import Match
from payvand.kernel.kinds import Several
from payvand.kernel.kinds.text import Text
from payvand.kernel.objects import Field, Object
from payvand.kernel.records.values import references

Key = tuple[object, ...]


def find_matches(
    one: Object, keys: Sequence[str], rows: Sequence[Mapping[str, Any]], actor: Actor, action: str = "view"
) -> list[set[int]]:
    """For each row the ids of the visible records that are equal in all `keys`. A row without a value in one has none.

    Text is compared folded. Of several values it is enough that one is the same.
    """
    found: list[set[int]] = [set() for _row in rows]
    among: set[int] | None = None
    for name in keys:
        field = one.field(name)
        holders = _holders(one, field, rows, among)
        for index, row in enumerate(rows):
            hits: set[int] = set()
            for key in comparables(field, row.get(field.name)):
                hits |= holders.get(key, set())
            found[index] = hits if among is None else found[index] & hits
        among = set().union(*found)
    return _allowed(one, found, actor, action)


def _holders(
    one: Object, field: Field, rows: Sequence[Mapping[str, Any]], among: set[int] | None
) -> dict[object, set[int]]:
    """Which records hold each of the values that the rows have in a field; `among` those already found, if given."""
    wanted = {key for row in rows for key in comparables(field, row.get(field.name))}
    if not wanted or among == set():
        return {}
    holders: dict[object, set[int]] = {}
    for pk, key in _pairs(one, field, wanted, among):
        holders.setdefault(key, set()).add(pk)
    return holders


def _pairs(
    one: Object, field: Field, wanted: set[object], among: set[int] | None
) -> list[tuple[int, object]]:
    """Record and value, wherever a wanted value stands."""
    if field.many is None:
        column = field.columns[0] if field.source == "column" and not field.folded else field.filter_column
        rows: QuerySet[Any] = one.model.objects.all()
        owner = "pk"
    else:
        column = f"{field.filter_column}_fold" if field.folded else field.columns_of_value[0]
        rows = field.many.model._default_manager.filter(**field.many.where)
        if field.many.unmatched:
            rows = rows.exclude(**field.many.unmatched)
        owner = f"{field.many.of}_id"
    # After the first key the candidates are few, and the later columns need no index of their own.
    known = (
        rows.filter(**{f"{owner}__in": among})
        if among is not None
        else rows.filter(**{f"{column}__in": wanted})
    )
    return [(pk, key) for pk, key in known.values_list(owner, column) if key in wanted]


def _allowed(one: Object, found: list[set[int]], actor: Actor, action: str) -> list[set[int]]:
    """Only those records that the action covers for the actor."""
    ids = set().union(*found)
    if not ids:
        return found
    allowed = set(visible(one.model.objects.filter(pk__in=ids), actor, action).values_list("pk", flat=True))
    return [hits & allowed for hits in found]


def comparables(field: Field, value: Any) -> list[object]:
    """The forms in which a value stands in the column that is compared."""
    if value in (None, "", ()):
        return []
    kind = field.kind.of if isinstance(field.kind, Several) else field.kind
    items = [item.value for item in value] if isinstance(field.kind, Several) else [value]
    if references(value):
        return [reference.id for reference in references(value)]
    if field.folded and isinstance(kind, Text):
        return [fold(item) for item in items]
    if field.source == "custom":
        return [kind.pack(item) for item in items]
    return [kind.store(item)[0] for item in items]


def suspects(one: Object, values: Mapping[str, Any], actor: Actor, *, but: int | None = None) -> list[Match]:
    """The visible records that the values may be a duplicate of, by the Object's own `match` keys."""
    reasons: dict[int, list[str]] = {}
    for keys in one.match:
        if all(values.get(name) not in (None, "", ()) for name in keys):
            for pk in find_matches(one, keys, [values], actor)[0] - {but}:
                reasons.setdefault(pk, []).extend(keys)
    titles = dict(
        one.model.objects.filter(pk__in=list(reasons)[:20], archived_at=None).values_list("pk", one.title)
    )
    return [
        Match(id=pk, title=str(title), fields=tuple(dict.fromkeys(reasons[pk])))
        for pk, title in titles.items()
    ]
