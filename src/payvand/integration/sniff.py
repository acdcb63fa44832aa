"""Looks at the cells themselves: what kind they are of, in which language and calendar, in which order of dates."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from payvand.culture.digits import to_ascii
from payvand.culture.locale import DEFAULTS
from payvand.culture.phones import parse_phone, split_phones
from payvand.integration.readers import Cell, Line
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Day, Email, Kind, Link, MoneyKind, PhoneNumber, Several

ENOUGH: Final = 0.8
ARABIC_SCRIPT: Final = re.compile(r"[\u0620-\u06ff]")
LATIN: Final = re.compile(r"[A-Za-z]")
PERSIAN: Final = re.compile(r"[پچژگیک۰-۹]")
ARABIC: Final = re.compile(r"[ةىيكإأ٠-٩]|\bال")
JALALI_DAY: Final = re.compile(r"\b1[2-5]\d\d[/.-]\d{1,2}[/.-]\d{1,2}\b")
SLASHED: Final = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})\b")


def reads_as(kind: type[Kind[Any]], cells: Sequence[Cell]) -> bool:
    """Whether nearly all cells look like values of a kind that is told by its look."""
    looks: dict[type[Kind[Any]], Callable[[Cell], bool]] = {
        Email: _is_email,
        PhoneNumber: _is_phone,
        Day: _is_day,
    }
    return sum(map(looks[kind], cells)) >= max(1, ENOUGH * len(cells))


def reads_mostly(kind: Kind[Any], cells: Sequence[Cell]) -> bool:
    """Whether a kind reads at least half of the cells: a header may say one thing and the column hold another."""
    if isinstance(kind, Link | Several | MoneyKind) or not cells:
        return True
    return sum(_reads(kind, cell) for cell in cells) * 2 >= len(cells)


def _reads(kind: Kind[Any], cell: Cell) -> bool:
    try:
        kind.parse(cell if isinstance(cell, date) else str(cell), DEFAULTS["fa"])
    except DomainError:
        return False
    return True


def _is_email(cell: Cell) -> bool:
    if not isinstance(cell, str) or "@" not in cell:
        return False
    return all(_reads(Email(), part) for part in re.split(r"[;,\s]+", cell.strip()))


def _is_phone(cell: Cell) -> bool:
    if not isinstance(cell, str | int) or isinstance(cell, bool):
        return False
    text = to_ascii(str(cell))
    if not sum(mark.isdigit() for mark in text) >= 8 or re.search(r"[A-Za-z]{4}|\d[/.]\d{1,2}[/.]\d", text):
        return False
    try:
        return all(parse_phone(part).kind in ("mobile", "landline") for part in split_phones(text))
    except ValueError:
        return False


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or not re.search(r"\d[/.-]\d", to_ascii(cell)):
        return False
    try:
        Day().read(cell, DEFAULTS["fa"])
    except Exception:  # noqa: BLE001 - whatever the reader of dates objects to, it is no date
        return False
    return True


def written_in(headers: Sequence[str], sample: Sequence[Line]) -> str:
    """The language whose habits the file follows: by script, by letters that only one language has, by its years."""
    text = " ".join([*headers, *(str(cell) for cell in _texts(sample))])[:100_000]
    arabic, latin = len(ARABIC_SCRIPT.findall(text)), len(LATIN.findall(text))
    if JALALI_DAY.search(to_ascii(text)):
        return "fa"
    if arabic * 5 < latin or not arabic:
        return "en"
    return "fa" if len(PERSIAN.findall(text)) >= len(ARABIC.findall(text)) else "ar"


def _texts(sample: Sequence[Line]) -> Iterable[Cell]:
    return (cell for line in sample for cell in line.cells if isinstance(cell, str))


def month_first(cells: Sequence[Cell]) -> bool:
    """Whether dates are written the American way: some second part is beyond 12 and no first part is."""
    found = [match for cell in cells if isinstance(cell, str) and (match := SLASHED.match(to_ascii(cell)))]
    return any(int(one[2]) > 12 for one in found) and all(int(one[1]) <= 12 for one in found)
