"""Puts many records away, or brings them back, as a set."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from payvand.kernel import clock
from payvand.kernel.access import Actor, require, visible
from payvand.kernel.facts import announce, record_many
from payvand.kernel.models import Batch, Merge
from payvand.kernel.objects import Did, Object, Written
from payvand.kernel.records.memory import forget_written


def archive_many(one: Object, pks: Sequence[int], *, actor: Actor) -> Batch | None:
    """Put records away; those that are away already, or not the actor's to put away, are left alone.

    Returns the batch of the facts, None where nothing changed.
    """
    return _move(one, pks, actor, away=True)


def restore_many(one: Object, pks: Sequence[int], *, actor: Actor) -> Batch | None:
    """Bring records back from the archive; those that were merged into others are left alone."""
    return _move(one, pks, actor, away=False)


def _move(one: Object, pks: Sequence[int], actor: Actor, *, away: bool) -> Batch | None:
    require(actor, "archive", one)
    with transaction.atomic():
        rows = one.model.objects.filter(pk__in=pks, archived_at__isnull=away)
        if not away:
            rows = rows.exclude(pk__in=Merge.objects.standing().filter(object=one.name).values("gone_id"))
        locked = visible(rows, actor, "archive").order_by("pk").select_for_update(of=("self",), no_key=True)
        party = {None: "pk", "": "pk"}.get(one.party, f"{one.party}_id")
        found = list(locked.values_list("pk", party))
        if not found:
            return None
        now = clock.now()
        changed = {"archived_at": now if away else None, "updated_at": now, "version": F("version") + 1}
        one.model.objects.filter(pk__in=[pk for pk, _party in found]).update(**changed)
        batch = Batch.objects.create(object=one.name, at=now)
        name = "record.archived" if away else "record.restored"
        told = [(pk, None if one.party is None else whose, b"{}") for pk, whose in found]
        record_many(name, told, one=one, actor=actor, batch=batch)
        announce(batch, [name])
        if one.together is not None:
            moved = one.model.objects.filter(pk__in=[pk for pk, _party in found]).order_by("pk")
            did: Did = "archived" if away else "restored"
            one.together([Written(record=each, did=did) for each in moved], actor=actor, batch=batch)
    forget_written(one.model)
    return batch
