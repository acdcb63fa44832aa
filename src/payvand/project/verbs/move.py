"""`payvand move URL`: moves this instance, as it runs, from its SQLite file to an empty PostgreSQL database."""

import argparse
import os
import sys
from importlib import import_module

import django

from payvand.project.environment import read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "url", metavar="URL", nargs="?", help="such as postgresql://user:password@host:5432/name"
    )
    parser.add_argument("--back", action="store_true", help="let the SQLite file be written again")


def run(arguments: argparse.Namespace) -> int:
    """Move; 1 where nothing was, 2 where it makes no sense."""
    settings = read(os.environ)
    reason = senseless(
        arguments, on_server=bool(settings.database_url), has_file=settings.sqlite_file.exists()
    )
    if reason:
        print(f"payvand: {reason}", file=sys.stderr)
        return 2
    if arguments.url:
        os.environ |= {"DATABASE_URL": arguments.url, "PAYVAND_JOBS_URL": "memory://"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payvand.project.settings")
    django.setup()
    # Only a set-up Django has the models that this imports, and it must be set up for the target.
    cli = import_module("payvand.storage.cli")
    done: int = (
        cli.run_move_back(settings.sqlite_file)
        if arguments.back
        else cli.run_move(settings.sqlite_file, arguments.url)
    )
    return done


def senseless(arguments: argparse.Namespace, *, on_server: bool, has_file: bool) -> str:
    """Why this cannot be done, "" where it can."""
    if bool(arguments.url) == arguments.back:
        return "name the PostgreSQL database to move to, or --back."
    if on_server and arguments.url:
        return "this instance is on a server already: DATABASE_URL is set."
    if not has_file:
        return "there is no SQLite file in the home of this instance."
    if arguments.url and arguments.url.partition(":")[0] not in {"postgres", "postgresql"}:
        return f"{arguments.url!r} is no address of PostgreSQL, such as postgresql://user@host:5432/name."
    return ""
