"""Takes a batch of facts back: what records held before, as far as nobody has changed the same since."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.kernel.access import Actor, visible
from payvand.kernel.errors import Message
from payvand.kernel.facts import FACTS
from payvand.kernel.kinds import JSON, Kind, Link, Several
from payvand.kernel.models import Batch, BinItem, Fact
from payvand.kernel.objects import Field, Object, named
from payvand.kernel.query.rows import read_rows
from payvand.kernel.records.archive import archive_many, restore_many
from payvand.kernel.records.bulk import write_many
from payvand.kernel.records.removal import remove_many
from payvand.kernel.records.returning import restore_deleted_many
from payvand.kernel.records.values import shown

Changes = Mapping[str, Sequence[JSON]]
CHANGED = _("It was changed since.")
MOST_TOLD = 3


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What an undo did: how many records are as before, and why each of the others was left."""

    changed: int
    reasons: Sequence[Message]
    batches: Sequence[Batch]


def take_back(batch_id: int, *, actor: Actor) -> TakenBack:
    """Undo what was created, updated, archived, restored or deleted under a batch, the last first."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(batch_id=batch_id).order_by("id"):
        facts[fact.name].append(fact)
    done = [
        WAYS_BACK[name](named(some[0].object), some, actor)
        for name, some in reversed(facts.items())
        if name in WAYS_BACK
    ]
    return TakenBack(
        changed=sum(each.changed for each in done),
        reasons=[reason for each in done for reason in each.reasons],
        batches=[batch for each in done for batch in each.batches],
    )


def _write_back(one: Object, facts: Sequence[Fact], actor: Actor) -> TakenBack:
    before = untouched(one, {fact.subject_id: fact.payload["changes"] for fact in facts}, actor)
    outcomes, batch = write_many(
        one,
        list(before.values()),
        actor=actor,
        locale=NEUTRAL,
        ids=list(before),
        mode="update",
        keep_filled=False,
    )
    reasons: list[Message] = [outcome.errors[0].message for outcome in outcomes if outcome.errors]
    reasons += [CHANGED] * (len(facts) - len(before))
    return _taken(len(facts), reasons, batch)


def _bring_back(one: Object, facts: Sequence[Fact], actor: Actor) -> TakenBack:
    return _moved(facts, restore_many(one, [fact.subject_id for fact in facts], actor=actor))


def _put_away(one: Object, facts: Sequence[Fact], actor: Actor) -> TakenBack:
    return _moved(facts, archive_many(one, [fact.subject_id for fact in facts], actor=actor))


def _moved(facts: Sequence[Fact], batch: Batch | None) -> TakenBack:
    done = Fact.objects.filter(batch_id=batch.pk).count() if batch else 0
    return _taken(len(facts), [CHANGED] * (len(facts) - done), batch)


def _undelete(one: Object, facts: Sequence[Fact], actor: Actor) -> TakenBack:
    items = BinItem.objects.filter(batch_id=facts[0].batch_id).order_by("-id").values_list("pk", flat=True)
    back = restore_deleted_many(one, list(items), actor=actor)
    reasons = [error.message for error in back.refused.values()]
    gone = len(facts) - len(back.records) - len(reasons)
    return _taken(
        len(facts), [*reasons, *[_("This is not in your recycle bin any more.")] * gone], back.batch
    )


def _unmake(one: Object, facts: Sequence[Fact], actor: Actor) -> TakenBack:
    made = {fact.subject_id: fact.pk for fact in facts}
    since = happened_since(one, made, {facts[0].batch_id})
    removed = remove_many(one, [pk for pk in reversed(made) if pk not in since], actor=actor)
    reasons = [*since.values(), *(error.message for error in removed.refused.values())]
    return _taken(len(made), reasons, removed.batch)


def _taken(total: int, reasons: Sequence[Message], batch: Batch | None) -> TakenBack:
    return TakenBack(changed=total - len(reasons), reasons=reasons, batches=[batch] if batch else [])


WAYS_BACK: Mapping[str, Callable[[Object, Sequence[Fact], Actor], TakenBack]] = {
    "record.created": _unmake,
    "record.updated": _write_back,
    "record.archived": _bring_back,
    "record.restored": _put_away,
    "record.deleted": _undelete,
}


def untouched(one: Object, changes: Mapping[int, Changes], actor: Actor) -> dict[int, dict[str, JSON]]:
    """By record what the changed fields held before, for the records that still hold what was written."""
    found = {}
    fields = one.fields
    for pk, held in held_now(one, changes, actor).items():
        if all(
            still_holds(fields.get(name), held.get(name), after)
            for name, (_before, after) in changes[pk].items()
        ):
            found[pk] = {name: before for name, (before, _after) in changes[pk].items()}
    return found


def held_now(one: Object, changes: Mapping[int, Collection[str]], actor: Actor) -> dict[int, dict[str, JSON]]:
    """What the fields that were changed hold now, as facts tell it, by record; of those that the actor may edit."""
    names = {name for changed in changes.values() for name in changed}
    fields = [field for name, field in one.fields.items() if name in names]
    rows = visible(one.model.objects.filter(pk__in=list(changes)), actor, "edit")
    return {
        row.id: {field.name: shown(field, value) for field, value in zip(fields, row.values, strict=True)}
        for row in read_rows(fields, [], rows)[0]
    }


def still_holds(field: Field | None, now: JSON, told: JSON) -> bool:
    """Whether a field holds what a fact tells of it. A field that is gone holds nothing to compare.

    A link is the record behind it, whatever its title has become; several values are the same in any order, and what
    the fact does not tell of one of them (that it became the primary one) is not compared.
    """
    if field is None or now == told:
        return True
    if not isinstance(field.kind, Several):
        return essence(field.kind, now) == essence(field.kind, told)
    of = field.kind.of
    present = {str(essence(of, item.get("value"))): item for item in items_in(now)}
    wanted = {str(essence(of, item.get("value"))): item for item in items_in(told)}
    return present.keys() == wanted.keys() and all(
        present[value].get(name) == said
        for value, item in wanted.items()
        for name, said in item.items()
        if name != "value" and said not in (None, "")
    )


def items_in(value: JSON) -> list[dict[str, JSON]]:
    """The items of several values."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def essence(kind: Kind[Any], value: JSON) -> object:
    """What makes a value in JSON the same as another one: of a link, its record; nothing at all is None."""
    if isinstance(kind, Link) and isinstance(value, dict):
        return value.get("id")
    return None if value in ("", []) else value


def happened_since(one: Object, made: Mapping[int, int], ours: Collection[int | None]) -> dict[int, Message]:
    """Those of some records of which anything is told since, and what: "made" gives the fact of each that made it.

    What is told under the batches in `ours`, or by a program that only followed, is not counted.
    """
    if not made:
        return {}
    since = Fact.objects.filter(object=one.name, subject_id__in=made, pk__gt=min(made.values()))
    told: dict[int, dict[str, None]] = defaultdict(dict)
    rows = since.exclude(actor_kind="process").order_by("id")
    for subject, pk, batch, name in rows.values_list("subject_id", "pk", "batch_id", "name"):
        if pk > made[subject] and (batch is None or batch not in ours):
            told[subject][name] = None
    return {subject: in_words([*names]) for subject, names in told.items()}


def in_words(names: Sequence[str]) -> Message:
    """What happened to a record since, where it is more than a change of its fields."""
    others = [name for name in names if not name.startswith("record.")]
    if not others:
        return CHANGED
    labels = [str(FACTS[name].label) if name in FACTS else name for name in others]
    what = ", ".join(labels[:MOST_TOLD]) + ("…" if len(labels) > MOST_TOLD else "")
    return _("This happened to it since: %(what)s.") % {"what": what}
