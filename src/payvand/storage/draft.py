"""The draft of a home: a folder beside it in which a restore works, and which nobody else knows."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyUnderWay(Exception):
    """Somebody else restores to the same home."""


@contextmanager
def draft_of(home: Path) -> Iterator[Path]:
    """An empty folder beside the home; what a killed restore has left in it goes first. Raises AlreadyUnderWay.

    What is left in it at the end goes, too.
    """
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = home.with_name(f".{home.name}.restoring")
    with draft.with_name(f"{draft.name}.lock").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyUnderWay(f"another restore to {home} is under way.") from error
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)
            Path(turn.name).unlink(missing_ok=True)


def work_in(draft: Path, *, on_server: bool) -> None:
    """Let this process be an instance in the draft; before Django reads its settings."""
    os.environ["PAYVAND_HOME"] = str(draft)
    os.environ["PAYVAND_JOBS_URL"] = "memory://"
    # Any key will do to read rows; without one the start would make a new one and leave it in the draft.
    os.environ["PAYVAND_SECRET_KEY"] = (
        os.environ.get("PAYVAND_SECRET_KEY") or "while this process restores, no longer"
    )
    if not on_server:
        os.environ.pop("DATABASE_URL", None)
