"""Many records written as a set: the same kinds, the same rules and one fact a row, by the database's own bulk path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor, require, visible
from payvand.kernel.db import reserve_ids
from payvand.kernel.errors import DomainError, FieldError
from payvand.kernel.facts import announce, party_of, record_many
from payvand.kernel.kinds import JSON, Items
from payvand.kernel.models import Batch, Record
from payvand.kernel.objects import Field, Object, Written
from payvand.kernel.query import several_values
from payvand.kernel.records.match import Key, comparables, find_matches
from payvand.kernel.records.memory import forget_written
from payvand.kernel.records.several import add_items, replace_items
from payvand.kernel.records.table import blanks, insert, overwrite
from payvand.kernel.records.values import (
    Reader,
    Values,
    current,
    missing_values,
    put,
    resolve_links,
    same,
    shown,
    shown_values,
)  # fmt: skip
from payvand.kernel.records.write import not_unique, own, stamp

Mode = Literal["upsert", "create", "update"]
Did = Literal["created", "updated", "unchanged", "skipped", "refused"]


@dataclass(kw_only=True)
class Outcome:
    """What became of one row: the record's id where there is one, the errors where it was refused."""

    index: int
    did: Did = "unchanged"
    id: int | None = None
    errors: list[FieldError] = field(default_factory=list)


@dataclass(kw_only=True)
class Plan:
    """One row on its way: its values, and the record that it makes or changes."""

    outcome: Outcome
    values: Values
    record: Record | None = None
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    into: "Plan | None" = None


def write_many(
    one: Object,
    rows: Sequence[Mapping[str, object]],
    *,
    actor: Actor,
    locale: Locale | None = None,
    match: Sequence[Sequence[str]] = (),
    mode: Mode = "upsert",
    ids: Sequence[int] = (),
    keep_filled: bool = True,
    dry_run: bool = False,
    label: str = "",
) -> tuple[list[Outcome], Batch | None]:
    """Write a set of rows in one transaction; a refused row hinders no other one.

    `match` gives sets of fields by which a row finds its record, in the order in which they are tried; `ids` names the
    record of each row instead. `keep_filled` leaves a field alone where a row is empty, and adds to fields of several
    values. Returns an outcome a row, in order, and the batch under which the facts stand (None where nothing was
    written).
    """
    for action in {"upsert": ("create", "edit"), "create": ("create",), "update": ("edit",)}[mode]:
        require(actor, action, one)
    plans = _read(one, rows, actor, locale or actor.locale, keep_filled)
    with transaction.atomic():
        if ids:
            _take(one, plans, ids, actor)
        else:
            _find(one, plans, match, mode, actor)
        _prepare(one, plans, actor, keep_filled)
        if dry_run:
            return [plan.outcome for plan in plans], None
        batch = _write(one, plans, actor, label)
    forget_written(one.model)
    return [plan.outcome for plan in plans], batch


def _read(
    one: Object, rows: Sequence[Mapping[str, object]], actor: Actor, locale: Locale, keep: bool
) -> list[Plan]:
    plans, reader = [], Reader(one, actor, locale)
    for index, raw in enumerate(rows):
        values, errors = reader.read(raw)
        if keep:
            values = {name: value for name, value in values.items() if value not in (None, "", ())}
        plans.append(Plan(outcome=Outcome(index=index, errors=errors), values=values))
    for plan, errors in zip(plans, resolve_links(one, [plan.values for plan in plans], actor), strict=True):
        plan.outcome.errors += errors
        _refuse_if_wrong(plan)
    return plans


def _refuse_if_wrong(plan: Plan) -> None:
    if plan.outcome.errors:
        plan.outcome.did = "refused"


def _open(plans: Sequence[Plan]) -> list[Plan]:
    return [plan for plan in plans if plan.outcome.did != "refused"]


def _take(one: Object, plans: Sequence[Plan], ids: Sequence[int], actor: Actor) -> None:
    """Give each row the record of its number, as far as the actor may edit it."""
    allowed = set(visible(one.model.objects.filter(pk__in=ids), actor, "edit").values_list("pk", flat=True))
    for plan, pk in zip(plans, ids, strict=True):
        if pk in allowed:
            plan.outcome.id = pk
        elif plan.outcome.did != "refused":
            _refuse(plan, "missing", _("There is no such record, or you may not change it."))


def _find(
    one: Object, plans: Sequence[Plan], match: Sequence[Sequence[str]], mode: Mode, actor: Actor
) -> None:
    """Decide for each row which record it changes, if any; rows of one set with the same key meet in one record."""
    waiting = _open(plans)
    hits: dict[int, set[int]] = {}
    for keys in match:
        rest = [plan for plan in waiting if plan.outcome.index not in hits]
        for plan, found in zip(
            rest, find_matches(one, keys, [p.values for p in rest], actor, "edit"), strict=True
        ):
            if found:
                hits[plan.outcome.index] = found
    first: dict[Key, Plan] = {}
    for plan in waiting:
        found = hits.get(plan.outcome.index, set())
        if len(found) > 1:
            _refuse(plan, "ambiguous", _("Several records match this row."))
            continue
        plan.outcome.id = next(iter(found), None)
        twin = None if found else _meet(one, plan, match, first)
        if plan.outcome.id is None and twin is None and mode == "update":
            _refuse(plan, "no_match", _("No record matches this row."))
        elif (plan.outcome.id or twin) and mode == "create":
            plan.outcome.did = "skipped"
        plan.into = twin


def _meet(one: Object, plan: Plan, match: Sequence[Sequence[str]], first: dict[Key, Plan]) -> Plan | None:
    """The earlier row of this set that makes the same record."""
    found: Plan | None = None
    for keys in match:
        for key in _keys(one, keys, plan.values):
            found = found or first.setdefault(key, plan)
    return None if found is plan else found


def _keys(one: Object, keys: Sequence[str], values: Values) -> list[Key]:
    parts: list[Key] = [(tuple(keys),)]
    for name in keys:
        parts = [
            (*part, one_key) for part in parts for one_key in comparables(one.field(name), values.get(name))
        ]
    return parts


def _refuse(plan: Plan, code: str, message: Any) -> None:
    plan.outcome.errors.append(FieldError(field="", code=code, message=message))
    plan.outcome.did = "refused"


def _prepare(one: Object, plans: Sequence[Plan], actor: Actor, keep: bool) -> None:
    """Put the values on the records and let these settle; what breaks a rule is refused here."""
    waiting = [plan for plan in _open(plans) if plan.outcome.did != "skipped"]
    ids = [plan.outcome.id for plan in waiting if plan.outcome.id]
    records = one.model.objects.in_bulk(ids) if ids else {}
    several = _several_now(one, waiting, ids)
    new = blanks(one.model, sum(plan.outcome.id not in records for plan in waiting))
    for plan in waiting:
        if plan.into is not None:
            plan.record = plan.into.record
        else:
            plan.record = records.get(plan.outcome.id) or new.pop()
        _try(one, plan, several, actor, keep)


def _try(one: Object, plan: Plan, several: Mapping[str, dict[int, Items]], actor: Actor, keep: bool) -> None:
    """Fill the record of a row. A row that is refused leaves it as the rows before have made it."""
    made = plan.record
    if made is None:
        _refuse(plan, "refused_before", _("The row that this one belongs to was refused."))
        return
    before = dict(made.__dict__)
    try:
        _fill(one, plan, made, several, actor, keep)
    except DomainError as error:
        _refuse(plan, error.code, error.message)
    if plan.outcome.did == "refused":
        made.__dict__.clear()
        made.__dict__.update(before)
        plan.record = None


def _several_now(one: Object, plans: Sequence[Plan], ids: Sequence[int]) -> dict[str, dict[int, Items]]:
    names = {name for plan in plans for name in plan.values if one.fields[name].many is not None}
    return {name: several_values(one.fields[name].many, ids) for name in names}  # type: ignore[arg-type]


def _fill(
    one: Object, plan: Plan, made: Record, several: Mapping[str, dict[int, Items]], actor: Actor, keep: bool
) -> None:
    fields = one.fields
    adding = plan.outcome.id is None and plan.into is None
    plan.outcome.errors += missing_values(one, plan.values, creating=adding)
    _refuse_if_wrong(plan)
    for name, value in plan.values.items():
        one_field = fields[name]
        if one_field.many is not None:
            before: Any = _items_before(plan, name, several)
            after = (*before, *_new_items(one_field, before, value)) if keep else value
        else:
            before, after = None if adding else current(made, one_field), value
        if adding or not same(one_field, before, after):
            plan.changed[name] = (before, after)
            if one_field.many is None:
                put(made, one_field, after)
    if adding:
        own(made, actor)
    if adding or plan.changed:
        made.settle()
    if plan.outcome.did != "refused":
        plan.outcome.did = "created" if adding else "updated" if plan.changed else "unchanged"


def _items_before(plan: Plan, name: str, several: Mapping[str, dict[int, Items]]) -> Items:
    """The values that the record has, or will have by the earlier row of this set that it belongs to."""
    if plan.into is not None and name in plan.into.changed:
        return plan.into.changed[name][1]  # type: ignore[no-any-return]
    return several.get(name, {}).get(plan.outcome.id or 0, ())


def _new_items(one_field: Field, before: Items, after: Items) -> Items:
    if not before:
        return after
    known = {key for item in before for key in comparables(one_field, (item,))}
    return tuple(item for item in after if not known.intersection(comparables(one_field, (item,))))


def _write(one: Object, plans: Sequence[Plan], actor: Actor, label: str) -> Batch | None:
    created = [plan for plan in plans if plan.outcome.did == "created"]
    updated = [plan for plan in plans if plan.outcome.did == "updated"]
    if not created and not updated:
        return None
    batch = Batch.objects.create(object=one.name, label=label, at=clock.now())
    try:
        with transaction.atomic():
            _insert(one, created)
            _update([plan for plan in updated if plan.into is None])
    except IntegrityError as error:
        raise not_unique(one, str(error)) from error
    for plan in updated:
        plan.outcome.id = plan.record.pk if plan.record else None
    _write_several(one, [*created, *updated])
    _tell(one, created, updated, actor, batch)
    if one.together is not None:
        one.together([_written(plan) for plan in [*created, *updated]], actor=actor, batch=batch)
    return batch


def _written(plan: Plan) -> Written:
    assert plan.record is not None
    did = plan.outcome.did
    return Written(record=plan.record, did="created" if did == "created" else "updated", changes=plan.changed)


def _insert(one: Object, plans: Sequence[Plan]) -> None:
    records = [plan.record for plan in plans if plan.record is not None]
    for plan, record, pk in zip(plans, records, reserve_ids(one.model, len(plans)), strict=True):
        stamp(record, adding=True)
        record.pk = plan.outcome.id = pk
    insert(records)


def _update(plans: Sequence[Plan]) -> None:
    records = [plan.record for plan in plans if plan.record is not None]
    for record in records:
        stamp(record, adding=False)
    overwrite(records)


def _write_several(one: Object, plans: Sequence[Plan]) -> None:
    """Write the changed fields of several values: new values of all records as a set, what is gone record by record."""
    names = {name for plan in plans for name in plan.changed if one.fields[name].many is not None}
    for name in sorted(names):
        several, added = one.fields[name], []
        assert several.many is not None
        for plan in plans:
            before, after = plan.changed.get(name, ((), ()))
            if any(item not in after for item in before or ()):
                replace_items(several, _id(plan), before, after)
            else:
                added += [(_id(plan), item) for item in after if item not in (before or ())]
        add_items(several.many, added)


def _tell(one: Object, created: Sequence[Plan], updated: Sequence[Plan], actor: Actor, batch: Batch) -> None:
    record_many(
        "record.created",
        [(_id(plan), _party(plan), orjson.dumps({"values": shown_values(one, plan.values)})) for plan in created],
        one=one, actor=actor, batch=batch,
    )  # fmt: skip
    record_many(
        "record.updated",
        [(_id(plan), _party(plan), orjson.dumps({"changes": _changes(one, plan)})) for plan in updated],
        one=one, actor=actor, batch=batch,
    )  # fmt: skip
    names = [*(["record.created"] if created else []), *(["record.updated"] if updated else [])]
    announce(batch, names)


def _id(plan: Plan) -> int:
    assert plan.outcome.id is not None
    return plan.outcome.id


def _party(plan: Plan) -> int | None:
    assert plan.record is not None
    return party_of(plan.record)


def _changes(one: Object, plan: Plan) -> dict[str, JSON]:
    fields = one.fields
    return {
        name: [shown(fields[name], before), shown(fields[name], after)]
        for name, (before, after) in plan.changed.items()
    }
