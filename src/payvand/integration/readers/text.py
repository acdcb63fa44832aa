"""Reads text with separators: CSV in any encoding, with any delimiter, both found out from the file itself."""

import codecs
import contextlib
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from payvand.integration.guard import unguarded
from payvand.integration.readers.encoding import encoding_of
from payvand.integration.readers.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Cell,
    Line,
    UnreadableFile,
    cell_too_long,
    is_blank,
    is_header,
    named_once,
)  # fmt: skip

DELIMITERS: Final = (",", ";", "\t", "|", "؛", "،")
START = 1024 * 1024
LINES_LOOKED_AT = 50

csv.field_size_limit(LONGEST_CELL)


class TextTable:
    """A CSV file as a table."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as stream:
            start = stream.read(START)
        self.encoding = encoding_of(start)
        text = start.decode(self.encoding, errors="replace")
        self.delimiter, self.declared = delimiter_of(text)
        self.headers, self.header_at = self._find_header()

    def _find_header(self) -> tuple[tuple[str, ...], int]:
        """The names of the columns, and how many records stand before the first line below them."""
        seen: list[list[str]] = []
        for record in self._records():
            seen.append(record)
            if len(seen) >= LINES_LOOKED_AT:
                break
        width = max((len(_filled(record)) for record in seen), default=0)
        for place, record in enumerate(seen):
            if width and is_header(record, width):
                return named_once(_filled(record)), place + 1
        raise UnreadableFile("empty_file", _("The file is empty."))

    def lines(self) -> Iterator[Line]:
        width = len(self.headers)
        for number, record in enumerate(self._records(), start=1):
            if number <= self.header_at:
                continue
            cells: list[Cell] = [unguarded(cell) for cell in record]
            if len(cells) != width:
                cells = fitted(cells, width)
            if not is_blank(cells):
                yield Line(number, cells)

    def _records(self) -> Iterator[list[str]]:
        number = 0
        try:
            with self.path.open(encoding=self.encoding, newline="") as stream:
                if self.declared:
                    stream.readline()
                for record in csv.reader(_clean(stream), delimiter=self.delimiter):
                    number += 1
                    yield record
        except csv.Error:
            raise cell_too_long(number + 1) from None
        except UnicodeError:
            raise wrong_encoding(self.path, self.encoding) from None


def wrong_encoding(path: Path, encoding: str) -> UnreadableFile:
    """The refusal of a text that goes on in another encoding; it names the line where that begins."""
    line = 0
    with path.open("rb") as stream, contextlib.suppress(UnicodeError):
        decoder = codecs.getincrementaldecoder(encoding)()
        for part in stream:
            line += 1
            decoder.decode(part)
    words = {"line": line, "encoding": encoding}
    message = _("Line %(line)d is not written in %(encoding)s, as the lines before it are.")
    return UnreadableFile("wrong_encoding", message % words)


def _clean(stream: Iterator[str]) -> Iterator[str]:
    """The lines without the zero characters that broken exports leave, which no field could hold."""
    for line in stream:
        yield line.replace("\0", "") if "\0" in line else line


def _filled(record: list[str]) -> list[str]:
    """A record without the empty cells at its end."""
    end = len(record)
    while end and not record[end - 1].strip():
        end -= 1
    return record[:end]


def fitted(cells: list[Cell], width: int) -> list[Cell]:
    """A record as wide as the header; what is beyond it stays only where it says something."""
    if len(cells) < width:
        return cells + [None] * (width - len(cells))
    return cells[:width] if is_blank(cells[width:]) else cells[: MOST_COLUMNS + width]


def delimiter_of(text: str) -> tuple[str, bool]:
    """The delimiter of a text, and whether its first line does nothing but name it ("sep=;")."""
    first = text.split("\n", 1)[0].strip().lstrip("\ufeff")
    if len(first) == 5 and first.lower().startswith("sep="):
        return first[4], True
    return max(DELIMITERS, key=lambda mark: _regularity(text, mark)), False


def _regularity(text: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter cuts the text into lines of one width, the best one highest."""
    lines = text.splitlines(keepends=True)
    complete = lines[:-1] if len(lines) > 1 and len(text) >= START else lines
    try:
        records = [
            record for record in csv.reader(complete[:LINES_LOOKED_AT], delimiter=delimiter) if any(record)
        ]
    except csv.Error:
        return 0.0, 0
    widths = [len(record) for record in records]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    if usual < 2:
        return 0.0, usual
    return widths.count(usual) / len(widths), usual
