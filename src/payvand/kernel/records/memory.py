"""The memory of processes: what they remember of roles, teams and fields is let go, and sets are left in peace."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from payvand.kernel.models import Company, CustomField, Record, Role, Team, User
from payvand.kernel.remembered import forget_everything

REMEMBERED = (Company, CustomField, Role, Team, User)


def forget_written(model: type[Record]) -> None:
    """Read everything anew where this model is among what is remembered; every road of a write ends here."""
    if issubclass(model, REMEMBERED):
        forget_everything()


@contextmanager
def without_collection() -> Iterator[None]:
    """No search for garbage meanwhile: a set is hundreds of thousands of objects that all are still needed."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
