"""What an import wrote: the kernel's own batches of facts, and the records that an undo had to leave as they are."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models

from payvand.integration.models.import_batch import ImportBatch
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Batch, Fact


class ImportedSetQuerySet(models.QuerySet["ImportedSet"]):
    """The sets of an import."""

    def written(self) -> Self:
        """Those that the import itself wrote, the newest first."""
        return self.filter(undoes=False).order_by("-written_id")

    def note(self, batch: ImportBatch, written: Iterable[Batch], *, undoes: bool = False) -> None:
        """Keep which sets were written, in the transaction that wrote them."""
        self.bulk_create(ImportedSet(batch=batch, written=one, undoes=undoes) for one in written)


ImportedSetManager = models.Manager.from_queryset(ImportedSetQuerySet)


class ImportedSet(models.Model):
    """One batch of facts that an import wrote, or that its undo wrote."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="sets")
    written = models.ForeignKey(Batch, models.CASCADE, related_name="+")
    undoes = models.BooleanField(default=False)

    objects: ClassVar["ImportedSetManager[ImportedSet]"] = ImportedSetManager()

    @property
    def facts(self) -> "models.QuerySet[Fact]":
        """What happened in it, the newest first."""
        return Fact.objects.filter(batch_id=self.written_id).order_by("-id")


class KeptRecordQuerySet(models.QuerySet["KeptRecord"]):
    """What an undo left alone."""

    def keep(self, rows: Iterable["KeptRecord"]) -> None:
        """Keep some more."""
        self.bulk_create(rows, batch_size=500)


KeptRecordManager = models.Manager.from_queryset(KeptRecordQuerySet)


class KeptRecord(models.Model):
    """A record that an undo left as it is, wholly or in some fields, and why."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="kept")
    object = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=200, blank=True, default="")
    errors: models.JSONField[list[dict[str, JSON]], list[dict[str, JSON]]] = models.JSONField(default=list)

    objects: ClassVar["KeptRecordManager[KeptRecord]"] = KeptRecordManager()
