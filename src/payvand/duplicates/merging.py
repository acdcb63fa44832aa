"""Making one of the records of a pair, or of several: the kernel's merge, and what that means for the queue."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from payvand.duplicates.models import Pair, Verdict
from payvand.kernel.access import Actor
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Merge, Record
from payvand.kernel.objects import Object
from payvand.kernel.records import everything, merge, shown


def merge_all(
    one: Object, kept_id: int, gone_ids: Sequence[int], *, chosen: Mapping[str, int], actor: Actor
) -> list[Merge]:
    """Take records into one of them, all or none. `chosen` names for a field the record whose value it shall have; of
    the other fields the kept record's value stays, and an empty one takes the first that there is.
    """
    made = []
    with transaction.atomic():
        for gone in gone_ids:
            choices = {name: "gone" if pk == gone else "kept" for name, pk in chosen.items()}
            made.append(merge(one, kept_id, gone, actor=actor, choices=choices))  # type: ignore[arg-type]
            note_merged(one.name, [(kept_id, gone)], actor.user_id)
    return made


def note_merged(object_name: str, merged: Sequence[tuple[int, int]], user_id: int | None) -> None:
    """Close the pairs of records that are one now."""
    for kept, gone in merged:
        for pair in between(object_name, kept, gone).filter(state=Verdict.OPEN):
            pair.decide(Verdict.MERGED, user_id)


def note_parted(object_name: str, kept: int, gone: int) -> None:
    """Put a pair that was merged up again, since its records are two again."""
    for pair in between(object_name, kept, gone).filter(state=Verdict.MERGED):
        pair.decide(Verdict.OPEN, None)


def between(object_name: str, one: int, other: int) -> QuerySet[Pair]:
    """The pair of two records, if there is one."""
    low, high = sorted((one, other))
    return Pair.objects.filter(object=object_name, one_id=low, other_id=high)


def fuller(one: Object, ids: Sequence[int]) -> int:
    """Of some records the one that says most; of equals the one that was first."""
    found: dict[int, Record] = one.model.objects.in_bulk(ids)
    return min(found, key=lambda pk: (-said(one, everything(found[pk], one)), pk))


def said(one: Object, values: Mapping[str, object]) -> int:
    """How many fields hold anything."""
    told: list[JSON] = [shown(one.fields[name], value) for name, value in values.items()]
    return sum(value not in (None, "", [], False) for value in told)
