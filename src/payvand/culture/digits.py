"""Digits and numbers: read in any script, kept as ASCII, shown in the user's own."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from payvand.culture.errors import Unreadable
from payvand.culture.locale import Digits, Locale

PERSIAN: Final = "۰۱۲۳۴۵۶۷۸۹"
ARABIC: Final = "٠١٢٣٤٥٦٧٨٩"
LATIN: Final = "0123456789"

_TO_ASCII: Final = str.maketrans(PERSIAN + ARABIC + "٬٫٪", LATIN + LATIN + ",.%")
_SHOW_DIGITS: Final[dict[Digits, dict[int, int]]] = {
    "persian": str.maketrans(LATIN, PERSIAN),
    "arabic": str.maketrans(LATIN, ARABIC),
    "latin": {},
}
_SHOW_NUMBER: Final[dict[Digits, dict[int, int]]] = {
    "persian": str.maketrans(LATIN + ",.%", PERSIAN + "٬٫٪"),
    "arabic": str.maketrans(LATIN + ",.%", ARABIC + "٬٫٪"),
    "latin": {},
}

# Invisible marks, spaces and quotes that people and spreadsheets put between groups; every minus looks alike.
_NOISE: Final = str.maketrans(
    "−–،", "--,", "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff'’_"
)
_PLAIN: Final = re.compile(r"\d+(?:\.\d*)?(?:e[+-]?\d{1,2})?|\.\d+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?")
_GROUPED_BY_SPACE: Final = re.compile(r"\d{1,3}(?:\s\d{3})+(?:\.\d*)?")
_GROUPED_BY_DOT: Final = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2,}(?:,\d*)?|\.\d{3},\d*)")
_PERSIAN_SLASH: Final = re.compile(rf"([{PERSIAN}]+)/([{PERSIAN}]+)")
_LONGEST: Final = 60


def to_ascii(text: str) -> str:
    """Persian and Arabic digits, and the marks ٬ ٫ ٪, as their ASCII equals; all else is left alone."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def localise(text: str, locale: Locale) -> str:
    """ASCII digits of a text in the user's digits; marks are left alone: codes and dates keep their form."""
    return text if locale.digits == "latin" else text.translate(_SHOW_DIGITS[locale.digits])


def parse_number(text: str) -> Decimal:
    """A number typed in any digits, with or without grouping.

    A comma that does not group by thousands is refused, not guessed: «1,5» is 1.5 to one reader and a slip
    to another. Between Persian digits a slash is the decimal mark, as typed in Iran.
    """
    if text.isdecimal() and text.isascii() and len(text) <= _LONGEST:
        return Decimal(text)
    bare = to_ascii(_PERSIAN_SLASH.sub(r"\1.\2", text.translate(_NOISE))).strip().lower()
    if not bare:
        raise Unreadable("number.empty")
    if len(bare) > _LONGEST:
        raise Unreadable("number.unreadable", text=text)
    sign, bare = _split_sign(bare)
    return sign * _unsigned(bare, text)


def format_number(value: Decimal | int | float, locale: Locale, places: int | None = None) -> str:
    """The number, grouped by thousands; `places` rounds half up to so many decimals, None shows all."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = f"{number:,f}"
    if places is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if shown.startswith("-") and not number:
        shown = shown[1:]
    return shown if locale.digits == "latin" else shown.translate(_SHOW_NUMBER[locale.digits])


def _split_sign(bare: str) -> tuple[int, str]:
    # A trailing minus is what a right-to-left field leaves; brackets are the bookkeeper's minus.
    if bare.startswith("(") and bare.endswith(")"):
        return -1, bare[1:-1].strip()
    if bare.startswith("-"):
        return -1, bare[1:].lstrip()
    if bare.endswith("-"):
        return -1, bare[:-1].rstrip()
    return 1, bare.removeprefix("+").lstrip()


def _unsigned(bare: str, text: str) -> Decimal:
    if _PLAIN.fullmatch(bare):
        return Decimal(bare)
    if _GROUPED.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    if _GROUPED_BY_SPACE.fullmatch(bare):
        return Decimal(re.sub(r"\s", "", bare))
    if _GROUPED_BY_DOT.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[\d.,]*\d[\d.,]*", bare):
        raise Unreadable("number.ambiguous", text=text)
    raise Unreadable("number.unreadable", text=text)
