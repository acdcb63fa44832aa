"""Brings records back out of the recycle bin, one or a set, with parts and links, as far as they still fit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.facts import RecordRestored, announce, party_of, record, record_many
from payvand.kernel.models import Batch, BinItem, Record
from payvand.kernel.objects import Object, named
from payvand.kernel.records.bin import bin_of
from payvand.kernel.records.memory import forget_written, without_collection
from payvand.kernel.records.packing import unpacked
from payvand.kernel.records.refusals import Refused, own_reasons
from payvand.kernel.records.table import insert
from payvand.kernel.records.taking import Key, Model, one_by_one, portions


@dataclass(frozen=True, kw_only=True)
class Back:
    """What became of things in the bin: the records that are back, by the number in the bin, or why one stays there.

    `batch` is the one of the facts; None where nothing came back, or where a single record did by itself.
    """

    records: Mapping[int, Record]
    refused: Mapping[int, DomainError]
    batch: Batch | None = None


def restore_deleted(item_id: int, *, actor: Actor) -> Record:
    """Bring a record back from the bin with its parts and links. Raises Missing, Denied, or DomainError with a reason.

    People bring back what they have deleted themselves, administrators anything.
    """
    item = bin_of(actor).filter(pk=item_id).values_list("object", flat=True).first()
    if item is None:
        raise _not_there()
    back = _restore(named(item), [item_id], actor, is_set=False)
    if back.refused:
        raise back.refused[item_id]
    return back.records[item_id]


def restore_deleted_many(one: Object, items: Sequence[int], *, actor: Actor) -> Back:
    """Bring records of one Object back as a set, in one transaction: a refused one hinders no other.

    The same come back as when each is brought back by itself, again and again until no more do. At most some thousand
    at once. Raises Denied where the actor may delete none of the Object at all.
    """
    with without_collection():
        return _restore(one, list(dict.fromkeys(items)), actor, is_set=True)


def _restore(one: Object, asked: Sequence[int], actor: Actor, *, is_set: bool) -> Back:
    require(actor, "delete", one)
    with transaction.atomic():
        rows = bin_of(actor).select_for_update(no_key=True).filter(pk__in=asked, object=one.name)
        items = {item.pk: item for item in rows}
        refused: dict[int, DomainError] = {pk: _not_there() for pk in asked if pk not in items}
        waiting = [items[pk] for pk in asked if pk in items]
        found: dict[int, Record] = {}
        batch: Batch | None = None
        while waiting:
            try:
                with transaction.atomic():
                    batch = Batch.objects.create(object=one.name, at=clock.now()) if is_set else None
                    found = _put_back(one, waiting, actor, batch)
                break
            except Refused as some:
                refused |= some.reasons
                waiting = [item for item in waiting if item.pk not in some.reasons]
    forget_written(one.model)
    return Back(records=found, refused=refused, batch=batch if found else None)


def _not_there() -> Missing:
    return Missing("missing", _("This is not in your recycle bin any more."))


def _put_back(one: Object, items: Sequence[BinItem], actor: Actor, batch: Batch | None) -> dict[int, Record]:
    """Write the rows, links and facts of things in the bin, and take these out of it. Raises Refused."""
    homeless = _homeless(items)
    if homeless:
        raise Refused(homeless)
    taken = _write(items)
    if taken:
        raise Refused(taken)
    for item in items:
        for label, column, target, pks in item.links:
            again = apps.get_model(label)._default_manager.filter(pk__in=pks, **{column: None})
            again.update(**{column: target})
    there = one.model.objects.in_bulk([item.subject_id for item in items])
    found: dict[int, Record] = {item.pk: there[item.subject_id] for item in items}
    _tell(one, [*found.values()], actor, batch)
    refused = own_reasons(one, found, "restored", actor, batch)
    if refused:
        raise Refused(refused)
    BinItem.objects.filter(pk__in=[*found]).delete()
    return found


def _tell(one: Object, found: Sequence[Record], actor: Actor, batch: Batch | None) -> None:
    """One fact a record."""
    if batch is None:
        for row in found:
            record(RecordRestored(), about=row, actor=actor)
        return
    told = [(row.pk, party_of(row), b"{}") for row in found]
    record_many("record.restored", told, one=one, actor=actor, batch=batch)
    announce(batch, ["record.restored"])


def _homeless(items: Sequence[BinItem]) -> dict[int, DomainError]:
    """Why things cannot come back, by number: a row of theirs points at what is gone, and is not among these."""
    given: dict[Key, set[int]] = defaultdict(set)
    needs: dict[int, set[Key]] = defaultdict(set)
    for item in items:
        own = set()
        for label, values in item.rows:
            model = apps.get_model(label)
            own.add((model, values.get(model._meta.pk.attname)))
            needs[item.pk] |= set(_targets(model, values))
        needs[item.pk] -= own
        for key in own:
            given[key].add(item.pk)
    standing = _standing(key for wanted in needs.values() for key in wanted)
    needs = {pk: wanted - standing for pk, wanted in needs.items()}
    through = set(one_by_one([item.pk for item in items], needs, given))
    left = [item.pk for item in items if item.pk not in through]
    return {pk: _gone(min(needs[pk] - _given_by(through, given), key=_in_order)) for pk in left}


def _given_by(through: set[int], given: Mapping[Key, set[int]]) -> set[Key]:
    return {key for key, givers in given.items() if givers & through}


def _in_order(key: Key) -> tuple[str, str]:
    return key[0]._meta.label_lower, str(key[1]).zfill(20)


def _targets(model: Model, values: Mapping[str, Any]) -> Iterable[Key]:
    """The rows at which a row points."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and values.get(field.attname) is not None:
            target: Any = field.related_model
            yield target, values[field.attname]


def _standing(keys: Iterable[Key]) -> set[Key]:
    """Those of some rows that are there, by one query a model."""
    wanted: dict[Model, set[Any]] = defaultdict(set)
    for model, pk in keys:
        wanted[model].add(pk)
    return {
        (model, pk)
        for model, pks in wanted.items()
        for some in portions(pks)
        for pk in model._meta.base_manager.filter(pk__in=some).values_list("pk", flat=True)
    }


def _gone(key: Key) -> DomainError:
    """The refusal of what belongs to a record that is gone: it is told by its title where it is in the bin."""
    model, pk = key
    titles = BinItem.objects.filter(object=model._meta.label_lower, subject_id=pk)
    title = titles.values_list("title", flat=True).first()
    words = {"what": f"{model._meta.verbose_name} “{title or pk}”"}
    return DomainError(
        "target_gone", _("It belongs to %(what)s, which is gone. Bring that back first.") % words
    )


def _write(items: Sequence[BinItem]) -> dict[int, DomainError]:
    """Write the rows as they were; why things cannot come back of which another record has a unique value meanwhile.

    Where there is any such thing, what was written is to be taken back.
    """
    by_model: dict[Model, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        for label, values in item.rows:
            by_model[apps.get_model(label)].append(values)
    tried: list[Model] = []
    try:
        with transaction.atomic():
            for model, rows in by_model.items():
                tried.append(model)
                insert(unpacked(model, rows))
    except IntegrityError as error:
        if len(items) == 1:
            return {items[0].pk: _taken(items[0], tried[-1], error)}
        half = len(items) // 2
        found = _write(items[:half]) | _write(items[half:])
        return found or {item.pk: _taken(item, tried[-1], error) for item in items}
    return {}


def _taken(item: BinItem, model: Model, error: IntegrityError) -> DomainError:
    message = _(
        "“%(title)s” cannot come back: another record has a value now that only one may have (%(what)s)."
    )
    words = {"title": item.title, "what": model._meta.verbose_name}
    refusal = DomainError("not_unique", message % words)
    refusal.__cause__ = error
    return refusal
