"""Amounts of money: read as people type them, shown with their unit, and written out in words.

An amount is kept in its currency's main unit, Iranian money in Rial; Toman is a way to show it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from payvand.culture.currencies import (
    BY_WORD,
    CURRENCIES,
    GENERIC_NAMES,
    NEW_RIAL,
    SCALES,
    TOMAN,
    UNITS,
    Currency,
    Unit,
)
from payvand.culture.day_words import SMALL_NUMBERS
from payvand.culture.digits import format_number, parse_number
from payvand.culture.errors import Unreadable
from payvand.culture.folding import clean, fold
from payvand.culture.locale import Language, Locale
from payvand.culture.number_words import PERSIAN_VALUES, Noun, count

RIAL: Final = "IRR"
LIMIT: Final = Decimal(10) ** 18
"""Amounts below this are accepted: a thousand times the largest that offices here meet."""


@dataclass(frozen=True, kw_only=True)
class Money:
    """An amount in a currency (ISO 4217 code)."""

    amount: Decimal
    currency: str


def units_on(day: date) -> tuple[Unit, ...]:
    """The units of Iranian money that are in use on a day."""
    return tuple(unit for unit in UNITS.values() if unit.valid_from <= day < unit.valid_to)


def parse_money(text: str, locale: Locale, currency: str = RIAL) -> Money:
    """«۲۵ میلیون تومان», "25m", «۲ میلیون و ۵۰۰ هزار», "USD 12.50". A bare number is in the locale's unit.

    A scale word beside it counts in Toman or Rial: «۲۵ میلیون» is 25 million Toman to whoever works in
    thousands of Toman.
    """
    sign, pieces = _pieces(text)
    reading = _read(pieces, text, currency)
    currency = reading.unit.code if isinstance(reading.unit, Currency) else currency
    amount = reading.amount
    if isinstance(reading.unit, Unit):
        amount, currency = amount * reading.unit.rials, RIAL
    elif currency == RIAL:
        unit = UNITS[locale.money_unit]
        amount *= (UNITS[unit.base] if reading.scaled else unit).rials
    if abs(amount) >= LIMIT:
        raise Unreadable("money.too_large", text=text)
    return Money(amount=sign * amount.quantize(_STORED, ROUND_HALF_UP).normalize() + 0, currency=currency)


def format_money(money: Money, locale: Locale, unit: str | None = None) -> str:
    """«۱۲٬۵۰۰٬۰۰۰ ریال», "12.50 USD": the label is always there, for a bare amount is read tenfold wrong."""
    if money.currency == RIAL:
        shown_in = UNITS[unit or locale.money_unit]
        return f"{format_number(money.amount / shown_in.rials, locale)} {shown_in.labels[locale.language]}"
    known = CURRENCIES.get(money.currency)
    if known is None:
        return f"{format_number(money.amount, locale)} {money.currency}"
    exact = money.amount == round(money.amount, known.places)
    shown = format_number(money.amount, locale, known.places if exact else None)
    return f"{shown} {known.labels[locale.language]}"


def in_words(money: Money, locale: Locale) -> str:
    """The amount as a cheque or an invoice says it, rounded to what the currency can pay."""
    currency = CURRENCIES.get(money.currency)
    if currency is None:
        raise Unreadable("money.unknown_currency", text=money.currency)
    noun, places, cent = currency.noun, currency.places, currency.cent
    amount = abs(money.amount)
    if money.currency == RIAL:
        noun, amount = _iranian(amount, locale)
    whole, part = divmod(int(amount.scaleb(places).to_integral_value(ROUND_HALF_UP)), 10**places)
    parts = [count(whole, noun, locale.language)] if whole or not part or cent is None else []
    if part and cent is not None:
        parts.append(count(part, cent, locale.language))
    words = _AND[locale.language].join(parts)
    return f"{_MINUS[locale.language]} {words}" if money.amount < 0 and (whole or part) else words


_STORED: Final = Decimal("0.0001")
_AND: Final[dict[Language, str]] = {"fa": " و ", "ar": " و", "en": " and "}
_MINUS: Final[dict[Language, str]] = {"fa": "منفی", "ar": "سالب", "en": "minus"}
_PIECE: Final = re.compile(r"\d(?:[\d.,٬٫/'’]*\d)?(?:[eE][+-]?\d{1,2}(?!\w))?|[^\d\s,،؛;:]+")
_NOTHING: Final = frozenset({"و", "and", ".", "-", "/", "ـ"})
_HALVES: Final = frozenset({"نیم", "نصف", "half"})
_LONGEST_NAME: Final = 3


@dataclass(frozen=True, kw_only=True)
class _Reading:
    amount: Decimal
    scaled: bool
    unit: Unit | Currency | None


def _pieces(text: str) -> tuple[int, list[str]]:
    bare = clean(text).replace("−", "-").strip()
    if not bare:
        raise Unreadable("money.empty")
    bracketed = bare.startswith("(") and bare.endswith(")")
    negative = bracketed or bare.startswith(("-", "منفی", "سالب")) or bare.endswith("-")
    bare = bare.strip("()-+ ").removeprefix("منفی").removeprefix("سالب")
    return -1 if negative else 1, _PIECE.findall(bare)


def _read(pieces: Sequence[str], text: str, currency: str) -> _Reading:
    """Add up numbers and their scale words; at most one unit may stand before or after them."""
    total, current, scaled, unit = Decimal(0), None, False, None
    position, was_scaled = 0, False
    while position < len(pieces):
        piece = pieces[position]
        word, length = _longest_name(pieces, position)
        number = _number(piece)
        if number is not None:
            if current is None or was_scaled:
                total += current or 0
            else:
                number = _joined(current, number, piece, text)
            current, was_scaled = number, False
        elif word in SCALES:
            current = (1 if current is None else current) * SCALES[word]
            scaled = was_scaled = True
        elif word in BY_WORD or word in GENERIC_NAMES:
            if unit is not None:
                raise Unreadable("money.unreadable", text=text)
            unit = _unit(word, currency)
        elif word not in _NOTHING:
            raise Unreadable("money.unreadable", text=text)
        position += 1 if number is not None else length
    if current is None:
        raise Unreadable("money.unreadable", text=text)
    return _Reading(amount=total + current, scaled=scaled, unit=unit)


def _number(piece: str) -> Decimal | None:
    if piece[0].isdecimal():
        return parse_number(piece)
    word = fold(piece)
    if word in _HALVES:
        return Decimal("0.5")
    value = SMALL_NUMBERS.get(word) or PERSIAN_VALUES.get(word)
    return None if value is None else Decimal(value)


def _joined(current: Decimal, number: Decimal, piece: str, text: str) -> Decimal:
    """Two numbers in a row: words that add up («بیست و پنج»), or groups of three digits («12 500 000»)."""
    if not piece[0].isdecimal() and current % 10 == 0 and number < current:
        return current + number
    if re.fullmatch(r"\d{3}", piece) and current == int(current):
        return current * 1000 + number
    raise Unreadable("money.unreadable", text=text)


def _longest_name(pieces: Sequence[str], position: int) -> tuple[str, int]:
    """The longest known name of a unit or a scale that starts here, folded, and its number of pieces."""
    for length in range(min(_LONGEST_NAME, len(pieces) - position), 1, -1):
        name = fold(" ".join(pieces[position : position + length]))
        if name in BY_WORD:
            return name, length
    return fold(pieces[position]), 1


def _unit(word: str, currency: str) -> Unit | Currency:
    family = GENERIC_NAMES.get(word)
    own = CURRENCIES.get(currency)
    if family is not None and own is not None and own.generic == family and currency != RIAL:
        return own
    return BY_WORD[word]


def _iranian(amount: Decimal, locale: Locale) -> tuple[Noun, Decimal]:
    """The noun and number that say a Rial amount in the locale's unit; in Rial where a rest is left."""
    base = UNITS[UNITS[locale.money_unit].base]
    if base.name != "rial" and amount % base.rials == 0:
        return (TOMAN if base.name == "toman" else NEW_RIAL), amount / base.rials
    return CURRENCIES[RIAL].noun, amount
