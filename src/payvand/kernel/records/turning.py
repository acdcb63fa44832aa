"""Turns the rows that point at one record to another, in every app, and back; each is written down."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from django.apps import apps

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.db import insert_rows
from payvand.kernel.facts import announce, record_many
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Batch, Merge, Moved
from payvand.kernel.objects import Field, Object, all_objects
from payvand.kernel.records.pointers import Pointer, pointers_to, pointing_at
from payvand.kernel.records.values import shown

MOVED = ("merge_id", "model", "column", "row_id", "yielded")
CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Left:
    """What an undo did not touch, because it was changed after the merge: a field, or rows of a model."""

    what: str
    count: int = 1


def turn_all(one: Object, made: Merge, actor: Actor) -> dict[str, int]:
    """Turn every row that points at the record that goes; returns how many, by model."""
    moved: dict[str, int] = {}
    for pointer in pointers_to(one):
        yielded = _yield_marks(pointer, made)
        pks = list(pointer.to_move(made.gone_id, made.kept_id).order_by("pk").values_list("pk", flat=True))
        if not pks:
            continue
        label = pointer.model._meta.label_lower
        insert_rows(Moved, MOVED, [(made.pk, label, pointer.column, pk, yielded.get(pk, "")) for pk in pks])
        _point(pointer, pks, made.gone_id, made.kept_id, one, actor)
        moved[label] = moved.get(label, 0) + len(pks)
    return moved


def _yield_marks(pointer: Pointer, made: Merge) -> dict[int, str]:
    """Let the rows that go give up what only one may be; returns what each gave up."""
    yielded: dict[int, str] = {}
    for rival in pointer.rivals:
        if rival.mark:
            pks = list(pointer.competing(rival, made.gone_id, made.kept_id).values_list("pk", flat=True))
            pointer.model._meta.base_manager.filter(pk__in=pks).update(**{rival.mark: False})
            yielded |= dict.fromkeys(pks, rival.mark)
    return yielded


def _point(pointer: Pointer, pks: Sequence[int], before: int, after: int, one: Object, actor: Actor) -> None:
    """Turn rows to another record; of those that are records a fact each tells it."""
    for start in range(0, len(pks), CHUNK):
        rows = pointer.model._meta.base_manager.filter(pk__in=pks[start : start + CHUNK])
        pointing_at(rows, after, pointer.column)
    whose = next((each for each in all_objects() if each.model is pointer.model), None)
    field = _field_of(whose, pointer) if whose else None
    if whose is None or field is None:
        return
    titles = dict(one.model._meta.base_manager.filter(pk__in=(before, after)).values_list("pk", one.title))
    pair = [shown(field, Reference(id=pk, label=str(titles.get(pk, "")))) for pk in (before, after)]
    payload = orjson.dumps({"changes": {field.name: pair}})
    batch = Batch.objects.create(object=whose.name, at=clock.now())
    told = [(pk, party, payload) for pk, party in _parties_of(whose, pks)]
    record_many("record.updated", told, one=whose, actor=actor, batch=batch)
    announce(batch, ["record.updated"])


def _field_of(one: Object, pointer: Pointer) -> Field | None:
    """The field by which people meet the pointer, if they do."""
    names = [
        column.name for column in pointer.model._meta.concrete_fields if column.attname == pointer.column
    ]
    return one.fields.get(names[0])


def _parties_of(one: Object, pks: Sequence[int]) -> list[tuple[int, int | None]]:
    """Records with the party whose timeline tells of them."""
    if one.party is None:
        return [(pk, None) for pk in pks]
    column = "pk" if one.party == "" else f"{one.party}_id"
    found: list[tuple[int, int | None]] = []
    for start in range(0, len(pks), CHUNK):
        found += one.model._meta.base_manager.filter(pk__in=pks[start : start + CHUNK]).values_list(
            "pk", column
        )
    return found


def turn_back(one: Object, made: Merge, actor: Actor) -> list[Left]:
    """Turn back the rows that still point where the merge had turned them; tells of the others."""
    left: list[Left] = []
    for label, column in made.moved.values_list("model", "column").distinct().order_by("model", "column"):
        rows = Moved.objects.filter(merge=made, model=label, column=column)
        pointer = Pointer(model=apps.get_model(label), column=column, target=one.model)
        pks = list(rows.order_by("row_id").values_list("row_id", flat=True))
        still = _still(pointer, pks, made.kept_id)
        if len(still) < len(pks):
            left.append(Left(what=str(pointer.model._meta.verbose_name_plural), count=len(pks) - len(still)))
        _point(pointer, still, made.kept_id, made.gone_id, one, actor)
        for pk, mark in rows.exclude(yielded="").values_list("row_id", "yielded"):
            pointer.model._meta.base_manager.filter(**{"pk": pk, pointer.column: made.gone_id}).update(
                **{mark: True}
            )
    return left


def _still(pointer: Pointer, pks: Sequence[int], kept: int) -> list[int]:
    found: list[int] = []
    for start in range(0, len(pks), CHUNK):
        rows = pointer.model._meta.base_manager.filter(
            **{"pk__in": pks[start : start + CHUNK], pointer.column: kept}
        )
        found += rows.order_by("pk").values_list("pk", flat=True)
    return found
