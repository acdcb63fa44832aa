"""Makes an archive of the whole instance while people work."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from payvand.kernel.db.whole import Column, Snapshot, Sort, Table, Tally, all_tables, reading
from payvand.kernel.files import kept_while_copied, path_of
from payvand.kernel.models import StoredFile
from payvand.storage.archive import Say, Writer, written
from payvand.storage.manifest import Manifest, fingerprint


@dataclass(frozen=True, kw_only=True)
class Made:
    """An archive that was made."""

    file: Path
    size: int
    manifest: Manifest


def back_up(target: Path, *, with_key: bool = False, say: Say = lambda line: None) -> Made:
    """Write an archive of this instance. Raises OSError where it cannot be written; then nothing is left of it.

    All tables are read in one snapshot; what people write meanwhile belongs to the next archive. The files that the
    snapshot speaks of are there already, and none is removed before they are copied.
    """
    with kept_while_copied(), written(target) as writer:
        with reading() as snapshot:
            tables = [(table, _copied(writer, snapshot, table, say)) for table in all_tables()]
            migrations = applied(snapshot)
            known = {MIGRATIONS.name, *(table.name for table, _tally in tables)}
            left_out = sorted(snapshot.names() - known)
            hashes = sorted({row[0] for row in snapshot.rows(HASHES)})
        files = {sha256: writer.file(sha256, path_of(sha256)) for sha256 in hashes}
        manifest = Manifest(
            version=own_version(),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=migrations,
            tables=tables,
            files={sha256: size for sha256, size in files.items() if size is not None},
            key=fingerprint(settings.SECRET_KEY),
            has_key=with_key,
            left_out=left_out,
            lost=[sha256 for sha256, size in files.items() if size is None],
        )
        writer.finish(manifest, settings.SECRET_KEY)
    return Made(file=target, size=target.stat().st_size, manifest=manifest)


def own_version() -> str:
    """The version of the package; a working copy that was not installed has none."""
    try:
        return version("payvand")
    except PackageNotFoundError:
        return "unpacked source"


# Views of two tables: the migrations that were applied, and which bytes are held.
MIGRATIONS = Table(
    name=MigrationRecorder.Migration._meta.db_table,
    key="id",
    columns=(
        Column(name="app", sort=Sort.TEXT),
        Column(name="name", sort=Sort.TEXT),
        Column(name="id", sort=Sort.WHOLE),
    ),
    counts=True,
)
HASHES = Table(
    name=StoredFile._meta.db_table,
    key="id",
    columns=(Column(name="sha256", sort=Sort.TEXT), Column(name="id", sort=Sort.WHOLE)),
    counts=True,
)


def applied(snapshot: Snapshot) -> list[tuple[str, str]]:
    """The migrations that brought a database to its state."""
    return sorted((app, name) for app, name, _id in snapshot.rows(MIGRATIONS))


def _copied(writer: Writer, snapshot: Snapshot, table: Table, say: Say) -> Tally:
    count, sha256 = writer.table(table, snapshot.rows(table))
    if count:
        say(f"{table.name}: {count:,}")
    return Tally(count=count, sha256=sha256, sequence=snapshot.sequence(table))
