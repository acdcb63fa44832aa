"""The keys of records: what two of them share that are looked at as a pair. A table of its own, small and indexed."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import models

from payvand.duplicates.models.rule import Rule
from payvand.kernel.db import insert_rows


class KeyQuerySet(models.QuerySet["Key"]):
    """Keys, and the one way by which they come and go."""

    def replace(self, rule: Rule, ids: Sequence[int], keys: Iterable[tuple[int, int]]) -> None:
        """Put the keys (record, key) of these records in the place of those they had. Inside a transaction."""
        self.filter(rule=rule, record_id__in=ids).delete()
        insert_rows(Key, ["rule", "record_id", "key"], [(rule.pk, pk, key) for pk, key in keys])

    def drop_some(self, rule: Rule, most: int) -> int:
        """Remove some keys of a rule; returns how many went."""
        ids = list(self.filter(rule=rule).values_list("pk", flat=True)[:most])
        self.filter(pk__in=ids).delete()
        return len(ids)


KeyManager = models.Manager.from_queryset(KeyQuerySet)


class Key(models.Model):
    """One key of one record by one rule: 64 bits of a digest, in which the place of the block in the rule is mixed."""

    id = models.BigAutoField(primary_key=True)
    rule = models.ForeignKey(Rule, models.CASCADE, related_name="+", db_index=False)
    record_id = models.BigIntegerField()
    key = models.BigIntegerField()

    objects: ClassVar["KeyManager[Key]"] = KeyManager()

    class Meta:
        indexes = [
            models.Index(fields=["rule", "key", "record_id"], name="duplicates_key_meeting"),
            models.Index(fields=["rule", "record_id", "key"], name="duplicates_key_record"),
        ]


class CrowdQuerySet(models.QuerySet["Crowd"]):
    """How the crowded keys of a rule are found anew."""

    def find_anew(self, rule: Rule, most: int) -> None:
        """Note the keys that more records have than `most`. Inside a transaction."""
        self.filter(rule=rule).delete()
        keys = Key.objects.filter(rule=rule).values("key").annotate(members=models.Count("id"))
        crowded = list(keys.filter(members__gt=most).order_by().values_list("key", flat=True))
        insert_rows(Crowd, ["rule", "key"], [(rule.pk, key) for key in crowded])


CrowdManager = models.Manager.from_queryset(CrowdQuerySet)


class Crowd(models.Model):
    """A key that so many records share that it tells nobody apart; a scan does not compare its records for it."""

    id = models.BigAutoField(primary_key=True)
    rule = models.ForeignKey(Rule, models.CASCADE, related_name="+", db_index=False)
    key = models.BigIntegerField()

    objects: ClassVar["CrowdManager[Crowd]"] = CrowdManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "key"], name="duplicates_crowd_once")]
