"""Imports in the background: a job drives one, a sweep finds those that were left behind."""

from django.utils.translation import gettext_lazy as _

from payvand.integration.drive import drive
from payvand.integration.intake import stored_mapping
from payvand.integration.mapping import checked
from payvand.integration.models import ImportBatch
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.jobs import job, sweep
from payvand.kernel.models import Fact
from payvand.kernel.objects import named


def start(batch: ImportBatch) -> None:
    """Let an import run. Raises WrongMapping where it could not; a failed or cancelled one goes on where it stopped."""
    one = named(batch.object)
    checked(stored_mapping(batch, one), one)
    batch.release()
    drive_import(batch.pk)


def turn_back(batch: ImportBatch, *, actor: Actor) -> None:
    """Mark an import as to be taken back. Raises DomainError where it cannot be, or not by this actor.

    The sweep finds it within a minute; a face that has committed starts `drive_import` at once.
    """
    if batch.user_id != actor.user_id and not actor.grants.everything:
        raise Denied("denied", _("Only whoever began an import takes it back, or an administrator."))
    if not batch.is_undoable:
        raise DomainError("not_undoable", _("There is nothing of this import that could be taken back now."))
    facts = Fact.objects.filter(batch_id__in=batch.sets.written().values("written_id"))
    for one in {named(name) for name in facts.order_by().values_list("object", flat=True).distinct()}:
        if facts.filter(object=one.name, name="record.created").exists():
            require(actor, "delete", one)
    batch.turn_back(facts.count(), actor.user_id)


@job
def drive_import(batch_id: int) -> None:
    """Drive an import to its end, or back, unless somebody else does."""
    batch = ImportBatch.objects.open().filter(pk=batch_id).first()
    if batch is not None:
        drive(batch)


@sweep
def drive_abandoned() -> None:
    """Take up imports that nobody drives: their process died, or their job was lost."""
    for batch in ImportBatch.objects.open():
        if not batch.is_held():
            drive_import(batch.pk)
