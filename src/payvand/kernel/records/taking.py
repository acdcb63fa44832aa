"""What goes with records that are deleted: parts that follow them, links that are emptied, and who stands in the way.

Who refers to them is found by at most one query a relation for the whole set, whatever its size.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.db.models import CASCADE, DO_NOTHING, PROTECT, RESTRICT, SET_NULL, Exists, OuterRef, Q

Model = type[models.Model]
Key = tuple[Model, Any]
"""One row of any table: its model and its number."""

STAYING: Key = (models.Model, None)
"""Some row that stays in any case."""

# A statement takes so many numbers at once.
AT_ONCE = 5_000


@dataclass(frozen=True, kw_only=True)
class Emptied:
    """A row that stays, or goes by itself, and loses the link in a column to a row that goes."""

    column: Any
    target: Any
    row: Any


@dataclass(kw_only=True)
class Taking:
    """What the removal of some records takes.

    `whose` says for each row with which of the records it goes, in the order in which the rows were met; `needs` which
    rows stand in the way of a record until they are gone, `emptied` which rows lose a link.
    """

    whose: dict[Key, set[int]]
    needs: dict[int, set[Key]] = field(default_factory=lambda: defaultdict(set))
    emptied: set[Emptied] = field(default_factory=set)

    def only(self, going: Collection[int]) -> "Taking":
        """What the removal of some of the records takes."""
        kept = set(going)
        whose = {key: roots & kept for key, roots in self.whose.items() if not roots.isdisjoint(kept)}
        emptied = {each for each in self.emptied if (each.column.related_model, each.target) in whose}
        return Taking(whose=whose, emptied=emptied)

    def going(self, asked: Sequence[int]) -> list[int]:
        """Those of the records that can go, what others refer to behind these others."""
        return one_by_one(asked, self.needs, self.whose)


def one_by_one(
    asked: Sequence[int], needs: Mapping[int, Collection[Key]], given: Mapping[Key, Collection[int]]
) -> list[int]:
    """Those that come through when each is tried by itself, again and again, until no more do; in that order.

    One comes through when somebody who came before has given each of the rows that it needs.
    """
    through: dict[int, None] = {}
    waiting = list(asked)
    while waiting:
        left = []
        for each in waiting:
            if all(any(giver in through for giver in given.get(key, ())) for key in needs.get(each, ())):
                through[each] = None
            else:
                left.append(each)
        if len(left) == len(waiting):
            break
        waiting = left
    return list(through)


def walk(model: Model, pks: Sequence[int]) -> Taking:
    """Find what the removal of records takes. Nothing is changed, and nothing but numbers is read."""
    taking = Taking(whose={(model, pk): {pk} for pk in pks})
    within = followers_of(model)
    ring: Mapping[Model, Mapping[Any, set[int]]] = {model: {pk: {pk} for pk in pks}}
    asked = set(pks)
    while ring:
        found: dict[Model, dict[Any, set[int]]] = defaultdict(lambda: defaultdict(set))
        for at, reached in ring.items():
            columns = list(columns_to(at))
            guards = [column for column in columns if is_guard(column) and column.model not in within]
            # Nothing of their tables goes: that they refer to a record is all that counts.
            for pk in pointed_at(at, guards, reached):
                for root in reached[pk]:
                    taking.needs[root].add(STAYING)
            for column in columns:
                if column in guards:
                    continue
                for row, target in pointing(column, reached):
                    _meet(taking, column, row, target, reached[target], found, asked if at is model else ())
        ring = found
    return taking


def _meet(
    taking: Taking,
    column: Any,
    row: Any,
    target: Any,
    roots: set[int],
    found: Mapping[Model, dict[Any, set[int]]],
    asked: Collection[int],
) -> None:
    """Note what becomes of one row that points at a row that goes."""
    key = (column.model, row)
    if column.remote_field.on_delete is SET_NULL:
        taking.emptied.add(Emptied(column=column, target=target, row=row))
    elif is_guard(column) or (column.model is column.related_model and row in asked):
        # A record of the set that would go with another one goes by itself, before it.
        for root in roots - ({row} if not is_guard(column) else set()):
            taking.needs[root].add(key)
    else:
        fresh = roots - taking.whose.get(key, set())
        if fresh:
            taking.whose.setdefault(key, set()).update(fresh)
            found[column.model][row] |= fresh


def columns_to(model: Model) -> Iterator[Any]:
    """The foreign keys that lead to a model. Raises TypeError for one that would be set to something else."""
    relations: Sequence[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            column = relation.field
            how = column.remote_field.on_delete
            if how not in (CASCADE, PROTECT, RESTRICT, SET_NULL, DO_NOTHING):
                raise TypeError(f"{column} has a rule of deletion that the recycle bin cannot undo")
            if how is not DO_NOTHING:
                yield column


def is_guard(column: Any) -> bool:
    """Whether what a foreign key points at stays as long as it does."""
    return column.remote_field.on_delete in (PROTECT, RESTRICT)


def followers_of(model: Model) -> set[Model]:
    """The models of which rows may go with rows of this one, itself among them."""
    found, ring = {model}, [model]
    while ring:
        columns = [column for at in ring for column in columns_to(at)]
        ring = [
            column.model
            for column in columns
            if column.remote_field.on_delete is CASCADE and column.model not in found
        ]
        found |= set(ring)
    return found


def pointed_at(model: Model, columns: Sequence[Any], pks: Collection[Any]) -> Iterator[Any]:
    """Those of the rows of a model at which any of some foreign keys points from anywhere."""
    if not columns:
        return
    points = Q()
    for column in columns:
        points |= Q(Exists(column.model._meta.base_manager.filter(**{column.attname: OuterRef("pk")})))
    for some in portions(pks):
        yield from model._meta.base_manager.filter(points, pk__in=some).values_list("pk", flat=True)


def pointing(column: Any, pks: Collection[Any]) -> Iterator[tuple[Any, Any]]:
    """The rows whose foreign key points at one of some rows: their number, and the number that they point at."""
    quote, meta = connection.ops.quote_name, column.model._meta
    name = quote(column.column)
    # Plain SQL, since the ORM takes longer over a list of numbers than the database does over its answer. Put in order
    # here: asked for it, SQLite may walk the whole table by its number.
    statement = f"SELECT {quote(meta.pk.column)}, {name} FROM {quote(meta.db_table)} WHERE {name} IN "  # noqa: S608
    for some in portions(pks):
        yield from sorted(run(statement, some))


def erase(model: Model, pks: Collection[Any]) -> None:
    """Delete rows. Django's own way would ask every table anew who refers to them."""
    quote = connection.ops.quote_name
    key: Any = model._meta.pk
    statement = f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(key.column)} IN "  # noqa: S608
    for some in portions(pks):
        run(statement, some)


def run(statement: str, pks: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement that ends with the list of these numbers; the rows that it answers with."""
    with connection.cursor() as cursor:
        cursor.execute(f"{statement}({', '.join(['%s'] * len(pks))})", pks)
        return cursor.fetchall() if cursor.description else []


def portions(pks: Iterable[Any]) -> Iterator[list[Any]]:
    """Numbers in lists that one statement takes."""
    every = list(pks)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
