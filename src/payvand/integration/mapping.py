"""How the columns of a file become fields: one typed value, written as JSON by people and kept with the import."""

import dataclasses
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeGuard, cast

import orjson
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import fold
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON, Link
from payvand.kernel.objects import Field, Object, named
from payvand.kernel.records.bulk import Mode

Unreadable = Literal["refuse", "note"]
LANGUAGES = ("fa", "ar", "en")


class WrongMapping(DomainError):
    """A mapping that does not fit the file or the Object; the message names the place and what there is."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What one column feeds. An empty `field` leaves it out.

    `values` turns values of the file into ours, `label` (or the column `label_from`) goes beside each of several
    values, `prefix` before a value that does not say what it is ("National id"), `unit` behind bare amounts
    ("million USD"); `order` is "mdy" where the month stands before its day.
    """

    header: str
    field: str = ""
    values: Dict[str, str] = dataclasses.field(default_factory=dict)
    label: str = ""
    label_from: str = ""
    prefix: str = ""
    unit: str = ""
    order: str = ""

    def wishes(self) -> dict[str, JSON]:
        """What is said of the column, as JSON."""
        said = {name: value for name, value in dataclasses.asdict(self).items() if value and name != "header"}
        return {"field": self.field, **said}


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """The whole of an import's wishes.

    `match` are sets of fields by which a row finds its record, tried in their order. Links whose field is in
    `create_missing` make the record that they name, with the values of `create` where the model asks for more.
    `unreadable` = "note" keeps a phone or e-mail that cannot be read in the record's notes, instead of refusing it.
    """

    columns: tuple[Column, ...]
    constants: Dict[str, JSON] = dataclasses.field(default_factory=dict)
    match: tuple[tuple[str, ...], ...] | None = None
    mode: Mode = "upsert"
    keep_filled: bool = True
    create_missing: tuple[str, ...] = ()
    create: Dict[str, Dict[str, JSON]] = dataclasses.field(default_factory=dict)
    locale: str = ""
    region: str = ""
    unreadable: Unreadable = "refuse"

    def to_json(self) -> dict[str, JSON]:
        """The mapping as it is written; `mapping_from` reads it back."""
        told = {name: value for name, value in dataclasses.asdict(self).items() if name != "columns"}
        columns: dict[str, JSON] = {}
        for one in self.columns:
            said = one.wishes()
            wish: JSON = said if len(said) > 1 else one.field
            known = columns.get(one.header)
            # A column that feeds several fields has a list of wishes.
            columns[one.header] = (
                wish if known is None else [*known, wish] if isinstance(known, list) else [known, wish]
            )
        return cast(dict[str, JSON], orjson.loads(orjson.dumps({"columns": columns, **told})))

    def fed(self) -> dict[str, list[Column]]:
        """The columns that feed each field, in the order of the file."""
        found: dict[str, list[Column]] = {}
        for one in self.columns:
            if one.field:
                found.setdefault(one.field, []).append(one)
        return found

    def unmapped(self) -> list[str]:
        """The headers that feed nothing, labels beside values aside."""
        labels = {one.label_from for one in self.columns}
        return [one.header for one in self.columns if not one.field and one.header not in labels]

    def keys(self, one: Object) -> tuple[tuple[str, ...], ...]:
        """The fields to match by: those asked for, else the Object's own as far as the file has them."""
        if self.match is not None:
            return self.match
        known = {*self.fed(), *self.constants}
        return tuple(tuple(keys) for keys in one.match if known.issuperset(keys))


OPTIONS = {one.name for one in dataclasses.fields(Mapping)}
COLUMN_OPTIONS = {one.name for one in dataclasses.fields(Column)} - {"header"}


def mapping_from(raw: object, guessed: Mapping, one: Object) -> Mapping:
    """A mapping that somebody wrote, over the guess. Columns that it does not name stay as guessed.

    Raises WrongMapping for what is no mapping; whether its fields exist is asked by `checked`.
    """
    if not is_object(raw):
        raise WrongMapping("not_a_mapping", _("A mapping is a JSON object with “columns”."))
    refuse_unknown(raw, OPTIONS, "")
    written = _columns(raw.get("columns", {}), guessed)
    taken = {column.field for wishes in written.values() for column in wishes if column.field}
    columns = tuple(
        column for old in guessed.columns for column in written.get(old.header) or [_unless_taken(old, taken)]
    )
    options: dict[str, object] = {
        name: value for name, value in raw.items() if name not in ("columns", "match", "create_missing")
    }
    if "match" in raw:
        options["match"] = _match(raw["match"])
    if "create_missing" in raw:
        options["create_missing"] = _create_missing(raw["create_missing"], one)
    return dataclasses.replace(guessed, columns=columns, **options)  # type: ignore[arg-type]


def is_object(raw: object) -> TypeGuard[dict[str, JSON]]:
    """Whether a value is a JSON object."""
    return isinstance(raw, dict)


def refuse_unknown(raw: Dict[str, object], known: set[str], place: str) -> None:
    """Raise WrongMapping where a key means nothing."""
    unknown = set(raw) - known
    if unknown:
        words = {"key": min(unknown), "place": place or "mapping", "names": ", ".join(sorted(known))}
        raise WrongMapping(
            "unknown_key", _("%(place)s: unknown key “%(key)s”. There are: %(names)s.") % words
        )


def _columns(raw: object, guessed: Mapping) -> dict[str, list[Column]]:
    """What was written of each column: one wish, or several where it feeds several fields."""
    if not is_object(raw):
        raise WrongMapping("not_a_mapping", _("“columns” is an object: header → field."))
    headers = {fold(old.header): old for old in reversed(guessed.columns)}
    exact = {old.header: old for old in guessed.columns}
    written: dict[str, list[Column]] = {}
    for header, wish in raw.items():
        old = exact.get(header) or headers.get(fold(header))
        if old is None:
            words = {"header": header, "names": ", ".join(exact)}
            raise WrongMapping(
                "unknown_header", _("The file has no column “%(header)s”. There are: %(names)s.") % words
            )
        wishes = wish if isinstance(wish, list) and wish else [wish]
        written[old.header] = [_column(old, each) for each in wishes]
    return written


def _column(old: Column, wish: object) -> Column:
    if wish is None or isinstance(wish, str):
        field_name = wish or ""
        return (
            dataclasses.replace(old, field=field_name)
            if field_name == old.field
            else Column(header=old.header, field=field_name)
        )
    if not is_object(wish):
        raise WrongMapping(
            "not_a_mapping",
            _("“%(header)s”: a field's name or an object is needed.") % {"header": old.header},
        )
    refuse_unknown(wish, COLUMN_OPTIONS, old.header)
    if "values" in wish and not is_object(wish["values"]):
        raise WrongMapping(
            "not_a_mapping", _("“%(header)s”: “values” is an object: theirs → ours.") % {"header": old.header}
        )
    same = wish.get("field", old.field) == old.field
    start = old if same else Column(header=old.header)
    return dataclasses.replace(start, **wish)  # type: ignore[arg-type]


def _unless_taken(old: Column, taken: set[str]) -> Column:
    """A guess gives way where somebody said which column feeds the field."""
    return Column(header=old.header) if old.field in taken and not old.label_from else old


def _match(raw: object) -> tuple[tuple[str, ...], ...] | None:
    if raw is None:
        return None
    if not isinstance(raw, list):
        raise WrongMapping(
            "not_a_mapping", _("“match” is a list of fields, or of lists of fields that count together.")
        )
    return tuple(
        tuple(str(name) for name in keys) if isinstance(keys, list) else (str(keys),) for keys in raw
    )


def _create_missing(raw: object, one: Object) -> tuple[str, ...]:
    """True stands for every link."""
    if isinstance(raw, bool):
        return tuple(name for name, found in one.fields.items() if found.editable) if raw else ()
    return tuple(str(name) for name in raw) if isinstance(raw, list | tuple) else ()


def checked(mapping: Mapping, one: Object) -> Mapping:
    """The mapping, if every name in it is one of the Object's and something is fed at all."""
    for path in [*mapping.fed(), *mapping.constants]:
        field_at(one, path)
    for name in (name for keys in mapping.match or () for name in keys):
        if name not in one.fields:
            raise unknown_field(one, name)
    if mapping.locale and mapping.locale not in LANGUAGES:
        raise WrongMapping("unknown_locale", _("The language of the file is fa, ar or en."), "locale")
    if mapping.mode not in ("upsert", "create", "update"):
        raise WrongMapping("unknown_mode", _("The mode is upsert, create or update."), "mode")
    if not mapping.fed():
        names = ", ".join(column.header for column in mapping.columns[:20])
        raise WrongMapping(
            "nothing_mapped",
            _("No column of the file feeds a field. The columns are: %(names)s.") % {"names": names},
        )
    return mapping


def unknown_field(one: Object, path: str) -> WrongMapping:
    """The refusal of a name that leads to no field, with those that there are."""
    words = {"field": path, "names": ", ".join(sorted(n for n, f in one.fields.items() if f.editable))}
    return WrongMapping("unknown_field", _("Unknown field “%(field)s”. There are: %(names)s.") % words, path)


def target_of(field: Field | None) -> Object | None:
    """The Object behind a link of one record."""
    return named(field.kind.target) if field is not None and isinstance(field.kind, Link) else None


def field_at(one: Object, path: str) -> Field:
    """The field that a path leads to, under the path as its name. Raises WrongMapping with the names that there are."""
    head, _dot, rest = path.partition(".")
    found, target = one.fields.get(head), target_of(one.fields.get(head))
    if found is None or (rest and target is None):
        raise unknown_field(one, path)
    if not rest or target is None:
        return found
    end = field_at(target, rest)
    return dataclasses.replace(end, name=path, label=format_lazy("{} › {}", found.label, end.label))


def match_from(text: str) -> tuple[tuple[str, ...], ...]:
    """What the command line says: commas part keys that are tried in turn, "+" joins fields that count together."""
    keys: Sequence[str] = [part for part in text.split(",") if part.strip()]
    return tuple(tuple(name.strip() for name in key.split("+") if name.strip()) for key in keys)
