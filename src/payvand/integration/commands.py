"""What may be done to imports beside running them: taking one back."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.integration.jobs import turn_back
from payvand.integration.models import ImportBatch
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import Missing


@command(
    "integration.undo_import",
    label=_("Take an import back"),
    action="import",
    icon="arrow-back-up",
    danger=True,
)
def undo_import(*, number: Annotated[int, Input(label=_("number of the import"))], actor: Actor) -> None:
    """Remove what an import made, and let what it changed be as before, unless somebody changed it since.

    It is done in the background; the page of the import shows how far it is, and which records were left.
    """
    batch = ImportBatch.objects.select_related("file").filter(pk=number).first()
    if batch is None:
        raise Missing("missing", _("There is no such import."))
    turn_back(batch, actor=actor)
