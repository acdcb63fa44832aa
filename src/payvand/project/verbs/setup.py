"""`payvand setup`: bring the database and the static files to the state that this version expects."""

import argparse

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from payvand.catalog.commands import add_common_taxes
from payvand.kernel.access import system
from payvand.parties.commands.duplicate_rules import add_duplicate_rules
from payvand.project import demo, readiness, static


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to fill the demo world too."""
    parser.add_argument("--demo", action="store_true", help="fill the demo world, and print who may sign in")


def run(arguments: argparse.Namespace) -> int:
    """Make everything ready to serve. Doing it again is quick and changes nothing."""
    settings.PAYVAND.files.mkdir(parents=True, exist_ok=True)
    migrate()
    add_common_taxes(actor=system("setup"))
    add_duplicate_rules(actor=system("setup"))
    if not settings.DEBUG:
        static.collect()
    said = ""
    if arguments.demo:
        demo.build()
        said = _users()
        print(said)
    readiness.note(settings.PAYVAND, said, demo=arguments.demo)
    return 0


def migrate() -> None:
    """Bring the tables up to date. Where nothing is to be done only the list of what was done is read."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def _users() -> str:
    lines = [f"  {one.username:<10} {one.password:<20} {one.sees}" for one in demo.USERS]
    return "\n".join(["Demo users (name, password, what they see):", *lines])
