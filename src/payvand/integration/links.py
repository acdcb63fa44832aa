"""Links of imported rows: titles become records, missing ones are made where that is wished, later rows are awaited."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.culture.folding import fold
from payvand.integration.mapping import Mapping
from payvand.integration.shape import SEPARATOR, Shaped
from payvand.kernel.access import Actor, visible
from payvand.kernel.errors import DomainError, FieldError
from payvand.kernel.kinds import JSON, Link, Reference, Several
from payvand.kernel.models import Batch
from payvand.kernel.objects import Field, Object, named
from payvand.kernel.records import write_many

AMBIGUOUS: Final = 0
"""Stands for the id where several records bear a title."""


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A link that the file feeds: its kind, and what every record behind it must be."""

    name: str
    kind: Link
    narrowed: Dict[str, object]
    is_self: bool
    is_several: bool
    creates: bool


@dataclass(kw_only=True)
class Titles:
    """What the titles of one chunk stand for, by folded title."""

    found: dict[str, int] = field(default_factory=dict)
    refused: dict[str, DomainError] = field(default_factory=dict)


class Linker:
    """Resolves the links of one import. `coming` holds the folded titles of records that the file itself will bring."""

    def __init__(
        self, one: Object, mapping: Mapping, actor: Actor, coming: frozenset[str] = frozenset()
    ) -> None:
        self.object = one
        self.mapping = mapping
        self.actor = actor
        self.coming = coming
        self.written: list[Batch] = []
        self.links = [
            linked for name in [*mapping.fed(), *mapping.constants] if (linked := _linked(one, name, mapping))
        ]

    @property
    def waits(self) -> bool:
        """Whether rows may have to wait for others of the same file."""
        return any(linked.is_self for linked in self.links)

    def resolve(self, rows: Sequence[Shaped]) -> list[Shaped]:
        """Put records in the place of titles, and tell which rows wait for a record that the file still brings."""
        waiting: dict[int, Shaped] = {}
        for linked in self.links:
            wanted = {fold(title): title for row in rows for title in _titles(row.raw.get(linked.name))}
            if not wanted:
                continue
            titles = Titles(found=_by_title(linked, wanted, self.actor))
            missing = {key: title for key, title in wanted.items() if key not in titles.found}
            awaited = {key for key in missing if linked.is_self and key in self.coming}
            if linked.creates:
                self._create(
                    linked, {key: title for key, title in missing.items() if key not in awaited}, titles
                )
            for row in rows:
                if self._put(row, linked, titles, awaited):
                    waiting[id(row)] = row
        return [*waiting.values()]

    def take_written(self) -> list[Batch]:
        """The batches of the records that were made since the last time."""
        taken, self.written = self.written, []
        return taken

    def _create(self, linked: Linked, missing: dict[str, str], titles: Titles) -> None:
        target = named(linked.kind.target)
        more = {**linked.narrowed, **self.mapping.create.get(linked.name, {})}
        rows = [{linked.kind.title: title, **more} for title in missing.values()]
        if not rows:
            return
        try:
            outcomes, batch = write_many(
                target, rows, actor=self.actor, mode="create", label=str(_("Made by an import"))
            )
        except DomainError as error:
            titles.refused |= dict.fromkeys(missing, error)
            return
        self.written += [batch] if batch else []
        for key, outcome in zip(missing, outcomes, strict=True):
            if outcome.id:
                titles.found[key] = outcome.id
            elif outcome.errors:
                first = outcome.errors[0]
                titles.refused[key] = DomainError(first.code, first.message)

    def _put(self, row: Shaped, linked: Linked, titles: Titles, awaited: set[str]) -> bool:
        """Put references into a row; True where it waits."""
        value = row.raw.get(linked.name)
        if value in (None, "", []):
            return False
        waits = False
        parts: list[Any] = []
        for part in _parts(value):
            title = _title(part)
            key = fold(title) if title else ""
            if not title:
                parts.append(part)
            elif titles.found.get(key):
                parts.append(Reference(id=titles.found[key], label=title))
            elif key in awaited:
                waits = True
                parts.append(part)
            else:
                row.errors.append(_refusal(linked.name, title, titles, key))
        if not waits:
            row.raw[linked.name] = parts if linked.is_several else next(iter(parts), None)
        return waits


def _linked(one: Object, name: str, mapping: Mapping) -> Linked | None:
    """The link that a field is, if it is one."""
    found = one.fields.get(name)
    if found is None:
        return None
    kind = found.kind.of if isinstance(found.kind, Several) else found.kind
    if not isinstance(kind, Link):
        return None
    return Linked(
        name=name,
        kind=kind,
        narrowed=narrowed_by(one, found),
        is_self=kind.target == one.name,
        is_several=isinstance(found.kind, Several),
        creates=name in mapping.create_missing,
    )


def narrowed_by(one: Object, found: Field) -> dict[str, JSON]:
    """What the model says that a record behind the link must be (`limit_choices_to`)."""
    if found.source != "column":
        return {}
    column = one.model._meta.get_field(found.name)
    limits = column.get_limit_choices_to() if isinstance(column, models.ForeignKey) else {}
    return (
        {str(key): value for key, value in limits.items() if "__" not in key}
        if isinstance(limits, dict)
        else {}
    )


def _parts(value: object) -> Iterator[Any]:
    """The single links of a raw value: text may hold several, parted by semicolons."""
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, str):
            yield from (part for part in SEPARATOR.split(item) if part.strip())
        else:
            yield item


def _title(part: object) -> str:
    """The title that a part names; "" where it names a record by its number already ("#12")."""
    while isinstance(part, dict):
        part = part.get("label") or part.get("value")
    if not isinstance(part, str):
        return ""
    text = to_ascii(part).strip()
    return "" if text.startswith("#") and text[1:].isdecimal() else part.strip()


def _titles(value: object) -> Iterable[str]:
    return () if value in (None, "", []) else filter(None, map(_title, _parts(value)))


def _by_title(linked: Linked, wanted: dict[str, str], actor: Actor) -> dict[str, int]:
    """The records that bear the titles, as far as the actor sees them."""
    kind = linked.kind
    rows = visible(
        named(kind.target).model.objects.filter(archived_at__isnull=True, **linked.narrowed), actor
    )
    column, sought = (kind.fold, [*wanted]) if kind.fold else (kind.title, [*wanted.values()])
    found: dict[str, int] = {}
    for pk, title in rows.filter(**{f"{column}__in": sought}).values_list("pk", kind.title):
        key = fold(title)
        found[key] = AMBIGUOUS if key in found else pk
    return found


def _refusal(name: str, title: str, titles: Titles, key: str) -> FieldError:
    refused = titles.refused.get(key)
    if refused is not None:
        return FieldError(field=name, code=refused.code, message=refused.message)
    if titles.found.get(key) == AMBIGUOUS:
        message = _("Several records are called “%(value)s”.") % {"value": title}
        return FieldError(field=name, code="ambiguous_record", message=message)
    message = _("There is no record “%(value)s” that you may use here.") % {"value": title}
    return FieldError(field=name, code="no_such_record", message=message)
