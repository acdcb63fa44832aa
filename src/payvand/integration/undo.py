"""Takes an import back: what it made is removed, what it changed becomes what it was, unless changed since."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.integration.models import ImportBatch, ImportedSet, KeptRecord, State
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Fact
from payvand.kernel.objects import Object, named
from payvand.kernel.records import happened_since, held_now, remove_many, still_holds, write_many
from payvand.kernel.records.undo import CHANGED

CHUNK: Final = 1_000
"""Facts that are taken back in one transaction, which on SQLite keeps other writers waiting."""

Progress = Callable[[int, int], None]
Changes = dict[str, tuple[JSON, JSON]]


class Lost(Exception):
    """Somebody else drives the import now, or it was cancelled."""


class Undo:
    """One process's way back through one import, from its newest fact to its oldest."""

    def __init__(self, batch: ImportBatch, claim: str, actor: Actor, progress: Progress) -> None:
        self.batch, self.claim, self.actor, self.progress = batch, claim, actor, progress
        require(actor, "import", named(batch.object))
        self.label = f"#{batch.pk} ↶ {batch.file.name}"[:200]
        self.ours = set(batch.sets.values_list("written_id", flat=True))

    def run(self) -> None:
        """Set by set, a few facts at a time, each few in one transaction with the place that was reached."""
        for one in self.batch.sets.written().iterator(chunk_size=100):
            while facts := self._next(one):
                with transaction.atomic():
                    if not self.batch.hold(self.claim):
                        raise Lost
                    self._take_back(named(facts[0].object), facts)
                    self.batch.retreat(facts[-1].pk, len(facts))
                self.progress(self.batch.undone, self.batch.undo_total)
        self.batch.end(State.UNDONE)

    def _next(self, one: ImportedSet) -> list[Fact]:
        facts = one.facts
        if self.batch.undo_from is not None:
            facts = facts.filter(pk__lt=self.batch.undo_from)
        return [*facts[:CHUNK]]

    def _take_back(self, one: Object, facts: Sequence[Fact]) -> None:
        self._restore(one, changes_in(facts))
        self._remove(one, {fact.subject_id: fact.pk for fact in facts if fact.name == "record.created"})

    def _restore(self, one: Object, changes: Mapping[int, Changes]) -> None:
        """Write what the fields held before, as far as they still hold what the import wrote."""
        if not changes:
            return
        now, back = held_now(one, changes, self.actor), dict[int, dict[str, JSON]]()
        fields = one.fields
        for pk, wanted in changes.items():
            if pk not in now:
                continue  # it is gone, or no longer the actor's: there is nothing to take back
            changed = [
                name
                for name, (_before, after) in wanted.items()
                if not still_holds(fields.get(name), now[pk].get(name), after)
            ]
            if changed:
                self._keep(one, pk, [(str(fields[name].label), CHANGED) for name in changed])
            back[pk] = {name: before for name, (before, _after) in wanted.items() if name not in changed}
        back = {pk: values for pk, values in back.items() if values}
        outcomes, batch = write_many(
            one, [*back.values()], ids=[*back], actor=self.actor, locale=NEUTRAL, mode="update", keep_filled=False,
            label=self.label,
        )  # fmt: skip
        if batch is not None:
            self.ours.add(batch.pk)
            ImportedSet.objects.note(self.batch, [batch], undoes=True)
        for pk, outcome in zip(back, outcomes, strict=True):
            if outcome.errors:
                self._keep(one, pk, [(label_of(one, e.field), e.message) for e in outcome.errors])

    def _remove(self, one: Object, made: Mapping[int, int]) -> None:
        """Remove records that the import made, unless people have worked on them or others refer to them."""
        since, used = happened_since(one, made, self.ours), named_by_others(one, [*made])
        there = set(one.model.objects.filter(pk__in=made).values_list("pk", flat=True))
        for pk in made:
            if pk in since:
                self._keep(one, pk, [("", since[pk])])
            elif pk in used:
                self._keep(one, pk, [("", _("Other records use it."))])
        free = [pk for pk in made if pk in there and pk not in since and pk not in used]
        for pk, error in remove_many(one, free, actor=self.actor, label=self.label).refused.items():
            self._keep(one, pk, [("", error.message)])

    def _keep(self, one: Object, pk: int, why: Iterable[tuple[str, Message]]) -> None:
        title = one.model.objects.filter(pk=pk).values_list(one.title, flat=True).first()
        errors: list[dict[str, JSON]] = [{"label": label, "message": str(message)} for label, message in why]
        kept = KeptRecord(
            batch=self.batch, object=one.name, subject_id=pk, title=str(title or "")[:200], errors=errors
        )
        KeptRecord.objects.keep([kept])


def named_by_others(one: Object, pks: Sequence[int]) -> set[int]:
    """Those of the records that others have among several links: a removal would quietly take them out there."""
    found: set[int] = set()
    for relation in one.model._meta.related_objects:
        if isinstance(relation, models.ManyToManyRel) and relation.through is not None:
            column = f"{relation.field.m2m_reverse_field_name()}_id"
            rows = relation.through._default_manager.filter(**{f"{column}__in": pks})
            found |= set(rows.values_list(column, flat=True))
    return found


def changes_in(facts: Sequence[Fact]) -> dict[int, Changes]:
    """By record what its fields held before the oldest and after the newest of some facts, which come newest first."""
    found: dict[int, Changes] = {}
    for fact in facts:
        if fact.name != "record.updated":
            continue
        changes = found.setdefault(fact.subject_id, {})
        for name, (before, after) in fact.payload["changes"].items():
            changes[name] = (before, changes[name][1] if name in changes else after)
    return found


def label_of(one: Object, name: str) -> str:
    """What people call a field."""
    return str(one.fields[name].label) if name in one.fields else name
