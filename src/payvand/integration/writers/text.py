"""Writes CSV that every spreadsheet opens in the right letters, and in which nothing runs."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from typing import Any, Final

from payvand.culture.locale import Locale
from payvand.integration.guard import guarded
from payvand.integration.writers.cells import canonical, safe_column
from payvand.integration.writers.cells import human as as_seen
from payvand.integration.writers.headers import headers_of
from payvand.kernel.objects import Field

MARK: Final = "\ufeff"
PIECE: Final = 64 * 1024
LINES: Final = 500


def text_table(
    fields: Sequence[Field], chunks: Iterable[Sequence[Sequence[Any]]], locale: Locale, *, human: bool = False
) -> Iterator[bytes]:
    """The rows as CSV in UTF-8 with its mark. They come in chunks, so that each column is written in one go."""
    writers = [safe_column(as_seen(field, locale) if human else canonical(field)) for field in fields]
    columns = (zip(*chunk, strict=True) for chunk in chunks)
    written = (
        zip(*(write(one) for write, one in zip(writers, some, strict=True)), strict=True) for some in columns
    )
    return csv_pieces(map(guarded, headers_of(fields)), chain.from_iterable(written))


def csv_pieces(header: Iterable[str], lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
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
