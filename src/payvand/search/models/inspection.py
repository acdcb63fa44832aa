"""How far the index of an Object is compared with its records, and what came of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Self

from django.db import models

from payvand.kernel import clock

SILENCE = timedelta(seconds=60)
"""After so long without a step an inspection is nobody's."""
LISTED = 100
SUM_BITS = 63


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """The questions about inspections, and how one begins."""

    def begin(self, object_name: str, *, mends: bool, total: int) -> "Inspection":
        """The inspection of an Object: the one that is under way, or a new one in the place of the last."""
        held = self.open().filter(object=object_name, mends=mends).first()
        if held is not None:
            return held
        self.filter(object=object_name).delete()
        return self.create(
            object=object_name, mends=mends, total=total, begun_at=clock.now(), touched_at=clock.now()
        )

    def open(self) -> Self:
        """Those that are not at their end."""
        return self.filter(ended_at=None)

    def abandoned(self) -> Self:
        """Those that nobody drives: their process died, or their job was lost."""
        return self.open().filter(touched_at__lt=clock.now() - SILENCE)


class Inspection(models.Model):
    """One walk through the records of an Object and their documents, which a kill leaves resumable.

    The checksums add up what the documents should hold and what they hold, whatever their order: equal sums over as
    many documents as records prove that index and data are equal. `waiting` are records whose change is on its way to
    the index; they are in neither sum.
    """

    object = models.CharField(max_length=60, unique=True)
    mends = models.BooleanField(default=False)
    total = models.PositiveBigIntegerField(default=0)
    last_id = models.BigIntegerField(default=0)
    records = models.PositiveBigIntegerField(default=0)
    documents = models.PositiveBigIntegerField(default=0)
    waiting = models.PositiveBigIntegerField(default=0)
    differing = models.PositiveBigIntegerField(default=0)
    differing_ids = models.JSONField(default=list)
    mended = models.PositiveBigIntegerField(default=0)
    data_sum = models.BigIntegerField(default=0)
    index_sum = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = InspectionQuerySet.as_manager()

    @property
    def is_equal(self) -> bool:
        """Whether index and data were found equal, or were made so."""
        return self.ended_at is not None and self.differing == self.mended

    def note(
        self,
        *,
        last_id: int,
        records: int,
        documents: int,
        waiting: int,
        wrong: Sequence[int],
        mended: int,
        sums: tuple[int, int],
        ended: bool,
    ) -> None:
        """Write down a step, unless another process has taken the same one meanwhile."""
        most = (1 << SUM_BITS) - 1
        step = {
            "last_id": last_id,
            "records": self.records + records,
            "documents": self.documents + documents,
            "waiting": self.waiting + waiting,
            "differing": self.differing + len(wrong),
            "differing_ids": [*self.differing_ids, *wrong][:LISTED],
            "mended": self.mended + mended,
            "data_sum": (self.data_sum + sums[0]) & most,
            "index_sum": (self.index_sum + sums[1]) & most,
            "touched_at": clock.now(),
            "ended_at": clock.now() if ended else None,
        }
        mine = Inspection.objects.filter(pk=self.pk, last_id=self.last_id, ended_at=None)
        mine.update(**step)
        self.refresh_from_db()
