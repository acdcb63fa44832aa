"""Makes the texts of a document: safe, directed, in its own digits, calendar and unit of money."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from payvand.culture.bidi import first_strong, isolate
from payvand.culture.calendars import Style, format_day
from payvand.culture.currencies import CURRENCIES, UNITS
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.culture.money import LIMIT, RIAL, Money, in_words
from payvand.sales.printing.paper import Paper

# Embeddings, overrides, isolates and the marks of the byte order: only we direct the text of a document.
_DIRECTING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
# Vowels, doublings and nunation of the Arabic script; the hamza of «نامهٔ» is none of them.
_POINTS: Final = re.compile("[\u064b-\u0652\u0670]")
_UNBROKEN: Final = re.compile(r"\S{40}")
_BREAK: Final = "\u200b"
# Groups of digits stand in their order on either side; a hyphen or a sign after Arabic letters turns them round.
_STEADY: Final = re.compile(r"[\d,.٬٫/%٪]*")

# «تلفن: 021-88776655» and «-12» typed into Arabic-script text would show their parts in turned order.
_HYPHENATED: Final = re.compile(r"(?<![\w.-])[+-]?\d[\d.,]*(?:[-–]\d+)+(?![\w-])|(?<![\w.])[+-]\d[\d.,]*")


def plain(text: str) -> str:
    """What somebody typed, as text and nothing else: no control characters, and no marks that turn directions.

    A run of letters without a space may break, or it would leave the page.
    """
    kept = _DIRECTING.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    shown = "".join(
        mark if mark in "\n\u200c\u200d" or unicodedata.category(mark)[0] != "C" else " " for mark in kept
    )
    lines = (_UNBROKEN.sub(lambda run: run.group() + _BREAK, line.strip()) for line in shown.split("\n"))
    return "\n".join(lines).strip()


def unpointed(text: str) -> str:
    """Text without vowel signs: the typesetter draws each apart from its letter, out of the order of reading."""
    return _POINTS.sub("", text)


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes values as one document does."""

    locale: Locale
    currency: str

    @classmethod
    def of(cls, paper: Paper) -> "Writer":
        """The writer of a document."""
        return cls(locale=paper.locale, currency=paper.currency)

    def free(self, text: str) -> str:
        """Free text: each line runs as its own first letter does."""
        own = "rtl" if self.locale.rtl else "ltr"
        lines = plain(text).split("\n")
        if self.locale.rtl:
            lines = [_HYPHENATED.sub(lambda run: isolate(run.group()), line) for line in lines]
        return "\n".join(
            line if first_strong(line) in (own, None) else isolate(line, "auto") for line in lines
        )

    def code(self, text: str) -> str:
        """A number, phone or code: left to right wherever it stands, in the digits in which it was written."""
        shown = plain(text)
        steady = _STEADY.fullmatch(shown) or (not self.locale.rtl and first_strong(shown) != "rtl")
        return shown if steady else isolate(shown, "ltr")

    def official(self, text: str) -> str:
        """A code that people read digit by digit, in the digits of the document."""
        return self.code(localise(text, self.locale))

    @property
    def unit(self) -> str:
        """The label of the money: «ریال», «تومان», "USD". It stands beside every sum and above every column."""
        if self.currency == RIAL:
            return UNITS[self._base].labels[self.locale.language]
        known = CURRENCIES.get(self.currency)
        return known.labels[self.locale.language] if known else self.currency

    @property
    def _base(self) -> str:
        # Nobody signs an invoice in millions: the unit of the screen gives way to the one that it is made of.
        return UNITS[self.locale.money_unit].base

    def amount(self, value: Decimal) -> str:
        """An amount without its unit, for a column whose head names it."""
        if self.currency == RIAL:
            return self.code(format_number(value / UNITS[self._base].rials, self.locale))
        known = CURRENCIES.get(self.currency)
        exact = known is not None and value == round(value, known.places)
        return self.code(format_number(value, self.locale, known.places if known and exact else None))

    def money(self, value: Decimal) -> str:
        """An amount with its unit."""
        return f"{self.amount(value)} {self.unit}"

    def words(self, value: Decimal) -> str:
        """The amount in words; empty where the currency has none, or the number no name."""
        if abs(value) >= LIMIT or self.currency not in CURRENCIES:
            return ""
        return in_words(Money(amount=value, currency=self.currency), self.locale)

    def number(self, value: Decimal) -> str:
        """A quantity."""
        return self.code(format_number(value, self.locale))

    def percent(self, value: Decimal) -> str:
        """A percentage with its sign: «۱۰٪»."""
        return self.code(
            f"{format_number(value, self.locale)}{'%' if self.locale.digits == 'latin' else '٪'}"
        )

    def day(self, value: date, style: Style = "short") -> str:
        """A day in the calendar of the document."""
        shown = format_day(value, self.locale, style)
        return self.code(shown) if style == "short" else shown
