"""Columns as the cursor gives them, turned into what a file holds in one go, without a value of its own for each cell.

What comes out is what `canonical` and `to_json` make of each value; only the way there is shorter.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from payvand.integration.writers.cells import as_it_is, canonical_of, several_text
from payvand.kernel.kinds import JSON, Choice, Day, Kind, Link, Moment, Several, YesNo
from payvand.kernel.objects import Field, Many
from payvand.kernel.query.rows import Columns, column_of, several_items
from payvand.kernel.records.memory import without_collection

T = TypeVar("T")

Texts = Sequence[str | None]
"""The texts of a column; None is an empty one."""


def rows_of(
    chunks: Iterable[Columns], turns: Sequence[Callable[[Columns], Sequence[T]]]
) -> Iterator[tuple[T, ...]]:
    """The rows of the chunks, of which each column was turned in one go."""
    for columns in chunks:
        with without_collection():
            turned = [turn(columns) for turn in turns]
        yield from zip(*turned, strict=True)


def texts_of(field: Field) -> Callable[[Columns], Texts]:
    """What turns the raw columns of some rows into the canonical texts of a field."""
    if field.many is not None:
        return partial(_several_texts, field.many)
    if field.source == "custom":
        write = canonical_of(field.kind)
        return lambda columns: [write(value) for value in column_of(field, columns)]
    turn, paths = _texts(field.kind), field.columns
    return lambda columns: turn([columns[path] for path in paths])


def never_opens_a_formula(field: Field) -> bool:
    """Whether no text of the field begins with a mark that a spreadsheet would run."""
    return field.many is None and isinstance(field.kind, Day | Moment | YesNo)


def _texts(kind: Kind[Any]) -> Callable[[Sequence[Sequence[Any]]], Texts]:
    """The same for the columns of a kind, in the order of its suffixes."""
    if isinstance(kind, Link):
        return _link_texts
    write = canonical_of(kind)
    if isinstance(kind, Moment):
        return lambda columns: _moments(columns[0], lambda raw: write(kind.load([raw])))
    if _is_kept_as_it_is(kind):
        return _first if write is as_it_is else lambda columns: [raw and write(raw) for raw in columns[0]]
    return lambda columns: each_once(columns, lambda raw: write(kind.load(raw)))


def _is_kept_as_it_is(kind: Kind[Any]) -> bool:
    return kind.blank_text and type(kind).load is Kind.load and type(kind).load_column is Kind.load_column


def _first(columns: Sequence[Sequence[Any]]) -> Sequence[Any]:
    return columns[0]


def _link_texts(columns: Sequence[Sequence[Any]]) -> list[str | None]:
    return [
        label or (None if pk is None else f"#{pk}") for pk, label in zip(columns[0], columns[1], strict=True)
    ]


def _moments(column: Sequence[Any], slowly: Callable[[Any], str]) -> list[str | None]:
    """Moments in UTC; SQLite gives them without their zone."""
    return [
        None if raw is None else f"{raw.isoformat()}Z" if _is_without_zone(raw) else slowly(raw)
        for raw in column
    ]


def _is_without_zone(raw: object) -> bool:
    return isinstance(raw, datetime) and raw.tzinfo is None


def each_once(columns: Sequence[Sequence[Any]], make: Callable[[Sequence[Any]], T]) -> list[T]:
    """What `make` makes of each row's columns, asked once for rows that hold the same."""
    rows = list(zip(*columns, strict=True))
    try:
        known = {row: make(row) for row in set(rows)}
    except TypeError:  # a list or a mapping, which cannot be looked up
        return [make(row) for row in rows]
    return [known[row] for row in rows]


def _several_texts(many: Many, columns: Columns) -> Texts:
    """The texts of a field of several values, by one query."""
    found: dict[int, list[tuple[str, Mapping[str, JSON]]]] = {}
    for pk, text, more in several_items(many, columns["pk"], _texts(many.kind)):
        found.setdefault(pk, []).append((text or "", more))
    made = {pk: several_text(items) for pk, items in found.items()}
    return [made.get(pk) for pk in columns["pk"]]


def json_of(field: Field) -> Callable[[Columns], Sequence[JSON]]:
    """What turns the raw columns of some rows into what the API gives of a field; what is empty may be None or ""."""
    if field.many is not None and isinstance(field.kind, Several):
        return partial(_several_json, field.many)
    to_json = field.kind.to_json
    if field.source == "custom":
        return lambda columns: [to_json(value) for value in column_of(field, columns)]
    turn, paths = _json(field.kind), field.columns
    return lambda columns: turn([columns[path] for path in paths])


def _json(kind: Kind[Any]) -> Callable[[Sequence[Sequence[Any]]], Sequence[JSON]]:
    to_json = kind.to_json
    if isinstance(kind, Moment):
        return lambda columns: _moments(columns[0], lambda raw: str(to_json(kind.load([raw]))))
    if _is_kept_as_it_is(kind):
        as_it_stands = type(kind).to_json in (Kind.to_json, Choice.to_json)
        return _first if as_it_stands else lambda columns: [raw and to_json(raw) for raw in columns[0]]
    return lambda columns: each_once(columns, lambda raw: to_json(kind.load(raw)))


def _several_json(many: Many, columns: Columns) -> Sequence[JSON]:
    found: dict[int, list[JSON]] = {}
    for pk, value, more in several_items(many, columns["pk"], _json(many.kind)):
        found.setdefault(pk, []).append({"value": value, **more})
    return [found.get(pk) for pk in columns["pk"]]
