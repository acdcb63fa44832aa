"""Keeps the keys equal to the records, one record or a whole set at a time."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from django.db import transaction
from django.db.models import QuerySet

from payvand.duplicates.merging import note_merged
from payvand.duplicates.models import Key, Pair
from payvand.duplicates.plan import Profile, numbers_of
from payvand.duplicates.reading import Active, rules_of, texts
from payvand.kernel.db import engine, listed
from payvand.kernel.models import Merge, Record
from payvand.kernel.query.rows import read_rows
from payvand.kernel.records.memory import without_collection

CHUNK = 2_000


def index(object_name: str, ids: Sequence[int]) -> None:
    """Make the keys of these records what the records are now; those of records that are gone go."""
    for rule in rules_of(object_name):
        for start in range(0, len(ids), CHUNK):
            index_some(rule, ids[start : start + CHUNK])


def index_some(rule: Active, ids: Sequence[int]) -> None:
    """The same by one rule, for no more than a chunk."""
    with without_collection(), transaction.atomic():
        # Who reads the records first must not write their keys last.
        engine().take_turn(f"duplicates.{rule.rule.pk}")
        keys = [
            (pk, number)
            for pk, profile in profiles(rule, ids)
            for number in dict.fromkeys(numbers_of(rule.plan, profile))
        ]
        # The index of keys is walked once, in its own order, instead of jumping about in it for each record.
        Key.objects.replace(rule.rule, ids, sorted(keys, key=itemgetter(1)))


def profiles(rule: Active, ids: Sequence[int]) -> Iterator[tuple[int, Profile]]:
    """The numbers and profiles of the records that the rule is about, archived ones left out."""
    about = [*concerned(rule, ids)] if rule.conditions else ids
    if not about:
        return
    found, _keys = read_rows(rule.fields, [], current(rule, about))
    names = [field.name for field in rule.fields]
    compared = [
        (field.name, field, names.index(field.name))
        for field in rule.fields
        if field.name in rule.plan.fields
    ]
    for row in found:
        told = {name: texts(field, row.values[place]) for name, field, place in compared}
        yield row.id, rule.plan.profile(told)


def concerned(rule: Active, ids: Sequence[int]) -> Iterator[int]:
    """Those of the records that meet the rule's conditions, found out without reading more of them."""
    fields = [field for field in rule.fields if field.name in rule.conditions]
    names = [field.name for field in fields]
    for row in read_rows(fields, [], current(rule, ids))[0]:
        if rule.wants(dict(zip(names, row.values, strict=True))):
            yield row.id


def current(rule: Active, ids: Sequence[int]) -> QuerySet[Record]:
    """These records as far as they are not archived."""
    return rule.object.model.objects.filter(pk__in=listed(ids), archived_at=None)


def forget(object_name: str, ids: Sequence[int]) -> None:
    """Take records that were put away or deleted out of the keys and of what waits to be decided."""
    if rules_of(object_name):
        index(object_name, ids)
    merges = Merge.objects.standing().filter(object=object_name, gone_id__in=ids)
    note_merged(object_name, list(merges.values_list("kept_id", "gone_id")), None)
    Pair.objects.withdraw(object_name, ids)
