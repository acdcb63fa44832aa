"""What happened, and who still has to hear of it."""

from django.db import models
from django.db.models import Q


class Fact(models.Model):
    """One thing that happened: written in the transaction of the change, never altered afterwards."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    object = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    party_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True)
    cause_id = models.BigIntegerField(null=True)
    depth = models.PositiveSmallIntegerField(default=0)
    batch_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    payload = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["object", "subject_id", "at", "id"], name="kernel_fact_subject"),
            models.Index(
                fields=["party_id", "at", "id"],
                name="kernel_fact_party",
                condition=Q(party_id__isnull=False),
            ),
            models.Index(
                fields=["batch_id", "id"], name="kernel_fact_batch", condition=Q(batch_id__isnull=False)
            ),
        ]


class Batch(models.Model):
    """Many facts that were written together and are heard together (imports, bulk edits)."""

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    label = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()


class Delivery(models.Model):
    """One fact, or one batch of facts, on its way to one subscriber. It lives until it is done.

    Deliveries that are done are removed: what stands here is open, or parked for an administrator.
    """

    id = models.BigAutoField(primary_key=True)
    subscriber = models.CharField(max_length=120)
    fact = models.ForeignKey(Fact, models.CASCADE, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, related_name="+")
    object = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    parked_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="kernel_delivery_due", condition=Q(parked_at__isnull=True)
            ),
            models.Index(
                fields=["subscriber", "object", "subject_id", "id"],
                name="kernel_delivery_order",
                condition=Q(parked_at__isnull=True),
            ),
        ]
