"""How a value stands in a file: in canonical form, which is read back without loss, or as its reader sees it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson

from payvand.culture.locale import NEUTRAL, Locale
from payvand.integration.guard import OPENING, guarded
from payvand.kernel.kinds import (
    Day,
    Items,
    Kind,
    Link,
    Moment,
    MoneyKind,
    Number,
    PhoneNumber,
    Several,
    YesNo,
)
from payvand.kernel.kinds.number import plain
from payvand.kernel.objects import Field

Written = str | int | float | Decimal | date | datetime | None
ToText = Callable[[Any], str]
ToCell = Callable[[Any], Written]

PARTED: Final = re.compile(r"[;؛|\n]|:::")
EXACT: Final = 10**15
"""Beyond fifteen digits a spreadsheet rounds numbers; such ones stay text."""


def canonical(field: Field) -> ToText:
    """The text that `parse` reads back in neutral habits: ISO days, codes of choices, titles of links."""
    return canonical_of(field.kind)


def canonical_of(kind: Kind[Any]) -> ToText:
    """The same for values of a kind."""
    if isinstance(kind, Several):
        return _several(kind)
    if isinstance(kind, MoneyKind):
        return lambda value: f"{plain(value.amount)} {value.currency}" if value else ""
    if isinstance(kind, Link):
        return lambda value: (value.label or f"#{value.id}") if value else ""
    if isinstance(kind, PhoneNumber):
        return lambda value: kind.input(value, NEUTRAL)
    if isinstance(kind, YesNo):
        return lambda value: "" if value is None else "yes" if value else "no"
    if isinstance(kind, Day | Moment | Number):
        return lambda value: "" if value is None else str(kind.to_json(value))
    return as_it_is


def _several(kind: Several) -> ToText:
    """Values parted by semicolons; as JSON where more is said of one, or where one holds such a mark itself."""
    one = canonical_of(kind.of)

    def write(items: Items) -> str:
        if not items:
            return ""
        if len(items) == 1 and not items[0].more:
            text = one(items[0].value)
            if not PARTED.search(text):
                return text
        texts = [one(item.value) for item in items]
        if any(item.more for item in items) or any(map(PARTED.search, texts)):
            found = [{"value": text, **item.more} for text, item in zip(texts, items, strict=True)]
            return orjson.dumps(found).decode()
        return "; ".join(texts)

    return write


def human(field: Field, locale: Locale) -> ToText:
    """The text as the reader sees it on screen."""
    kind: Kind[Any] = field.kind
    return lambda value: kind.text(value, locale)


def safe(write: ToText) -> ToText:
    """The same for a spreadsheet, which must not run what it holds."""
    return lambda value: guarded(write(value))


def safe_column(write: ToText) -> Callable[[Sequence[Any]], list[str]]:
    """The same for a whole column; most texts need no look beyond their first letter."""
    if write is as_it_is:
        return lambda values: [guarded(v) if v and v[0] in OPENING else v or "" for v in values]
    return lambda values: [guarded(t) if (t := write(v)) and t[0] in OPENING else t for v in values]


def as_it_is(value: str | None) -> str:
    """A text as it is kept."""
    return value or ""


def typed(field: Field, locale: Locale) -> ToCell:
    """The value with the type that a spreadsheet gives it, so that it sorts and sums."""
    kind: Kind[Any] = field.kind
    if isinstance(kind, Moment):
        # A spreadsheet has no time zones: moments stand in the reader's.
        zone = ZoneInfo(locale.time_zone)
        return lambda value: value and value.astimezone(zone).replace(tzinfo=None)
    if isinstance(kind, Day):
        return lambda value: value
    if isinstance(kind, Number):
        return lambda value: str(value) if value is not None and abs(value) >= EXACT else value
    return safe(canonical_of(kind))
