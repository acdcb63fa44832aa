"""Writes lines of JSON: one object a record, in the form of the API."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from payvand.integration.writers.text import PIECE
from payvand.kernel.objects import Field


def json_lines(fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The rows, each as an object of field names and values; what is empty is left out."""
    names = [field.name for field in fields]
    to_json = [field.kind.to_json for field in fields]
    piece = bytearray()
    for row in rows:
        found = {
            name: written
            for name, write, value in zip(names, to_json, row, strict=True)
            if (written := write(value)) not in (None, "", [])
        }
        piece += orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)
        if len(piece) > PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
