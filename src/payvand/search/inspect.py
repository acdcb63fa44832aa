"""Proves that the index holds what the records hold, step by step while people work, and mends it on request."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from payvand.kernel.models import Delivery, Fact
from payvand.kernel.objects import Object, named
from payvand.search.index import Contents, demanded, differing, index, orphans, stored
from payvand.search.models import Inspection
from payvand.search.models.inspection import SUM_BITS

# An inspection gives way between its steps: on SQLite there is one writer at a time.
STEP, PAUSE = 500, 0.02


def inspect(one: Object, *, mends: bool, say: Callable[[Inspection], None] = lambda step: None) -> Inspection:
    """Compare the documents of an Object with its records, going on where an inspection was broken off.

    Nothing is swept away first, so search answers all the time; documents that are right keep their place. `say` is
    told after each step.
    """
    inspection = begin(one, mends=mends)
    while inspection.ended_at is None:
        step(inspection)
        say(inspection)
    return inspection


def begin(one: Object, *, mends: bool) -> Inspection:
    """An inspection of the Object, for `step` to drive."""
    return Inspection.objects.begin(one.name, mends=mends, total=one.model.objects.count())


def step(inspection: Inspection) -> None:
    """Look at some more records; at the end, at documents whose record is gone."""
    one = named(inspection.object)
    rows = one.model.objects.filter(pk__gt=inspection.last_id).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:STEP])
    found = compared(one, ids, mends=inspection.mends) if ids else gone(one, mends=inspection.mends)
    inspection.note(
        last_id=ids[-1] if ids else inspection.last_id,
        records=len(ids),
        documents=found.documents,
        waiting=found.waiting,
        wrong=found.wrong,
        mended=len(found.wrong) if inspection.mends else 0,
        sums=found.sums,
        ended=not ids,
    )
    time.sleep(PAUSE if found.wrong and inspection.mends else 0)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What came of some records: how many documents they have, the sums of data and index, and what differs."""

    documents: int
    waiting: int = 0
    wrong: Sequence[int] = ()
    sums: tuple[int, int] = (0, 0)


def compared(one: Object, ids: Sequence[int], *, mends: bool) -> Compared:
    """These records beside their documents. What differs is read twice: people work meanwhile."""
    data, held = demanded(one, ids), stored(one, ids)
    unequal = [pk for pk in ids if data.get(pk) != held.get(pk)]
    waiting = on_their_way(one, unequal)
    if mends:
        index(one, [pk for pk in unequal if pk not in waiting])
    before = {pk: held.get(pk) for pk in unequal}
    renew(data, unequal, demanded(one, unequal))
    renew(held, unequal, stored(one, unequal))
    late = {pk for pk in unequal if data.get(pk) != held.get(pk)}
    waiting |= on_their_way(one, sorted(late))
    for pk in waiting:
        data.pop(pk, None), held.pop(pk, None)
    wrong = [
        pk for pk in unequal if pk not in waiting and (pk in late or (mends and before[pk] != held.get(pk)))
    ]
    return Compared(documents=len(held), waiting=len(waiting), wrong=wrong, sums=(summed(data), summed(held)))


def renew(held: Contents, ids: Sequence[int], found: Contents) -> None:
    """Put what was read again into the place of what was read before."""
    for pk in ids:
        held.pop(pk, None)
    held.update(found)


def gone(one: Object, *, mends: bool) -> Compared:
    """The documents whose record is no more."""
    found = orphans(one)
    waiting = on_their_way(one, found)
    wrong = [pk for pk in found if pk not in waiting]
    if mends:
        index(one, wrong)
    held = stored(one, wrong)
    return Compared(documents=len(held), wrong=wrong, sums=(0, summed(held)))


def summed(documents: Contents) -> int:
    """A checksum of documents, whatever their order."""
    digests = (blake2b(repr(each).encode(), digest_size=8).digest() for each in sorted(documents.items()))
    return sum(map(int.from_bytes, digests)) & ((1 << SUM_BITS) - 1)


def on_their_way(one: Object, ids: Sequence[int]) -> set[int]:
    """Those of the records whose change the index has not heard of yet."""
    if not ids:
        return set()
    mine = Delivery.objects.filter(subscriber=INDEXER, object=one.name)
    single = mine.filter(subject_id__in=ids).values_list("subject_id", flat=True)
    batches = list(mine.filter(batch__isnull=False).values_list("batch_id", flat=True))
    of_a_set = Fact.objects.filter(batch_id__in=batches, object=one.name, subject_id__in=ids)
    return {pk for pk in single if pk} | (
        set(of_a_set.values_list("subject_id", flat=True)) if batches else set()
    )


INDEXER = "search.reactions.index_record"


def differences(one: Object) -> list[int]:
    """The records whose document is not what it should be, those on their way included."""
    wrong, last = [], 0
    while ids := list(
        one.model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]
    ):
        wrong += differing(one, ids)
        last = ids[-1]
    return wrong + orphans(one)
