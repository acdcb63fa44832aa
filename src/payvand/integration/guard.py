"""The guard against formulas: what a spreadsheet would run gets an apostrophe going out, and loses it coming in."""

import re
from typing import Final

# The signs that open a formula, in the forms that spreadsheets take; numbers and phones may begin with two of them.
DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
HARMLESS: Final = re.compile(r"[+-]?\d[\d.,٫٬ ()-]*%?")
GUARDED: Final = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


# The letters with which a text may begin that has to be looked at.
OPENING: Final = frozenset("'=+-@\t\r＝＋－＠")


def guarded(text: str) -> str:
    """The text as a spreadsheet may open it."""
    if text and text[0] in OPENING and DANGEROUS.match(text) and not HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text[:1] == "'" and GUARDED.match(text) else text
