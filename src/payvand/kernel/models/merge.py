"""Two records that became one, and every row that was turned from the one to the other, so that it can be undone."""

from typing import Self

from django.db import models
from django.db.models import Q


class MergeQuerySet(models.QuerySet["Merge"]):
    """The questions that merges answer."""

    def standing(self) -> Self:
        """Merges that were not undone."""
        return self.filter(undone_at=None)


MergeManager = models.Manager.from_queryset(MergeQuerySet)


class Merge(models.Model):
    """The record `gone_id` of an Object was taken into `kept_id`. The row of the first stays, archived.

    `changes` holds the fields of the kept record that took a value, each as [before, after]; `vacated` the unique
    values that the other one gave away.
    """

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    changes = models.JSONField(default=dict)
    vacated = models.JSONField(default=dict)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = MergeManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object", "gone_id"], condition=Q(undone_at=None), name="kernel_merge_gone_once"
            )
        ]
        indexes = [
            models.Index(fields=["object", "kept_id"], condition=Q(undone_at=None), name="kernel_merge_kept")
        ]


class Moved(models.Model):
    """One row that pointed at the record that went and now points at the one that was kept.

    `model` and `column` say which row and where; `yielded` names a mark that it lost because only one may bear it (the
    primary phone).
    """

    id = models.BigAutoField(primary_key=True)
    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved", db_index=False)
    model = models.CharField(max_length=100)
    column = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    yielded = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["merge", "model", "column", "row_id"], name="kernel_moved_rows")]
