"""Delivers facts to their subscribers: each in a transaction of its own, at least once, in order per subject."""

import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from payvand.kernel.access import process
from payvand.kernel.db import engine
from payvand.kernel.facts import SUBSCRIBERS, Subscriber
from payvand.kernel.models import Batch, Delivery, Fact

TRIES = 5
BACK_OFF = (2, 15, 120, 900)
IDLE_SECONDS = 0.3
BURST = 100
SLICE = 8
WINDOW = 500
PAUSE_SECONDS = 0.005


def due(window: int | None = None) -> QuerySet[Delivery]:
    """Deliveries that may be tried now: an earlier open one of the same subscriber and subject goes first.

    A batch touches many subjects, so whatever follows it waits until it is through. `window` looks at the oldest ones
    only, which is cheap however many wait.
    """
    open_ones = Delivery.objects.filter(parked_at=None)
    alike = (
        open_ones.filter(subscriber=OuterRef("subscriber"), object=OuterRef("object"))
        .order_by("id")
        .values("id")
    )
    first_of_subject = Subquery(alike.filter(subject_id=OuterRef("subject_id"))[:1])
    first_batch = Subquery(alike.filter(subject_id=None)[:1])
    ready = open_ones.filter(due_at__lte=datetime.now(UTC)).order_by("due_at", "id")
    if window is not None:
        ready = open_ones.filter(pk__in=ready.values("pk")[:window]).order_by("due_at", "id")
    heads = ready.alias(head=Coalesce(first_of_subject, F("id")), batch_head=Coalesce(first_batch, F("id")))
    return heads.filter(head=F("id"), batch_head__gte=F("id"))


def claimed() -> list[int]:
    """Some due deliveries that are ours now: among the oldest ones first, and wherever they are if all those wait."""
    for window in (WINDOW, None):
        found = list(engine().lock_claim(due(window)).values_list("pk", flat=True)[:BURST])
        if found:
            return found
    return []


def read(pks: Sequence[int]) -> Iterator[Delivery]:
    """Deliveries with what they carry, a few at a time: most moments end long before the last one's turn."""
    for start in range(0, len(pks), SLICE):
        some = pks[start : start + SLICE]
        found = Delivery.objects.select_related("fact", "batch").in_bulk(some)
        yield from (found[pk] for pk in some)


def deliver_some() -> int:
    """Claim a few due deliveries and hand them over for a moment, then let other writers in. Returns how many.

    Each stands or falls by itself (a savepoint); its effect and its end are committed together, so a kill at any
    instant takes both back. No two that are due at once have the same subscriber and subject.
    """
    tried, done, until = 0, [], time.monotonic() + engine().BURST_SECONDS
    with transaction.atomic():
        for delivery in read(claimed()):
            tried += 1
            if deliver(delivery):
                done.append(delivery.pk)
            if time.monotonic() > until:
                break
        Delivery.objects.filter(pk__in=done).delete()
    return tried


def deliver(delivery: Delivery) -> bool:
    """Hand a claimed delivery over; what goes wrong is taken back and put off. Whether it is through."""
    try:
        with transaction.atomic():
            hand_over(delivery)
    except Exception:  # noqa: BLE001 - whatever a subscriber raises is kept for the administrator
        put_off(delivery, traceback.format_exc())
        return False
    return True


def hand_over(delivery: Delivery) -> None:
    """Call the subscriber with the fact or the batch. A subscriber that is gone hears nothing more."""
    subscriber = SUBSCRIBERS.get(delivery.subscriber)
    if subscriber is None:
        return
    if delivery.fact is not None:
        subscriber.handle(delivery.fact, actor=process(subscriber.name).because(delivery.fact))
    elif delivery.batch is not None:
        hand_over_batch(subscriber, delivery.batch)


def hand_over_batch(subscriber: Subscriber, batch: Batch) -> None:
    """Let a subscriber hear a batch at once if it can, fact by fact otherwise."""
    actor = process(subscriber.name)
    if subscriber.handle_batch is not None:
        subscriber.handle_batch(batch, actor=actor)
        return
    for fact in Fact.objects.filter(batch_id=batch.pk).order_by("id").iterator(chunk_size=1000):
        if subscriber.wants(fact.name, fact.object):
            subscriber.handle(fact, actor=actor.because(fact))


def put_off(delivery: Delivery, error: str) -> None:
    """Try again later; after the last try park the delivery where an administrator sees it."""
    delivery.tries += 1
    delivery.error = error[-4000:]
    now = datetime.now(UTC)
    if delivery.tries >= TRIES:
        delivery.parked_at = now
    else:
        delivery.due_at = now + timedelta(seconds=BACK_OFF[delivery.tries - 1])
    delivery.save(update_fields=["tries", "error", "due_at", "parked_at"])


def retry(delivery_id: int) -> None:
    """Let a parked delivery be tried again from the start."""
    fresh = {"parked_at": None, "tries": 0, "due_at": datetime.now(UTC)}
    Delivery.objects.filter(pk=delivery_id).update(**fresh)


def deliver_all() -> int:
    """Deliver whatever is due now, and what that causes; for tests and the command line. Returns how many."""
    done = 0
    while count := deliver_some():
        done += count
    return done


def deliver_forever(stop: Event) -> None:
    """The worker's loop. A lost database connection is taken up again."""
    with engine().delivery_turn(stop) as mine:
        while mine and not stop.is_set():
            try:
                busy = deliver_some()
            except DatabaseError:
                traceback.print_exc()
                close_old_connections()
                busy = 0
            stop.wait(PAUSE_SECONDS if busy else IDLE_SECONDS)
    connection.close()
