"""Tries an import and takes everything back: what would be created, updated, left, refused, and the first rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from django.db import transaction

from payvand.integration.drive import CHUNK, title_columns
from payvand.integration.mapping import Mapping, checked
from payvand.integration.readers import Line, Table, examine
from payvand.integration.write import Fate, Tally, Writer
from payvand.kernel.access import Actor, require
from payvand.kernel.objects import Object

SHOWN: Final = 20
MOST_REFUSED: Final = 200


@dataclass(kw_only=True)
class Rehearsal:
    """What an import of `tried` lines would do; `total` is how many were seen, `first` the fates of some."""

    total: int
    tried: int = 0
    tally: Tally = field(default_factory=Tally)
    first: list[Fate] = field(default_factory=list)
    refused: list[Fate] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """What would become of the lines."""
        return self.tally.counts

    def add(self, fates: Sequence[Fate]) -> None:
        """Take note of some fates."""
        self.tally.add(fates)
        self.first += fates[: SHOWN - len(self.first)]
        self.refused += [fate for fate in fates if fate.did == "refused"][: MOST_REFUSED - len(self.refused)]


def rehearse(one: Object, table: Table, mapping: Mapping, actor: Actor, most: int | None = None) -> Rehearsal:
    """Write up to `most` lines in one transaction, and roll it back: exact, and nothing stays.

    On SQLite other writers wait meanwhile, so faces for people give a `most`.
    """
    require(actor, "import", one)
    writer = Writer(one, checked(mapping, one), table.headers, actor)
    examined = examine(table, title_columns(writer, table.headers), None if most is None else most + 1)
    rehearsal = Rehearsal(total=examined.lines)
    with transaction.atomic():
        _write_all(writer, islice(table.lines(), most), examined.titles, rehearsal)
        transaction.set_rollback(True)
    return rehearsal


def _write_all(writer: Writer, lines: Iterable[Line], titles: frozenset[str], rehearsal: Rehearsal) -> None:
    writer.linker.coming = titles
    waiting: list[Line] = []
    source = iter(lines)
    while chunk := list(islice(source, CHUNK)):
        rehearsal.tried += len(chunk)
        waiting += _write(writer, chunk, rehearsal)
    while waiting and len(left := _write(writer, waiting, rehearsal)) < len(waiting):
        waiting = left
    writer.linker.coming = frozenset()
    _write(writer, waiting, rehearsal)


def _write(writer: Writer, lines: Sequence[Line], rehearsal: Rehearsal) -> list[Line]:
    """Write lines, and return those that wait."""
    fates = writer.write(writer.shape(lines))
    rehearsal.add([fate for fate in fates if not fate.waits])
    return [fate.line for fate in fates if fate.waits]
