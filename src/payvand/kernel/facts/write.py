"""Writes facts, and one delivery for every subscriber, into the transaction of the change that they tell of."""

import dataclasses
from collections.abc import Iterable, Sequence
from decimal import Decimal

import orjson
from django.db import transaction

from payvand.kernel import clock
from payvand.kernel.access.actor import Actor
from payvand.kernel.db import insert_rows
from payvand.kernel.facts.catalogue import FACTS, subscribers_of
from payvand.kernel.kinds import JSON
from payvand.kernel.kinds.number import plain
from payvand.kernel.models import Batch, Delivery, Fact, Record
from payvand.kernel.objects import Object, named, object_of

DEEPEST = 8


def record(fact: object, *, about: Record, actor: Actor) -> Fact:
    """Write one fact about a record. Raises RuntimeError outside a transaction: the fact would stand alone."""
    return _write(fact, object_of(about), about.pk, party_of(about), actor)


def record_about(
    fact: object, *, object_name: str, subject_id: int, party_id: int | None, actor: Actor
) -> Fact:
    """Write one fact about a subject that is no record (any more)."""
    return _write(fact, named(object_name), subject_id, party_id, actor)


def _write(fact: object, one: Object, subject_id: int, party_id: int | None, actor: Actor) -> Fact:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a fact is written only inside the transaction of its change")
    row = new_fact(fact, one, subject_id, party_id, actor)
    row.save(force_insert=True)
    too_deep = row.depth > DEEPEST
    deliveries = [
        Delivery(
            subscriber=subscriber.name,
            fact=row,
            object=row.object,
            subject_id=row.subject_id,
            due_at=row.at,
            parked_at=row.at if too_deep else None,
            error=f"more than {DEEPEST} facts caused one another" if too_deep else "",
        )
        for subscriber in subscribers_of(row.name, row.object)
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
    return row


def new_fact(fact: object, one: Object, subject_id: int, party_id: int | None, actor: Actor) -> Fact:
    """The row of a fact, not yet written."""
    kind = FACTS[fact.fact_name]  # type: ignore[attr-defined]
    return Fact(
        name=kind.name,
        version=kind.version,
        object=one.name,
        subject_id=subject_id,
        party_id=party_id,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        cause_id=actor.cause.fact_id if actor.cause else None,
        depth=actor.cause.depth if actor.cause else 0,
        at=clock.now(),
        payload=payload_of(fact),
    )


def payload_of(fact: object) -> dict[str, JSON]:
    """The payload of a fact as JSON; money and days in the form of their kinds."""
    return orjson.loads(orjson.dumps(dataclasses.asdict(fact), default=_told))  # type: ignore[call-overload, no-any-return]


def _told(value: object) -> str:
    """What JSON does not know, as text. An amount is told alike whatever zeros a database puts behind it."""
    return plain(value) if isinstance(value, Decimal) else str(value)


def party_of(about: Record) -> int | None:
    """The party whose timeline a record's facts belong to."""
    path = object_of(about).party
    if path is None:
        return None
    return about.pk if path == "" else getattr(about, f"{path}_id", None)


FACT_COLUMNS = (
    "name", "version", "object", "subject_id", "party_id", "actor_kind", "actor_id", "cause_id", "depth", "batch_id",
    "at", "payload",
)  # fmt: skip


def record_many(
    name: str, rows: Iterable[tuple[int, int | None, bytes]], *, one: Object, actor: Actor, batch: Batch
) -> None:
    """Write one fact a row, compactly, for a bulk write; `rows` gives (subject id, party id, payload as JSON).

    One delivery a subscriber carries the whole batch.
    """
    kind = FACTS[name]
    now = clock.now()
    cause_id, depth = (actor.cause.fact_id, actor.cause.depth) if actor.cause else (None, 0)
    head = (kind.name, kind.version, one.name)
    tail = (actor.kind, actor.user_id, cause_id, depth, batch.pk, now)
    insert_rows(
        Fact, FACT_COLUMNS, [(*head, pk, party, *tail, payload.decode()) for pk, party, payload in rows]
    )


def announce(batch: Batch, names: Sequence[str]) -> None:
    """Hand a batch to every subscriber of the facts in it, once."""
    wanted = {one.name for name in names for one in subscribers_of(name, batch.object)}
    Delivery.objects.bulk_create(
        Delivery(subscriber=subscriber, batch=batch, object=batch.object, due_at=batch.at)
        for subscriber in sorted(wanted)
    )
