"""The whole database as rows that read alike on every database: what backup, restore and move are made of."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from payvand.kernel.db.whole import postgres, sqlite
from payvand.kernel.db.whole.table import (
    JSON_ROW,
    Column,
    Snapshot,
    Sort,
    Table,
    Tally,
    all_tables,
    line_of,
    tallied,
)

__all__ = [
    "FAULTS", "JSON_ROW", "Column", "Snapshot", "Sort", "Table", "Tally", "all_tables", "check_links", "clear",
    "count_on", "fill", "inside", "line_of", "reading", "tallied",
]  # fmt: skip


# What a database may answer, through Django or by itself.
FAULTS = (DatabaseError, sqlite3.Error, psycopg.Error)


def _dialect() -> Any:
    return postgres if connection.vendor == "postgresql" else sqlite


def reading() -> AbstractContextManager[Snapshot]:
    """The database of this instance as it is now, over a connection of its own: what others do is not waited for."""
    return _dialect().reading()  # type: ignore[no-any-return]


def inside() -> AbstractContextManager[Snapshot]:
    """The database as the transaction of this process sees it, its own writes included."""
    return _dialect().inside()  # type: ignore[no-any-return]


def fill(table: Table, rows: Iterable[JSON_ROW]) -> None:
    """Write rows into an empty table of this instance."""
    _dialect().fill(table, rows)


def count_on(table: Table, highest: int) -> None:
    """Let the database number the rows of a table on from a number."""
    _dialect().count_on(table, highest)


def clear(names: Sequence[str]) -> None:
    """Empty tables of this instance."""
    _dialect().clear(names)


def check_links() -> None:
    """Raise IntegrityError where a row points at one that is not there."""
    _dialect().check_links()
