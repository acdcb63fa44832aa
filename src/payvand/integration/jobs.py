"""Imports in the background: a job drives one, a sweep finds those that were left behind."""

from payvand.integration.drive import drive
from payvand.integration.intake import stored_mapping
from payvand.integration.mapping import checked
from payvand.integration.models import ImportBatch
from payvand.kernel.jobs import job, sweep
from payvand.kernel.objects import named


def start(batch: ImportBatch) -> None:
    """Let an import run. Raises WrongMapping where it could not; a failed or cancelled one goes on where it stopped."""
    one = named(batch.object)
    checked(stored_mapping(batch, one), one)
    batch.release()
    drive_import(batch.pk)


@job
def drive_import(batch_id: int) -> None:
    """Drive an import to its end, unless somebody else does."""
    batch = ImportBatch.objects.open().filter(pk=batch_id).first()
    if batch is not None:
        drive(batch)


@sweep
def drive_abandoned() -> None:
    """Take up imports that nobody drives: their process died, or their job was lost."""
    for batch in ImportBatch.objects.open():
        if not batch.is_held():
            drive_import(batch.pk)
