"""The recycle bin: deleted records wait here with parts and links, to be brought back or until their time is over."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.facts import RecordRestored, record
from payvand.kernel.models import BinItem, Record, StoredFile
from payvand.kernel.objects import Object, Written, named
from payvand.kernel.records.memory import forget_written

Row = tuple[str, dict[str, Any]]


def keep_in_bin(found: Record, one: Object, actor: Actor) -> BinItem:
    """Put a record that is about to be deleted into the bin, with all that goes with it. Raises DomainError in_use."""
    collector = Collector(using="default", origin=found)
    try:
        collector.collect([found])
    except (ProtectedError, RestrictedError) as error:
        raise in_use() from error
    return BinItem.objects.create(
        object=one.name,
        subject_id=found.pk,
        title=str(getattr(found, one.title, "") or found.pk)[:200],
        deleted_at=clock.now(),
        deleted_by_id=actor.user_id,
        rows=[[type(row)._meta.label_lower, packed(row)] for row in going(collector, found)],
        links=list(pointing(collector)),
    )


def in_use() -> DomainError:
    """The refusal to delete what others need."""
    return DomainError("in_use", _("Other records refer to this one. Archive it instead."))


def going(collector: Collector, found: Record) -> Iterator[models.Model]:
    """The rows that a delete takes, the record itself first."""
    yield found
    sets: list[Iterable[models.Model]] = [*collector.data.values(), *collector.fast_deletes]
    for rows in sets:
        yield from (row for row in sorted(rows, key=lambda row: str(row.pk)) if row != found)


def pointing(collector: Collector) -> Iterator[list[Any]]:
    """The rows that stay, and lose a link: model, column, the number it held, their own numbers."""
    # The stubs take a set of rows for one row.
    updates: Any = collector.field_updates
    for (field, _value), sets in updates.items():
        by_target: dict[Any, list[Any]] = defaultdict(list)
        for rows in sets:
            for row in rows:
                by_target[getattr(row, field.attname)].append(row.pk)
        for target, pks in by_target.items():
            yield [field.model._meta.label_lower, field.attname, target, pks]


def packed(row: models.Model) -> dict[str, Any]:
    """The columns of a row as JSON."""
    return {
        field.attname: as_json(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if not getattr(field, "generated", False)
    }


def as_json(value: Any) -> Any:
    """A value that JSON does not know, as text that its field reads again."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID | timedelta) else value


def restore_deleted(item_id: int, *, actor: Actor) -> Record:
    """Bring a record back from the bin with its parts and links. Raises Missing, Denied, or DomainError with a reason.

    People bring back what they have deleted themselves, administrators anything.
    """
    with transaction.atomic():
        item = bin_of(actor).select_for_update(no_key=True).filter(pk=item_id).first()
        if item is None:
            raise Missing("missing", _("This is not in your recycle bin any more."))
        one = named(item.object)
        require(actor, "delete", one)
        rows = [(label, values) for label, values in item.rows]
        refuse_missing_targets(rows)
        write_again(rows, item.title)
        for label, column, target, pks in item.links:
            apps.get_model(label)._default_manager.filter(pk__in=pks, **{column: None}).update(
                **{column: target}
            )
        found: Record = one.model.objects.get(pk=item.subject_id)
        record(RecordRestored(), about=found, actor=actor)
        if one.together is not None:
            one.together([Written(record=found, did="restored")], actor=actor, batch=None)
        item.delete()
    forget_written(one.model)
    return found


def bin_of(actor: Actor) -> models.QuerySet[BinItem]:
    """What an actor may bring back, the latest first."""
    items = BinItem.objects.order_by("-id")
    return items if actor.grants.everything else items.filter(deleted_by_id=actor.user_id or 0)


def refuse_missing_targets(rows: Sequence[Row]) -> None:
    """Raise DomainError where a row points at a record that was deleted too, and is not among these."""
    coming = {(label, values["id"]) for label, values in rows if "id" in values}
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for label, values in rows:
        for field in apps.get_model(label)._meta.concrete_fields:
            target = field.related_model if isinstance(field, models.ForeignKey) else None
            value = values.get(field.attname)
            if (
                isinstance(target, type)
                and value is not None
                and (target._meta.label_lower, value) not in coming
            ):
                wanted[target].add(value)
    for model, pks in wanted.items():
        there = set(model._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
        for pk in sorted(pks - there):
            raise DomainError("target_gone", _("It belongs to %(what)s, which is gone. Bring that back first.") % {
                "what": told(model, pk)
            })  # fmt: skip


def told(model: type[models.Model], pk: int) -> str:
    """A record that is gone, by its title where it is in the bin."""
    title = BinItem.objects.filter(object=model._meta.label_lower, subject_id=pk).values_list(
        "title", flat=True
    )
    return f"{model._meta.verbose_name} “{title.first() or pk}”"


def write_again(rows: Sequence[Row], title: str) -> None:
    """Write the rows as they were. Raises DomainError where another one has taken a unique value meanwhile."""
    for label, values in rows:
        row = unpacked(apps.get_model(label), values)
        try:
            with transaction.atomic():
                row.save_base(raw=True, force_insert=True)
        except IntegrityError as error:
            taken = _(
                "“%(title)s” cannot come back: another record has a value now that only one may have (%(what)s)."
            )
            raise DomainError(
                "not_unique", taken % {"title": title, "what": row._meta.verbose_name}
            ) from error


def unpacked(model: type[models.Model], values: Mapping[str, Any]) -> models.Model:
    """A row out of the bin. A column that has come since has its default; one that is gone is left out."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.attname in values:
            setattr(row, field.attname, field.to_python(values[field.attname]))
    return row


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
