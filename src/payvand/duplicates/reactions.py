"""The keys are a reader of facts: they look at the record anew, however often or late they hear."""

from payvand.duplicates.keeping import CHUNK, forget, index
from payvand.duplicates.merging import note_parted
from payvand.duplicates.reading import rules_of
from payvand.kernel.access import Actor
from payvand.kernel.facts import on
from payvand.kernel.models import Batch, Fact

GONE = ("record.archived", "record.deleted")


def follow_batch(batch: Batch, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Follow a bulk write as a set."""
    last = 0
    while True:
        facts = Fact.objects.filter(batch_id=batch.pk, id__gt=last).order_by("id")
        rows = list(facts.values_list("id", "name", "subject_id")[:CHUNK])
        if not rows:
            return
        forget(batch.object, list({subject for _id, name, subject in rows if name in GONE}))
        if rules_of(batch.object):
            index(batch.object, list({subject for _id, name, subject in rows if name not in GONE}))
        last = rows[-1][0]


@on("record.created", "record.updated", "record.restored", "record.merged", *GONE, batch=follow_batch)
def follow_record(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Follow the record that a fact tells of."""
    if fact.name in GONE:
        forget(fact.object, [fact.subject_id])
    else:
        index(fact.object, [fact.subject_id])


@on("record.parted")
def follow_parting(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Two records stand for themselves again, so what was decided about them is open."""
    index(fact.object, [fact.subject_id])
    note_parted(fact.object, fact.subject_id, fact.payload["gone"])
