"""Writes Parquet: typed columns for programs that reckon; an import reads each value back as it was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from io import RawIOBase
from typing import Any, Final

import pyarrow as pa
from django.db import models
from pyarrow import parquet

from payvand.culture.locale import Locale
from payvand.integration.writers.cells import canonical_of
from payvand.integration.writers.cells import human as as_seen
from payvand.integration.writers.columns import texts_of
from payvand.kernel.kinds import Day, Items, Kind, Moment, MoneyKind, Number, Several, Whole, YesNo
from payvand.kernel.objects import Field, Many
from payvand.kernel.query.rows import Columns, column_of

ROWS: Final = 20_000
"""Rows that are written as one group: enough to pack well, few enough for flat memory."""

DIGITS: Final = 18
Cells = Callable[[Columns], list[Any]]
Values = Callable[[Sequence[Any]], list[Any]]


def parquet_file(
    fields: Sequence[Field], chunks: Iterable[Columns], locale: Locale, *, human: bool = False
) -> Iterator[bytes]:
    """The rows as a Parquet file that streams. Columns are named as fields are."""
    turned = [as_texts(field, locale) if human else arrow_of(field) for field in fields]
    schema = pa.schema([(field.name, kind) for field, (kind, _turn) in zip(fields, turned, strict=True)])
    tables = (
        pa.Table.from_arrays([pa.array(turn(columns), kind) for kind, turn in turned], schema=schema)
        for columns in chunks
    )
    sink = Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for group in groups(tables):
            writer.write_table(group)
            yield sink.take()
    yield sink.take()


def groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows of several tables together."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if sum(one.num_rows for one in held) >= ROWS:
            yield pa.concat_tables(held).combine_chunks()
            held = []
    if held:
        yield pa.concat_tables(held).combine_chunks()


class Sink(RawIOBase):
    """A file that is handed on piece by piece; its writer asks only how far it has come."""

    def __init__(self) -> None:
        self.piece = bytearray()
        self.passed = 0

    def writable(self) -> bool:
        return True

    def write(self, written: Any) -> int:
        self.piece += written
        return len(written)

    def tell(self) -> int:
        return self.passed + len(self.piece)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self.piece)
        self.passed += len(taken)
        self.piece.clear()
        return taken


def as_texts(field: Field, locale: Locale) -> tuple[pa.DataType, Cells]:
    """A column of texts as the reader sees them."""
    write = as_seen(field, locale)
    return pa.string(), lambda columns: [write(value) or None for value in column_of(field, columns)]


def arrow_of(field: Field) -> tuple[pa.DataType, Cells]:
    """The type of a field's column, and what turns its raw columns into that."""
    found = (
        _several(field.kind, field.many)
        if isinstance(field.kind, Several) and field.many is not None
        else _single(field.kind)
    )
    if found is None:
        turn = texts_of(field)
        return pa.string(), lambda columns: [text or None for text in turn(columns)]
    kind, cells = found
    return kind, lambda columns: cells(column_of(field, columns))


def _single(kind: Kind[Any]) -> tuple[pa.DataType, Values] | None:
    """The type of a kind, and what turns its values into that; None where it is text."""
    if isinstance(kind, MoneyKind):
        amount = pa.struct([("amount", pa.decimal128(DIGITS + 4, 4)), ("currency", pa.string())])
        return amount, lambda values: [
            value and {"amount": value.amount, "currency": value.currency} for value in values
        ]
    if isinstance(kind, Moment):
        return pa.timestamp("us", "UTC"), list
    if isinstance(kind, Day):
        return pa.date32(), list
    if isinstance(kind, YesNo):
        return pa.bool_(), list
    if isinstance(kind, Whole):
        return pa.int64(), lambda values: [None if value is None else int(value) for value in values]
    if isinstance(kind, Number):
        step = Decimal(1).scaleb(-kind.places)
        return pa.decimal128(DIGITS + kind.places, kind.places), lambda values: [
            None if value is None else value.quantize(step) for value in values
        ]
    return None


def _several(kind: Several, many: Many) -> tuple[pa.DataType, Values]:
    """A list of values, each with what is said beside it."""
    write, extras = canonical_of(kind.of), kind.extras
    said = [(name, _type_beside(many, name)) for name in extras]

    def lists(values: Sequence[Items]) -> list[Any]:
        return [
            [
                {"value": write(item.value), **{name: item.more.get(name) for name in extras}}
                for item in items or ()
            ]
            for items in values
        ]

    return pa.list_(pa.struct([("value", pa.string()), *said])), lists


def _type_beside(many: Many, name: str) -> pa.DataType:
    column = many.model._meta.get_field(name)
    if isinstance(column, models.BooleanField):
        return pa.bool_()
    return pa.int64() if isinstance(column, models.IntegerField) else pa.string()
