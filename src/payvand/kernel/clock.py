"""What time it is for whatever is written: now, unless a story is being told of another day (demo data, tests)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("payvand_told_moment", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything that is written inside happen at a moment."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
