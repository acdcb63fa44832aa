"""Deletes records, one or a set: into the recycle bin with parts and links, unless something stands in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, denied, require, visible
from payvand.kernel.db import insert_rows, reserve_ids
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import RecordDeleted, announce, party_of, record, record_many
from payvand.kernel.models import Batch, BinItem, Merge, Record
from payvand.kernel.objects import Object
from payvand.kernel.records.everything import everything_of
from payvand.kernel.records.memory import forget_written, without_collection
from payvand.kernel.records.packing import as_text, packed, read_packed
from payvand.kernel.records.refusals import Refused, own_reasons
from payvand.kernel.records.taking import Key, Taking, erase, portions, walk
from payvand.kernel.records.values import shown_values
from payvand.kernel.records.write import is_merged, missing

BIN_COLUMNS = (
    "id", "object", "batch_id", "subject_id", "title", "deleted_at", "deleted_by_id", "rows", "links",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Removed:
    """What became of records that were to be deleted: by record its number in the recycle bin, or why it stays.

    `batch` is the one of the facts; None where nothing went, or where a single record was deleted by itself.
    """

    items: Mapping[int, int]
    refused: Mapping[int, DomainError]
    batch: Batch | None = None


def delete(one: Object, pk: int, *, actor: Actor) -> int:
    """Delete a record: it goes to the recycle bin. Returns its number there.

    Raises DomainError where others refer to it. What it held stays in its last fact, too.
    """
    removed = _remove(one, [pk], actor, is_set=False)
    if removed.refused:
        raise removed.refused[pk]
    return removed.items[pk]


def remove_many(one: Object, pks: Sequence[int], *, actor: Actor, label: str = "") -> Removed:
    """Delete records as a set, in one transaction: a refused one hinders no other. At most some thousand at once.

    The same goes as when each is deleted by itself, again and again until no more do: a record to which only others of
    the set refer goes behind these. Raises Denied where the actor may delete none of the Object at all.
    """
    with without_collection():
        return _remove(one, list(dict.fromkeys(pks)), actor, is_set=True, label=label)


def _remove(one: Object, pks: Sequence[int], actor: Actor, *, is_set: bool, label: str = "") -> Removed:
    require(actor, "delete", one)
    removed = Removed(items={}, refused={})
    with transaction.atomic():
        found, refused = _found(one, pks, actor)
        told = _told(one, found)
        while found:
            try:
                with transaction.atomic():
                    batch = (
                        Batch.objects.create(object=one.name, label=label, at=clock.now()) if is_set else None
                    )
                    removed = _take(one, found, told, actor, batch)
                break
            except Refused as some:
                refused |= some.reasons
                found = [row for row in found if row.pk not in some.reasons]
    forget_written(one.model)
    refused |= removed.refused
    return Removed(items=removed.items, refused=refused, batch=removed.batch if removed.items else None)


def _found(one: Object, pks: Sequence[int], actor: Actor) -> tuple[list[Record], dict[int, DomainError]]:
    """The records, locked, in the order asked for; and why others cannot be deleted."""
    # Their numbers stay as they are: whoever has just written a row that points at one need not wait to commit.
    rows = one.model.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",), no_key=True)
    found: dict[int, Record] = {row.pk: row for row in visible(rows, actor, "delete")}
    refused: dict[int, DomainError] = {}
    if len(found) < len(pks):
        others = one.model.objects.filter(pk__in=[pk for pk in pks if pk not in found])
        seen = set(visible(others, actor).values_list("pk", flat=True))
        refused = {pk: denied("delete", one) if pk in seen else missing() for pk in pks if pk not in found}
    away = [pk for pk, row in found.items() if row.archived_at is not None]
    if away:
        gone = Merge.objects.standing().filter(object=one.name, gone_id__in=away)
        refused |= {pk: is_merged() for pk in gone.values_list("gone_id", flat=True)}
    return [found[pk] for pk in pks if pk in found and pk not in refused], refused


def _take(
    one: Object, found: Sequence[Record], told: Mapping[int, RecordDeleted], actor: Actor, batch: Batch | None
) -> Removed:
    """Tell of the records, keep them in the bin and delete them.

    Raises Refused where some of them stay and something was written with all, or where none goes.
    """
    refused: dict[int, DomainError] = {}
    if one.together is not None:
        # The Object's own reasons to refuse are told before the general one, that others refer to the record.
        _tell(one, found, told, actor, batch)
        refused = own_reasons(one, {row.pk: row for row in found}, "deleted", actor, batch)
    pks = [row.pk for row in found if row.pk not in refused]
    taking = walk(one.model, pks)
    going = taking.going(pks)
    refused |= {pk: in_use() for pk in set(pks).difference(going)}
    if refused and (one.together is not None or not going):
        raise Refused(refused)
    known = {row.pk: row for row in found}
    leaving = [known[pk] for pk in going]
    if one.together is None:
        _tell(one, leaving, told, actor, batch)
    return Removed(items=_bin(one, leaving, taking.only(going), actor, batch), refused=refused, batch=batch)


def _bin(
    one: Object, leaving: Sequence[Record], taking: Taking, actor: Actor, batch: Batch | None
) -> Mapping[int, int]:
    """Keep the records in the bin with all that they take, and delete it; returns their numbers there."""
    going = [row.pk for row in leaving]
    rows, links = _parts(taking, going, {(one.model, row.pk): packed(row) for row in leaving})
    head, tail = (one.name, batch and batch.pk), (clock.now(), actor.user_id)
    numbers = dict(zip(going, reserve_ids(BinItem, len(going)), strict=True))
    items = [
        (
            numbers[row.pk],
            *head,
            row.pk,
            _title(one, row),
            *tail,
            as_text(rows[row.pk]),
            as_text(links[row.pk]),
        )
        for row in leaving
    ]
    insert_rows(BinItem, BIN_COLUMNS, items)
    _clear(taking)
    return numbers


def _title(one: Object, row: Record) -> str:
    return str(getattr(row, one.title, "") or row.pk)[:200]


def in_use() -> DomainError:
    """The refusal to delete what others need."""
    return DomainError("in_use", _("Other records refer to this one. Archive it instead."))


def _told(one: Object, found: Sequence[Record]) -> dict[int, RecordDeleted]:
    """By record what its fact will tell: what it held."""
    held = everything_of(one, [row.pk for row in found])
    return {
        row.pk: RecordDeleted(
            title=str(getattr(row, one.title, row.pk)), values=shown_values(one, held[row.pk])
        )
        for row in found
    }


def _tell(
    one: Object, found: Sequence[Record], told: Mapping[int, RecordDeleted], actor: Actor, batch: Batch | None
) -> None:
    """One fact a record."""
    if batch is None:
        for row in found:
            record(told[row.pk], about=row, actor=actor)
        return
    facts = [(row.pk, party_of(row), orjson.dumps(vars(told[row.pk]))) for row in found]
    record_many("record.deleted", facts, one=one, actor=actor, batch=batch)
    announce(batch, ["record.deleted"])


def _parts(
    taking: Taking, going: Sequence[int], known: dict[Key, dict[str, Any]]
) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
    """By record the rows that go with it, itself first, and the links that are emptied, as the bin keeps both."""
    turn = {pk: place for place, pk in enumerate(going)}
    first = {key: min(roots, key=turn.__getitem__) for key, roots in taking.whose.items()}
    _read(first, known)
    links: dict[int, dict[tuple[str, str, Any], list[Any]]] = {pk: defaultdict(list) for pk in going}
    cleared: dict[Key, list[str]] = defaultdict(list)
    for each in taking.emptied:
        column = each.column
        whose, own = first[column.related_model, each.target], first.get((column.model, each.row))
        if own is not None and turn[own] <= turn[whose]:
            continue
        links[whose][column.model._meta.label_lower, column.attname, each.target].append(each.row)
        if own is not None:
            # It comes back without the link, which is set when that record comes back.
            cleared[column.model, each.row].append(column.attname)
    rows: dict[int, list[Any]] = {pk: [] for pk in going}
    for key, pk in first.items():
        if key in known:
            rows[pk].append([key[0]._meta.label_lower, known[key] | dict.fromkeys(cleared.get(key, ()))])
    return rows, {pk: [[*link, sorted(pks)] for link, pks in each.items()] for pk, each in links.items()}


def _read(keys: Iterable[Key], known: dict[Key, dict[str, Any]]) -> None:
    """Read the rows that are not known yet, by one query a model."""
    wanted: dict[Any, list[Any]] = defaultdict(list)
    for model, pk in keys:
        if (model, pk) not in known:
            wanted[model].append(pk)
    for model, pks in wanted.items():
        for some in portions(pks):
            known |= {(model, pk): row for pk, row in read_packed(model, some)}


def _clear(taking: Taking) -> None:
    """Empty the links that lead to what goes, and delete it, the parts before the whole."""
    emptied: dict[Any, list[Any]] = defaultdict(list)
    for each in taking.emptied:
        emptied[each.column].append(each.row)
    for column, pks in emptied.items():
        for some in portions(pks):
            column.model._meta.base_manager.filter(pk__in=some).update(**{column.attname: None})
    gone: dict[Any, list[Any]] = defaultdict(list)
    for model, pk in taking.whose:
        gone[model].append(pk)
    for model, pks in reversed(gone.items()):
        erase(model, pks)
