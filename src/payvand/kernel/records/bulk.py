"""Many records written as a set: the same kinds, the same rules and one fact a row, by the database's own bulk path."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor, require, visible
from payvand.kernel.db import reserve_ids
from payvand.kernel.facts import announce, party_of, record_many
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Batch
from payvand.kernel.objects import Object, Written
from payvand.kernel.records.fill import Did, Outcome, Plan, fill, refuse
from payvand.kernel.records.match import Key, comparing, find_matches
from payvand.kernel.records.memory import forget_written, without_collection
from payvand.kernel.records.several import add_items, replace_items
from payvand.kernel.records.table import insert, overwrite
from payvand.kernel.records.values import EMPTY, Reader, Values, resolve_links, shown
from payvand.kernel.records.write import not_unique, stamp

Mode = Literal["upsert", "create", "update"]

__all__ = ["Did", "Mode", "Outcome", "write_many"]


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
    with without_collection():
        plans = _read(one, rows, actor, locale or actor.locale, keep_filled)
        with transaction.atomic():
            if ids:
                _take(one, plans, ids, actor)
            else:
                _find(one, plans, match, mode, actor)
            fill(one, [plan for plan in _open(plans) if plan.outcome.did != "skipped"], actor, keep_filled)
            batch = None if dry_run else _write(one, plans, actor, label)
    forget_written(one.model)
    return [plan.outcome for plan in plans], batch


def _read(
    one: Object, rows: Sequence[Mapping[str, object]], actor: Actor, locale: Locale, keep: bool
) -> list[Plan]:
    plans, reader = [], Reader(one, actor, locale)
    for index, raw in enumerate(rows):
        values, errors = reader.read(raw)
        if keep:
            values = {name: value for name, value in values.items() if value not in EMPTY}
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
            refuse(plan, "missing", _("There is no such record, or you may not change it."))


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
    keys_of, first = [_keys_of(one, names) for names in match], dict[Key, Plan]()
    for plan in waiting:
        found = hits.get(plan.outcome.index, set())
        if len(found) > 1:
            refuse(plan, "ambiguous", _("Several records match this row."))
            continue
        plan.outcome.id = next(iter(found), None)
        twin = None if found else _meet(plan, keys_of, first)
        if plan.outcome.id is None and twin is None and mode == "update":
            refuse(plan, "no_match", _("No record matches this row."))
        elif (plan.outcome.id or twin) and mode == "create":
            plan.outcome.did = "skipped"
        plan.into = twin


def _meet(plan: Plan, keys_of: Sequence["KeysOf"], first: dict[Key, Plan]) -> Plan | None:
    """The earlier row of this set that makes the same record."""
    found: Plan | None = None
    for keys in keys_of:
        for key in keys(plan.values):
            found = found or first.setdefault(key, plan)
    return None if found is plan else found


KeysOf = Callable[[Values], list[Key]]


def _keys_of(one: Object, names: Sequence[str]) -> KeysOf:
    """The function that gives what a row is known by, where these fields count together."""
    compared = [(name, comparing(one.field(name))) for name in names]

    def keys(values: Values) -> list[Key]:
        parts: list[Key] = [(tuple(names),)]
        for name, compare in compared:
            parts = [(*part, key) for part in parts for key in compare(values.get(name))]
        return parts

    return keys


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
    records, at = [plan.record for plan in plans if plan.record is not None], clock.now()
    for plan, record, pk in zip(plans, records, reserve_ids(one.model, len(plans)), strict=True):
        stamp(record, adding=True, at=at)
        record.pk = plan.outcome.id = pk
    insert(records)


def _update(plans: Sequence[Plan]) -> None:
    records, at = [plan.record for plan in plans if plan.record is not None], clock.now()
    for record in records:
        stamp(record, adding=False, at=at)
    overwrite(records)


def _write_several(one: Object, plans: Sequence[Plan]) -> None:
    """Write the changed fields of several values: new values of all records as a set, what is gone record by record."""
    for name, several in one.fields.items():
        if several.many is None or not any(name in plan.changed for plan in plans):
            continue
        added = []
        for plan in plans:
            before, after = plan.changed.get(name, ((), ()))
            if any(item not in after for item in before or ()):
                replace_items(several, _id(plan), before, after)
            else:
                added += [(_id(plan), item) for item in after if item not in (before or ())]
        add_items(several.many, added)


def _tell(one: Object, created: Sequence[Plan], updated: Sequence[Plan], actor: Actor, batch: Batch) -> None:
    tell = {name: field.kind.to_json for name, field in one.fields.items()}
    record_many(
        "record.created",
        [(_id(plan), _party(plan), orjson.dumps({"values": _values(plan, tell)})) for plan in created],
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


def _values(plan: Plan, tell: Mapping[str, Callable[[Any], JSON]]) -> dict[str, JSON]:
    return {name: tell[name](value) for name, value in plan.values.items() if value not in EMPTY}


def _changes(one: Object, plan: Plan) -> dict[str, JSON]:
    fields = one.fields
    return {
        name: [shown(fields[name], before), shown(fields[name], after)]
        for name, (before, after) in plan.changed.items()
    }
