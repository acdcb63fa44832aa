"""Writes CSV that every spreadsheet opens in the right letters, and in which nothing runs."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from payvand.culture.locale import Locale
from payvand.integration.guard import guarded
from payvand.integration.writers.cells import human as as_seen
from payvand.integration.writers.cells import safe_column
from payvand.integration.writers.columns import Texts, never_opens_a_formula, rows_of, texts_of
from payvand.integration.writers.headers import headers_of
from payvand.kernel.objects import Field
from payvand.kernel.query.rows import Columns, column_of

MARK: Final = "\ufeff"
PIECE: Final = 64 * 1024
LINES: Final = 500


def text_table(
    fields: Sequence[Field], chunks: Iterable[Columns], locale: Locale, *, human: bool = False
) -> Iterator[bytes]:
    """The rows as CSV in UTF-8 with its mark. They come in chunks, so that each column is written in one go."""
    writers = [safe_texts(field, locale, human=human) for field in fields]
    return csv_pieces(map(guarded, headers_of(fields)), rows_of(chunks, writers))


def safe_texts(field: Field, locale: Locale, *, human: bool) -> Callable[[Columns], Texts]:
    """What turns the columns of some rows into the texts of a field that a spreadsheet may open."""
    if human:
        show = as_seen(field, locale)
        return lambda columns: safe_column(map(show, column_of(field, columns)))
    write = texts_of(field)
    return write if never_opens_a_formula(field) else lambda columns: safe_column(write(columns))


def csv_pieces(header: Iterable[str], lines: Iterable[Sequence[str | None]]) -> Iterator[bytes]:
    """Lines of safe text as pieces of a CSV file."""
    source = iter(lines)
    buffer = StringIO()
    buffer.write(MARK)
    writer = csv.writer(buffer)
    writer.writerow(header)
    while some := list(islice(source, LINES)):
        writer.writerows(some)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()
