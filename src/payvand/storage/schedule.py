"""Backups by the clock: made, tried at once, and told beside each archive; the oldest go when there are enough."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from payvand.kernel.db.whole import FAULTS
from payvand.kernel.errors import DomainError
from payvand.storage.backup import back_up

# What tells of an archive stands beside it under this ending; of an attempt that failed, under this name.
NOTE, FAILURE = ".told.json", "failure.json"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One backup as the page shows it. `tried` is when the drill ended, `fault` what it met; both "" before."""

    name: str
    made_at: str
    size: int
    rows: int
    files: int
    tried: str = ""
    fault: str = ""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """The last attempt, where it made no backup."""

    at: str
    reason: str


def backups() -> list[Told]:
    """The backups that were made by the clock or by the button, the latest first."""
    notes = sorted(folder().glob(f"*{NOTE}"), reverse=True)
    return [Told(**told) for note in notes if archive_of(note).exists() and (told := read(note))]


def failure() -> Failure | None:
    """The last attempt, where it failed."""
    told = read(folder() / FAILURE)
    return Failure(**told) if told else None


def is_due(now: datetime) -> bool:
    """Whether the next backup should be made. After a failed one an hour is let go by."""
    hours = settings.PAYVAND.backup_every
    if not hours:
        return False
    last, failed = next(iter(backups()), None), failure()
    if failed and now - datetime.fromisoformat(failed.at) < timedelta(hours=1):
        return False
    return last is None or now - datetime.fromisoformat(last.made_at) >= timedelta(hours=hours)


def make() -> None:
    """Make a backup, try it, and let go of the oldest. What goes wrong is kept for the page, not raised."""
    folder().mkdir(parents=True, exist_ok=True)
    with alone() as mine:
        if not mine:
            return
        clean_up()
        try:
            note = made()
        except (OSError, *FAULTS, DomainError) as error:
            write(folder() / FAILURE, asdict(Failure(at=moment(), reason=str(error))))
            return
        (folder() / FAILURE).unlink(missing_ok=True)
        if not drilled(note).fault:
            let_go_of_old()


def try_untried() -> None:
    """Try the latest backup where the process died that should have."""
    with alone() as mine:
        last = next(iter(backups()), None)
        if mine and last is not None and not last.tried:
            clean_up()
            drilled(folder() / f"{last.name}{NOTE}")


def has_untried() -> bool:
    """Whether the latest backup waits to be tried."""
    last = next(iter(backups()), None)
    return last is not None and not last.tried


def clean_up() -> None:
    """Remove what a process has left behind that was killed."""
    for place in folder().glob(".drill-*"):
        shutil.rmtree(place, ignore_errors=True)
    for draft in folder().glob(".*.partial"):
        draft.unlink(missing_ok=True)


def made() -> Path:
    """Make an archive and the note beside it."""
    done = back_up(folder() / f"payvand-{datetime.now(UTC):%Y%m%d-%H%M%S}.zip")
    told = Told(
        name=done.file.name,
        made_at=moment(),
        size=done.size,
        rows=done.manifest.rows,
        files=len(done.manifest.files),
    )
    note = done.file.with_name(done.file.name + NOTE)
    write(note, asdict(told))
    return note


def drilled(note: Path) -> Told:
    """Restore an archive into a temporary place, in a process of its own, and note what came of it."""
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".drill-") as place:
        command = ["restore", str(archive_of(note)), "--drill", "--into", f"{place}/home"]
        done = subprocess.run(  # noqa: S603 - our own verb
            [sys.executable, "-m", "payvand", *command],
            check=False,
            capture_output=True,
            text=True,
            env=outside(),
        )
    fault = (done.stderr.strip() or f"exit code {done.returncode}") if done.returncode else ""
    told = Told(**{**(read(note) or {}), "tried": moment(), "fault": fault[-2000:]})
    write(note, asdict(told))
    return told


def outside() -> dict[str, str]:
    """The environment of a process that reads this package wherever it was found."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def let_go_of_old() -> None:
    """Remove the backups past the number that is kept, among those that were made here."""
    for old in backups()[settings.PAYVAND.backup_keep :]:
        (folder() / old.name).unlink(missing_ok=True)
        (folder() / f"{old.name}{NOTE}").unlink(missing_ok=True)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else makes one right now; the lock falls with its process."""
    with (folder() / ".lock").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def folder() -> Path:
    """Where backups lie."""
    return Path(settings.PAYVAND.backups)


def archive_of(note: Path) -> Path:
    """The archive that a note stands beside."""
    return note.with_name(note.name.removesuffix(NOTE))


def moment() -> str:
    """Now, as notes tell it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read(note: Path) -> dict[str, Any] | None:
    """What a note says; None where there is none, or one that was cut short."""
    try:
        told = json.loads(note.read_text())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and told else None


def write(note: Path, told: dict[str, object]) -> None:
    """Write a note whole or not at all."""
    draft = note.with_name(f".{note.name}.partial")
    draft.write_text(json.dumps(told, indent=1))
    draft.replace(note)
