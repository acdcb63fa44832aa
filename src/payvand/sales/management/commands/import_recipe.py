"""`payvand manage import_recipe NAME FOLDER`: the files of another system, as they are, by a recipe that we ship."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from payvand.sales.recipes import check, cook, recipes


class Command(BaseCommand):
    """Imports the files of a folder by a recipe."""

    help = "Import the files of another system by a recipe."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The recipe, and where its files are."""
        parser.add_argument("recipe", choices=recipes())
        parser.add_argument("folder", type=Path, nargs="?", help="where the files are; none, to check alone")
        parser.add_argument(
            "--check", action="store_true", help="print what came in beside what the files are known to hold"
        )

    def handle(self, *_args: object, **options: object) -> None:
        """Run every step; the first one that fails ends it."""
        recipe, folder = str(options["recipe"]), options["folder"]
        if folder is None and not options["check"]:
            raise CommandError("say the folder of the files, or --check")
        if folder is not None and cook(recipe, Path(str(folder))):
            raise CommandError("a step of the recipe failed; what was imported before it stays")
        if options["check"] and check(recipe):
            raise CommandError("what came in is not what the files hold")
