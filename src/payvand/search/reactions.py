"""The index is a reader of facts: it looks at the record anew, so it does not matter how often or how late it hears."""

from payvand.kernel.access import Actor
from payvand.kernel.facts import on
from payvand.kernel.models import Batch, Fact
from payvand.kernel.objects import named
from payvand.search.index import CHUNK, index


def index_batch(batch: Batch, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Index the records of a bulk write as a set."""
    one = named(batch.object)
    last = 0
    while True:
        facts = Fact.objects.filter(batch_id=batch.pk, id__gt=last).order_by("id")
        rows = list(facts.values_list("id", "subject_id")[:CHUNK])
        if not rows:
            return
        index(one, list(dict.fromkeys(subject for _id, subject in rows)))
        last = rows[-1][0]


@on(
    "record.created", "record.updated", "record.archived", "record.restored", "record.deleted", "record.merged",
    "record.parted",
    batch=index_batch,
)  # fmt: skip
def index_record(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Index the record that a fact tells of."""
    index(named(fact.object), [fact.subject_id])
