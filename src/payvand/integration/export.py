"""Export: the records that a query asks for, in the columns wished, streamed as a file and audited by a fact."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, Literal

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from payvand.integration.facts import RecordsExported
from payvand.integration.writers.card import cards, makes_cards
from payvand.integration.writers.columns import rows_of
from payvand.integration.writers.lines import json_lines
from payvand.integration.writers.text import text_table
from payvand.kernel.access import Actor, readable, require
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record_about
from payvand.kernel.objects import Field, Object
from payvand.kernel.query import Query, field_for, matching, to_text
from payvand.kernel.query.page import expressions, sort_of
from payvand.kernel.query.rows import Columns, Reading, column_of, reading_of, statement_of
from payvand.kernel.records.memory import without_collection

CHUNK: Final = 2_000
MOST_IN_ORDER: Final = 10_000
"""A larger file whose order nobody asked for is read as the table lies, which spares a leap over the disk a row."""

Format = Literal["csv", "xlsx", "jsonl", "parquet", "vcf"]
Values = tuple[Any, ...]

CONTENT_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "vcf": "text/vcard; charset=utf-8",
}


@dataclass(frozen=True, kw_only=True)
class Export:
    """What is exported, for the writers: its fields, and the raw columns of the rows as they come, chunk by chunk."""

    object: Object
    actor: Actor
    fields: tuple[Field, ...]
    chunks: Iterator[Columns]
    human: bool = False

    @property
    def rows(self) -> Iterator[Values]:
        """The values of the rows, one row at a time."""
        return rows_of(self.chunks, [partial(column_of, field) for field in self.fields])


def formats_of(one: Object) -> tuple[Format, ...]:
    """The formats in which an Object can be exported."""
    tables: tuple[Format, ...] = ("csv", "xlsx", "jsonl", "parquet")
    return (*tables, "vcf") if makes_cards(one) else tables


def stream_export(
    one: Object, query: Query, actor: Actor, format: Format, *, human: bool = False
) -> Iterator[bytes]:
    """The file, piece by piece, in flat memory. Without columns in the query every field comes that can be read back.

    `human` writes values as the actor sees them on screen; else a later import finds each as it was. Raises Denied,
    or BadQuery, before the first byte; that the records left the house is recorded then too.
    """
    require(actor, "export", one)
    if format not in formats_of(one):
        raise DomainError(
            "unknown_format", _("Possible formats: %(names)s.") % {"names": ", ".join(formats_of(one))}
        )
    fields = fields_of(one, query, actor)
    found = matching(one, query, actor, "export")
    names = [field.name for field in fields]
    count = found.count()
    with transaction.atomic():
        told = RecordsExported(format=format, where=to_text(query.where), columns=names, count=count)
        record_about(told, object_name=one.name, subject_id=0, party_id=None, actor=actor)
    if count > MOST_IN_ORDER and not query.sort:
        query = replace(query, sort=("id",))
    chunks = chunks_of(one, query, fields, actor)
    export = Export(object=one, actor=actor, fields=fields, chunks=chunks, human=human)
    return in_language(WRITERS[format](export), actor.locale.language)


def in_language(pieces: Iterator[bytes], language: str) -> Iterator[bytes]:
    """The pieces, each made in the reader's language: they are asked for when the request is long over."""
    while True:
        with translation.override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def fields_of(one: Object, query: Query, actor: Actor) -> tuple[Field, ...]:
    """The columns asked for, or all that the actor may see and an import may bring back."""
    if query.columns:
        return tuple(field_for(one, name, actor) for name in query.columns)
    return tuple(field for field in readable(one, actor).values() if field.editable)


def chunks_of(one: Object, query: Query, fields: Sequence[Field], actor: Actor) -> Iterator[Columns]:
    """The raw columns of the rows, read through one cursor."""
    order = sort_of(one, query, actor)
    rows = matching(one, query, actor, "export")
    computed = {
        field.name for field in (*fields, *(key.field for key in order)) if field.source == "computed"
    }
    reading = reading_of(fields, [])
    statement = statement_of(
        rows.annotate(**expressions(one, computed))
        .order_by(*(key.order_by() for key in order))
        .values_list(*reading.paths)
    )
    if statement is None:
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(*statement)
        while columns := _next_columns(cursor, reading):
            yield columns


def _next_columns(cursor: CursorWrapper, reading: Reading) -> Columns | None:
    with without_collection():
        raw = cursor.fetchmany(CHUNK)
        return reading.columns(raw) if raw else None


def _workbook(export: Export) -> Iterator[bytes]:
    # What writes workbooks weighs twelve megabytes: only whoever asks for one pays.
    from payvand.integration.writers.sheet import workbook  # noqa: PLC0415

    title = str(export.object.plural)
    return workbook(export.fields, export.rows, export.actor.locale, title=title, human=export.human)


def _parquet(export: Export) -> Iterator[bytes]:
    # What writes Parquet weighs eighteen megabytes: only whoever asks for it pays.
    from payvand.integration.writers.parquet import parquet_file  # noqa: PLC0415

    return parquet_file(export.fields, export.chunks, export.actor.locale, human=export.human)


WRITERS: Final[dict[Format, Callable[[Export], Iterator[bytes]]]] = {
    "csv": lambda e: text_table(e.fields, e.chunks, e.actor.locale, human=e.human),
    "xlsx": _workbook,
    "jsonl": lambda e: json_lines(e.fields, e.chunks),
    "parquet": _parquet,
    "vcf": lambda e: cards(e.fields, e.rows),
}
