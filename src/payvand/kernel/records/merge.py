"""Two records that are the same become one: field by field, with all that points at them, and back again.

Nothing is thrown away: the record that goes stays, archived, under its number; what pointed at it is turned to the one
that is kept and written down row by row; the facts of both stand, and a timeline reads them together.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.kernel import clock
from payvand.kernel.access import Actor, right
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.facts import RecordArchived, RecordMerged, RecordParted, RecordRestored, record
from payvand.kernel.kinds import Link
from payvand.kernel.models import Merge, Record, Right
from payvand.kernel.objects import Field, Object, UnknownField, extensions_of, named
from payvand.kernel.records.everything import everything
from payvand.kernel.records.memory import forget_written
from payvand.kernel.records.turning import Left, turn_all, turn_back
from payvand.kernel.records.values import current, put, same, shown, shown_values
from payvand.kernel.records.write import locked, save

Side = Literal["kept", "gone"]
# Of a record itself, not of whom it tells.
OWN = ("id", "created_at", "updated_at", "archived_at")


def merge(
    one: Object,
    kept_id: int,
    gone_id: int,
    *,
    actor: Actor,
    choices: Mapping[str, Side] | None = None,
) -> Merge:
    """Take one record into another. `choices` says whose value a field shall have.

    A field of which nothing was said keeps its value, and takes the other's where it has none; fields of several values
    hold those of both. Raises DomainError where the two cannot be one, Denied where either may not be changed.
    """
    with transaction.atomic():
        kept, gone = _both(one, kept_id, gone_id, actor)
        made = Merge.objects.create(object=one.name, kept_id=kept_id, gone_id=gone_id, at=clock.now())
        told = shown_values(one, everything(gone, one))
        own = _own_fields(one)
        before = {name: current(kept, field) for name, field in own.items()}
        taken, vacated = _chosen(one, own, kept, gone, choices or {}, actor)
        for name, value in taken.items():
            put(kept, own[name], value)
        kept.absorb(gone)
        moved = turn_all(one, made, actor)
        for name in vacated:
            put(gone, own[name], None)
        gone.archived_at = made.at
        save(gone, one, adding=False)
        save(kept, one, adding=False)
        after = {name: current(kept, field) for name, field in own.items()}
        changes = {
            name: (before[name], after[name])
            for name, field in own.items()
            if not same(field, before[name], after[name])
        }
        made.changes = _as_json(one, changes)
        made.vacated = _as_json(one, {name: (value, None) for name, value in vacated.items()})
        made.save(update_fields=["changes", "vacated"])
        _let_follow(one, made, actor)
        title = str(getattr(gone, one.title) or f"#{gone_id}")
        fact = RecordMerged(
            merge=made.pk, gone=gone_id, title=title, values=told, changes=made.changes, moved=moved
        )
        record(fact, about=kept, actor=actor)
        record(RecordArchived(), about=gone, actor=actor)
    forget_written(one.model)
    return made


def part(merge_id: int, *, actor: Actor) -> list[Left]:
    """Undo a merge: both records stand again with what was theirs. Returns what was changed since and so was left.

    Raises DomainError where it was undone already, or where the kept record was merged on: that comes first.
    """
    with transaction.atomic():
        made = _standing(merge_id)
        one = named(made.object)
        if now_known_as(one, made.kept_id) != made.kept_id:
            message = _("The record that was kept was merged into another one later. Undo that first.")
            raise DomainError("merged_on", message)
        kept, gone = (locked(one, pk, actor, "edit") for pk in (made.kept_id, made.gone_id))
        left = _restore_fields(one, made, kept)
        left += turn_back(one, made, actor)
        gone.archived_at = None
        save(kept, one, adding=False)
        for name, (value, _none) in _from_json(one, made.vacated).items():
            put(gone, one.fields[name], value)
        save(gone, one, adding=False)
        made.undone_at = clock.now()
        made.save(update_fields=["undone_at"])
        _let_follow(one, made, actor)
        title = str(getattr(gone, one.title) or f"#{gone.pk}")
        told = [f"{each.what}: {each.count}" for each in left]
        fact = RecordParted(merge=made.pk, gone=gone.pk, title=title, left=told)
        record(fact, about=kept, actor=actor)
        record(RecordRestored(), about=gone, actor=actor)
    forget_written(one.model)
    return left


def merge_of(one: Object, gone_id: int) -> int:
    """The number of the merge by which a record went. Raises DomainError where it was not merged."""
    found = (
        Merge.objects.standing().filter(object=one.name, gone_id=gone_id).values_list("pk", flat=True).first()
    )
    if found is None:
        raise DomainError("no_merge", _("There is no such merge."))
    return int(found)


def now_known_as(one: Object, pk: int) -> int:
    """The record that a number leads to: itself, or the one that it was merged into."""
    while True:
        merges = Merge.objects.standing().filter(object=one.name, gone_id=pk)
        kept = merges.values_list("kept_id", flat=True).first()
        if kept is None:
            return pk
        pk = kept


def once_known_as(one: Object, pk: int) -> list[int]:
    """The numbers of the records that were merged into this one, over any number of merges."""
    found: list[int] = []
    ring = [pk]
    while ring:
        standing = Merge.objects.standing().filter(object=one.name, kept_id__in=ring)
        ring = [gone for gone in standing.values_list("gone_id", flat=True) if gone not in found]
        found += ring
    return found


def _both(one: Object, kept_id: int, gone_id: int, actor: Actor) -> tuple[Record, Record]:
    """Both records, locked in the order of their numbers. Raises DomainError where they are one, or put away."""
    if kept_id == gone_id:
        raise DomainError("same_record", _("A record cannot be merged with itself."))
    found = {pk: locked(one, pk, actor, "edit") for pk in sorted((kept_id, gone_id))}
    locked(one, gone_id, actor, "archive")
    for each in found.values():
        if each.archived_at is not None:
            raise DomainError("is_archived", _("An archived record cannot be merged. Restore it first."))
    return found[kept_id], found[gone_id]


def _standing(merge_id: int) -> Merge:
    made = Merge.objects.select_for_update(no_key=True).filter(pk=merge_id).first()
    if made is None:
        raise DomainError("no_merge", _("There is no such merge."))
    if made.undone_at is not None:
        raise DomainError("undone_already", _("This merge was undone already."))
    return made


def _own_fields(one: Object) -> dict[str, Field]:
    """The fields that a record holds in a column of its own."""
    return {
        name: field
        for name, field in one.fields.items()
        if field.source in ("column", "custom") and name not in OWN
    }


def _chosen(
    one: Object,
    fields: Mapping[str, Field],
    kept: Record,
    gone: Record,
    choices: Mapping[str, Side],
    actor: Actor,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values that the kept record takes from the other one, and those of them that only one record may have."""
    _refuse_choices(one, fields, choices, actor)
    taken: dict[str, Any] = {}
    for name, field in fields.items():
        before, after = current(kept, field), current(gone, field)
        takes = choices.get(name) == "gone" or (name not in choices and before in (None, ""))
        if _is_inside(field, after, kept, gone):
            after, takes = None, False
        if _is_inside(field, before, kept, gone):
            takes = True
        if takes and not same(field, before, after):
            taken[name] = after
    return taken, {name: value for name, value in taken.items() if _is_alone(one, fields[name])}


def _refuse_choices(
    one: Object, fields: Mapping[str, Field], choices: Mapping[str, Side], actor: Actor
) -> None:
    """Raise DomainError for what cannot be chosen: unknown, not the actor's to write, or one record's alone."""
    for name, side in choices.items():
        if name not in fields:
            raise UnknownField(name, sorted(fields))
        if right(one, name, actor) != Right.WRITE:
            raise Denied("denied", _("Your roles do not allow you to write this field."), name)
        if side == "gone" and _is_alone(one, fields[name]) and fields[name].required:
            message = _("Only one record can have this value: it stays with its own.")
            raise DomainError("not_unique", message, name)


def _is_inside(field: Field, value: Any, kept: Record, gone: Record) -> bool:
    """Whether a link leads from one of the two records to the other, which will be one."""
    if not isinstance(field.kind, Link) or value is None or named(field.kind.target).model is not type(kept):
        return False
    return value.id in (kept.pk, gone.pk)


def _is_alone(one: Object, field: Field) -> bool:
    """Whether a value of the field may stand in one record only."""
    columns = {*field.columns, field.filter_column}
    if field.unique:
        return True
    for column in one.model._meta.concrete_fields:
        if column.unique and column.attname in columns:
            return True
    return any(
        isinstance(rule, models.UniqueConstraint) and columns & set(rule.fields)
        for rule in one.model._meta.constraints
    )


def _restore_fields(one: Object, made: Merge, kept: Record) -> list[Left]:
    """Give the kept record its own values back, where nobody has changed them since."""
    left: list[Left] = []
    for name, (before, after) in _from_json(one, made.changes).items():
        field = one.fields[name]
        if same(field, current(kept, field), after):
            put(kept, field, before)
        else:
            left.append(Left(what=str(field.label)))
    return left


def _let_follow(one: Object, made: Merge, actor: Actor) -> None:
    """Let the apps above set right what they work out from the rows that moved."""
    for follow in extensions_of(one.name).merged:
        follow([made.kept_id, made.gone_id], actor=actor)


def _as_json(one: Object, changes: Mapping[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    fields = one.fields
    return {
        name: [shown(fields[name], before), shown(fields[name], after)]
        for name, (before, after) in changes.items()
    }


def _from_json(one: Object, changes: Mapping[str, Sequence[Any]]) -> dict[str, tuple[Any, Any]]:
    """Values as they were kept; of fields that an administrator has removed since, nothing."""
    fields = one.fields
    return {
        name: (fields[name].kind.parse(before, NEUTRAL), fields[name].kind.parse(after, NEUTRAL))
        for name, (before, after) in changes.items()
        if name in fields
    }
