"""`payvand manage search_check [object …]`: is everything that may be found in the index as it is in the records?"""

import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from payvand.kernel.db import engine
from payvand.search.index import differences
from payvand.search.management.choice import add_objects, objects_of

SHOWN = 20


class Command(BaseCommand):
    """Compare; exit 1 with the list of what differs."""

    help = "Compare the search index with the records; exit 1 with a list of what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which Objects."""
        add_objects(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, tell, and exit."""
        broken = 0
        for one in objects_of(options["objects"]):
            wrong = differences(one)
            broken += len(wrong)
            said = ", ".join(map(str, wrong[:SHOWN])) + (" …" if len(wrong) > SHOWN else "")
            self.stdout.write(f"{one.name}: {len(wrong)} differ: {said}" if wrong else f"{one.name}: equal")
        if not engine().text_index_is_whole():
            broken += 1
            self.stdout.write(
                "the text index does not hold what the documents hold: search_rebuild --text-index"
            )
        if broken:
            sys.exit(1)
