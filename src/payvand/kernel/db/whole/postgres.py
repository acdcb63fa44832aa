"""The whole of a PostgreSQL database, read in one snapshot by COPY, and filled again."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from payvand.kernel.db.whole.table import JSON_ROW, Column, Sort, Table
from payvand.kernel.db.whole.values import decimal_text, json_text

# What COPY is asked for, so that PostgreSQL itself brings a value into the form of an archive.
READ = {
    Sort.MOMENT: """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')""",
    Sort.DAY: "to_char({0}, 'YYYY-MM-DD')",
    Sort.TIME: "to_char({0}, 'HH24:MI:SS.US')",
    Sort.SPAN: "(extract(epoch FROM {0}) * 1000000)::bigint",
    Sort.UUID: "replace({0}::text, '-', '')",
    Sort.BYTES: "translate(encode({0}, 'base64'), E'\\n', '')",
    Sort.DECIMAL: "{0}::text",
    Sort.JSON: "{0}::text",
}
# The type in which psycopg hands a column over.
TYPES = {Sort.WHOLE: "int8", Sort.SPAN: "int8", Sort.FLOAT: "float8", Sort.FLAG: "bool"}


class PostgresSnapshot:
    """A transaction that reads: at REPEATABLE READ it sees one moment, however long it takes and whoever writes."""

    def __init__(self, raw: "psycopg.Connection[Any]") -> None:
        self.raw = raw

    def rows(self, table: Table) -> Iterator[JSON_ROW]:
        """The rows by key; texts in the order of their bytes, as SQLite has them."""
        columns = ", ".join(
            READ.get(column.sort, "{0}").format(f'"{column.name}"') for column in table.columns
        )
        order = f'"{table.key}"' + (' COLLATE "C"' if table.key_column.sort == Sort.TEXT else "")
        turns = [(at, reader) for at, column in enumerate(table.columns) if (reader := reader_of(column))]
        with psycopg.Cursor(self.raw) as cursor:
            asked = f'COPY (SELECT {columns} FROM "{table.name}" ORDER BY {order}) TO STDOUT'  # noqa: S608 - names of tables
            with cursor.copy(asked.encode()) as copy:
                copy.set_types([TYPES.get(column.sort, "text") for column in table.columns])
                for row in map(list, copy.rows()):
                    for at, reader in turns:
                        if row[at] is not None:
                            row[at] = reader(row[at])
                    yield row

    def sequence(self, table: Table) -> int:
        """What the table's own sequence says. A sequence knows no snapshot: it may be further already, never less."""
        if not table.counts:
            return 0
        with psycopg.Cursor(self.raw) as cursor:
            named = cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key])
            sequence = (named.fetchone() or (None,))[0]
            if sequence is None:
                return 0
            asked = f"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {sequence}"  # noqa: S608
            return int((cursor.execute(asked.encode()).fetchone() or (0,))[0])

    def names(self) -> set[str]:
        """The tables of the schema in use."""
        with psycopg.Cursor(self.raw) as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
            return {row[0] for row in cursor.fetchall()}


def reader_of(column: Column) -> Callable[[Any], Any] | None:
    """What PostgreSQL leaves to do."""
    if column.sort == Sort.DECIMAL:
        return lambda value: decimal_text(value, column.places)
    return json_text if column.sort == Sort.JSON else None


def writer_of(column: Column) -> Callable[[Any], Any] | None:
    """From what an archive holds to what COPY takes; None where that is the same."""
    writers: dict[Sort, Callable[[Any], Any]] = {
        Sort.MOMENT: lambda text: f"{text}+00",
        Sort.SPAN: lambda count: f"{count} microseconds",
        Sort.BYTES: base64.b64decode,
    }
    return writers.get(column.sort)


@contextmanager
def reading() -> Iterator[PostgresSnapshot]:
    """The database of this instance as it is now, over a connection of its own."""
    with psycopg.connect(**connection.get_connection_params()) as raw:
        raw.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        raw.read_only = True
        yield PostgresSnapshot(raw)


@contextmanager
def inside() -> Iterator[PostgresSnapshot]:
    """What the transaction of this process sees, its own writes included."""
    connection.ensure_connection()
    yield PostgresSnapshot(connection.connection)


def fill(table: Table, rows: Iterable[JSON_ROW]) -> None:
    """Write rows into an empty table."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    turns = [(at, writer) for at, column in enumerate(table.columns) if (writer := writer_of(column))]
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            for at, writer in turns:
                if row[at] is not None:
                    row[at] = writer(row[at])
            copy.write_row(row)


def count_on(table: Table, highest: int) -> None:
    """Give no number again that was given before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), greatest(%s, 1), %s)",
            [f'"{table.name}"', table.key, highest, highest > 0],
        )


def clear(names: Sequence[str]) -> None:
    """Empty tables."""
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {quoted} CASCADE")


def check_links() -> None:
    """Raise IntegrityError where a row points at nothing; nothing is left to be checked at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
