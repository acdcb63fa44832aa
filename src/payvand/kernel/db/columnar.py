"""How a process that reads in columns reaches the live database, and what each database hands over for a kind of value.

It is no part of the dialects' own modules, for it speaks two languages at once: theirs, and that of DuckDB.
"""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from payvand.kernel.kinds import Day, Kind, Moment, MoneyKind, Number, Whole, YesNo

# What Django's description of a server calls a thing, and what PostgreSQL does.
SERVER = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}


def reached() -> dict[str, str]:
    """Which sort of database it is, where it is, and the file of the extension that reads it."""
    vendor = "postgres" if connection.vendor == "postgresql" else "sqlite"
    return {
        "vendor": vendor,
        "target": server() if vendor == "postgres" else str(connection.settings_dict["NAME"]),
        "extension": str(extension(vendor)),
    }


def server() -> str:
    """The server as libpq writes it."""
    given = connection.settings_dict
    named = {theirs: given[ours] for ours, theirs in SERVER.items() if given.get(ours)}
    more = {name: value for name, value in given.get("OPTIONS", {}).items() if name.startswith("ssl")}
    return make_conninfo(**named, **more)


def extension(vendor: str) -> Path:
    """The file of DuckDB's extension, out of the package that brings it; nothing is loaded from the network."""
    found = importlib.util.find_spec(f"duckdb_extension_{vendor}_scanner")
    assert found is not None
    assert found.origin is not None
    return next((Path(found.origin).parent / "extensions").glob(f"*/{vendor}_scanner.duckdb_extension"))


def native_query(rows: Any) -> str:
    """The statement of a queryset with its values written in, as its own database reads it. Raises EmptyResultSet."""
    statement, params = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return str(cursor.mogrify(statement, params))
        return str(
            connection.ops.last_executed_query(cursor, statement, tuple(params)) if params else statement % ()
        )


def source_of(native: str, columns: Sequence[tuple[str, Kind[Any]]], zone: str) -> str:
    """A statement of DuckDB that reads a native query; `columns` are the names and kinds of what it gives, in order."""
    dialect = postgres if connection.vendor == "postgresql" else sqlite
    return dialect(native, columns, zone)


def postgres(native: str, columns: Sequence[tuple[str, Kind[Any]]], zone: str) -> str:
    """PostgreSQL hands over typed values."""
    shown = ", ".join(f'{typed(f"c{at}", kind, zone)} AS "{name}"' for at, (name, kind) in enumerate(columns))
    return f"SELECT {shown} FROM postgres_query('live', {quoted(native)})"  # noqa: S608 - a statement of the ORM's


def typed(column: str, kind: Kind[Any], zone: str) -> str:
    """A typed value as measures see it: a moment is of the company's zone."""
    return f"timezone({quoted(zone)}, {column})" if isinstance(kind, Moment) else column


def sqlite(native: str, columns: Sequence[tuple[str, Kind[Any]]], zone: str) -> str:
    """SQLite hands over texts. A decimal comes in two whole parts, for DuckDB is slow in reading long decimals."""
    given, shown = [], []
    for at, (name, kind) in enumerate(columns):
        if is_decimal(kind):
            given += [
                f"CAST(c{at} AS INTEGER) AS w{at}",
                f"CAST(ROUND((c{at} - CAST(c{at} AS INTEGER)) * 10000) AS INTEGER) AS f{at}",
            ]
        else:
            given.append(f"c{at}")
        shown.append(f'{READINGS.get(reading_of(kind), TEXT)(at, zone)} AS "{name}"')
    inner = f"SELECT {', '.join(given)} FROM ({native})"  # noqa: S608 - a statement of the ORM's
    return f"SELECT {', '.join(shown)} FROM sqlite_query('live', {quoted(inner)})"  # noqa: S608


def is_decimal(kind: Kind[Any]) -> bool:
    """Whether values of a kind have places behind the point."""
    return isinstance(kind, MoneyKind | Number) and not isinstance(kind, Whole)


def reading_of(kind: Kind[Any]) -> str:
    """How a text of SQLite is read."""
    if is_decimal(kind):
        return "decimal"
    for family, reading in ((Moment, "moment"), (Day, "day"), (YesNo, "yes_no")):
        if isinstance(kind, family):
            return reading
    return "whole" if isinstance(kind, Whole) or kind.arrow == "int64" else "text"


Reading = Callable[[int, str], str]
TEXT: Reading = lambda at, zone: f"c{at}"  # noqa: E731
READINGS: dict[str, Reading] = {
    "decimal": lambda at, zone: (
        f"CAST(CAST(w{at} AS BIGINT) AS DECIMAL(38,4)) + CAST(CAST(f{at} AS DOUBLE) / 10000 AS DECIMAL(38,4))"
    ),
    "moment": lambda at, zone: f"timezone({quoted(zone)}, timezone('UTC', CAST(c{at} AS TIMESTAMP)))",
    "day": lambda at, zone: f"CAST(c{at} AS DATE)",
    "yes_no": lambda at, zone: f"c{at} = '1'",
    "whole": lambda at, zone: f"CAST(c{at} AS BIGINT)",
}


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
