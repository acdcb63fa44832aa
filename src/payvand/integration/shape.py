"""Brings a line of a file into the form of a record: the mapping, made into one small function a column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

import orjson
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import to_ascii
from payvand.culture.folding import fold
from payvand.culture.locale import DEFAULTS, Locale
from payvand.culture.phones import parse_phone, split_phones
from payvand.integration.mapping import Column, Mapping
from payvand.integration.readers import Cell, Line
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.errors import DomainError, FieldError
from payvand.kernel.kinds import Day, Email, Kind, Moment, MoneyKind, PhoneNumber, Several
from payvand.kernel.kinds.text import LongText, Text
from payvand.kernel.objects import Field, Object

Raw = dict[str, Any]
Reader = Callable[[list[Cell], Raw], None]

# The day numbers of spreadsheets, where a cell of dates lost its format: 1954 to 2064.
SERIAL_DAYS: Final = range(20_000, 60_001)
SERIAL_START: Final = date(1899, 12, 30)
MONTH_FIRST: Final = re.compile(r"^\s*(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
BARE_NUMBER: Final = re.compile(r"[\d\s.,٫٬'-]+")
SEVERAL_EMAILS: Final = re.compile(r"\s*(?::::|[;,،؛|\s])\s*")
COUNTRY: Final = "country"
NOTE_FIELDS: Final = ("description", "notes", "note")


@dataclass(kw_only=True)
class Shaped:
    """A line as raw values of fields, what it says of the records behind links, and what is wrong with it already."""

    line: Line
    raw: Raw = field(default_factory=dict)
    parts: dict[str, "Shaped"] = field(default_factory=dict)
    errors: list[FieldError] = field(default_factory=list)


def raw_at(shaped: Shaped, path: str) -> Any:
    """The raw value that a line has for a field, or for one behind a link."""
    head, _dot, rest = path.partition(".")
    if head in shaped.parts:
        return raw_at(shaped.parts[head], rest) if rest else None
    return shaped.raw.get(path)


def file_locale(mapping: Mapping, actor: Actor) -> Locale:
    """How the file writes: its language's calendar and digits, the importer's time zone, our country, whole Rials."""
    company = company_settings()
    zone = actor.locale.time_zone if actor.user_id else company.time_zone
    locale = DEFAULTS[mapping.locale or "en"]  # type: ignore[index]
    region = mapping.region or company.region
    return replace(locale, money_unit="rial", time_zone=zone, region=region)


class Shaper:
    """Shapes the lines of one file."""

    def __init__(self, one: Object, mapping: Mapping, headers: Sequence[str], actor: Actor) -> None:
        self.locale = file_locale(mapping, actor)
        self.width = len(headers)
        self.constants = dict(mapping.constants)
        self.keep_filled = mapping.keep_filled
        places = {header: place for place, header in enumerate(headers)}
        fields = one.fields
        self.fed = {name: fields[name] for name in mapping.fed() if name in fields}
        self.readers = [
            reader_of(column, fields[name], places)
            for name, columns in mapping.fed().items()
            for column in columns
            if name in fields and column.header in places
        ]
        self.phones = [name for name, one in self.fed.items() if isinstance(_inner(one.kind), PhoneNumber)]
        if COUNTRY not in self.fed:
            self.phones = []
        self.notes = _notes_field(fields) if mapping.unreadable == "note" else ""

    def shape(self, line: Line) -> Shaped:
        """The line as raw values. A column that says nothing leaves its field alone, or empties it on wish."""
        shaped = Shaped(line=line)
        if len(line.cells) > self.width:
            beyond = _("The row has more cells than the header.")
            shaped.errors.append(FieldError(field="", code="too_many_cells", message=beyond))
        raw: Raw = {} if self.keep_filled else dict.fromkeys(self.fed)
        for read in self.readers:
            read(line.cells, raw)
        for name, value in self.constants.items():
            if raw.get(name) in (None, "", []):
                raw[name] = value
        if self.phones and raw.get(COUNTRY):
            self._dial_from(raw)
        if self.notes:
            self._note_unreadable(raw)
        shaped.raw = raw
        return shaped

    def _dial_from(self, raw: Raw) -> None:
        """Read phone numbers without a country in that of the row's own address."""
        region = code_of(self.fed[COUNTRY].kind, raw[COUNTRY], self.locale)
        if region not in ("", self.locale.region):
            for name in self.phones:
                raw[name] = _dialled(raw[name], region) if raw.get(name) else raw.get(name)

    def _note_unreadable(self, raw: Raw) -> None:
        """Keep what a field cannot hold in the notes: an old address book is better whole than refused."""
        lost = []
        for name, value in [*raw.items()]:
            one = self.fed.get(name)
            if one is None or one.required or name == self.notes:
                continue
            kept, broken = _readable(one.kind, value, self.locale)
            if broken:
                raw[name] = kept
                lost += [f"{one.label}: {text}" for text in broken]
        if lost:
            raw[self.notes] = "\n".join(filter(None, [raw.get(self.notes), *lost]))


def _inner(kind: Kind[Any]) -> Kind[Any]:
    return kind.of if isinstance(kind, Several) else kind


def code_of(kind: Kind[Any], raw: object, locale: Locale) -> str:
    """The two letters of a country, where its kind knows them."""
    try:
        code = kind.parse(raw, locale)
    except DomainError:
        return ""
    return code if isinstance(code, str) and len(code) == 2 and code.isascii() and code.isupper() else ""


def _dialled(value: Any, region: str) -> Any:
    """Phones as they are dialled from anywhere; one that cannot be read stays as it came."""
    if isinstance(value, list):
        return [_dialled(item, region) for item in value]
    if isinstance(value, dict):
        return {**value, "value": _dialled(value.get("value"), region)}
    try:
        phone = parse_phone(str(value), region)
    except ValueError:
        return value
    return f"{phone.e164};ext={phone.extension}" if phone.extension else phone.e164


def _notes_field(fields: dict[str, Field]) -> str:
    return next((n for n in NOTE_FIELDS if n in fields and isinstance(fields[n].kind, LongText)), "")


def _readable(kind: Kind[object], value: Any, locale: Locale) -> tuple[Any, list[str]]:
    """The part of a value that its kind reads, and the rest as text."""
    items = value if isinstance(value, list) else [value]
    kept, broken = [], []
    for item in items:
        try:
            kind.parse([item] if isinstance(kind, Several) else item, locale)
            kept.append(item)
        except DomainError:
            broken.append(str(item["value"] if isinstance(item, dict) else item))
    return (kept if isinstance(value, list) else next(iter(kept), None)), broken


def reader_of(column: Column, one: Field, places: dict[str, int]) -> Reader:
    """The function that takes a column's cell of a line and puts it to the field's raw value."""
    place = places[column.header]
    kind = one.kind.of if isinstance(one.kind, Several) else one.kind
    clean = _cleaner(column, kind)
    if isinstance(one.kind, Several):
        return _several(one.name, place, clean, _splitter(kind), _labeller(column, one.kind, places))
    joint = "\n" if isinstance(kind, LongText) else " " if isinstance(kind, Text) else None

    def read(cells: list[Cell], raw: Raw) -> None:
        cell = cells[place]
        if cell is None or cell == "":
            return
        value = clean(cell)
        if value is None or value == "":
            return
        before = raw.get(one.name)
        if before in (None, ""):
            raw[one.name] = value
        elif joint is not None and value != before:
            raw[one.name] = f"{before}{joint}{value}"

    return read


def _several(
    name: str,
    place: int,
    clean: Callable[[Cell], Any],
    split: Callable[[str], Sequence[str]],
    label: Callable[[list[Cell]], str],
) -> Reader:
    def read(cells: list[Cell], raw: Raw) -> None:
        cell = cells[place]
        if cell is None or cell in ("", []):
            return
        known = raw.get(name) or []
        raw[name] = known
        if isinstance(cell, list):
            known += cell
            return
        said = label(cells)
        value = clean(cell)
        parts = split(value) if isinstance(value, str) else [value]
        for part in parts:
            if isinstance(part, dict):
                known.append(part)
            elif part not in (None, ""):
                known.append({"value": part, "label": said} if said else part)

    return read


def _labeller(column: Column, kind: Several, places: dict[str, int]) -> Callable[[list[Cell]], str]:
    """What is said beside a value: the column's own label, or the cell of the column of labels."""
    if "label" not in kind.extras:
        return lambda cells: ""
    if column.label_from in places:
        beside = places[column.label_from]
        return lambda cells: str(cells[beside] or "").strip(" *").lower()[:40]
    return lambda cells: column.label


def _splitter(kind: Kind[object]) -> Callable[[str], Sequence[Any]]:
    """How a cell with several values is taken apart; a list of JSON objects is one of our own exports."""
    plain: Callable[[str], Sequence[Any]]
    if isinstance(kind, PhoneNumber):
        plain = split_phones
    elif isinstance(kind, Email):
        plain = _emails
    else:
        plain = _separated
    return lambda text: _from_json(text) or plain(text)


SEPARATOR: Final = re.compile(r"\s*(?::::|[;\n؛|])\s*")


def _emails(text: str) -> Sequence[str]:
    """Addresses may stand apart by spaces alone; a text that holds none stays whole, for its refusal."""
    parts = SEVERAL_EMAILS.split(text)
    return parts if all("@" in part for part in parts if part) else [text]


def _separated(text: str) -> Sequence[str]:
    return SEPARATOR.split(text)


def _from_json(text: str) -> list[object]:
    if not text.startswith("[{"):
        return []
    try:
        found = orjson.loads(text)
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _cleaner(column: Column, kind: Kind[object]) -> Callable[[Cell], Any]:
    """What a cell goes through before its kind reads it."""
    values = {fold(theirs): ours for theirs, ours in column.values.items()}

    def clean(cell: Cell) -> Any:
        if not isinstance(cell, str):
            return _typed(cell, kind, column)
        text = cell.strip()
        if values:
            text = values.get(fold(text), text)
        if isinstance(kind, PhoneNumber):
            text = text.replace(";ext=", " ext. ")
        if column.order == "mdy" and isinstance(kind, Day | Moment):
            text = MONTH_FIRST.sub(r"\4-\1-\3", to_ascii(text))
        if column.unit and isinstance(kind, MoneyKind) and BARE_NUMBER.fullmatch(to_ascii(text)):
            text = f"{text} {column.unit}"
        if column.prefix and text and ":" not in text:
            text = f"{column.prefix}: {text}"
        return text

    return clean


def _typed(cell: Cell, kind: Kind[object], column: Column) -> Any:
    """A cell of a spreadsheet that is no text."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        if isinstance(kind, Day) and cell in SERIAL_DAYS:
            return SERIAL_START + timedelta(days=cell)
        if str(cell) in column.values:
            return column.values[str(cell)]
    if isinstance(kind, Day | Moment) and isinstance(cell, date):
        return cell
    if isinstance(cell, bool | dict | list) or cell is None:
        return cell
    if column.unit and isinstance(kind, MoneyKind):
        return f"{cell} {column.unit}"
    return f"{column.prefix}: {cell}" if column.prefix else str(cell)
