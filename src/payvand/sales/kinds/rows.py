"""The kind of the lines of a document as a command takes them: rows of named values, read line by line later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import orjson
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Kind, Unacceptable

MOST = 500


@dataclass(frozen=True, kw_only=True)
class Rows(Kind[tuple[Mapping[str, JSON], ...]]):
    """Rows of values by field, from JSON or as its text; the fields of a row are read by their own kinds."""

    name: ClassVar[str] = "rows"
    label: ClassVar[Message] = _("rows")
    operators: ClassVar[tuple[str, ...]] = ()
    widget: ClassVar[str] = "textarea"
    sortable: ClassVar[bool] = False

    def read(self, raw: object, locale: Locale) -> tuple[Mapping[str, JSON], ...]:
        rows = self._decoded(raw) if isinstance(raw, str) else raw
        if not isinstance(rows, list | tuple) or not all(isinstance(row, dict) for row in rows):
            raise Unacceptable("not_rows", _("Give a list of rows, each with its fields by name."))
        if len(rows) > MOST:
            raise Unacceptable("too_many", _("At most %(limit)s.") % {"limit": MOST})
        return tuple(rows)

    def _decoded(self, text: str) -> object:
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return None

    def to_json(self, value: tuple[Mapping[str, JSON], ...] | None) -> JSON:
        return None if value is None else [dict(row) for row in value]

    def text(self, value: tuple[Mapping[str, JSON], ...] | None, locale: Locale) -> str:
        return orjson.dumps(self.to_json(value)).decode() if value else ""

    def schema(self) -> dict[str, JSON]:
        return {"type": "array", "maxItems": MOST, "items": {"type": "object"}}

    def samples(self) -> tuple[tuple[Mapping[str, JSON], ...], ...]:
        return (({"description": "Consulting", "quantity": "2", "unit_price": "1000"},),)
