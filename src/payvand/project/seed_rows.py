"""How the seeded world is written: rows with their derived columns, facts and search documents, each as a set."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models

from payvand.kernel import clock
from payvand.kernel.db import engine, insert_rows, reserve_ids
from payvand.kernel.fields import DerivedField
from payvand.kernel.objects import Object
from payvand.kernel.query.rows import Row
from payvand.search.index import document, searched
from payvand.search.models import Document

Values = dict[str, Any]
Cells = tuple[Any, ...]


@contextmanager
def late_indexes(*tables: type[models.Model]) -> Iterator[None]:
    """Take the tables' further indexes away and build them at the end, sorted, which is much cheaper.

    Who breaks off is left with a smaller world, but a whole one.
    """
    for table in tables:
        for index in table._meta.indexes:
            with connection.schema_editor() as editor:
                editor.remove_index(table, index)
    try:
        yield
    finally:
        for table in tables:
            for index in table._meta.indexes:
                with connection.schema_editor() as editor:
                    editor.add_index(table, index)


def write_rows(model: type[models.Model], rows: Sequence[Values]) -> None:
    """Rows by their columns; what nobody said holds its default, what is derived is derived.

    `created_at` is the moment of the last change too, where none is given.
    """
    columns = model._meta.concrete_fields
    fresh = {column.attname: column.get_default() for column in columns}
    fresh |= {"custom": "{}", "created_at": clock.now()}
    derived = [column for column in columns if isinstance(column, DerivedField)]
    written = []
    for row in rows:
        cells = fresh | row
        cells["updated_at"] = row.get("updated_at") or cells["created_at"]
        for column in derived:
            source = cells[column.source]
            cells[column.attname] = column.compute(source) if source else ""
        written.append(tuple([cells[column.attname] for column in columns]))
    insert_rows(model, [column.name for column in columns], written)


def fact(
    one: Object, name: str, pk: int, party_id: int | None, by: int | None, at: datetime, payload: str
) -> Cells:
    """One fact about a record, in the order of FACT_COLUMNS."""
    kind = "system" if by is None else "user"
    return (name, 1, one.name, pk, party_id, kind, by, None, 0, None, at, payload)


def index(one: Object, rows: Sequence[Mapping[str, Any]]) -> None:
    """What the search finds records by, out of the values of their fields and their "id"."""
    fields = searched(one)
    documents = []
    for place, held in zip(reserve_ids(Document, len(rows)), rows, strict=True):
        row = Row(held["id"], 1, tuple([held.get(field.name) for field in fields]))
        documents.append((place, one.name, held["id"], *document(row, fields), False))
    insert_rows(Document, ["id", "object", "subject_id", "title", "text", "keys", "archived"], documents)
    engine().add_to_text_index([(place, text, keys) for place, _o, _s, _t, text, keys, _a in documents])
