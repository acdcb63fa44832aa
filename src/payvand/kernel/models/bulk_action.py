"""Something done to so many records that it is done beside the web: what, to which, how far, and what was refused."""

import array
from collections.abc import Sequence
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.models.user import User


class BulkState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


OPEN = (BulkState.WAITING, BulkState.RUNNING)
MOST_REASONS = 20


class BulkActionQuerySet(models.QuerySet["BulkAction"]):
    """The questions that bulk actions answer."""

    def open(self) -> Self:
        """Those that are not at their end."""
        return self.filter(state__in=OPEN)


BulkActionManager = models.Manager.from_queryset(BulkActionQuerySet)


class BulkAction(models.Model):
    """One deed over a set of records, named by their numbers when it was asked for, so that nothing else is touched.

    `deed` is edit, archive, restore, delete, command or undo; `inputs` are its values as JSON. `reached` counts the
    records that were gone through; it is written in the transaction of their change, so that a kill doubles nothing.
    `batches` are the batches of facts to take back.
    """

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    deed = models.CharField(max_length=10)
    name = models.CharField(max_length=100, blank=True, default="")
    title = models.CharField(max_length=200)
    inputs = models.JSONField(default=dict)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    numbers = models.BinaryField()
    total = models.PositiveIntegerField()
    reached = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict)
    batches = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=BulkState, default=BulkState.WAITING)
    undoes = models.ForeignKey("self", models.CASCADE, null=True, related_name="undone_by")
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    objects = BulkActionManager()

    class Meta:
        indexes = [
            models.Index(fields=["touched_at"], condition=models.Q(state__in=OPEN), name="kernel_bulk_open"),
            models.Index(fields=["user", "-id"], name="kernel_bulk_of_user"),
        ]

    @staticmethod
    def pack(pks: Sequence[int]) -> bytes:
        """Numbers of records as bytes, eight a number."""
        return array.array("q", pks).tobytes()

    def next_numbers(self, count: int) -> list[int]:
        """The records that come next."""
        found = array.array("q")
        found.frombytes(bytes(self.numbers)[self.reached * 8 : (self.reached + count) * 8])
        return found.tolist()

    @property
    def is_open(self) -> bool:
        """Whether it is not at its end."""
        return self.state in OPEN

    @property
    def can_be_undone(self) -> bool:
        """Whether there is something that an undo would take back, and nobody has asked for it yet."""
        return bool(self.batches) and not self.is_open and self.deed != "undo" and not self.undone_by.exists()

    def advance(self, count: int, changed: int, reasons: Sequence[str], ways: Sequence[int]) -> None:
        """Note what became of the next records; not yet written."""
        self.reached += count
        self.changed += changed
        self.refused += len(reasons)
        for reason in reasons:
            if reason in self.reasons or len(self.reasons) < MOST_REASONS:
                self.reasons[reason] = self.reasons.get(reason, 0) + 1
        self.batches += ways
        self.state = BulkState.DONE if self.reached >= self.total else BulkState.RUNNING
