"""Django's description of the database: SQLite in the instance's folder, or the server that DATABASE_URL names."""

from typing import Any

import dj_database_url

from payvand.project.environment import Settings

# WAL lets readers go on while one writes; NORMAL loses nothing that was committed before a process dies, and at a
# power cut at most the last commits, never the file. A writer waits for `timeout` seconds before it gives up. The log
# is written back at 32 MB: a set of 2,000 records touches up to 14,000 pages, many of which the next one touches too.
SQLITE_START = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16000;
PRAGMA mmap_size = 134217728;
PRAGMA wal_autocheckpoint = 8000;
PRAGMA journal_size_limit = 67108864;
"""


def describe(settings: Settings) -> dict[str, Any]:
    """One entry of Django's DATABASES, whose values Django itself does not type."""
    return _server(settings) if settings.database_url else _file(settings)


def _file(settings: Settings) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": settings.sqlite_file,
        # IMMEDIATE takes the lock at the start: a transaction that reads and then writes would otherwise fail at
        # once, without waiting, when another has written in between.
        "OPTIONS": {"init_command": SQLITE_START, "transaction_mode": "IMMEDIATE", "timeout": 20},
        "CONN_MAX_AGE": None,
        # Tests use a file too: in memory all threads would share one connection, unlike anywhere else.
        "TEST": {"NAME": settings.home / "test.sqlite3"},
    }


def _server(settings: Settings) -> dict[str, Any]:
    described: dict[str, Any] = {**dj_database_url.parse(settings.database_url)}
    options = {"pool": {"min_size": 1, "max_size": settings.database_pool, "timeout": 10}}
    return {**described, "OPTIONS": {**described.get("OPTIONS", {}), **options}}
