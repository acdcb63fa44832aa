"""The command line: a table of verbs, each a module of `verbs/` with `add_arguments` and `run`."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import django

from payvand.project.environment import UnreadableSettingError


class VerbModule(Protocol):
    """What a module of `verbs/` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the verb takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


@dataclass(frozen=True, kw_only=True)
class Verb:
    """One line of the table. `passes_on` verbs hand all that follows to another program, as `arguments.rest`."""

    summary: str
    module: str
    needs_django: bool = True
    passes_on: bool = False


VERBS = {
    "demo": Verb(summary="fill a demo world and serve it", module="demo", needs_django=False),
    "serve": Verb(summary="serve this instance, the worker beside it", module="serve", needs_django=False),
    "worker": Verb(summary="do the work that waits in the background", module="worker"),
    "setup": Verb(summary="bring database and static files up to date", module="setup"),
    "test": Verb(summary="run the tests", module="test", needs_django=False, passes_on=True),
    "import": Verb(summary="read records from a file", module="import_"),
    "export": Verb(summary="write records to a file", module="export"),
    "duplicates": Verb(
        summary="scan for duplicates, or measure how well they are found", module="duplicates"
    ),
    "backup": Verb(summary="write the whole instance into one archive", module="backup"),
    "restore": Verb(summary="make an instance out of an archive", module="restore", needs_django=False),
    "move": Verb(summary="move this instance to PostgreSQL", module="move", needs_django=False),
    "seed": Verb(summary="fill a large generated world", module="seed"),
    "bench": Verb(summary="measure against the performance contract", module="bench"),
    "check": Verb(summary="check that every name and setting fits", module="check"),
    "token": Verb(summary="make a bearer token for the API", module="token"),
    "messages": Verb(summary="collect the texts to translate", module="messages", needs_django=False),
    "manage": Verb(summary="run one of Django's own commands", module="manage", passes_on=True),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    name, *rest = given
    if name not in VERBS:
        print(f"payvand: there is no verb {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    try:
        return _run(name, VERBS[name], rest)
    except UnreadableSettingError as error:
        print(f"payvand: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def overview() -> str:
    """The verbs, one a line."""
    width = max(map(len, VERBS))
    lines = [f"  {name:<{width}}  {verb.summary}" for name, verb in VERBS.items()]
    return "\n".join(["payvand VERB [-h] ...", "", *lines])


def _run(name: str, verb: Verb, rest: list[str]) -> int:
    if verb.needs_django:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payvand.project.settings")
        django.setup()
    module = _load(verb)
    if verb.passes_on:
        return module.run(argparse.Namespace(rest=rest))
    parser = argparse.ArgumentParser(prog=f"payvand {name}", description=f"{name}: {verb.summary}.")
    module.add_arguments(parser)
    return module.run(parser.parse_args(rest))


def _load(verb: Verb) -> VerbModule:
    # Loaded by name, when asked for: most verbs import models, which only a set-up Django has, and each start
    # should pay for its own verb only.
    return import_module(f"payvand.project.verbs.{verb.module}")
