"""What differs between the databases, behind one face: bulk insert, claiming, capped counts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from payvand.kernel.db import postgres, sqlite


def engine() -> Any:
    """The module that speaks the dialect of the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows by the database's own bulk path. Values are Python values of the fields' attribute names.

    JSON columns take their text. Nothing is read back; reserve the keys with `reserve_ids` where they are needed.
    """
    if rows:
        engine().insert_rows(model, columns, rows)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write the columns of many rows; the first column is the primary key."""
    if rows:
        engine().update_rows(model, columns, rows)


def listed(numbers: Iterable[int]) -> RawSQL:
    """Whole numbers as one parameter, for `…__in`: Django compiles and binds each item of a list by itself."""
    return RawSQL(engine().LISTED, [engine().list_parameter(numbers)])  # noqa: S611 - SQL of our own


def is_full(error: Exception) -> bool:
    """Whether Django passed on that the database has no room left on its disk."""
    name, code = engine().FULL
    return bool(getattr(error.__cause__, name, None) == code)


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Primary keys for `count` rows that will be inserted in this transaction."""
    return engine().reserve_ids(model, count)  # type: ignore[no-any-return]


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it stands now, while others write. Nothing can be written inside."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(engine().SNAPSHOT)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
