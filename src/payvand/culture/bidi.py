"""Left-to-right islands in right-to-left text: without them phones and codes show reversed."""

import unicodedata
from html import escape
from typing import Final, Literal

LEFT_TO_RIGHT_ISOLATE: Final = "\u2066"
RIGHT_TO_LEFT_ISOLATE: Final = "\u2067"
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"


def isolate(text: str, direction: Literal["ltr", "rtl", "auto"] = "ltr") -> str:
    """The text inside isolate marks, for plain-text places: SMS, e-mail subjects, spreadsheet cells."""
    if not text:
        return text
    opening = {
        "ltr": LEFT_TO_RIGHT_ISOLATE,
        "rtl": RIGHT_TO_LEFT_ISOLATE,
        "auto": FIRST_STRONG_ISOLATE,
    }[direction]
    return f"{opening}{text}{POP_ISOLATE}"


def ltr_html(text: str) -> str:
    """The text, escaped, in a left-to-right span. A span, since PDF makers do not honour `<bdi>`."""
    return f'<span dir="ltr">{escape(text)}</span>' if text else ""


def first_strong(text: str) -> Literal["ltr", "rtl"] | None:
    """The direction of the first letter that has one; None where no letter has."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return "ltr"
        if direction in ("R", "AL"):
            return "rtl"
    return None
