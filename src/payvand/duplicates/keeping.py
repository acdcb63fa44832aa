"""Keeps the keys equal to the records, one record or a whole set at a time."""

from collections.abc import Sequence
from operator import itemgetter

from django.db import transaction

from payvand.duplicates.merging import note_merged
from payvand.duplicates.models import Key, Pair
from payvand.duplicates.plan import numbers_of
from payvand.duplicates.reading import Active, rules_of
from payvand.kernel.db import engine
from payvand.kernel.models import Merge
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
            (known.id, number)
            for known in rule.read(ids)
            for number in dict.fromkeys(numbers_of(rule.plan, known.profile))
        ]
        # The index of keys is walked once, in its own order, instead of jumping about in it for each record.
        Key.objects.replace(rule.rule, ids, sorted(keys, key=itemgetter(1)))


def forget(object_name: str, ids: Sequence[int]) -> None:
    """Take records that were put away or deleted out of the keys and of what waits to be decided."""
    if rules_of(object_name):
        index(object_name, ids)
    merges = Merge.objects.standing().filter(object=object_name, gone_id__in=ids)
    note_merged(object_name, list(merges.values_list("kept_id", "gone_id")), None)
    Pair.objects.withdraw(object_name, ids)
