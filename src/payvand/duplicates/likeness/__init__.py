"""The ways in which two values may be alike, each with its levels and the keys by which alike values are found."""

from payvand.duplicates.likeness.likeness import Likeness, Prepared
from payvand.duplicates.likeness.name import COMPANY, NAME
from payvand.duplicates.likeness.number import DAY, IDENTIFIER, PHONE
from payvand.duplicates.likeness.text import ADDRESS, EMAIL, EXACT, FOLDED, SPELLING

LIKENESSES: dict[str, Likeness] = {
    one.name: one for one in (EXACT, FOLDED, SPELLING, NAME, COMPANY, PHONE, EMAIL, IDENTIFIER, DAY, ADDRESS)
}

__all__ = ["LIKENESSES", "Likeness", "Prepared"]
