"""The whole of a SQLite file, read while others write, and filled again."""

import base64
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from payvand.kernel.db.whole.table import JSON_ROW, Column, Sort, Table, batches
from payvand.kernel.db.whole.values import bare_decimal, decimal_text, full_moment, json_text

FREEZE = "payvand_moved_"


class SqliteSnapshot:
    """A transaction that reads: in WAL mode it sees one moment, however long it takes and whoever writes."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def rows(self, table: Table) -> Iterator[JSON_ROW]:
        """The rows by key."""
        # An expression has no declared type, so that a connection of Django's does not turn its value.
        columns = ", ".join(f'+"{column.name}"' for column in table.columns)
        found = self.raw.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY "{table.key}"')  # noqa: S608 - names of tables
        turns = [(at, reader) for at, column in enumerate(table.columns) if (reader := reader_of(column))]
        for row in map(list, found):
            for at, reader in turns:
                if row[at] is not None:
                    row[at] = reader(row[at])
            yield row

    def sequence(self, table: Table) -> int:
        """What SQLite's own table of sequences says."""
        asked = self.raw.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name])
        return int((asked.fetchone() or (0,))[0]) if table.counts else 0

    def names(self) -> set[str]:
        """Plain tables: the text indexes are virtual ones with their shadows."""
        return plain_tables(self.raw.execute)


def plain_tables(execute: Callable[..., Any]) -> set[str]:
    """Tables that are neither virtual, nor the shadow of one, nor SQLite's own."""
    found = execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return {name for (name,) in found if not name.startswith("sqlite_")}


def reader_of(column: Column) -> Callable[[Any], Any] | None:
    """From what SQLite holds to what an archive holds; None where that is the same."""
    if column.sort == Sort.DECIMAL:
        return lambda value: decimal_text(value, column.places)
    readers: dict[Sort, Callable[[Any], Any]] = {
        Sort.FLAG: bool,
        Sort.FLOAT: float,
        Sort.MOMENT: full_moment,
        Sort.TIME: full_moment,
        Sort.JSON: json_text,
        Sort.BYTES: lambda value: base64.b64encode(value).decode(),
    }
    return readers.get(column.sort)


def writer_of(column: Column) -> Callable[[Any], Any] | None:
    """From what an archive holds to what Django writes into SQLite; None where that is the same."""
    writers: dict[Sort, Callable[[Any], Any]] = {
        Sort.DECIMAL: bare_decimal,
        Sort.MOMENT: lambda text: text.removesuffix(".000000"),
        Sort.TIME: lambda text: text.removesuffix(".000000"),
        Sort.BYTES: base64.b64decode,
    }
    return writers.get(column.sort)


@contextmanager
def snapshot(file: Path, *, hold: bool = False) -> Iterator[SqliteSnapshot]:
    """The file as it is now. `hold` keeps everybody else from writing until the end."""
    # One that is not there must not be made by looking for it.
    where = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(where, uri=True, isolation_level=None, timeout=60)) as raw:
        # The first read is what fixes the moment of a deferred transaction.
        raw.execute("BEGIN IMMEDIATE" if hold else "BEGIN")
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        try:
            yield SqliteSnapshot(raw)
        finally:
            if raw.in_transaction:
                raw.rollback()


@contextmanager
def reading() -> Iterator[SqliteSnapshot]:
    """The database of this instance as it is now."""
    with snapshot(Path(connection.settings_dict["NAME"])) as taken:
        yield taken


@contextmanager
def inside() -> Iterator[SqliteSnapshot]:
    """What the transaction of this process sees, its own writes included."""
    connection.ensure_connection()
    yield SqliteSnapshot(connection.connection)


def fill(table: Table, rows: Iterable[JSON_ROW]) -> None:
    """Write rows into an empty table."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join(["?"] * len(table.columns))
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608 - names of tables
    turns = [(at, writer) for at, column in enumerate(table.columns) if (writer := writer_of(column))]
    connection.ensure_connection()
    for batch in batches(rows):
        for row in batch:
            for at, writer in turns:
                if row[at] is not None:
                    row[at] = writer(row[at])
        with connection.wrap_database_errors:
            connection.connection.executemany(statement, batch)


def count_on(table: Table, highest: int) -> None:
    """Give no number again that was given before."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, highest])


def clear(names: Sequence[str]) -> None:
    """Empty tables."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names of tables


def check_links() -> None:
    """Raise IntegrityError where a row points at nothing."""
    connection.check_constraints()


def freeze(taken: SqliteSnapshot, reason: str) -> None:
    """Refuse every write from now on, for everybody who has the file open too; ends the transaction that holds it."""
    for name in taken.names():
        for event in ("INSERT", "UPDATE", "DELETE"):
            taken.raw.execute(
                f'CREATE TRIGGER "{FREEZE}{name}_{event.lower()}" BEFORE {event} ON "{name}"'
                f" BEGIN SELECT RAISE(ABORT, '{reason}'); END"
            )
    taken.raw.commit()


def bars_of(raw: sqlite3.Connection) -> list[str]:
    """What keeps a file from being written."""
    asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, ?) = ?"
    return [name for (name,) in raw.execute(asked, [len(FREEZE), FREEZE])]


def thaw(file: Path) -> int:
    """Let a frozen file be written again. Returns how many bars were taken away."""
    with closing(sqlite3.connect(file, timeout=60)) as raw:
        found = bars_of(raw)
        for name in found:
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.commit()
    return len(found)
