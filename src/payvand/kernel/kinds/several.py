"""The kind of a field that holds several values of one kind: phones, tags, identifiers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds.kind import EMPTINESS, JSON, Context, Kind, Unacceptable, comma, escape

LONGEST_EXTRA = 40
SEPARATOR = re.compile(r"\s*(?:;(?!ext=)|[\n؛|]|:::)\s*")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One value among several, with what is said of it beside (label, primary, …) under the names of its columns."""

    value: object
    more: dict[str, JSON] = field(default_factory=dict)


Items = tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Several(Kind[Items]):
    """Several values of one kind. Text separates them by semicolon, bar or line; the API gives a list of objects."""

    name: ClassVar[str] = "several"
    label: ClassVar[Message] = _("several values")
    widget: ClassVar[str] = "several"
    sortable: ClassVar[bool] = False

    of: Kind[Any]
    extras: tuple[str, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:  # type: ignore[override]
        """Conditions hold where any of the values meets them."""
        return (
            *(name for name in self.of.operators if name not in (*EMPTINESS, "is_not", "not_in")),
            *EMPTINESS,
        )

    def parse(self, raw: object, locale: Locale) -> Items | None:
        return self.read(raw, locale)

    def read(self, raw: object, locale: Locale) -> Items:
        found: dict[str, Item] = {}
        for part in self._parts(raw):
            item = self._item(part, locale)
            if item is not None:
                found.setdefault(str(self.of.to_json(item.value)), item)
        return tuple(found.values())

    def _parts(self, raw: object) -> Sequence[object]:
        if raw is None:
            return ()
        if isinstance(raw, str):
            return [part for part in SEPARATOR.split(raw) if part.strip()]
        return raw if isinstance(raw, list | tuple) else [raw]

    def _item(self, part: object, locale: Locale) -> Item | None:
        if isinstance(part, Item):
            return part
        if not isinstance(part, dict) or "value" not in part:
            value = self.of.parse(part, locale)
            return None if value is None else Item(value=value)
        unknown = set(part) - {"value", *self.extras}
        if unknown:
            raise Unacceptable("unknown_key", _("Unknown key: %(key)s.") % {"key": min(unknown)})
        value = self.of.parse(part["value"], locale)
        more = {name: self._extra(part[name]) for name in self.extras if part.get(name) not in (None, "")}
        return None if value is None else Item(value=value, more=more)

    def _extra(self, raw: object) -> JSON:
        """What is said beside a value: a short text, a number, yes or no."""
        if isinstance(raw, bool | int | float) or (isinstance(raw, str) and len(raw) <= LONGEST_EXTRA):
            return raw
        limit = {"limit": LONGEST_EXTRA}
        raise Unacceptable(
            "bad_extra", _("What stands beside a value is at most %(limit)d characters.") % limit
        )

    def to_json(self, value: Items | None) -> JSON:
        return [{"value": self.of.to_json(item.value), **item.more} for item in value or ()]

    def text(self, value: Items | None, locale: Locale) -> str:
        return comma(locale).join(self.of.text(item.value, locale) for item in value or ())

    def html(self, value: Items | None, locale: Locale) -> str:
        return escape(comma(locale)).join(self.of.html(item.value, locale) for item in value or ())

    def input(self, value: Items | None, locale: Locale) -> str:
        return "; ".join(self.of.input(item.value, locale) for item in value or ())

    def search_text(self, value: Items | None) -> str:
        return " ".join(self.of.search_text(item.value) for item in value or ())

    def operand(self, raw: object, operator: str, locale: Locale) -> JSON:
        return self.of.operand(raw, operator, locale)

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        return self.of.where(column, operator, operand, context)

    def describe(self, operand: JSON, locale: Locale) -> str:
        return self.of.describe(operand, locale)

    def schema(self) -> dict[str, JSON]:
        extra: JSON = {"type": ["string", "number", "boolean", "null"], "maxLength": LONGEST_EXTRA}
        more: dict[str, JSON] = dict.fromkeys(self.extras, extra)
        item: dict[str, JSON] = {"type": "object", "properties": {"value": self.of.schema(), **more}}
        return {"type": "array", "items": item}

    def samples(self) -> tuple[Items, ...]:
        values = self.of.samples()
        return ((Item(value=values[0]),), tuple(Item(value=value) for value in values[:2])) if values else ()
