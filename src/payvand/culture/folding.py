"""Text made comparable: light cleanup to keep, a folded form to search by, a key to sort by.

What was typed is kept (`clean`); the folded and sorted forms are stored beside it and never shown.
"""

import re
import unicodedata
from typing import Final

from payvand.culture.digits import ARABIC, LATIN, PERSIAN

ZWNJ: Final = "\u200c"
PERSIAN_ALPHABET: Final = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
SORTED_CHARACTERS: Final = 120
"""A sort key looks at so many characters of the text: enough to order names, short enough to index."""

_BIDI_AND_BOM: Final = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_CONTROLS: Final = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
_CLEAN_ARABIC: Final = str.maketrans("", "", _BIDI_AND_BOM + _CONTROLS + "ـ\u00ad")
_CLEAN_PERSIAN: Final = {**_CLEAN_ARABIC, **str.maketrans("يىك", "ییک")}
_LOOSE_ZWNJ: Final = re.compile(f"(?:{ZWNJ}* {ZWNJ}*)+")
_DOUBLED_ZWNJ: Final = re.compile(f"{ZWNJ}{{2,}}")

# Letters whose dots and tails differ by keyboard, country or habit, as the one letter that stands for all.
_LETTERS: Final = {
    **dict.fromkeys("يىېئےۍێ", "ی"),
    **dict.fromkeys("كڪګ", "ک"),
    **dict.fromkeys("ةۀەہھۂۃ", "ه"),
    **dict.fromkeys("أإآٱ", "ا"),
    "ؤ": "و",
    "ء": "",
}
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u1ab0-\u1aff]+"
)
_DROPPED: Final = frozenset("ـ\u00ad\u200d" + _BIDI_AND_BOM + _CONTROLS)
_NUMBER: Final = re.compile(r"\d+")


def clean(text: str, arabic: bool = False, lines: bool = False) -> str:
    """The text as it is to be kept: composed, without invisible marks, stretching and doubled spaces.

    Arabic yeh and kaf become Persian unless `arabic`; line breaks become spaces unless `lines`. ZWNJ stays
    where it stands between two letters.
    """
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text).translate(_CLEAN_ARABIC if arabic else _CLEAN_PERSIAN)
    if lines:
        return "\n".join(map(_one_line, text.splitlines())).strip("\n")
    return _one_line(text)


def fold(text: str) -> str:
    """The text as it is compared: one form of each letter and digit, no marks, no case, single spaces.

    A text of symbols only folds to itself in lower case, so that a name is never an empty key.
    """
    folded = " ".join(text.translate(_FOLDED).split())
    return folded or text.strip().casefold()


def squash(text: str) -> str:
    """The folded text without its spaces: «علی‌رضا», «علی رضا» and «علیرضا» are one."""
    return fold(text).replace(" ", "")


def without_article(text: str) -> str:
    """The folded text with the Arabic article dropped from each word: «الأمل» is found by «أمل»."""
    return " ".join(
        word[2:] if len(word) > 4 and word.startswith("ال") else word for word in fold(text).split()
    )


def sort_key(text: str) -> str:
    """A key whose bytes sort as people sort: space, numbers by value, Latin, then the Persian alphabet.

    ASCII for Latin and Perso-Arabic text, so bytewise order (SQLite, PostgreSQL "C", DuckDB) is right.
    """
    key = " ".join(text[:SORTED_CHARACTERS].translate(_SORTED).split())
    return _NUMBER.sub(_ranked_number, key) if _NUMBER.search(key) else key


def layout_variants(text: str) -> tuple[str, ...]:
    """What the same keys give on the other keyboards: «sghl» was meant as «سلام». Without the text itself."""
    bare = text.translate(_CLEAN_PERSIAN).lower()
    variants = (bare.translate(table) for table in _LAYOUTS)
    return tuple(dict.fromkeys(variant for variant in variants if variant != bare))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if ZWNJ in line:
        line = _DOUBLED_ZWNJ.sub(ZWNJ, _LOOSE_ZWNJ.sub(" ", line)).strip(" " + ZWNJ)
    return line


def _ranked_number(found: re.Match[str]) -> str:
    """The number led by a character that tells its length, so that 2 sorts before 12 at any length."""
    digits = found[0].lstrip("0") or "0"
    return chr(ord("0") + min(len(digits), 16)) + digits


def _folded(character: str) -> str:
    """What one character folds to: its compatibility parts, folded; spaces for punctuation and symbols."""
    if character == ZWNJ:
        return " "
    if character in _DROPPED:
        return ""
    if character in _LETTERS:
        return _LETTERS[character]
    parts = unicodedata.normalize("NFKD", character).casefold()
    if parts != character:
        return "".join(part if part == character else _folded(part) for part in parts)
    if _MARKS.fullmatch(character):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "


class _Folded(dict[int, str]):
    """A translation table that fills itself: what a character folds to is worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


class _Sorted(dict[int, str]):
    """As `_Folded`, with each Persian letter as the ASCII character that stands for its place."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        # Alef madda is a letter of its own to the dictionary; ZWNJ is no space to it.
        place = {"آ": "آ", ZWNJ: ""}.get(character, _folded(character))
        self[code] = "".join(_PLACES.get(letter, letter) for letter in place)
        return self[code]


_PLACES: Final = {letter: chr(ord("[") + place) for place, letter in enumerate(PERSIAN_ALPHABET)} | {
    letter: letter.upper() for letter in "abcdefghijklmnopqrstuvwxyz"
}
# Letters of Kurdish, Urdu, Pashto and Maghrebi Arabic sort with the letter that they look like.
for _letter, _like in zip("ڤڵۆۇۋڕڑټٹڈډںڼڭگݣڨڠ", "فلوووررتتددننکگگقغ", strict=True):
    _PLACES[_letter] = _PLACES[_like]
_FOLDED: Final = _Folded()
_SORTED: Final = _Sorted()


def _keyboard(typed: str, meant: str) -> dict[int, str]:
    # Where two keys give one letter, the first wins.
    return {ord(key): letter for key, letter in reversed([*zip(typed, meant, strict=True)])}


_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvnm,"
_PERSIAN_KEYS: Final = "ضصثقفغعهخحجچشسیبلاتنمکگظطزردپو"
_ARABIC_KEYS: Final = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةو"
_LAYOUTS: Final = (
    _keyboard(_KEYS + "b\\", _PERSIAN_KEYS + "ذپ"),
    _keyboard(_KEYS + "`", _ARABIC_KEYS + "ذ") | {ord("b"): "لا"},
    _keyboard(_PERSIAN_KEYS + "ذآژ" + PERSIAN, _KEYS + "bhc" + LATIN),
    _keyboard(_ARABIC_KEYS.translate(_CLEAN_PERSIAN) + "ذ" + ARABIC, _KEYS + "`" + LATIN),
)
