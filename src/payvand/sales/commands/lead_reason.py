"""What belongs to the writing of a reason: the paths of those below it carry its name."""

from collections.abc import Sequence
from typing import TypeGuard

from payvand.kernel.access import Actor
from payvand.kernel.models import Batch, Record
from payvand.kernel.objects import Written
from payvand.sales.models import DisqualifyReason


def follow_names(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001 - the seam
    """Put the paths below reasons right that were renamed or moved."""
    changed = [one.record for one in written if one.did == "updated" and {"name", "parent"} & {*one.changes}]
    for reason in changed:
        if _is_reason(reason):
            _follow(reason)


def _follow(reason: DisqualifyReason) -> None:
    for child in DisqualifyReason.objects.filter(parent=reason.pk).select_related("parent"):
        child.settle()
        child.save(update_fields=["path"])
        _follow(child)


def _is_reason(record: Record) -> TypeGuard[DisqualifyReason]:
    return isinstance(record, DisqualifyReason)
