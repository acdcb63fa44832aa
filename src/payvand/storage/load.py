"""Fills the empty database of this instance with the rows of an archive or of another database, and proves them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from django.core.management import call_command
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from payvand.kernel.db.text import text_index
from payvand.kernel.db.whole import (
    JSON_ROW,
    Table,
    Tally,
    check_links,
    clear,
    count_on,
    fill,
    inside,
    tallied,
)
from payvand.storage.backup import MIGRATIONS
from payvand.storage.manifest import UnfitArchive


class Source(Protocol):
    """Where rows come from."""

    def rows(self, table: Table) -> Iterator[JSON_ROW]:
        """The rows of a table."""

    def tally(self, table: Table) -> Tally:
        """What they must come to; asked once they were read."""


Migrations = Sequence[tuple[str, str]]


def load(
    source: Source,
    tables: Sequence[Table],
    migrations: Migrations,
    *,
    say: Callable[[str], None],
    settle: Callable[[], None] = lambda: None,
) -> None:
    """Bring the database to the state of the source, fill and compare it, and bring it up to date.

    On PostgreSQL it is one transaction, so that a death leaves the database as empty as it was; a SQLite file belongs
    to a folder that nobody knows yet. `settle` is called before the end, when the database can still be given up.
    Raises UnfitArchive where the database is not empty, or is not the source once it is filled.
    """
    refuse_unless_empty()
    refuse_unknown(migrations)
    whole = connection.vendor == "postgresql"
    outer: AbstractContextManager[object] = transaction.atomic() if whole else nullcontext()
    with outer:
        migrate_to(migrations)
        with transaction.atomic():
            _replace_rows(source, tables, say)
        call_command("migrate", interactive=False, verbosity=0)
        if not whole:
            text_index().rebuild()
        settle()


def refuse_unless_empty() -> None:
    """Raise UnfitArchive where the database has tables."""
    with transaction.atomic(), inside() as snapshot:
        found = sorted(snapshot.names())
    if found:
        shown = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise UnfitArchive(f"the database is not empty (it has the tables {shown}). Nothing was changed.")


def refuse_unknown(migrations: Migrations) -> None:
    """Raise UnfitArchive where the source is ahead of this version."""
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    unknown = [f"{app}.{name}" for app, name in sorted(set(migrations) - known)]
    if unknown:
        raise UnfitArchive(
            "it was made by a newer version, or with a plug-in that is not here. Unknown migrations: "
            + ", ".join(unknown)
        )


def migrate_to(migrations: Migrations) -> None:
    """Make the tables as they were when exactly these migrations had been applied."""
    executor = MigrationExecutor(connection)
    wanted = set(migrations)
    graph = executor.loader.graph
    last = [
        node
        for node in wanted
        if node in graph.nodes
        and not any(
            child.key in wanted and child.key[0] == node[0] for child in graph.node_map[node].children
        )
    ]
    executor.migrate(last)


def _replace_rows(source: Source, tables: Sequence[Table], say: Callable[[str], None]) -> None:
    names = {table.name for table in tables}
    with inside() as snapshot:
        there = snapshot.names() - {MIGRATIONS.name}
        if there != names:
            raise UnfitArchive(f"tables are missing or unknown here: {', '.join(sorted(there ^ names))}.")
        # What migrations have put there is in the source too, as it has become since.
        clear(sorted(there))
        for table in tables:
            _fill(table, source)
            if table.counts:
                count_on(table, source.tally(table).sequence)
            say(f"{table.name}: {source.tally(table).count:,}")
        try:
            check_links()
        except IntegrityError as error:
            raise UnfitArchive(f"rows point at others that are missing: {error}") from error
        for table in tables:
            _compare(table, source.tally(table), tallied(snapshot, table))


def _fill(table: Table, source: Source) -> None:
    try:
        fill(table, source.rows(table))
    except (DataError, IntegrityError, OperationalError) as error:
        raise UnfitArchive(f"the table {table.name} cannot be filled: {error}") from error


def _compare(table: Table, wanted: Tally, found: Tally) -> None:
    if found != wanted:
        raise UnfitArchive(f"the table {table.name} came out different: {found} in place of {wanted}.")
