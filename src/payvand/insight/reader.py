"""The process that reads: DuckDB with the live database attached read-only. It knows nothing but statements.

It is a process of its own for two reasons. DuckDB's extension carries its own copy of SQLite, and two copies in one
process undo each other's file locks (sqlite.org/howtocorrupt.html, 2.2.1), which would let two writers at one
database. And its memory is given back when nobody has looked at a figure for a while. So this file imports no Django:
it is run by its path, reads requests from standard input, one JSON object a line, and answers likewise.
"""

import json
import os
import select
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb

IDLE_SECONDS = 120
AT_ONCE = 1 << 16
SLOW_SECONDS = 30
# A small set of rows is always as the data is. A larger one may be as old as twenty times what reading it took, so that
# reading takes a twentieth of the time at most, however often somebody writes.
SMALL_ROWS = 20_000
TIMES_ITS_READING = 20
OLDEST_SECONDS = 60
# What is kept: so many rows in all. A set of a few counts as a part of DuckDB's own unit of rows.
MOST_ROWS = 10_000_000
LEAST_OF_A_SET = 10_000

Json = dict[str, Any]


class Reader:
    """One DuckDB, and the sets of rows that it has read and keeps."""

    def __init__(self, settings: Json) -> None:
        self.settings = settings
        self.kept: dict[str, Json] = {}
        self.calendars: set[str] = set()
        self.db = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": settings["memory"],
                "temp_directory": settings["overflow"],
                "threads": str(settings["threads"]),
            },
        )
        self.db.execute(f"LOAD {quoted(settings['extension'])}")
        self.db.execute("ATTACH ':memory:' AS kept (COMPRESS)")

    def answer(self, request: Json) -> Json:
        """The rows of every statement, all of one moment, and that moment."""
        watch = Timer(SLOW_SECONDS, self.db.interrupt)
        watch.start()
        try:
            self._calendar(request["calendar"])
            with self._live():
                version = self._version()
                parts = [self._part(part, version) for part in request["parts"]]
            return {"parts": parts}
        finally:
            watch.cancel()
            self._drop_oldest({part["key"] for part in request["parts"]})

    @contextmanager
    def _live(self) -> Iterator[None]:
        """The database, attached for the time of one request, so that nobody waits for us to let go of it."""
        vendor, target = self.settings["vendor"], quoted(self.settings["target"])
        self.db.execute(f"ATTACH {target} AS live (TYPE {vendor}, READ_ONLY)")
        try:
            self.db.execute("BEGIN")
            try:
                yield
                self.db.execute("COMMIT")
            except duckdb.Error:
                self.db.execute("ROLLBACK")
                self.kept = {key: held for key, held in self.kept.items() if not held["new"]}
                raise
            for held in self.kept.values():
                held["new"] = False
        finally:
            self.db.execute("DETACH live")

    def _version(self) -> str:
        """Something that is different after every commit."""
        if self.settings["vendor"] == "sqlite":
            return "/".join(_stamp(Path(self.settings["target"] + ending)) for ending in ("", "-wal"))
        asked = self.db.execute(
            "SELECT * FROM postgres_query('live', 'SELECT pg_current_snapshot()::text')"
        ).fetchone()
        return str(asked and asked[0])

    def _part(self, part: Json, version: str) -> Json:
        """The rows of one set and the statements on them."""
        held = self.kept.get(part["key"])
        if held is None or not fresh(held, version):
            held = self._read(part, version)
        held["used"] = time.monotonic()
        table = f"kept.rows_{part['key']}"
        condition = f" WHERE {part['condition']}" if part["condition"] else ""
        self.db.execute(f"CREATE OR REPLACE TEMP VIEW rows AS FROM {table}{condition}")
        found = [self._rows(statement) for statement in part["statements"]]
        return {"as_of": held["as_of"], "results": found}

    def _read(self, part: Json, version: str) -> Json:
        began, as_of = time.monotonic(), datetime.now(UTC).isoformat()
        table = f"kept.rows_{part['key']}"
        made = self.db.execute(f"CREATE OR REPLACE TABLE {table} AS {part['source']}").fetchone()
        self.kept[part["key"]] = {
            "version": version,
            "as_of": as_of,
            "rows": made[0] if made else 0,
            "read": began,
            "took": time.monotonic() - began,
            "new": True,
        }
        return self.kept[part["key"]]

    def _rows(self, statement: str) -> list[list[str | None]]:
        rows = self.db.execute(statement).fetchall()
        return [[None if value is None else str(value) for value in row] for row in rows]

    def _calendar(self, calendar: Json | None) -> None:
        """The days of a reader's calendar with the periods that they lie in, made once."""
        if calendar is None:
            return
        name = f"calendar_{calendar['key']}"
        if name not in self.calendars:
            self.db.execute(calendar_statement(name, calendar["units"], calendar["first"], calendar["last"]))
            self.calendars.add(name)
        self.db.execute(f"CREATE OR REPLACE TEMP VIEW calendar_day AS FROM {name}")

    def _drop_oldest(self, asked: set[str]) -> None:
        for key in surplus(self.kept, asked):
            del self.kept[key]
            self.db.execute(f"DROP TABLE IF EXISTS kept.rows_{key}")


def fresh(held: Json, version: str) -> bool:
    """Whether what was read still stands for what there is."""
    if held["version"] == version:
        return True
    old_enough = min(held["took"] * TIMES_ITS_READING, OLDEST_SECONDS)
    return bool(held["rows"] > SMALL_ROWS and time.monotonic() - held["read"] < old_enough)


def surplus(kept: Mapping[str, Json], asked: set[str]) -> list[str]:
    """The sets that have to go, those first that nobody asked for longest; what was just asked for stays."""
    room, going = MOST_ROWS, []
    for key in sorted(kept, key=lambda key: (key in asked, kept[key].get("used", 0.0)), reverse=True):
        room -= max(kept[key]["rows"], LEAST_OF_A_SET)
        if room < 0 and key not in asked:
            going.append(key)
    return going


def calendar_statement(name: str, units: Mapping[str, Sequence[str]], first: str, last: str) -> str:
    """A table of days, with the first day of each period that a day lies in.

    A period's first day is the latest one so far; that runs through the days once, and an ASOF JOIN takes a hundred
    times as long.
    """
    begin = min(days[0] for days in units.values())
    joins = " ".join(
        f"LEFT JOIN (SELECT unnest(string_split('{','.join(days)}', ','))::DATE AS start) AS {unit}"
        f" ON day = {unit}.start"
        for unit, days in units.items()
    )
    columns = ", ".join(f"max({unit}.start) OVER (ORDER BY day) AS {unit}" for unit in units)
    every = f"SELECT unnest(generate_series(DATE '{begin}', DATE '{last}', INTERVAL 1 DAY))::DATE AS day"
    return (
        f"CREATE TABLE {name} AS SELECT day, {columns} FROM ({every}) AS days {joins}"  # noqa: S608 - days only
        f" QUALIFY day >= DATE '{first}'"
    )


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return "-"
    return f"{found.st_mtime_ns}:{found.st_size}:{found.st_ino}"


def main() -> None:
    """Answer until nobody asks any more."""
    lines = request_lines()
    outgoing = os.fdopen(os.dup(1), "w", encoding="utf-8")
    reader = Reader(json.loads(next(lines)))
    for line in lines:
        try:
            answer = reader.answer(json.loads(line))
        except duckdb.Error as error:
            answer = {"error": str(error), "slow": isinstance(error, duckdb.InterruptException)}
        outgoing.write(json.dumps(answer) + "\n")
        outgoing.flush()


def request_lines() -> Iterator[bytes]:
    """The requests, until the end, or until nobody has asked for a while.

    Standard input is no good here: with a buffer, a line may wait there unseen by `select`, and without, each byte of a
    line is a call of the system.
    """
    waiting = b""
    while select.select([0], [], [], IDLE_SECONDS)[0] and (given := os.read(0, AT_ONCE)):
        *lines, waiting = (waiting + given).split(b"\n")
        yield from lines


if __name__ == "__main__":
    main()
