"""Writes lines of a file as records: shaped, linked, validated, matched; refused ones come with their reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payvand.integration.links import Linker
from payvand.integration.mapping import Mapping
from payvand.integration.readers import Line
from payvand.integration.shape import Shaped, Shaper
from payvand.kernel.access import Actor
from payvand.kernel.errors import Denied, DomainError, FieldError, Invalid
from payvand.kernel.objects import Object
from payvand.kernel.records import Outcome, write_many
from payvand.kernel.records.bulk import Did


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of one line. A waiting one is tried again when the file is through."""

    line: Line
    did: Did = "refused"
    id: int | None = None
    errors: tuple[FieldError, ...] = ()
    waits: bool = False


@dataclass(kw_only=True)
class Tally:
    """How many lines met which fate."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, fates: Iterable[Fate]) -> None:
        """Count some more."""
        for fate in fates:
            if not fate.waits:
                self.counts[fate.did] = self.counts.get(fate.did, 0) + 1


class Writer:
    """Writes the lines of one file into one Object, for one actor."""

    def __init__(
        self,
        one: Object,
        mapping: Mapping,
        headers: Sequence[str],
        actor: Actor,
        *,
        coming: frozenset[str] = frozenset(),
        label: str = "",
    ) -> None:
        self.object = one
        self.mapping = mapping
        self.actor = actor
        self.label = label
        self.shaper = Shaper(one, mapping, headers, actor)
        self.linker = Linker(one, mapping, actor, coming)
        self.keys = mapping.keys(one)

    def shape(self, lines: Iterable[Line]) -> list[Shaped]:
        """The part of the work that needs no database."""
        return [self.shaper.shape(line) for line in lines]

    def write(self, rows: Sequence[Shaped]) -> list[Fate]:
        """Write what can be written, inside the caller's transaction; the fates are in the order of the rows."""
        sound = [row for row in rows if not row.errors]
        waiting = {id(row) for row in self.linker.resolve(sound)}
        ready = [row for row in sound if not row.errors and id(row) not in waiting]
        outcomes = dict(zip(map(id, ready), self._write_set(ready), strict=True))
        return [self._fate(row, outcomes.get(id(row)), id(row) in waiting and not row.errors) for row in rows]

    @staticmethod
    def _fate(row: Shaped, outcome: Outcome | None, waits: bool) -> Fate:
        if outcome is None:
            return Fate(line=row.line, errors=tuple(row.errors), waits=waits)
        return Fate(line=row.line, did=outcome.did, id=outcome.id, errors=tuple(outcome.errors))

    def _write_set(self, rows: Sequence[Shaped]) -> list[Outcome]:
        """Write a set; where the database or a rule refuses the whole, halve it until the row is found."""
        if not rows:
            return []
        try:
            with transaction.atomic():
                outcomes, _batch = write_many(
                    self.object,
                    [row.raw for row in rows],
                    actor=self.actor,
                    locale=self.shaper.locale,
                    match=self.keys,
                    mode=self.mapping.mode,
                    keep_filled=self.mapping.keep_filled,
                    label=self.label,
                )
            return outcomes
        except Denied:
            raise
        except (DomainError, IntegrityError, DataError, OverflowError) as error:
            if len(rows) == 1:
                return [Outcome(index=0, did="refused", errors=reasons(error))]
            middle = len(rows) // 2
            return [*self._write_set(rows[:middle]), *self._write_set(rows[middle:])]


def reasons(error: Exception) -> list[FieldError]:
    """Why one row was refused as a whole."""
    if isinstance(error, Invalid):
        return [*error.errors]
    if isinstance(error, DomainError):
        return [FieldError(field=error.field or "", code=error.code, message=error.message)]
    broken = _("Another record stands in the way, or a value breaks a rule of the database.")
    return [FieldError(field="", code="constraint", message=broken)]
