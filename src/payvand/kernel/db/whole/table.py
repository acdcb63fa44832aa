"""Tables, their columns, and the one form that a value of each sort has in an archive, whatever database it lies in."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import orjson
from django.apps import apps
from django.db import models

from payvand.kernel.errors import DomainError

JSON_ROW = list[Any]


class Sort(StrEnum):
    """What a column holds, and how that stands in a row.

    Moments are UTC text with microseconds, days ISO text, decimals text with all their places, JSON text with sorted
    keys, UUIDs 32 digits, spans microseconds, bytes base64; the rest is as JSON has it.
    """

    WHOLE = "whole"
    FLOAT = "float"
    TEXT = "text"
    FLAG = "flag"
    DECIMAL = "decimal"
    DAY = "day"
    MOMENT = "moment"
    TIME = "time"
    SPAN = "span"
    JSON = "json"
    UUID = "uuid"
    BYTES = "bytes"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column; `places` are those of a decimal."""

    name: str
    sort: Sort
    places: int = 0


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table, with the column that numbers its rows. `counts` says whether the database gives the numbers."""

    name: str
    key: str
    columns: tuple[Column, ...]
    counts: bool

    @property
    def key_column(self) -> Column:
        """The column that numbers the rows."""
        return next(column for column in self.columns if column.name == self.key)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many rows a table has, the checksum of their lines in the order of the key, and the highest number given."""

    count: int
    sha256: str
    sequence: int


class Snapshot(Protocol):
    """A database as it was at one moment."""

    def rows(self, table: Table) -> Iterator[JSON_ROW]:
        """The rows of a table in the order of its key, in the form of an archive."""

    def sequence(self, table: Table) -> int:
        """The highest number that was ever given to a row of the table; 0 where none was."""

    def names(self) -> set[str]:
        """The names of all tables that hold something of their own: no indexes."""


SORTS: dict[type["models.Field[Any, Any]"], Sort] = {
    models.BooleanField: Sort.FLAG,
    models.IntegerField: Sort.WHOLE,
    models.FloatField: Sort.FLOAT,
    models.DecimalField: Sort.DECIMAL,
    models.DateTimeField: Sort.MOMENT,
    models.DateField: Sort.DAY,
    models.TimeField: Sort.TIME,
    models.DurationField: Sort.SPAN,
    models.JSONField: Sort.JSON,
    models.UUIDField: Sort.UUID,
    models.BinaryField: Sort.BYTES,
    models.CharField: Sort.TEXT,
    models.TextField: Sort.TEXT,
    models.GenericIPAddressField: Sort.TEXT,
    models.FileField: Sort.TEXT,
}


def all_tables() -> list[Table]:
    """The tables of all models, in the order of their names. Raises DomainError for a column of an unknown sort."""
    found = {
        model._meta.db_table: table_of(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return [found[name] for name in sorted(found)]


def table_of(model: type[models.Model]) -> Table:
    """The table of a model. Columns that the database works out are left to it."""
    fields = [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
    key = model._meta.pk
    return Table(
        name=model._meta.db_table,
        key=str(key.column),
        columns=tuple(column_of(field) for field in fields),
        counts=isinstance(key, models.AutoField),
    )


def column_of(field: "models.Field[Any, Any]") -> Column:
    """A model field as a column; a link has the sort of what it points at."""
    told = field
    while isinstance(told, models.ForeignKey):
        told = told.target_field
    sort = next((sort for kind, sort in SORTS.items() if isinstance(told, kind)), None)
    if sort is None:
        raise DomainError(
            "unknown_column", f"{field}: no archive knows such a column ({type(told).__name__})."
        )
    places = told.decimal_places if isinstance(told, models.DecimalField) else 0
    return Column(name=str(field.column), sort=sort, places=places)


def line_of(row: JSON_ROW) -> bytes:
    """A row as a line of an archive."""
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def tallied(snapshot: Snapshot, table: Table) -> Tally:
    """Count and sum up a table."""
    count, digest = 0, hashlib.sha256()
    for line in map(line_of, snapshot.rows(table)):
        count += 1
        digest.update(line)
    return Tally(count=count, sha256=digest.hexdigest(), sequence=snapshot.sequence(table))


def batches(rows: Iterable[JSON_ROW], size: int = 2000) -> Iterator[list[JSON_ROW]]:
    """Rows in handy portions."""
    held: list[JSON_ROW] = []
    for row in rows:
        held.append(row)
        if len(held) >= size:
            yield held
            held = []
    if held:
        yield held
