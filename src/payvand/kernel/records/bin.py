"""The recycle bin: deleted records wait here, with parts and links, to be brought back or until their time is over."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.models import BinItem, StoredFile


def bin_of(actor: Actor) -> models.QuerySet[BinItem]:
    """What an actor may bring back, the latest first."""
    items = BinItem.objects.order_by("-id")
    return items if actor.grants.everything else items.filter(deleted_by_id=actor.user_id or 0)


def empty_bin(items: Iterable[int] | None, *, actor: Actor) -> int:
    """Let go of what is in the actor's bin for good, all of it where no items are named. Returns how many went."""
    chosen = bin_of(actor) if items is None else bin_of(actor).filter(pk__in=items)
    return _let_go(chosen)


def purge_bin() -> int:
    """Let go of what has been in the bin for longer than the setting says. Returns how many went."""
    before = clock.now() - timedelta(days=settings.PAYVAND.bin_days)
    return _let_go(BinItem.objects.filter(deleted_at__lt=before))


def _let_go(items: models.QuerySet[BinItem]) -> int:
    """Remove items and the rows of the files that were attached to their records; the bytes follow by themselves."""
    gone = 0
    with transaction.atomic():
        for item in items.order_by("id").select_for_update(no_key=True):
            files = StoredFile.objects.filter(object=item.object, subject_id=item.subject_id)
            for file in files:
                _let_go_file(file)
            item.delete()
            gone += 1
    return gone


def _let_go_file(file: StoredFile) -> None:
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        # Something else holds it, an import say: it is not only this record's.
        StoredFile.objects.filter(pk=file.pk).update(object="", subject_id=None)
