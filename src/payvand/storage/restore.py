"""Makes an instance out of an archive: everything is proved first, and the new home appears whole or not at all."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from payvand.storage.archive import Archive, Say, open_private, opened, synchronise
from payvand.storage.load import load
from payvand.storage.manifest import Manifest, UnfitArchive

# Stands in a home whose database is on a server, until that server has everything.
UNFINISHED = "restoring.json"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was restored, and whether the instance has its old key."""

    manifest: Manifest
    has_key: bool


def restore(file: Path, home: Path, *, key: str | None = None, say: Say = lambda line: None) -> Restored:
    """Restore an archive to `home`, which must not hold anything yet; this process runs in the draft of it.

    Raises UnfitArchive or OSError; then nothing has changed, neither there nor in the database.
    """
    draft = Path(settings.PAYVAND.home)
    refuse_taken(home)
    with opened(file) as archive:
        say("proving the archive")
        archive.check(key)
        archive.unpack_files(settings.PAYVAND.files)
        known = key or archive.key()
        if known is not None:
            write_key(draft / "secret_key", known)
        _fill(archive, draft, home, say)
    return Restored(manifest=archive.manifest, has_key=known is not None)


def _fill(archive: Archive, draft: Path, home: Path, say: Say) -> None:
    manifest = archive.manifest
    on_server = connection.vendor == "postgresql"
    if on_server:
        # The files come first: a home with too many of them harms nobody, a database without them would.
        (draft / UNFINISHED).write_text(json.dumps({"made_at": manifest.made_at}))
    appear: Callable[[], None] = (lambda: settle(draft, home)) if on_server else (lambda: None)
    tables = [table for table, _tally in manifest.tables]
    load(archive, tables, manifest.migrations, say=say, settle=appear)
    connections.close_all()
    if on_server:
        (home / UNFINISHED).unlink()
    else:
        settle(draft, home)


def refuse_taken(home: Path) -> None:
    """Raise UnfitArchive where the home holds anything but the rest of a restore that died on its way to a server."""
    if not home.exists():
        return
    found = sorted(one.name for one in home.iterdir())
    if found and UNFINISHED not in found:
        shown = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise UnfitArchive(
            f"{home} is not empty (it holds {shown}). Move it away first; nothing was changed."
        )


def write_key(file: Path, key: str) -> None:
    """Keep the secret key, for its owner alone."""
    with open_private(file) as stream:
        stream.write(key.encode())
        stream.flush()
        os.fsync(stream.fileno())


def settle(draft: Path, home: Path) -> None:
    """Give the draft its name: from now on it is the home."""
    synchronise(draft)
    if (home / UNFINISHED).exists():
        home.rename(draft.with_name(f"{draft.name}.old"))
    try:
        # Over an empty folder a folder may be renamed; that is one step, seen whole or not at all.
        draft.rename(home)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        raise UnfitArchive(
            f"{home} is a file system of its own; name a folder inside of it with --into."
        ) from error
    synchronise(home.parent)
