"""Reads lines of JSON, one object a line. They know types and nesting already."""

from collections.abc import Iterator
from pathlib import Path

import orjson
from django.utils.translation import gettext_lazy as _

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
            yield Line(number, [cell_of(found.get(key)) for key in self.keys])

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


def cell_of(value: object) -> Cell:
    """A value that a program wrote, as tables hand it over."""
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        return value[: LONGEST_CELL + 1]  # longer than any field takes: the row is refused by its kind
    return whole(value)
