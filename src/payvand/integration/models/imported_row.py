"""A row that was not written: refused with its reasons, or waiting for another row of its file."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Self

from django.db import models

from payvand.integration.models.import_batch import ImportBatch
from payvand.kernel.kinds import JSON


class ImportedRowQuerySet(models.QuerySet["ImportedRow"]):
    """The rows that are still of interest, and how they come and go."""

    def refused(self) -> Self:
        """Those that people have to mend."""
        return self.filter(waits=False)

    def waiting(self) -> Self:
        """Those that are tried again at the end."""
        return self.filter(waits=True)

    def keep(self, rows: Iterable["ImportedRow"]) -> None:
        """Keep rows."""
        self.bulk_create(rows, batch_size=500)

    def settle(self, ids: Sequence[int]) -> None:
        """Forget rows that were waiting and are dealt with."""
        self.filter(pk__in=ids).delete()


ImportedRowManager = models.Manager.from_queryset(ImportedRowQuerySet)


class ImportedRow(models.Model):
    """What is kept of a row so that it can be mended, or tried again at the end. A written row leaves nothing."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.BigIntegerField()
    cells: models.JSONField[list[JSON], list[JSON]] = models.JSONField(default=list)
    errors: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    waits = models.BooleanField(default=False)

    objects: ClassVar["ImportedRowManager[ImportedRow]"] = ImportedRowManager()

    class Meta:
        indexes = [models.Index(fields=["batch", "waits", "id"], name="integration_row_batch")]
