"""Processes of their own for tests: an empty instance that they work in, and forks that may be killed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as Server


def empty_instance(home: Path, *, plugins: str = "") -> dict[str, str]:
    """The environment of an instance of its own in a folder that is there, on SQLite, its tables made."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PAYVAND_HOME": str(home),
        "PAYVAND_PLUGINS": plugins,
        "DJANGO_SETTINGS_MODULE": "payvand.project.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    migrate = [sys.executable, "-m", "payvand", "manage", "migrate", "-v0"]
    subprocess.run(migrate, env=environment, check=True, capture_output=True)  # noqa: S603
    return environment


def forked(work: Callable[[], object]) -> int:
    """Let a process of its own do some work and end; returns its number.

    On SQLite no other thread may have the database open: a fork that inherits one believes itself to hold locks that it
    does not (sqlite.org/howtocorrupt.html, 2.6).
    """
    connections.close_all()
    # Two processes must not speak through one socket of a server's.
    if isinstance(default := connections["default"], Server):
        default.close_pool()
    number = os.fork()
    if number:
        return number
    try:
        work()
    finally:
        os._exit(0)
