"""Reads what programs write: lines of JSON, one object a line, and Parquet. Both know types and nesting already."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pyarrow as pa
from django.utils.translation import gettext_lazy as _
from pyarrow import parquet

from payvand.integration.readers.table import (
    LONGEST_CELL,
    Cell,
    Line,
    UnreadableFile,
    cell_too_long,
    named_once,
    whole,
)  # fmt: skip


class JsonTable:
    """Lines of JSON. The columns are the keys of all objects, in the order in which they are met."""

    def __init__(self, path: Path) -> None:
        self.path = path
        names: dict[str, None] = {}
        for _number, found in self._objects():
            names.update(dict.fromkeys(found))
        if not names:
            raise UnreadableFile("empty_file", _("The file is empty."))
        self.keys = tuple(names)
        self.headers = named_once(self.keys)

    def lines(self) -> Iterator[Line]:
        for number, found in self._objects():
            yield Line(number, [_cell(found.get(key)) for key in self.keys])

    def _objects(self) -> Iterator[tuple[int, dict[str, object]]]:
        with self.path.open("rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(LONGEST_CELL * 4), b""), start=1):
                if len(line) >= LONGEST_CELL * 4:
                    raise cell_too_long(number)
                if line.strip():
                    yield number, _object(line, number)


def _object(line: bytes, number: int) -> dict[str, object]:
    try:
        found = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        message = _("Line %(row)d is not one JSON object.") % {"row": number}
        raise UnreadableFile("not_json", message)
    return found


def _cell(value: object) -> Cell:
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        return value[: LONGEST_CELL + 1]  # longer than any field takes: the row is refused by its kind
    return whole(value)


class ParquetTable:
    """A Parquet file, read in the groups of rows that it is made of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.headers = named_once(parquet.read_schema(path).names)
        except (pa.ArrowException, OSError):
            raise UnreadableFile("broken_parquet", _("This Parquet file is damaged.")) from None

    def lines(self) -> Iterator[Line]:
        number = 0
        try:
            with parquet.ParquetFile(self.path) as file:
                for batch in file.iter_batches(batch_size=4096):
                    for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        number += 1
                        yield Line(number, [_cell(cell) for cell in cells])
        except (pa.ArrowException, OSError):
            raise UnreadableFile("broken_parquet", _("This Parquet file is damaged.")) from None
