"""Moves a running instance from its SQLite file to an empty PostgreSQL database, without losing a write."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from payvand.kernel.db.whole import JSON_ROW, Table, Tally, all_tables, line_of
from payvand.kernel.db.whole.sqlite import SqliteSnapshot, bars_of, freeze, snapshot
from payvand.storage.archive import Say
from payvand.storage.backup import MIGRATIONS, applied
from payvand.storage.load import load
from payvand.storage.manifest import UnfitArchive

MOVED = "this instance has moved to PostgreSQL"


class Held:
    """A SQLite file that nobody else writes from the first look at it on; its tables are summed up as they are read."""

    def __init__(self, file: Path, migrations: list[tuple[str, str]], until: ExitStack) -> None:
        self._file, self.migrations, self._until = file, migrations, until
        self._tallies: dict[str, Tally] = {}

    @cached_property
    def taken(self) -> SqliteSnapshot:
        """The file, held. Raises UnfitArchive where it was moved, or migrated, while the target was made ready."""
        taken = self._until.enter_context(snapshot(self._file, hold=True))
        if bars_of(taken.raw) or applied(taken) != self.migrations:
            raise UnfitArchive(f"{self._file} was changed by another move or migration.")
        return taken

    def rows(self, table: Table) -> Iterator[JSON_ROW]:
        """The rows of a table."""
        count, digest = 0, hashlib.sha256()
        for row in self.taken.rows(table):
            count += 1
            digest.update(line_of(row))
            yield row
        sequence = self.taken.sequence(table)
        self._tallies[table.name] = Tally(count=count, sha256=digest.hexdigest(), sequence=sequence)

    def tally(self, table: Table) -> Tally:
        """What was read."""
        return self._tallies[table.name]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What was moved."""

    tables: int
    rows: int


def move(file: Path, say: Say) -> Moved:
    """Copy everything from a SQLite file into the database of this process, and freeze the file.

    Whoever writes while rows are copied waits, and is refused after some seconds: what was acknowledged is in the file,
    and so in the copy. The file is frozen only when the copy is committed, and before anybody may write again. Raises
    UnfitArchive; then the file is as it was and the database as empty.
    """
    tables = all_tables()
    with ExitStack() as until:
        source = Held(file, ready(file, {table.name for table in tables}), until)
        load(source, tables, source.migrations, say=say)
        freeze(source.taken, MOVED)
    return Moved(tables=len(tables), rows=sum(source.tally(table).count for table in tables))


def ready(file: Path, names: set[str]) -> list[tuple[str, str]]:
    """The migrations of a file that can be moved. Raises UnfitArchive where it cannot."""
    with snapshot(file) as taken:
        if bars_of(taken.raw):
            raise UnfitArchive(
                f"{file} has moved already. To go on with it all the same: ./payvand move --back"
            )
        strangers = taken.names() ^ {MIGRATIONS.name, *names}
        if strangers:
            raise UnfitArchive(
                f"tables are missing, or belong to no part of Payvand: {', '.join(sorted(strangers))}."
            )
        return applied(taken)
