"""`payvand setup`: bring the database and the static files to the state that this version expects."""

import argparse

from django.conf import settings
from django.core.management import call_command

from payvand.catalog.commands import add_common_taxes
from payvand.kernel.access import system
from payvand.parties.commands.duplicate_rules import add_duplicate_rules
from payvand.project import demo, static


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to fill the demo world too."""
    parser.add_argument("--demo", action="store_true", help="fill the demo world, and print who may sign in")


def run(arguments: argparse.Namespace) -> int:
    """Make everything ready to serve. Doing it again is quick and changes nothing."""
    settings.PAYVAND.files.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    add_common_taxes(actor=system("setup"))
    add_duplicate_rules(actor=system("setup"))
    if not settings.DEBUG:
        static.collect()
    if arguments.demo:
        demo.build()
        print(_users())
    return 0


def _users() -> str:
    lines = [f"  {one.username:<10} {one.password:<20} {one.sees}" for one in demo.USERS]
    return "\n".join(["Demo users (name, password, what they see):", *lines])
