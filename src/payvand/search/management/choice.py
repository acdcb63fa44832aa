"""The Objects that a search command is about."""

from collections.abc import Sequence

from django.core.management import CommandError, CommandParser

from payvand.kernel.objects import Object, all_objects


def add_objects(parser: CommandParser) -> None:
    """The argument that names them."""
    parser.add_argument(
        "objects", nargs="*", metavar="object", help="as in parties.party; all where none is named"
    )


def objects_of(names: Sequence[str]) -> list[Object]:
    """The Objects of these names, or all of them. Raises CommandError with the names there are."""
    known = {one.name: one for one in all_objects()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise CommandError(f"no object {', '.join(unknown)}; there are: {', '.join(known)}")
    return [known[name] for name in names or known]
