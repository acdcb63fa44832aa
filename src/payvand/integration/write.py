"""Writes lines of a file as records: shaped, linked, validated, matched; refused ones come with their reasons."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import orjson
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payvand.integration.links import Linker
from payvand.integration.mapping import Mapping
from payvand.integration.readers import Line
from payvand.integration.related import Part, own_part, parts_of
from payvand.integration.shape import Shaped, Shaper, raw_at
from payvand.kernel.access import Actor
from payvand.kernel.errors import Denied, DomainError, FieldError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Batch
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
        self.related = [Related(part, headers, actor, label) for part in parts_of(one, mapping)]
        own = own_part(mapping)
        self.shaper = Shaper(one, own, headers, actor)
        self.linker = Linker(one, own, actor, coming)
        self.keys = mapping.keys(one)
        self.written: list[Batch] = []

    def shape(self, lines: Iterable[Line]) -> list[Shaped]:
        """The part of the work that needs no database."""
        return [self._shaped(line) for line in lines]

    def _shaped(self, line: Line) -> Shaped:
        shaped = self.shaper.shape(line)
        for part in self.related:
            shaped.parts[part.name] = part.writer.shape([line])[0]
        return shaped

    def write(self, rows: Sequence[Shaped]) -> list[Fate]:
        """Write what can be written, inside the caller's transaction; the fates are in the order of the rows.

        `written` holds the batches of facts afterwards, in the order in which they came to be.
        """
        sound = [row for row in rows if not row.errors]
        self.written = [batch for part in self.related for batch in part.bring(sound)]
        sound = [row for row in sound if not row.errors]
        waiting = {id(row) for row in self.linker.resolve(sound)}
        self.written += self.linker.take_written()
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
                outcomes, batch = write_many(
                    self.object,
                    [row.raw for row in rows],
                    actor=self.actor,
                    locale=self.shaper.locale,
                    match=self.keys,
                    mode=self.mapping.mode,
                    keep_filled=self.mapping.keep_filled,
                    label=self.label,
                )
            self.written += [batch] if batch else []
            return outcomes
        except Denied:
            raise
        except (DomainError, IntegrityError, DataError, OverflowError) as error:
            if len(rows) == 1:
                return [Outcome(index=0, did="refused", errors=reasons(error))]
            middle = len(rows) // 2
            return [*self._write_set(rows[:middle]), *self._write_set(rows[middle:])]


class Related:
    """Writes the records that the rows of a file bring beside their own, and links the rows with them."""

    def __init__(self, part: Part, headers: Sequence[str], actor: Actor, label: str) -> None:
        self.name, self.fed = part.name, [*part.mapping.fed()]
        strong, weak = (dataclasses.replace(part.mapping, match=keys) for keys in (part.strong, part.weak))
        self.writer = Writer(part.object, strong, headers, actor, label=label)
        self.by_title = Writer(part.object, weak, headers, actor, label=label)
        self.keys = part.object.match

    def bring(self, rows: Sequence[Shaped]) -> list[Batch]:
        """Make or find the record of each row that says something of one; what refuses it refuses its row."""
        wanted: dict[bytes, Shaped] = {}
        users: dict[bytes, list[Shaped]] = {}
        for row in rows:
            said = row.parts[self.name]
            if says_anything(said, self.fed):
                key = orjson.dumps(everything_in(said), default=str)
                wanted.setdefault(key, said)
                users.setdefault(key, []).append(row)
        known = {key: self._is_known_by_more(said) for key, said in wanted.items()}
        written: list[Batch] = []
        for writer, strong in ((self.writer, True), (self.by_title, False)):
            some = [key for key in wanted if known[key] is strong]
            fates = writer.write([wanted[key] for key in some])
            written += writer.written
            for key, fate in zip(some, fates, strict=True):
                for row in users[key]:
                    self._link(row, fate)
        return written

    def _is_known_by_more(self, said: Shaped) -> bool:
        """Whether a row has a better key than the title: a phone, an e-mail, a number."""
        return any(all(said.raw.get(name) not in EMPTY for name in keys) for keys in self.keys)

    def _link(self, row: Shaped, fate: Fate) -> None:
        if fate.id:
            row.raw[self.name] = Reference(id=fate.id)
            return
        row.errors += [
            dataclasses.replace(error, field=f"{self.name}.{error.field}" if error.field else self.name)
            for error in fate.errors
        ]


EMPTY: Final[tuple[object, ...]] = (None, "", [])


def says_anything(said: Shaped, fed: Iterable[str]) -> bool:
    """Whether a row has any value for a record behind a link."""
    return any(raw_at(said, path) not in EMPTY for path in fed)


def everything_in(said: Shaped) -> list[object]:
    """All that a row says of such a record, to tell equal ones."""
    return [said.raw, {name: everything_in(part) for name, part in said.parts.items()}]


def reasons(error: Exception) -> list[FieldError]:
    """Why one row was refused as a whole."""
    if isinstance(error, Invalid):
        return [*error.errors]
    if isinstance(error, DomainError):
        return [FieldError(field=error.field or "", code=error.code, message=error.message)]
    broken = _("Another record stands in the way, or a value breaks a rule of the database.")
    return [FieldError(field="", code="constraint", message=broken)]
