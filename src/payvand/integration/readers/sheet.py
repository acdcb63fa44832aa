"""Reads spreadsheets: small ones at once, large ones row by row. Formulas come as the values they last had."""

import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine as calamine
from django.utils.translation import gettext_lazy as _

from payvand.integration.guard import unguarded
from payvand.integration.readers.archive import inspect
from payvand.integration.readers.table import (
    LONGEST_CELL,
    Cell,
    Line,
    UnreadableFile,
    cell_too_long,
    is_blank,
    is_header,
    named_once,
    whole,
)  # fmt: skip
from payvand.integration.readers.text import fitted

# Beyond so many unpacked bytes the sheet does not fit into flat memory, and the slower reader takes over.
AT_ONCE = 96 * 1024**2
ROWS_LOOKED_AT = 50


class SheetTable:
    """The first sheet that holds anything, as a table."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_large = False
        with path.open("rb") as stream:
            is_archive = stream.read(2) == b"PK"
        if is_archive:
            with inspect(path) as archive:
                self.is_large = sum(entry.file_size for entry in archive.infolist()) > AT_ONCE
                self.is_large &= "xl/workbook.xml" in archive.namelist()
        self.headers, self.header_at = self._find_header()

    def _find_header(self) -> tuple[tuple[str, ...], int]:
        seen: list[list[Cell]] = []
        for cells in self._rows():
            seen.append(cells)
            if len(seen) >= ROWS_LOOKED_AT:
                break
        width = max((_width(cells) for cells in seen), default=0)
        for place, cells in enumerate(seen):
            if width and is_header(cells, width):
                return named_once(cells[: _width(cells)]), place + 1
        raise UnreadableFile("empty_file", _("The file is empty."))

    def lines(self) -> Iterator[Line]:
        width = len(self.headers)
        for number, cells in enumerate(self._rows(), start=1):
            if number > self.header_at and not is_blank(cells):
                yield Line(number, fitted(cells, width))

    def _rows(self) -> Iterator[list[Cell]]:
        rows = large_rows(self.path) if self.is_large else small_rows(self.path)
        for number, cells in enumerate(rows, start=1):
            plain = [as_cell(cell) for cell in cells]
            if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in plain):
                raise cell_too_long(number)
            yield plain


def small_rows(path: Path) -> Iterator[Sequence[object]]:
    """The rows of a workbook of any make, read in one go."""
    try:
        with calamine.load_workbook(str(path)) as workbook:
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                if sheet.height:
                    # Empty rows on top count: people see their numbers.
                    yield from [[]] * (sheet.start or (0, 0))[0]
                    yield from sheet.iter_rows()
                    return
    except calamine.PasswordError:
        raise UnreadableFile("locked_file", _("This spreadsheet is locked by a password.")) from None
    except calamine.CalamineError:
        raise damaged() from None


def large_rows(path: Path) -> Iterator[Sequence[object]]:
    """The rows of a large workbook, streamed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which nobody reads here
            workbook: Any = openpyxl.load_workbook(path, read_only=True, data_only=True)
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(values_only=True)
                first = next(rows, None)
                if first is not None:
                    yield first
                    yield from rows
                    return
    except UnreadableFile:
        raise
    except Exception:  # noqa: BLE001 - a damaged sheet makes the library raise whatever it met
        raise damaged() from None


def damaged() -> UnreadableFile:
    """The refusal of a workbook that breaks off."""
    return UnreadableFile("broken_archive", _("This spreadsheet is damaged."))


def as_cell(value: object) -> Cell:
    """A cell as it is typed: whole numbers without ".0", midnight as a day, durations as text, nothing as None."""
    if isinstance(value, str):
        return unguarded(value) or None
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, timedelta):
        return str(value)
    return whole(value)


def _width(cells: Sequence[Cell]) -> int:
    """How many cells stand up to the last filled one."""
    return max((place for place, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
