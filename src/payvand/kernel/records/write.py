"""The commands that every Object shares: create, update, archive, restore. Each writes one fact, or nothing."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor, denied, require, visible
from payvand.kernel.errors import Conflict, DomainError, DuplicateFound, FieldError, Invalid, Missing
from payvand.kernel.facts import (
    RecordArchived,
    RecordCreated,
    RecordRestored,
    RecordUpdated,
    record,
)
from payvand.kernel.kinds import Link, Reference
from payvand.kernel.models import Merge, Record
from payvand.kernel.objects import Did, Field, Object, Written, named, object_of
from payvand.kernel.records.match import suspects
from payvand.kernel.records.memory import forget_written
from payvand.kernel.records.several import replace_items
from payvand.kernel.records.values import (
    Values,
    current,
    missing_values,
    put,
    raise_if,
    read_values,
    resolve_links,
    same,
    shown,
    shown_values,
)  # fmt: skip

# "UNIQUE constraint failed: table.column, table.other" says SQLite, "Key (column, other)=(…)" PostgreSQL.
BROKEN = re.compile(r"UNIQUE constraint failed: ([\w., ]+)|Key \(([\w, ]+)\)=")


def create(
    one: Object,
    raw: Mapping[str, object],
    *,
    actor: Actor,
    locale: Locale | None = None,
    allow_duplicate: bool = False,
) -> Record:
    """Make a record. Raises Invalid, Denied, or DuplicateFound unless a duplicate is wanted."""
    require(actor, "create", one)
    values = _accepted(one, raw, actor, locale or actor.locale, creating=True)
    if not allow_duplicate:
        refuse_duplicates(one, values, actor)
    with transaction.atomic():
        made = one.model()
        given = {name: value for name, value in values.items() if value is not None}
        for name, value in given.items():
            put(made, one.fields[name], value)
        own(made, actor)
        save(made, one, adding=True)
        for field in _several_of(one, values):
            replace_items(field, made.pk, (), values[field.name])
        record(RecordCreated(values=shown_values(one, values)), about=made, actor=actor)
        _together(one, made, "created", actor, {name: (None, value) for name, value in given.items()})
    forget_written(one.model)
    return made


def refuse_duplicates(one: Object, values: Values, actor: Actor) -> None:
    """Raise DuplicateFound where the Object's match keys find a record already."""
    found = suspects(one, values, actor)
    if found:
        names = {"title": found[0].title}
        raise DuplicateFound(_("There is a record that may be the same: %(title)s.") % names, found)


def _accepted(
    one: Object, raw: Mapping[str, object], actor: Actor, locale: Locale, *, creating: bool
) -> Values:
    values, errors = read_values(one, raw, actor, locale)
    faulty = {error.field for error in errors}
    errors += [error for error in missing_values(one, values, creating=creating) if error.field not in faulty]
    raise_if(errors or resolve_links(one, [values], actor)[0])
    return values


def own(made: Record, actor: Actor) -> None:
    """Whoever makes a record answers for it, unless somebody else was named."""
    if hasattr(made, "owner_id") and made.owner_id is None:
        made.owner_id = actor.user_id
    if hasattr(made, "team_id") and made.team_id is None and object_of(made).owned:
        made.team_id = actor.team_id


def stamp(made: Record, *, adding: bool, at: datetime | None = None) -> None:
    """Set what every write sets: the moments and the version. A set gives its own moment."""
    made.updated_at = at or clock.now()
    if adding:
        made.created_at = made.updated_at
    else:
        made.version += 1


def save(made: Record, one: Object, *, adding: bool) -> None:
    """Settle and write a row; a broken unique rule becomes an error of its field."""
    made.settle()
    stamp(made, adding=adding)
    try:
        with transaction.atomic():
            made.save(force_insert=adding, force_update=not adding)
    except IntegrityError as error:
        raise not_unique(one, str(error)) from error


def not_unique(one: Object, reason: str) -> Invalid:
    """The refusal behind a database's IntegrityError: the field that its message names."""
    columns = columns_named(reason)
    for name, field in one.fields.items():
        if columns.intersection((*field.columns, field.filter_column)):
            return Invalid(
                [
                    FieldError(
                        field=name, code="not_unique", message=_("Another record has this value already.")
                    )
                ]
            )
    broken = _("Another record stands in the way, or a value breaks a rule of the database.")
    return Invalid([FieldError(field="", code="constraint", message=broken)])


def _together(
    one: Object, changed: Record, did: Did, actor: Actor, changes: Mapping[str, tuple[Any, Any]] | None = None
) -> None:
    """Write what belongs to the write of one record."""
    if one.together is not None:
        one.together([Written(record=changed, did=did, changes=changes or {})], actor=actor, batch=None)


def columns_named(reason: str) -> set[str]:
    """The columns that a database's message about a broken unique rule names."""
    found = BROKEN.search(reason)
    if found is None:
        return set()
    names = found[1] or found[2]
    return {name.rpartition(".")[2].strip() for name in names.split(",")}


def _several_of(one: Object, values: Values) -> list[Field]:
    return [one.fields[name] for name in values if one.fields[name].many is not None]


def locked(one: Object, pk: int, actor: Actor, action: str) -> Record:
    """The record, locked until the end of the transaction. Raises Missing, or Denied where it may be seen only."""
    require(actor, action, one)
    # Its number stays as it is: whoever has just written a row that points at it need not wait to commit.
    rows = one.model.objects.filter(pk=pk).select_for_update(of=("self",), no_key=True)
    found = visible(rows, actor, action).first()
    if found is not None:
        return found  # type: ignore[no-any-return]
    if visible(one.model.objects.filter(pk=pk), actor).exists():
        raise denied(action, one)
    raise missing()


def missing() -> Missing:
    """The refusal for a record that is not there, or not for this actor."""
    return Missing("missing", _("There is no such record, or you may not see it."))


def update(
    one: Object,
    pk: int,
    raw: Mapping[str, object],
    *,
    actor: Actor,
    locale: Locale | None = None,
    version: int | None = None,
) -> Record:
    """Change fields of a record. Where nothing differs nothing is written.

    `version` is the one that the writer saw: another one now raises Conflict with the values that stand.
    """
    require(actor, "edit", one)
    values = _accepted(one, raw, actor, locale or actor.locale, creating=False)
    with transaction.atomic():
        found = locked(one, pk, actor, "edit")
        before = {name: current(found, one.fields[name]) for name in values}
        changed = [
            one.fields[name] for name in values if not same(one.fields[name], before[name], values[name])
        ]
        if changed and version is not None and version != found.version:
            raise _conflict(one, before)
        if changed:
            refuse_merged(one, found)
            _change(found, one, changed, before, values, actor)
    forget_written(one.model)
    return found


def _conflict(one: Object, before: Values) -> Conflict:
    message = _("Somebody else changed this record meanwhile. Look at both versions and choose.")
    return Conflict(message, {name: shown(one.fields[name], value) for name, value in before.items()})


def _change(
    found: Record, one: Object, changed: list[Field], before: Values, values: Values, actor: Actor
) -> None:
    for field in changed:
        if field.many is not None:
            replace_items(field, found.pk, before[field.name], values[field.name])
        else:
            put(found, field, values[field.name])
    save(found, one, adding=False)
    changes = {f.name: [shown(f, labelled(f, before[f.name])), shown(f, values[f.name])] for f in changed}
    record(RecordUpdated(changes=changes), about=found, actor=actor)
    told = {field.name: (before[field.name], values[field.name]) for field in changed}
    _together(one, found, "updated", actor, told)


def refuse_merged(one: Object, found: Record) -> None:
    """Raise DomainError for a record that was merged into another one: that one is to be written."""
    if found.archived_at is None:
        return
    if Merge.objects.standing().filter(object=one.name, gone_id=found.pk).exists():
        raise is_merged()


def is_merged() -> DomainError:
    """The refusal to write a record that was merged into another one."""
    message = _("This record was merged into another one. Undo the merge, or write the other one.")
    return DomainError("is_merged", message)


def labelled(field: Field, value: Any) -> Any:
    """A link with the title of its record, for facts that people read."""
    if not isinstance(field.kind, Link) or value is None or value.label:
        return value
    title = (
        named(field.kind.target)
        .model.objects.filter(pk=value.id)
        .values_list(field.kind.title, flat=True)
        .first()
    )
    return Reference(id=value.id, label=title or "")


def archive(one: Object, pk: int, *, actor: Actor) -> Record:
    """Put a record away. It leaves lists and searches, and can be restored."""
    with transaction.atomic():
        found = locked(one, pk, actor, "archive")
        if found.archived_at is None:
            found.archived_at = clock.now()
            save(found, one, adding=False)
            record(RecordArchived(), about=found, actor=actor)
            _together(one, found, "archived", actor)
    forget_written(one.model)
    return found


def restore(one: Object, pk: int, *, actor: Actor) -> Record:
    """Bring a record back from the archive. Raises DomainError where it was merged into another one."""
    with transaction.atomic():
        found = locked(one, pk, actor, "archive")
        refuse_merged(one, found)
        if found.archived_at is not None:
            found.archived_at = None
            save(found, one, adding=False)
            record(RecordRestored(), about=found, actor=actor)
            _together(one, found, "restored", actor)
    forget_written(one.model)
    return found
