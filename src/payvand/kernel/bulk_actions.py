"""Deeds over more records than a request should do: begun by a page or the API, driven by the worker, undone alike.

The row says what is to be done and how far it has come; each step changes some records and moves the row on in one
transaction, so that a killed worker neither loses nor doubles anything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import format_number
from payvand.culture.locale import NEUTRAL
from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of, require
from payvand.kernel.commands import command_named
from payvand.kernel.errors import Denied, DomainError, Missing
from payvand.kernel.jobs import job, sweep
from payvand.kernel.kinds import JSON
from payvand.kernel.models import BulkAction, BulkState, Fact
from payvand.kernel.objects import Object, named
from payvand.kernel.query import Query, matching
from payvand.kernel.records import archive_many, remove_many, restore_many, take_back, write_many

CHUNK = 500
MOST = 1_000_000
ABANDONED = timedelta(minutes=2)
ACTIONS = {"edit": "edit", "archive": "archive", "restore": "archive", "delete": "delete"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """What became of some records; `ways` are the batches by which it is undone."""

    changed: int
    reasons: Sequence[str] = ()
    ways: Sequence[int] = ()


def ask(
    one: Object,
    deed: str,
    pks: Sequence[int],
    *,
    title: str,
    actor: Actor,
    name: str = "",
    inputs: Mapping[str, JSON] | None = None,
) -> BulkAction:
    """Write down what is to be done with records; whoever asks lets it be driven (`drive`) when that stands.

    `deed` is edit (`inputs`: values by field, and "keep" for adding to several values), archive, restore, delete, or
    command (`name` says which; `inputs` are its own). Raises Denied, and DomainError where nothing is chosen.
    """
    if not pks:
        raise DomainError("nothing_chosen", _("No record is chosen."))
    if deed in ACTIONS:
        require(actor, ACTIONS[deed], one)
    user_id, now = person_of(actor), clock.now()
    return BulkAction.objects.create(
        object=one.name, deed=deed, name=name, title=str(title)[:200], inputs=dict(inputs or {}), user_id=user_id,
        numbers=BulkAction.pack(pks), total=len(pks), begun_at=now, touched_at=now,
    )  # fmt: skip


def everything_asked(one: Object, query: Query, actor: Actor, action: str) -> list[int]:
    """Every record that a query asks for and the actor may do this to. Raises DomainError for too many."""
    rows = matching(one, query, actor, action).order_by("pk")
    found = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if len(found) > MOST:
        most = format_number(MOST, actor.locale)
        raise DomainError(
            "too_many", _("At most %(most)s records at once: narrow the list.") % {"most": most}
        )
    return found


def undo(pk: int, *, actor: Actor) -> BulkAction:
    """Take a bulk action back, batch by batch, as far as nobody has changed the same since. Raises DomainError."""
    with transaction.atomic():
        done = mine(actor).select_for_update(no_key=True).filter(pk=pk).first()
        if done is None:
            raise Missing("missing", _("There is no such action."))
        require(actor, ACTIONS.get(done.deed, "edit"), named(done.object))
        if not done.can_be_undone:
            raise DomainError("cannot_be_undone", _("This cannot be taken back, or was taken back already."))
        now = clock.now()
        made = BulkAction.objects.create(
            object=done.object, deed="undo", title=done.title, user_id=person_of(actor), undoes=done, begun_at=now,
            touched_at=now, numbers=BulkAction.pack(list(reversed(done.batches))), total=len(done.batches),
        )  # fmt: skip
    drive(made.pk)
    return made


def stop(pk: int, *, actor: Actor) -> None:
    """Let an action end where it is. What it has changed stays, and can be undone."""
    mine(actor).open().filter(pk=pk).update(state=BulkState.STOPPED, touched_at=clock.now())


def person_of(actor: Actor) -> int:
    """The user whose rights count while the action goes on. Raises Denied for whom there is none."""
    if actor.user_id is None:
        raise Denied("denied", _("Only people begin actions on many records."))
    return actor.user_id


def mine(actor: Actor) -> Any:
    """The actions that an actor may look at, stop and undo: their own."""
    return BulkAction.objects.filter(user_id=actor.user_id or 0)


@job
def drive(pk: int) -> None:
    """Do an action to its end, a step a transaction."""
    while advance(pk):
        pass


@sweep
def drive_abandoned() -> None:
    """Take up actions that nobody drives: the process died, or the job was lost."""
    due = BulkAction.objects.open().filter(touched_at__lt=clock.now() - ABANDONED)
    for pk in list(due.values_list("pk", flat=True)):
        drive(pk)


def advance(pk: int) -> bool:
    """Do the next step, whoever else may be trying; False at the end."""
    with transaction.atomic():
        action = BulkAction.objects.select_for_update(no_key=True).filter(pk=pk).first()
        if action is None or not action.is_open:
            return False
        actor = actor_of(action.user)
        numbers = action.next_numbers(1 if action.deed == "undo" else CHUNK)
        with translation.override(actor.locale.language):
            done = DEEDS[action.deed](action, numbers, actor)
        action.advance(len(numbers), done.changed, done.reasons, done.ways)
        action.touched_at = clock.now()
        action.save()
        return action.is_open


def edit(action: BulkAction, pks: Sequence[int], actor: Actor) -> Step:
    """Write the same values into records."""
    values: dict[str, JSON] = action.inputs["values"]
    outcomes, batch = write_many(
        named(action.object), [values] * len(pks), actor=actor, locale=NEUTRAL, ids=pks, mode="update",
        keep_filled=bool(action.inputs.get("keep")), label=action.title,
    )  # fmt: skip
    reasons = [str(one.errors[0].message) for one in outcomes if one.errors]
    changed = sum(one.did == "updated" for one in outcomes)
    return Step(changed=changed, reasons=reasons, ways=[batch.pk] if batch else [])


def move(action: BulkAction, pks: Sequence[int], actor: Actor) -> Step:
    """Put records away, or bring them back."""
    batch = (archive_many if action.deed == "archive" else restore_many)(
        named(action.object), pks, actor=actor
    )
    if batch is None:
        return Step(changed=0)
    return Step(changed=Fact.objects.filter(batch_id=batch.pk).count(), ways=[batch.pk])


def remove(action: BulkAction, pks: Sequence[int], actor: Actor) -> Step:
    """Delete records, into the bin; what others refer to stays."""
    removed = remove_many(named(action.object), pks, actor=actor, label=action.title)
    reasons = [str(error) for error in removed.refused.values()]
    return Step(changed=len(removed.items), reasons=reasons, ways=[removed.batch.pk] if removed.batch else [])


def obey(action: BulkAction, pks: Sequence[int], actor: Actor) -> Step:
    """Do a command to each record that it fits."""
    one, found = named(action.object), command_named(action.name)
    inputs = found.read(action.inputs, NEUTRAL)
    return each(pks, lambda pk: found.run(pk, actor=actor, of=one, **inputs))


def each(pks: Sequence[int], do: Callable[[int], object]) -> Step:
    """Do something to records, each in a savepoint of its own."""
    reasons = []
    for pk in pks:
        try:
            with transaction.atomic():
                do(pk)
        except DomainError as error:
            reasons.append(str(error))
    return Step(changed=len(pks) - len(reasons), reasons=reasons)


def put_back(_action: BulkAction, batches: Sequence[int], actor: Actor) -> Step:
    """Take batches back."""
    done = [take_back(batch, actor=actor) for batch in batches]
    reasons = [str(reason) for each in done for reason in each.reasons]
    return Step(changed=sum(each.changed for each in done), reasons=reasons)


DEEDS: Mapping[str, Callable[[BulkAction, Sequence[int], Actor], Step]] = {
    "edit": edit,
    "archive": move,
    "restore": move,
    "delete": remove,
    "command": obey,
    "undo": put_back,
}
