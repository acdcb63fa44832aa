"""What was deleted and can still be brought back: the recycle bin."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class BinItem(models.Model):
    """A record that was deleted, with everything that went with it.

    `rows` holds [model, {column: value}] in the order in which they are written again; `links` [model, column, target,
    numbers] for rows that stayed and pointed at one that went. `batch_id` is there where it went with a set.
    """

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    batch_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    deleted_at = models.DateTimeField()
    deleted_by_id = models.BigIntegerField(null=True)
    rows = models.JSONField()
    links = models.JSONField(default=list)

    objects: ClassVar[models.Manager["BinItem"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["deleted_by_id", "-id"], name="kernel_bin_whose"),
            models.Index(fields=["deleted_at"], name="kernel_bin_age"),
            models.Index(fields=["object", "subject_id"], name="kernel_bin_subject"),
            models.Index(
                fields=["batch_id", "id"], condition=Q(batch_id__isnull=False), name="kernel_bin_batch"
            ),
        ]
