"""What every reader gives: the headers of a file and its lines, one after another, in flat memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import fold
from payvand.kernel.errors import DomainError

Cell = str | int | float | Decimal | bool | date | time | list[object] | dict[str, object] | None

MOST_COLUMNS = 1_000
LONGEST_CELL = 1_000_000
LARGEST_FILE = 2 * 1024**3
SAMPLE = 200


class UnreadableFile(DomainError):
    """A file, or a place in it, that cannot be read. Nothing of it was imported."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. `number` is the one that people see beside it: the header has a number too."""

    number: int
    cells: list[Cell]


class Table(Protocol):
    """A file as a table. `lines` may be asked for again, and then begins anew."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the columns: never empty, each of them once."""

    def lines(self) -> Iterator[Line]:
        """The lines below the header, empty ones left out. Raises UnreadableFile where the file breaks off."""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What one pass through a whole file found: how many lines, the first of them, and what a column calls records."""

    lines: int
    sample: tuple[Line, ...]
    titles: frozenset[str]


def examine(table: Table, title_columns: Sequence[int] = (), most: int | None = None) -> Examined:
    """Read a file to its end (or `most` lines), so that one that breaks off is refused before anything is written.

    `titles` holds the folded cells of `title_columns`, joined by a space: the names of the records that will come.
    """
    count, sample, titles = 0, [], set()
    for line in islice(table.lines(), most):
        count += 1
        if count <= SAMPLE:
            sample.append(line)
        if title_columns:
            titles.add(fold(" ".join(str(line.cells[place] or "") for place in title_columns)))
    if not count:
        raise UnreadableFile("empty_file", _("The file holds a header and no rows."))
    return Examined(lines=count, sample=tuple(sample), titles=frozenset(titles))


def named_once(headers: Sequence[Cell]) -> tuple[str, ...]:
    """The headers as names that differ: a column without one is called by its place, a second "Phone" "Phone (2)"."""
    if len(headers) > MOST_COLUMNS:
        words = {"count": len(headers), "most": MOST_COLUMNS}
        raise UnreadableFile(
            "too_many_columns", _("The file has %(count)d columns; at most %(most)d can be read.") % words
        )
    names: dict[str, None] = {}
    for place, header in enumerate(headers, start=1):
        wanted = " ".join(str(header if header is not None else "").split())[:200] or f"#{place}"
        name, copies = wanted, 1
        while name in names:
            copies += 1
            name = f"{wanted} ({copies})"
        names[name] = None
    return tuple(names)


def whole(value: Any) -> Cell:
    """A number without a fraction as an int: spreadsheets and programs keep customer 13085 as 13085.0."""
    cell: Cell = value
    return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell


def is_header(cells: Sequence[Cell], width: int) -> bool:
    """Whether a line may be the header of a table so many columns wide: a title above it fills one cell only."""
    filled = sum(cell not in (None, "") for cell in cells)
    return filled >= min(2, width)


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether a line says nothing."""
    return all(cell is None or cell == "" for cell in cells)


def cell_too_long(number: int) -> UnreadableFile:
    """The refusal of a cell that no field could hold; mostly a quotation mark that was never closed."""
    message = _(
        "Row %(row)d holds a cell of more than a million characters. Is a quotation mark not closed there?"
    )
    return UnreadableFile("cell_too_long", message % {"row": number})
