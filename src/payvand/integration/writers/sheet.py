"""Writes spreadsheets: typed cells, right to left where the reader reads so, days in the reader's calendar beside."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, BinaryIO, Final, cast

from django.utils.translation import gettext as translate
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from payvand.culture.calendars import format_day
from payvand.culture.locale import Locale
from payvand.integration.writers.cells import Written, safe, typed
from payvand.integration.writers.cells import human as as_seen
from payvand.integration.writers.headers import headers_of
from payvand.integration.writers.text import PIECE
from payvand.kernel.kinds import Day, Moment
from payvand.kernel.objects import Field

MOST_ROWS: Final = 1_048_000
"""A sheet holds little more than a million rows; further ones go to the next sheet."""
LONGEST: Final = 32_767
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NO_TITLE: Final = re.compile(r"[\[\]:*?/\\]")


def workbook(
    fields: Sequence[Field], rows: Iterable[Sequence[Any]], locale: Locale, *, title: str, human: bool = False
) -> Iterator[bytes]:
    """The rows as a workbook; a day is a real one, with its text beside where the reader's calendar is another."""
    headers, writers = [], []
    for place, (field, header) in enumerate(zip(fields, headers_of(fields), strict=True)):
        headers.append(header)
        writers.append((place, safe(as_seen(field, locale)) if human else typed(field, locale)))
        is_day = isinstance(field.kind, Day) and not isinstance(field.kind, Moment)
        if is_day and locale.calendar != "gregorian" and not human:
            names = {"jalali": translate("Jalali"), "hijri": translate("Hijri")}
            headers.append(f"{header} – {names[locale.calendar]}")
            writers.append((place, _in_calendar(locale)))
    lines = ([write(row[place]) for place, write in writers] for row in rows)
    return sheet(chain([headers], lines), title=title, rtl=locale.rtl)


def _in_calendar(locale: Locale) -> Callable[[Any], str]:
    return lambda value: format_day(value, locale) if value else ""


def sheet(rows: Iterable[Sequence[Written]], *, title: str, rtl: bool) -> Iterator[bytes]:
    """Rows, the header first, as a workbook. It is written to a file beside before the first piece comes."""
    book = Workbook(write_only=True)
    source = iter(rows)
    header = next(source, ())
    title = NO_TITLE.sub(" ", title)[:28] or "1"
    part, more = 0, True
    while more:
        part += 1
        page = book.create_sheet(title if part == 1 else f"{title} {part}")
        page.sheet_view.rightToLeft = rtl
        page.freeze_panes = "A2"
        for row in chain([header], islice(source, MOST_ROWS)):
            page.append([_cell(page, value) for value in row])
        after = next(source, None)
        more = after is not None
        source = chain([after] if after is not None else [], source)
    with tempfile.TemporaryFile() as stream:
        book.save(cast(BinaryIO, stream))
        stream.seek(0)
        while piece := stream.read(PIECE):
            yield piece


def _cell(page: Any, value: Written) -> Any:
    """A value as a cell; text is never taken for a formula."""
    if not isinstance(value, str):
        return value
    text = UNWRITABLE.sub("", value)[:LONGEST] if value else None
    if text and text[0] == "=":
        cell = WriteOnlyCell(page)
        cell._value, cell.data_type = text, "s"  # noqa: SLF001 - the setter would make it a formula
        return cell
    return text
