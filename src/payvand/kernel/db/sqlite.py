"""The SQLite dialect: one writer at a time, so claiming and reserving need no locks of their own."""

import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Event
from typing import Any

from django.conf import settings
from django.db import connection, models

from payvand.kernel.db.columns import as_json, fields_of
from payvand.kernel.db.text.sqlite import TABLES, tune
from payvand.kernel.kinds.number import plain

SNAPSHOT = "BEGIN DEFERRED"
# How long deliveries may hold the one write lock before others get their turn.
BURST_SECONDS = 0.05


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """One prepared statement, run for every row inside SQLite."""
    fields = fields_of(model, columns)
    quoted = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        statement = f'INSERT INTO "{model._meta.db_table}" ({quoted}) VALUES ({marks})'  # noqa: S608 - names of our own tables and columns
        cursor.executemany(statement, adapted(fields, rows))


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """One prepared statement, run for every row inside SQLite."""
    key, *fields = fields_of(model, columns)
    setting = ", ".join(f'"{field.column}" = %s' for field in fields)
    with connection.cursor() as cursor:
        statement = f'UPDATE "{model._meta.db_table}" SET {setting} WHERE "{key.column}" = %s'  # noqa: S608 - names of our own tables and columns
        cursor.executemany(statement, adapted([*fields, key], [(*row[1:], row[0]) for row in rows]))


# The columns whose Python values SQLite does not take as they are.
ADAPTED = (models.DateField, models.DecimalField)


def adapted(fields: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Rows in the form in which Django's columns on SQLite hold them; each different value is turned once a column."""
    if not any(isinstance(field, ADAPTED) for field in fields):
        return rows
    columns: list[Sequence[Any]] = []
    for field, values in zip(fields, zip(*rows, strict=True), strict=True):
        if isinstance(field, ADAPTED):
            known = {value: adapt(value) for value in set(values)}
            columns.append([known[value] for value in values])
        else:
            columns.append(values)
    return list(zip(*columns, strict=True))


def adapt(value: Any) -> Any:
    """A moment, a day or a number as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) if isinstance(value, Decimal) else value


# Numbers as one parameter, and how they are put into it.
LISTED = "SELECT value FROM json_each(%s)"
list_parameter = as_json
FULL = ("sqlite_errorcode", sqlite3.SQLITE_FULL)


def reserve_ids(model: type[models.Model], count: int) -> range:
    """The transaction holds the write lock, so the numbers above the highest one are free."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        if found:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first + count - 1, table])
        else:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first + count - 1]
            )
    return range(first, first + count)


# A file that would be written again after a power cut, by a writer who knows that every link leads somewhere.
FILLING = ("synchronous = OFF", "foreign_keys = OFF", "cache_size = -200000", "wal_autocheckpoint = 20000")


@contextmanager
def filling() -> Iterator[None]:
    """Let this connection fill a new instance fast. The text index gathers large pieces and merges them at the end."""
    with connection.cursor() as cursor:
        for pragma in FILLING:
            cursor.execute(f"PRAGMA {pragma}")
        for table in TABLES:
            tune(table, automerge=0, hashsize=64 << 20)
    try:
        yield
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our own tables
    finally:
        for table in TABLES:
            tune(table, automerge=4, hashsize=1 << 20)
        # The next connection begins as every other one.
        connection.close()


@contextmanager
def delivery_turn(stop: Event) -> Iterator[bool]:
    """Wait until no other worker of this instance delivers: they would only wait for one another's write lock.

    The lock of the file falls with its process, however that ends. False where `stop` came first.
    """
    with (settings.PAYVAND.home / "delivery.lock").open("w") as turn:
        mine = False
        while not mine and not stop.is_set():
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                mine = True
            except BlockingIOError:
                stop.wait(1)
        yield mine


def lock_claim(rows: models.QuerySet[models.Model]) -> models.QuerySet[models.Model]:
    """Transactions begin IMMEDIATE: whoever claims is alone already."""
    return rows


def take_turn(name: str) -> None:
    """Transactions begin IMMEDIATE: whoever writes is alone already."""
