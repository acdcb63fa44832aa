"""Drives an import to its end: chunk by chunk, each in one transaction with the count of rows that were dealt with."""

import contextlib
import logging
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import Final

from django.db import DatabaseError, transaction
from django.utils import translation
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_noop

from payvand.integration.intake import stored_mapping, table_of
from payvand.integration.mapping import WrongMapping, field_at
from payvand.integration.models import ImportBatch, ImportedRow, ImportedSet, State
from payvand.integration.readers import Line, Table, examine
from payvand.integration.shape import Shaped
from payvand.integration.undo import Lost, Progress, Undo
from payvand.integration.write import Fate, Tally, Writer
from payvand.kernel.access import Actor, actor_of, require, system
from payvand.kernel.db import is_full
from payvand.kernel.errors import DomainError, FieldError
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object, named

CHUNK: Final = 2_000
log = logging.getLogger(__name__)


def drive(batch: ImportBatch, progress: Progress = lambda done, total: None) -> bool:
    """Drive an import on, or back, from wherever it stands. False where another has it, or it is not open."""
    claim = batch.take()
    if not claim:
        return False
    user = batch.driven_for
    actor = actor_of(user) if user else system("import")
    with translation.override(actor.locale.language if user else translation.get_language()):
        try:
            (Undo if batch.state == State.UNDOING else Drive)(batch, claim, actor, progress).run()
        except Lost:
            return False
        except DomainError as error:
            batch.end(State.FAILED, str(error))
        except Exception as error:
            log.exception("import %s broke off", batch.pk)
            full = is_full(error)
            # Where the disk is full this may not be written either; the sweep goes on when nobody was heard of.
            with contextlib.suppress(DatabaseError):
                batch.end(State.FAILED, translate(NO_ROOM if full else BROKEN))
            if not full:
                raise
    return True


BROKEN: Final = gettext_noop("The import broke off by an error of Payvand's own. It can be resumed.")
NO_ROOM: Final = gettext_noop(
    "The disk is full. What was written until then stands. The import can be resumed when there is room."
)


class Drive:
    """One process's way through one import."""

    def __init__(self, batch: ImportBatch, claim: str, actor: Actor, progress: Progress) -> None:
        self.batch = batch
        self.claim = claim
        self.progress = progress
        self.object: Object = named(batch.object)
        require(actor, "import", self.object)
        self.table: Table = table_of(batch)
        label = f"#{batch.pk} {batch.file.name}"[:200]
        mapping = stored_mapping(batch, self.object)
        self.writer = Writer(self.object, mapping, self.table.headers, actor, label=label)

    def run(self) -> None:
        """All rows, then those that waited for others, then the end."""
        examined = examine(self.table, title_columns(self.writer, self.table.headers))
        self.writer.linker.coming = examined.titles
        self.batch.expect(examined.lines)
        lines = islice(self.table.lines(), self.batch.cursor, None)
        while chunk := list(islice(lines, CHUNK)):
            self._write_chunk(chunk)
            self.progress(self.batch.cursor, examined.lines)
        while self._try_waiting():
            pass
        self.writer.linker.coming = frozenset()
        self._try_waiting()
        self.batch.end(State.DONE)

    def _write_chunk(self, lines: Sequence[Line]) -> None:
        shaped = self.writer.shape(lines)
        with transaction.atomic():
            self._hold()
            fates = self.writer.write(shaped)
            self._keep(fates)
            self._count(len(lines), fates)

    def _hold(self) -> None:
        if not self.batch.hold(self.claim):
            raise Lost

    def _count(self, lines: int, fates: Iterable[Fate]) -> None:
        tally = Tally()
        tally.add(fates)
        ImportedSet.objects.note(self.batch, self.writer.written)
        self.batch.advance(lines, tally.counts)

    def _keep(self, fates: Iterable[Fate]) -> None:
        """Remember the rows that people must mend, and those that wait."""
        ImportedRow.objects.keep(
            ImportedRow(
                batch=self.batch,
                number=fate.line.number,
                cells=[plain(cell) for cell in fate.line.cells],
                errors=[told(error, self.object) for error in fate.errors],
                waits=fate.waits,
            )
            for fate in fates
            if fate.waits or fate.did == "refused"
        )

    def _try_waiting(self) -> bool:
        """Try all waiting rows once more. True where any of them came off the list."""
        came_off, last = False, 0
        while rows := list(self.batch.rows.waiting().filter(pk__gt=last).order_by("pk")[:CHUNK]):
            last = rows[-1].pk
            shaped = self.writer.shape(Line(row.number, row.cells) for row in rows)  # type: ignore[arg-type]
            came_off |= self._write_waiting(rows, shaped)
        return came_off

    def _write_waiting(self, rows: Sequence[ImportedRow], shaped: Sequence[Shaped]) -> bool:
        with transaction.atomic():
            self._hold()
            fates = self.writer.write(shaped)
            through = [(row, fate) for row, fate in zip(rows, fates, strict=True) if not fate.waits]
            ImportedRow.objects.settle([row.pk for row, _fate in through])
            settled = [fate for _row, fate in through]
            self._keep(settled)
            self._count(0, settled)
        return bool(through)


def title_columns(writer: Writer, headers: Sequence[str]) -> tuple[int, ...]:
    """The places of the columns that name a record, where rows of the file may name one another."""
    if not writer.linker.waits:
        return ()
    feeding = writer.mapping.fed().get(writer.object.title, [])
    return tuple(headers.index(column.header) for column in feeding if column.header in headers)


def told(error: FieldError, one: Object) -> dict[str, str]:
    """A reason in the words of the reader of now, as it is kept."""
    try:
        label = str(field_at(one, error.field).label)
    except WrongMapping:
        label = error.field
    return {
        "field": error.field,
        "label": label,
        "code": error.code,
        "message": str(error.message),
    }


def plain(cell: object) -> JSON:
    """A cell as JSON."""
    if isinstance(cell, Decimal):
        return str(cell)
    return cell.isoformat() if isinstance(cell, date | time) else cell  # type: ignore[return-value]
