"""The PostgreSQL dialect: COPY for bulk, sequences for keys, SKIP LOCKED for claims."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any

from django.db import ProgrammingError, connection, models

from payvand.kernel.db.columns import as_json, fields_of
from payvand.kernel.db.text.postgres import MAKE, UNMAKE

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# How long a worker works on what it has claimed before it commits; nobody waits for it.
BURST_SECONDS = 0.5


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """COPY FROM STDIN, row by row out of memory."""
    names = [field.column for field in fields_of(model, columns)]
    quoted = ", ".join(f'"{name}"' for name in names)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """One prepared statement, sent for every row in a pipeline."""
    key, *names = [field.column for field in fields_of(model, columns)]
    setting = ", ".join(f'"{name}" = %s' for name in names)
    with connection.cursor() as cursor:
        statement = f'UPDATE "{model._meta.db_table}" SET {setting} WHERE "{key}" = %s'  # noqa: S608 - names of our own tables and columns
        cursor.executemany(statement, [(*row[1:], row[0]) for row in rows])


# Numbers as one parameter, and how they are put into it.
LISTED = "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)"
list_parameter = as_json
# Where the driver's error says what went wrong, and what it says of a disk without room.
FULL = ("sqlstate", "53100")


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Draw the numbers from the table's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


# For a world that would be written again after a crash. The last one keeps servers from looking after every link, and
# is the right of superusers.
FILLING = ("synchronous_commit = off", "maintenance_work_mem = '256MB'", "session_replication_role = replica")


@contextmanager
def filling() -> Iterator[None]:
    """Let this connection fill a new instance fast; the text indexes are built at the end."""
    with connection.cursor() as cursor:
        for setting in FILLING:
            with suppress(ProgrammingError):
                cursor.execute(f"SET {setting}")
        for statement in UNMAKE:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in MAKE:
                cursor.execute(statement)
            cursor.execute("RESET ALL")


@contextmanager
def delivery_turn(stop: Event) -> Iterator[bool]:
    """Workers deliver side by side: each skips what another one has claimed."""
    yield not stop.is_set()


def lock_claim(rows: models.QuerySet[models.Model]) -> models.QuerySet[models.Model]:
    """Take the rows that nobody else is working on."""
    return rows.select_for_update(skip_locked=True, of=("self",))


def take_turn(name: str) -> None:
    """Wait until no other transaction has this turn, and keep it until the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
