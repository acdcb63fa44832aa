"""From what came in to what is stored: reads the values of a record by their kinds, and puts them on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import fold
from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.access import Actor, right, visible
from payvand.kernel.errors import DomainError, FieldError, Invalid
from payvand.kernel.kinds import JSON, Link, Reference, Several
from payvand.kernel.models import Merge, Record, Right
from payvand.kernel.objects import Field, Object, named
from payvand.kernel.objects.custom import key_of
from payvand.kernel.query import several_values

Values = dict[str, Any]
EMPTY: Final = (None, "", ())


def read_values(
    one: Object, raw: Mapping[str, object], actor: Actor, locale: Locale
) -> tuple[Values, list[FieldError]]:
    """The canonical values of the fields that were given, and what was wrong with the others."""
    return Reader(one, actor, locale).read(raw)


class Reader:
    """Reads rows for one Object; what may be written at all is found out once for every name."""

    def __init__(self, one: Object, actor: Actor, locale: Locale) -> None:
        self.one, self.actor, self.locale = one, actor, locale
        self.fields = one.fields
        self.columns: dict[str, Callable[[object], Any]] = {}

    def read(self, raw: Mapping[str, object]) -> tuple[Values, list[FieldError]]:
        """The canonical values of a row, and what was wrong with the others."""
        values: Values = {}
        errors: list[FieldError] = []
        for name, given in raw.items():
            found = (self.columns.get(name) or self._column(name))(given)
            if type(found) is FieldError:
                errors.append(found)
            else:
                values[name] = found
        return values, errors

    def _column(self, name: str) -> Callable[[object], Any]:
        refused = unwritable(self.one, name, self.fields.get(name), self.actor)
        column = Column(self.fields[name], self.locale) if refused is None else lambda given: refused
        self.columns[name] = column
        return column


MOST_KNOWN: Final = 5_000
UNREAD: Final = object()


class Column:
    """Reads the values of one field, or says what is wrong with one. Texts that come again are read once."""

    def __init__(self, field: Field, locale: Locale) -> None:
        self.name, self.parse, self.locale = field.name, field.kind.parse, locale
        self.known: dict[str, Any] = {}

    def __call__(self, given: object) -> Any:
        """The value, or the FieldError."""
        if type(given) is not str:
            return self._read(given)
        found = self.known.get(given, UNREAD)
        if found is UNREAD:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            found = self.known[given] = self._read(given)
        return found

    def _read(self, given: object) -> Any:
        try:
            return self.parse(given, self.locale)
        except DomainError as error:
            return FieldError(field=self.name, code=error.code, message=error.message)


def unwritable(one: Object, name: str, field: Field | None, actor: Actor) -> FieldError | None:
    """Why a field cannot be written, if it cannot."""
    if field is None or right(one, name, actor) == Right.HIDDEN:
        words = {"field": name, "names": ", ".join(sorted(one.fields))}
        return FieldError(
            field=name,
            code="unknown_field",
            message=_("Unknown field “%(field)s”. There are: %(names)s.") % words,
        )
    if not field.editable:
        return FieldError(field=name, code="read_only", message=_("This field cannot be written."))
    if right(one, name, actor) != Right.WRITE:
        return FieldError(
            field=name, code="denied", message=_("Your roles do not allow you to write this field.")
        )
    return None


def missing_values(one: Object, values: Mapping[str, object], *, creating: bool) -> list[FieldError]:
    """The required fields that have no value: all of them for a new record, else those that were emptied."""
    required = [name for name, field in one.fields.items() if field.required]
    return missing_of(required, values, creating=creating)


def missing_of(required: Sequence[str], values: Mapping[str, object], *, creating: bool) -> list[FieldError]:
    """The same, where the names of the required fields are known already."""
    return [
        FieldError(field=name, code="required", message=_("A value is needed here."))
        for name in required
        if (creating or name in values) and values.get(name) in EMPTY
    ]


def raise_if(errors: Sequence[FieldError]) -> None:
    """Raise Invalid where anything was wrong."""
    if errors:
        raise Invalid(errors)


def resolve_links(one: Object, rows: Sequence[Values], actor: Actor) -> list[list[FieldError]]:
    """Turn titles and ids into references to records that the actor may see; returns the errors by row."""
    errors: list[list[FieldError]] = [[] for _row in rows]
    for name, field in one.fields.items():
        kind = field.kind.of if isinstance(field.kind, Several) else field.kind
        if not isinstance(kind, Link) or not any(row.get(name) for row in rows):
            continue
        by_id, by_title = _targets(kind, [ref for row in rows for ref in references(row.get(name))], actor)
        for index, row in enumerate(rows):
            for reference in references(row.get(name)):
                if _found(reference, by_id, by_title) is None:
                    shown = {"value": reference.label or reference.id}
                    message = _("There is no record “%(value)s” that you may use here.") % shown
                    errors[index].append(FieldError(field=name, code="no_such_record", message=message))
            if row.get(name) and not errors[index]:
                row[name] = _with_found(row[name], by_id, by_title)
    return errors


def references(value: object) -> list[Reference]:
    """The references in a value of a link or of several links."""
    if isinstance(value, Reference):
        return [value]
    items = value if isinstance(value, tuple) else ()
    return [item.value for item in items if isinstance(item.value, Reference)]


Named = dict[str, int | None]
Known = dict[int, Reference]


def _targets(kind: Link, wanted: Iterable[Reference], actor: Actor) -> tuple[Known, Named]:
    """The records meant, by id and by folded title.

    A title that several records bear is not an answer, but one in use comes before those in the archive. A record that
    was merged stands for the one that was kept.
    """
    one = named(kind.target)
    rows = visible(one.model.objects.all(), actor)
    ids = {reference.id for reference in wanted if reference.id}
    titles = {reference.label for reference in wanted if not reference.id}
    columns = ("pk", kind.title, "archived_at")
    found = list(rows.filter(pk__in=ids).values_list(*columns)) if ids else []
    bearing: list[tuple[int, str, object]] = []
    if titles:
        column, sought = (kind.fold, {fold(t) for t in titles}) if kind.fold else (kind.title, titles)
        bearing = list(rows.filter(**{f"{column}__in": sought}).values_list(*columns))
    by_id: Known = {pk: Reference(id=pk, label=title) for pk, title, _archived in (*found, *bearing)}
    by_id |= _kept_instead(one, [pk for pk, _title, archived in (*found, *bearing) if archived], rows, kind)
    return by_id, _by_title(bearing, by_id)


def _kept_instead(one: Object, archived: Sequence[int], rows: QuerySet[Any], kind: Link) -> Known:
    """For records of the archive that were merged, the ones that were kept, as far as the actor may see them."""
    kept, ring = {pk: pk for pk in archived}, set(archived)
    while ring:
        standing = Merge.objects.standing().filter(object=one.name, gone_id__in=ring)
        step = dict(standing.values_list("gone_id", "kept_id"))
        kept = {gone: step.get(pk, pk) for gone, pk in kept.items()}
        ring = set(step.values())
    merged = {gone: pk for gone, pk in kept.items() if gone != pk}
    if not merged:
        return {}
    titles = dict(rows.filter(pk__in=merged.values()).values_list("pk", kind.title))
    known = {pk: Reference(id=pk, label=title) for pk, title in titles.items()}
    return known | {gone: known[pk] for gone, pk in merged.items() if pk in known}


def _by_title(bearing: Sequence[tuple[int, str, object]], by_id: Known) -> Named:
    """The one record behind each title; None where there are several."""
    current: dict[str, set[int]] = {}
    archived: dict[str, set[int]] = {}
    for pk, title, away in bearing:
        is_away = away is not None and by_id[pk].id == pk
        (archived if is_away else current).setdefault(fold(title), set()).add(by_id[pk].id)
    return {title: next(iter(ids)) if len(ids) == 1 else None for title, ids in (archived | current).items()}


def _found(reference: Reference, by_id: Known, by_title: Named) -> Reference | None:
    return by_id.get(reference.id or by_title.get(fold(reference.label)) or 0)


def _with_found(value: Any, by_id: Known, by_title: Named) -> Any:
    if isinstance(value, Reference):
        return _found(value, by_id, by_title)
    return tuple(type(item)(value=_found(item.value, by_id, by_title), more=item.more) for item in value)


def put(record: Record, field: Field, value: Any) -> None:
    """Set a field of a record that is about to be written; several values are written apart."""
    if field.source == "custom":
        key, custom = key_of(field), record.custom
        for name in (key, f"{key}~"):
            custom.pop(name, None)
        if value not in (None, ""):
            custom[key] = field.kind.pack(value)
            if field.folded:
                custom[f"{key}~"] = fold(value)
        return
    for column, stored in zip(field.columns, field.kind.store(value), strict=False):
        setattr(record, column, stored)


def current(record: Record, field: Field) -> Any:
    """The value that a record holds now. A link has no label yet; several values take a query."""
    if field.many is not None:
        return several_values(field.many, [record.pk]).get(record.pk, ())
    if field.source == "custom":
        return field.kind.parse(record.custom.get(key_of(field)), NEUTRAL)
    if isinstance(field.kind, Link):
        pk = getattr(record, field.columns[0])
        return None if pk is None else Reference(id=pk)
    return field.kind.load([getattr(record, column) for column in field.columns])


def shown(field: Field, value: Any) -> JSON:
    """A value as facts and the API carry it; nothing at all is None."""
    return field.kind.to_json(None if value == "" else value)


def same(field: Field, before: Any, after: Any) -> bool:
    """Whether two values of a field mean the same."""
    if isinstance(field.kind, Link):
        return (before.id if before else None) == (after.id if after else None)
    return bool(shown(field, before) == shown(field, after))


def shown_values(one: Object, values: Mapping[str, Any]) -> dict[str, JSON]:
    """The values that are there, as JSON."""
    fields = one.fields
    return {name: shown(fields[name], value) for name, value in values.items() if value not in (None, "", ())}
