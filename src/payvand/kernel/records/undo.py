"""Takes a batch of facts back: what records held before, as far as nobody has changed the same since."""

from collections.abc import Collection, Mapping, Sequence

from payvand.culture.locale import NEUTRAL
from payvand.kernel.access import Actor, visible
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Batch, Fact
from payvand.kernel.objects import Object, named
from payvand.kernel.query.rows import read_rows
from payvand.kernel.records.archive import archive_many, restore_many
from payvand.kernel.records.bulk import write_many
from payvand.kernel.records.values import shown

Changes = Mapping[str, Sequence[JSON]]


def take_back(batch_id: int, *, actor: Actor) -> tuple[int, int, Batch | None]:
    """Undo what was updated, archived or restored under a batch.

    Returns how many records are as before, how many were left since somebody had changed them, and the new batch.
    """
    facts = list(Fact.objects.filter(batch_id=batch_id).order_by("id"))
    if not facts:
        return 0, 0, None
    one = named(facts[0].object)
    pks = [fact.subject_id for fact in facts]
    if facts[0].name != "record.updated":
        opposite = restore_many if facts[0].name == "record.archived" else archive_many
        batch = opposite(one, pks, actor=actor)
        done = Fact.objects.filter(batch_id=batch.pk).count() if batch else 0
        return done, len(pks) - done, batch
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
    done = sum(outcome.did in ("updated", "unchanged") for outcome in outcomes)
    return done, len(pks) - done, batch


def untouched(one: Object, changes: Mapping[int, Changes], actor: Actor) -> dict[int, dict[str, JSON]]:
    """By record what the changed fields held before, for the records that still hold what was written."""
    found = {}
    for pk, held in held_now(one, changes, actor).items():
        if all(alike(held.get(name), after) for name, (_before, after) in changes[pk].items()):
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


def alike(one: JSON, other: JSON) -> bool:
    """Whether two told values mean the same; the title of a linked record may have changed."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict) and isinstance(other, dict) and "id" in one and "id" in other:
        return one["id"] == other["id"]
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    return one == other
