"""How the seeded world is written: rows with their derived columns, facts and search documents, each as a set."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from payvand.kernel import clock
from payvand.kernel.db import insert_rows, reserve_ids
from payvand.kernel.db.text import text_index
from payvand.kernel.facts.write import FACT_COLUMNS
from payvand.kernel.fields import DerivedField
from payvand.kernel.objects import Object
from payvand.kernel.query.rows import Row
from payvand.search.index import document, searched
from payvand.search.models import Document

Values = dict[str, Any]
Cells = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Load:
    """Rows of one table, named as Django names its model, on their way to the database's bulk path."""

    table: str
    columns: Sequence[str]
    rows: Sequence[Cells]


@contextmanager
def late_indexes(*tables: type[models.Model]) -> Iterator[None]:
    """Take the tables' further indexes away and build them at the end, sorted, which is much cheaper.

    Who breaks off is left with a smaller world, but a whole one. The editor is not entered: at its end it would look
    through all foreign keys of the database, each time.
    """
    editor = connection.schema_editor()
    indexes = [(index, table) for table in tables for index in table._meta.indexes]
    with connection.cursor() as cursor:
        for index, _table in indexes:
            cursor.execute(f'DROP INDEX "{index.name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for index, table in indexes:
                cursor.execute(str(index.create_sql(table, editor)))


def put(loads: Sequence[Load]) -> None:
    """Write them. Search documents get their numbers here, and go into the text index too."""
    for load in loads:
        if load.table == DOCUMENTS:
            put_documents(load)
        else:
            insert_rows(apps.get_model(load.table), load.columns, load.rows)


def put_documents(load: Load) -> None:
    """Write search documents."""
    numbered = [
        (place, *row) for place, row in zip(reserve_ids(Document, len(load.rows)), load.rows, strict=True)
    ]
    insert_rows(Document, ["id", *load.columns], numbered)
    text_index().add([(place, text, keys) for place, _o, _s, _t, text, keys, _a in numbered])


def rows_of(model: type[models.Model], rows: Sequence[Values]) -> Load:
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
    return Load(table=model._meta.label, columns=[column.name for column in columns], rows=written)


def facts_of(rows: Sequence[Cells]) -> Load:
    """Facts as `fact` gives them."""
    return Load(table="kernel.Fact", columns=FACT_COLUMNS, rows=rows)


def fact(
    one: Object, name: str, pk: int, party_id: int | None, by: int | None, at: datetime, payload: str
) -> Cells:
    """One fact about a record, in the order of FACT_COLUMNS."""
    kind = "system" if by is None else "user"
    return (name, 1, one.name, pk, party_id, kind, by, None, 0, None, at, payload)


DOCUMENTS = "search.Document"


def documents_of(one: Object, rows: Sequence[Mapping[str, Any]]) -> Load:
    """What the search finds records by, out of the values of their fields and their "id"."""
    fields = searched(one)
    names = [field.name for field in fields]
    found = [
        (one.name, held["id"], *document(Row(held["id"], 1, tuple(map(held.get, names))), fields), False)
        for held in rows
    ]
    return Load(
        table=DOCUMENTS, columns=["object", "subject_id", "title", "text", "keys", "archived"], rows=found
    )
