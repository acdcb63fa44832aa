"""Finds out what the columns of a file are: by our own names, by the words of others, by what stands in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from django.utils import translation

from payvand.culture.folding import fold
from payvand.culture.locale import NEUTRAL
from payvand.integration.mapping import LANGUAGES, Column, Mapping
from payvand.integration.readers import Cell, Line, Table
from payvand.integration.readers.card import CardTable
from payvand.integration.sniff import month_first, reads_as, reads_mostly, written_in
from payvand.integration.vocabulary import COMPANIES, LABELS, MIDDLE, TELLING, UNITS, WORDS
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import (
    JSON,
    KINDS,
    Choice,
    Code,
    Day,
    Email,
    Kind,
    Link,
    Moment,
    MoneyKind,
    PhoneNumber,
    Several,
)  # fmt: skip
from payvand.kernel.objects import Field, Object

CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
NUMBER: Final = re.compile(r"\b\d+\b")
BESIDE: Final = re.compile(r"^(?P<stem>.*\d)\s*-?\s*(?:Label|Type)$")
OURS: Final = ("payvand: row", "payvand: reason")
"""Headers that our own error files add."""


def guess(one: Object, table: Table, sample: Sequence[Line]) -> Mapping:
    """The mapping that header and content suggest. What nothing speaks for is left out, and so listed."""
    fields = {name: found for name, found in one.fields.items() if found.editable}
    named = _by_header(table.headers, fields)
    _given_name_alone(named, fields)
    _company_of_people(named, fields)
    columns = []
    free = _Free(fields, {name for name in named.values() if name})
    for place, header in enumerate(table.headers):
        cells = [line.cells[place] for line in sample if line.cells[place] not in (None, "")]
        name = named[header]
        if name and not reads_mostly(fields[name].kind, cells):
            name = ""
        elif not name and cells and not _is_silent(header):
            name = free.for_content(cells)
        columns.append(_described(Column(header=header, field=name), fields.get(name), cells))
    return Mapping(
        columns=_with_labels(columns),
        constants=_what_all_are(columns, fields),
        locale=written_in(table.headers, sample),
        unreadable="note" if isinstance(table, CardTable) else "refuse",
    )


def _what_all_are(columns: Sequence[Column], fields: dict[str, Field]) -> dict[str, JSON]:
    """What every row is where no column says it: a table of accounts holds organisations."""
    fed = {column.field for column in columns if column.field}
    constants: dict[str, JSON] = {}
    for name, value, tells, denies in TELLING:
        field = fields.get(name)
        known = (
            {option.value for option in field.kind.options}
            if field and isinstance(field.kind, Choice)
            else set()
        )
        if value in known and name not in fed and len(fed & tells) > 1 and not fed & denies:
            constants[name] = value
    return constants


def _is_silent(header: str) -> bool:
    """Columns beside values, and those that our error files add, never speak for themselves."""
    return header in OURS or bool(BESIDE.match(header))


def _by_header(headers: Sequence[str], fields: dict[str, Field]) -> dict[str, str]:
    """For each header the field that its words mean; a field of one value goes to the column that says it best."""
    found = dict.fromkeys(headers, "")
    claims = sorted(
        (rank, place, header, name)
        for place, header in enumerate(headers)
        for rank, name in _claims(header, fields)
        if not _is_silent(header)
    )
    taken: dict[str, int] = {}
    for rank, _place, header, name in claims:
        if found[header] or (name in taken and not _takes_more(fields[name], rank, taken[name])):
            continue
        found[header] = name
        taken.setdefault(name, rank)
    return found


def _takes_more(one: Field, rank: int, first: int) -> bool:
    """Several values come from several columns; a name made of its parts does too, and so do notes."""
    return isinstance(one.kind, Several) or rank == first == PARTS or rank == MIDDLE_NAME


# How sure a claim is, the surest first: our own name, a word of the vocabulary, a weak one, a part of a name.
OWN, WORD, WEAK, PARTS, MIDDLE_NAME = 0, 1, 40, 50, 60


def _claims(header: str, fields: dict[str, Field]) -> Iterator[tuple[int, str]]:
    """The fields that a header may mean, each with a rank: the lower, the surer."""
    spoken = plain(header)
    for name, one in fields.items():
        if spoken in _own_words(name, one):
            yield OWN, name
    if spoken in MIDDLE and "given_name" in fields:
        yield MIDDLE_NAME, "given_name"
    for names, words in _vocabulary():
        if spoken not in words:
            continue
        for place, name in enumerate(names):
            if name in fields:
                # "First name" and "last name" make one name where an Object has no parts of it.
                parts = names[0] in ("given_name", "family_name") and place and name == "name"
                yield (PARTS if parts else words[spoken] + place), name
                break


def plain(header: str) -> str:
    """A header as words: "FirstName", "first_name" and "First name" are one; numbers count nothing."""
    bare = re.sub(r"\([^)]*\)", " ", header)
    return " ".join(NUMBER.sub(" ", fold(CAMEL.sub(" ", bare))).split()) or fold(header)


def _own_words(name: str, one: Field) -> set[str]:
    """What we call a field ourselves, in every language."""
    words = {plain(name)}
    for language in LANGUAGES:
        with translation.override(language):
            words.add(plain(str(one.label)))
    return words


@cache
def _vocabulary() -> tuple[tuple[tuple[str, ...], dict[str, int]], ...]:
    """Names of fields, and the words that mean them with the rank of each."""
    return tuple(
        (names, {plain(word): WEAK if word.endswith("?") else WORD for word in words})
        for names, words in WORDS
    )


def _given_name_alone(named: dict[str, str], fields: dict[str, Field]) -> None:
    """«نام» beside «نام خانوادگی» is the given name."""
    if "given_name" in fields and "family_name" in named.values() and "given_name" not in named.values():
        for header, name in named.items():
            if name == "name" and plain(header) in {plain(word) for word in ("نام", "الاسم", "name")}:
                named[header] = "given_name"


def _company_of_people(named: dict[str, str], fields: dict[str, Field]) -> None:
    """«نام شرکت» beside people's names is where they work, as long as no other column says that."""
    if "family_name" not in named.values():
        return
    for header, name in named.items():
        if name == "name" and plain(header) in COMPANIES:
            free = "organisation" in fields and "organisation" not in named.values()
            named[header] = "organisation" if free else ""


@dataclass
class _Free:
    """Fields that no header asked for, to be given out by content."""

    fields: dict[str, Field]
    taken: set[str] = field(default_factory=set)

    def for_content(self, cells: Sequence[Cell]) -> str:
        """The field whose kind reads (nearly) every cell, for kinds that are told by their look."""
        for family in (Email, PhoneNumber, Day):
            names = [name for name, one in self.fields.items() if type(_inner(one)) is family]
            free = [
                name
                for name in names
                if name not in self.taken or isinstance(self.fields[name].kind, Several)
            ]
            unique = len(names) == 1 or family is not Day
            if free and unique and reads_as(family, cells):
                self.taken.add(free[0])
                return free[0]
        return ""


def _inner(one: Field) -> Kind[object]:
    return one.kind.of if isinstance(one.kind, Several) else one.kind


def _described(column: Column, one: Field | None, cells: Sequence[Cell]) -> Column:
    """The column with what header and cells say beside the field: a label, a unit, the order of dates."""
    if one is None:
        return column
    kind = _inner(one)
    if isinstance(one.kind, Several) and "label" in one.kind.extras and not isinstance(kind, Link):
        column = replace(column, label=_first(LABELS, column.header))
    if cells and says_what(kind, column.header, cells[0]):
        column = replace(column, prefix=column.header)
    if isinstance(kind, MoneyKind):
        column = replace(column, unit=_first(UNITS, column.header))
    if isinstance(kind, Day | Moment) and month_first(cells):
        column = replace(column, order="mdy")
    return column


def says_what(kind: Kind[object], header: str, cell: Cell) -> bool:
    """Whether values of a kind say what they are ("National id: 001…"), and the header says it for this column."""
    if kind.name in KINDS or not isinstance(kind, Code) or ":" in str(cell):
        return False
    try:
        return kind.parse(f"{header}: {cell}", NEUTRAL) is not None
    except DomainError:
        return False


def _first(table: Sequence[tuple[str, str]], header: str) -> str:
    """The entry one of whose words stands in a header."""
    spoken = set(fold(CAMEL.sub(" ", header)).split())
    phrase = " ".join(fold(header).split())
    for entry, words in table:
        if " " in entry and fold(words) in phrase:
            return entry
        if " " not in entry and spoken & {fold(word) for word in words.split()}:
            return entry
    return ""


def _with_labels(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of values get the labels that stand in the column beside them ("Phone 1 - Label")."""
    beside = {found["stem"]: one.header for one in columns if (found := BESIDE.match(one.header))}
    labelled = []
    for one in columns:
        stem = re.sub(r"\s*-?\s*(?:Value|Address)$", "", one.header)
        is_several = one.field and stem in beside and one.header != beside[stem] and stem != one.header
        labelled.append(replace(one, label_from=beside[stem], label="") if is_several else one)
    return tuple(labelled)
