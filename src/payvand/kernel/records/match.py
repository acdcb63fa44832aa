"""Finds the records that a new one may be the same as: by equal keys, in a few queries for any number of rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from django.db.models import QuerySet

from payvand.culture.folding import fold
from payvand.kernel.access import Actor, visible
from payvand.kernel.errors import Match
from payvand.kernel.kinds import Kind, Link, Several
from payvand.kernel.kinds.text import Text
from payvand.kernel.objects import Field, Object
from payvand.kernel.records.values import EMPTY

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
        compare = comparing(field)
        keyed = [compare(row.get(field.name)) for row in rows]
        holders = _holders(one, field, set().union(*keyed), among)
        for index, wanted in enumerate(keyed):
            hits = set().union(*(holders[key] for key in wanted if key in holders)) if holders else set()
            found[index] = hits if among is None else found[index] & hits
        among = set().union(*found)
    return _allowed(one, found, actor, action)


def _holders(
    one: Object, field: Field, wanted: set[object], among: set[int] | None
) -> dict[object, set[int]]:
    """Which records hold each of the wanted values of a field; `among` those already found, if given."""
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


def comparing(field: Field) -> Callable[[Any], list[object]]:
    """The function that gives the forms in which a value of the field stands in the column that is compared."""
    kind = field.kind.of if isinstance(field.kind, Several) else field.kind
    form = _form_of(field, kind)
    if isinstance(field.kind, Several):
        return lambda items: [form(item.value) for item in items or () if item.value is not None]
    return lambda value: [] if value in EMPTY else [form(value)]


def _form_of(field: Field, kind: Kind[Any]) -> Callable[[Any], object]:
    """What a single value is compared by."""
    if isinstance(kind, Link):
        return lambda reference: reference.id
    if field.folded and isinstance(kind, Text):
        return fold
    if field.source == "custom":
        return kind.pack
    return lambda value: kind.store(value)[0]


class Watch(Protocol):
    """What an engine that knows more of duplicates than equal keys adds to the warning before a record is made."""

    def fields(self, one: Object) -> frozenset[str]:
        """The fields whose values its answer depends on."""

    def matches(self, one: Object, values: Mapping[str, Any], actor: Actor) -> list[Match]:
        """The visible records that are likely the same, with the evidence."""


_watches: list[Watch] = []


def provide_watch(watch: Watch) -> None:
    """Make an engine the one that is asked before a record is made. Called once, at start."""
    _watches[:] = [watch]


def watched(one: Object) -> frozenset[str]:
    """The fields by which a new record may be found to be a duplicate."""
    own = frozenset(name for names in one.match for name in names)
    return own.union(*(watch.fields(one) for watch in _watches))


def suspects(one: Object, values: Mapping[str, Any], actor: Actor, *, but: int | None = None) -> list[Match]:
    """The visible records that the values may be a duplicate of: by equal `match` keys of the Object, which are always
    up to date, and by whatever the watching engine finds likely. Those with equal keys come first.
    """
    found = {match.id: match for watch in _watches for match in watch.matches(one, values, actor)}
    reasons: dict[int, list[str]] = {}
    for keys in one.match:
        if all(values.get(name) not in (None, "", ()) for name in keys):
            for pk in find_matches(one, keys, [values], actor)[0]:
                reasons.setdefault(pk, []).extend(keys)
    titles = dict(
        one.model.objects.filter(pk__in=list(reasons)[:20], archived_at=None).values_list("pk", one.title)
    )
    equal = {
        pk: Match(
            id=pk,
            title=str(title),
            fields=tuple(dict.fromkeys(reasons[pk])),
            evidence=found[pk].evidence if pk in found else (),
        )
        for pk, title in titles.items()
    }
    return [
        match
        for match in (equal | {pk: found[pk] for pk in found if pk not in equal}).values()
        if match.id != but
    ]
