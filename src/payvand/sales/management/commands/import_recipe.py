"""`payvand manage import_recipe NAME FOLDER`: the files of another system, as they are, by a recipe that we ship."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from payvand.sales.recipes import cook, recipes


class Command(BaseCommand):
    """Imports the files of a folder by a recipe."""

    help = "Import the files of another system by a recipe."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The recipe, and where its files are."""
        parser.add_argument("recipe", choices=recipes())
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: object, **options: object) -> None:
        """Run every step; the first one that fails ends it."""
        if cook(str(options["recipe"]), Path(str(options["folder"]))):
            raise CommandError("a step of the recipe failed; what was imported before it stays")
