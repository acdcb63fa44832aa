"""How a value stands in a file: in canonical form, which is read back without loss, or as its reader sees it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson

from payvand.culture.locale import NEUTRAL, Locale
from payvand.integration.guard import OPENING, guarded
from payvand.kernel.kinds import (
    JSON,
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
    """The values of one field that holds several."""
    one = canonical_of(kind.of)

    def write(items: Items) -> str:
        return several_text([(one(item.value), item.more) for item in items]) if items else ""

    return write


def several_text(items: Sequence[tuple[str, Mapping[str, JSON]]]) -> str:
    """Texts parted by semicolons; as JSON where more is said of one, or where one holds such a mark itself."""
    if len(items) == 1 and not items[0][1] and not PARTED.search(items[0][0]):
        return items[0][0]
    if any(more or PARTED.search(text) for text, more in items):
        return orjson.dumps([{"value": text, **more} for text, more in items]).decode()
    return "; ".join(text for text, _more in items)


def human(field: Field, locale: Locale) -> ToText:
    """The text as the reader sees it on screen."""
    kind: Kind[Any] = field.kind
    return lambda value: kind.text(value, locale)


def safe(write: ToText) -> ToText:
    """The same for a spreadsheet, which must not run what it holds."""
    return lambda value: guarded(write(value))


def safe_column(texts: Iterable[str | None]) -> list[str | None]:
    """The same for the texts of a whole column; most need no look beyond their first letter."""
    return [guarded(text) if text and text[0] in OPENING else text for text in texts]


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
