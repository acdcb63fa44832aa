"""`payvand manage search_rebuild [object …]`: puts the search index right while people work."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from payvand.kernel.db.text import text_index
from payvand.search.inspect import inspect
from payvand.search.management.choice import add_objects, objects_of
from payvand.search.management.words import Told, line_of


class Command(BaseCommand):
    """Mend what differs; with --text-index make the text index anew too."""

    help = "Put the search index right while people work; search answers all the time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which Objects, and whether the text index itself is in doubt."""
        add_objects(parser)
        parser.add_argument(
            "--text-index",
            action="store_true",
            help="make the text index anew as well; on SQLite writers wait for it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Mend, and tell how many."""
        if options["text_index"]:
            text_index().rebuild()
            self.stdout.write("the text index is made anew")
        for one in objects_of(options["objects"]):
            self.stdout.write(line_of(inspect(one, mends=True, say=Told(self.stdout.write))))
