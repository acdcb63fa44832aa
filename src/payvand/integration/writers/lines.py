"""Writes lines of JSON: one object a record, in the form of the API."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import orjson

from payvand.integration.writers.columns import json_of, rows_of
from payvand.integration.writers.text import PIECE
from payvand.kernel.objects import Field
from payvand.kernel.query.rows import Columns

EMPTY: Final[tuple[object, ...]] = (None, "", [])


def json_lines(fields: Sequence[Field], chunks: Iterable[Columns]) -> Iterator[bytes]:
    """The rows, each as an object of field names and values; what is empty is left out."""
    names = [field.name for field in fields]
    turns = [json_of(field) for field in fields]
    piece = bytearray()
    for row in rows_of(chunks, turns):
        found = {name: value for name, value in zip(names, row, strict=True) if value not in EMPTY}
        piece += orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)
        if len(piece) > PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
