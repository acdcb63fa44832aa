"""`payvand restore`: makes an instance out of an archive, in a home and a database that are empty."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

import django

from payvand.project.environment import read
from payvand.storage.draft import AlreadyUnderWay, draft_of, work_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to restore, and where to."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive")
    parser.add_argument("--into", metavar="HOME", type=Path, help="the home to make (PAYVAND_HOME)")
    parser.add_argument(
        "--key-file", metavar="KEY", type=Path, help="the secret key of the instance that made the archive"
    )
    parser.add_argument("--drill", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Restore; 1 where nothing was."""
    home = (arguments.into or read(os.environ).home).expanduser().resolve()
    try:
        key = arguments.key_file.read_text().strip() if arguments.key_file else None
        with draft_of(home) as draft:
            work_in(draft, on_server=not arguments.drill)
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payvand.project.settings")
            django.setup()
            # Only a set-up Django has the models that this imports, and it must be set up in the draft.
            done: int = import_module("payvand.storage.cli").run_restore(
                arguments.file, home, key=key, drill=arguments.drill
            )
    except (AlreadyUnderWay, OSError) as error:
        print(f"payvand: {error}", file=sys.stderr)
        return 1
    return done
