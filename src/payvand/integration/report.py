"""The file of refused rows: as they came, with the reason beside, so that they can be mended and dropped again."""

from collections.abc import Iterator, Sequence

import orjson

from payvand.integration.guard import guarded
from payvand.integration.guess import OURS
from payvand.integration.models import ImportBatch, ImportedRow
from payvand.integration.writers.text import csv_pieces
from payvand.kernel.kinds import JSON


def errors_csv(batch: ImportBatch) -> Iterator[bytes]:
    """The refused rows as CSV that every spreadsheet opens."""
    rows = _rows(batch)
    return csv_pieces(next(rows), rows)


def errors_xlsx(batch: ImportBatch, rtl: bool) -> Iterator[bytes]:
    """The refused rows as a spreadsheet."""
    # What writes workbooks weighs twelve megabytes: only whoever asks for one pays.
    from payvand.integration.writers.sheet import sheet  # noqa: PLC0415

    return sheet(_rows(batch), title="errors", rtl=rtl)


def _rows(batch: ImportBatch) -> Iterator[list[str]]:
    headers = [header for header in batch.headers if header not in OURS]
    places = [batch.headers.index(header) for header in headers]
    yield [*headers, *OURS]
    for row in batch.rows.refused().order_by("number").iterator(chunk_size=1000):
        yield [*(guarded(as_text(cell)) for cell in _picked(row.cells, places)), str(row.number), reason(row)]


def _picked(cells: Sequence[JSON], places: Sequence[int]) -> list[JSON]:
    beyond = cells[max(places, default=-1) + 1 :] if len(cells) > len(places) + len(OURS) else []
    return [*(cells[place] if place < len(cells) else None for place in places), *beyond]


def as_text(cell: JSON) -> str:
    """A cell as text; what a program gave as a structure stays one."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else orjson.dumps(cell).decode()


def reason(row: ImportedRow) -> str:
    """Why a row was refused, field by field."""
    return " ".join(
        f"{error['label']}: {error['message']}" if error["label"] else error["message"]
        for error in row.errors
    )
