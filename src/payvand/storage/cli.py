"""What the verbs `backup`, `restore` and `move` print."""

import sys
from pathlib import Path

from payvand.kernel.db.whole import FAULTS
from payvand.kernel.db.whole.sqlite import thaw
from payvand.kernel.errors import DomainError
from payvand.storage.backup import Made, back_up
from payvand.storage.manifest import Manifest, UnfitArchive
from payvand.storage.move import move
from payvand.storage.restore import restore


def run_backup(target: Path, *, with_key: bool) -> int:
    """Write the archive, and say what is in it and what is not."""
    try:
        made = back_up(target, with_key=with_key, say=say)
    except (OSError, *FAULTS, DomainError) as error:
        return fail(f"no backup was made: {error}")
    say(told(made))
    return 0


def told(made: Made) -> str:
    """An archive in words."""
    manifest = made.manifest
    lines = [
        f"{made.file}: {inside(manifest)}, {made.size / 1024**2:.1f} MB",
        "The secret key is inside: whoever has this file can sign in as anybody. Keep it accordingly."
        if manifest.has_key
        else "The secret key is not inside. Keep a copy of it elsewhere (secret_key in the home of the instance, or"
        " PAYVAND_SECRET_KEY), or take it in with --with-key; without it everybody signs in anew after a restore.",
    ]
    lines += [
        f"Left out, since it belongs to no part of Payvand: the table {name}" for name in manifest.left_out
    ]
    lines += [f"Missing on the disk, and so in the archive: the file {sha256}" for sha256 in manifest.lost]
    return "\n".join(lines)


def inside(manifest: Manifest) -> str:
    """What an archive holds, in numbers."""
    return f"{manifest.rows:,} rows of {len(manifest.tables)} tables, {len(manifest.files):,} files"


def run_restore(file: Path, home: Path, *, key: str | None, drill: bool) -> int:
    """Restore, and say what is there now."""
    try:
        done = restore(file, home, key=key, say=say)
    except (UnfitArchive, OSError, *FAULTS, DomainError) as error:
        return fail(f"nothing was restored from {file}: {error}")
    equal = "counts and checksums of every table are those of the archive"
    if drill:
        say(f"{file} can be restored: {inside(done.manifest)}; {equal}.")
        return 0
    say(f"{home} holds what was backed up at {done.manifest.made_at}: {inside(done.manifest)}; {equal}.")
    if not done.has_key:
        say(
            "The archive held no secret key: a new one is made at the next start, and everybody signs in anew. To keep"
            " sessions, copy the old key to secret_key in that folder first."
        )
    return 0


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def fail(line: str) -> int:
    """Tell what went wrong; the exit code of it."""
    sys.stderr.write(f"payvand: {line}\n")
    return 1


def run_move(file: Path, url: str) -> int:
    """Move, and say how to go on."""
    try:
        done = move(file, say)
    except (UnfitArchive, OSError, *FAULTS) as error:
        return fail(f"nothing was moved, {file} is as it was: {error}")
    say(
        f"{done.rows:,} rows of {done.tables} tables stand in PostgreSQL; counts and checksums are equal.\n"
        f"{file} takes no writes any more.\n"
        "Stop Payvand, set this in its environment, and start it again; the home stays where it is:\n"
        f"  DATABASE_URL={url}\n"
        "To go back to the file instead, before anybody has written to PostgreSQL: ./payvand move --back"
    )
    return 0


def run_move_back(file: Path) -> int:
    """Let the file be written again."""
    count = thaw(file)
    say(f"{file} takes writes again." if count else f"{file} was not moved: there is nothing to take back.")
    return 0 if count else 1
