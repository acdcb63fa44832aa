"""Which records of a set are refused, and why, so that the others can go on without them."""

from collections.abc import Mapping

from django.db import transaction

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Batch, Record
from payvand.kernel.objects import Did, Object, Written


class Refused(Exception):
    """Some of a set stay as they are; what was written for all is to be taken back, and done without these."""

    def __init__(self, reasons: Mapping[int, DomainError]) -> None:
        super().__init__()
        self.reasons = reasons


def own_reasons(
    one: Object, found: Mapping[int, Record], did: Did, actor: Actor, batch: Batch | None
) -> dict[int, DomainError]:
    """Let the Object write what belongs to a deed, or say of which records it refuses that: asked by halves of the set.

    The records come under whatever number their refusals are to bear. Where any is refused, what was written for the
    others is worth nothing.
    """
    if one.together is None or not found:
        return {}
    try:
        with transaction.atomic():
            one.together([Written(record=row, did=did) for row in found.values()], actor=actor, batch=batch)
    except DomainError as error:
        if len(found) == 1:
            return dict.fromkeys(found, error)
        keys = list(found)
        halves = keys[: len(keys) // 2], keys[len(keys) // 2 :]
        reasons = [own_reasons(one, {key: found[key] for key in half}, did, actor, batch) for half in halves]
        # What each half allows, and both together do not, is refused to all.
        return reasons[0] | reasons[1] or dict.fromkeys(found, error)
    return {}
