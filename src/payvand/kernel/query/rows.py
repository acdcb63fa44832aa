"""Reads rows straight from the cursor: only the columns that are shown, and several values by one query a table."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.lookups import In

from payvand.culture.locale import NEUTRAL
from payvand.kernel.db import engine, listed
from payvand.kernel.kinds import Item, Items
from payvand.kernel.models import Record
from payvand.kernel.objects import Field, Many
from payvand.kernel.objects.custom import key_of
from payvand.kernel.query.order import filled

T = TypeVar("T")
Raw = tuple[Any, ...]
Columns = Mapping[str, Sequence[Any]]
Statement = tuple[str, tuple[Any, ...]] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A record as a list meets it: its number, its version and the values of the columns asked for."""

    id: int
    version: int
    values: tuple[Any, ...]


def statement_of(rows: QuerySet[Any, Any]) -> Statement:
    """The SQL of a query set and its parameters; None where no row can match."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def fetch(statement: Statement, values: Sequence[object] = ()) -> list[Raw]:
    """The rows as the driver gives them; `values` for the parameters that were left open."""
    if statement is None:
        return []
    sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, filled(params, values) if values else params)
        rows: list[Raw] = cursor.fetchall()
        return rows


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The columns that some fields and sort keys take, in the order of the statement, and how rows are made of them."""

    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    paths: tuple[str, ...]

    def rows(self, raw: Sequence[Raw]) -> list[Row]:
        """The rows with their values, a column at a time."""
        return [Row(row[0], row[1], values) for row, values in zip(raw, self.values(raw), strict=True)]

    def values(self, raw: Sequence[Raw]) -> list[tuple[Any, ...]]:
        """The values of the fields alone, a tuple a row."""
        if not raw or not self.fields:
            return [() for _row in raw]
        columns = self.columns(raw)
        return list(zip(*(column_of(field, columns) for field in self.fields), strict=True))

    def columns(self, raw: Sequence[Raw]) -> Columns:
        """The raw columns by their paths."""
        return dict(zip(self.paths, zip(*raw, strict=True), strict=True))

    def keys_of(self, row: Raw) -> tuple[object, ...]:
        """The values of the sort keys in a raw row."""
        return tuple(row[self.paths.index(key)] for key in self.keys)


def reading_of(fields: Sequence[Field], keys: Sequence[str]) -> Reading:
    """What must be read for some fields and sort columns; the number and the version always come first."""
    paths = dict.fromkeys(["pk", "version", *keys, *(c for field in fields for c in field.columns)])
    return Reading(fields=tuple(fields), keys=tuple(keys), paths=tuple(paths))


def read_rows(
    fields: Sequence[Field], keys: Sequence[str], rows: QuerySet[Record]
) -> tuple[list[Row], list[tuple[object, ...]]]:
    """The rows, and for each the values of the sort columns `keys`."""
    reading = reading_of(fields, keys)
    raw = fetch(statement_of(rows.values_list(*reading.paths)))
    return reading.rows(raw), [reading.keys_of(row) for row in raw]


def column_of(field: Field, columns: Columns) -> Sequence[Any]:
    """The values of one field for all rows, out of the raw columns."""
    if field.many is not None:
        several = several_values(field.many, columns["pk"])
        return [several.get(pk, ()) for pk in columns["pk"]]
    if field.source == "custom":
        key, parse = key_of(field), field.kind.parse
        return [parse(custom_dict(packed).get(key), NEUTRAL) for packed in columns["custom"]]
    return field.kind.load_column([columns[path] for path in field.columns])


def custom_dict(raw: object) -> dict[str, Any]:
    """The content of the `custom` column, whichever way the driver gave it."""
    return orjson.loads(raw) if isinstance(raw, str) else raw or {}  # type: ignore[return-value]


def several_values(many: Many, pks: Sequence[int]) -> dict[int, Items]:
    """The values of one field of several values, for many records at once."""
    found: dict[int, list[Item]] = {}
    for pk, value, more in several_items(many, pks, many.kind.load_column):
        found.setdefault(pk, []).append(Item(value=value, more=more))
    return {pk: tuple(items) for pk, items in found.items()}


def several_items(
    many: Many, pks: Sequence[int], turn: Callable[[Sequence[Sequence[Any]]], Sequence[T]]
) -> Iterable[tuple[int, T, dict[str, Any]]]:
    """The values of one field of several values as they come: whose each is, what `turn` makes of its columns, and what
    is said beside it.
    """
    if not pks:
        return ()
    statement, constants = _statement_of_several(many)
    raw = fetch((statement, (engine().list_parameter(pks), *constants)))
    if not raw:
        return ()
    columns, width = list(zip(*raw, strict=True)), 1 + len(many.kind.suffixes)
    return zip(columns[0], turn(columns[1:width]), _beside(many, columns[width:], len(raw)), strict=True)


def _beside(many: Many, extras: Sequence[Sequence[Any]], count: int) -> Sequence[dict[str, Any]]:
    """What is said beside each of so many values, given the columns of the extras. Equal ones may be one mapping."""
    if not extras:
        return [{}] * count
    rows = list(zip(*extras, strict=True))
    known = {
        row: {name: said for name, said in zip(many.extras, row, strict=True) if said not in (None, "")}
        for row in set(rows)
    }
    return [known[row] for row in rows]


_statements: dict[Hashable, tuple[str, tuple[Any, ...]]] = {}


def _statement_of_several(many: Many) -> tuple[str, tuple[Any, ...]]:
    """The SQL that reads the values of some records, and its parameters behind their numbers."""
    columns = [f"{many.value}{suffix}" for suffix in many.kind.suffixes]
    key = (many.model, many.of, tuple(columns), repr(many.where), many.extras, many.order)
    if key not in _statements:
        of = many.model._meta.get_field(many.of).attname  # type: ignore[union-attr]
        rows = many.model._default_manager.filter(In(F(of), listed(())), **many.where).order_by(*many.order)
        sql, params = rows.values_list(of, *columns, *many.extras).query.sql_with_params()
        _statements[key] = sql, tuple(params)[1:]
    return _statements[key]
