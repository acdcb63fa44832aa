"""`payvand manage search_check [object …]`: is everything that may be found in the index as it is in the records?"""

import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from payvand.kernel.db.text import text_index
from payvand.search.inspect import inspect
from payvand.search.management.choice import add_objects, objects_of
from payvand.search.management.words import Told, line_of

UNSOUND = "the text index does not hold what the documents hold: search_rebuild --text-index"


class Command(BaseCommand):
    """Compare; exit 1 with the list of what differs."""

    help = "Compare the search index with the records; exit 1 with a list of what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which Objects."""
        add_objects(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, tell, and exit."""
        broken = False
        for one in objects_of(options["objects"]):
            found = inspect(one, mends=False, say=Told(self.stdout.write))
            broken = broken or not found.is_equal
            self.stdout.write(line_of(found))
        if not text_index().is_whole():
            broken = True
            self.stdout.write(UNSOUND)
        if broken:
            sys.exit(1)
