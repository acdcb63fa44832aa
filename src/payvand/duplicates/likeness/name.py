"""Likeness of names in three alphabets, by the transliteration key (culture.transliteration) and by spelling."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import JaroWinkler

from payvand.culture.folding import fold
from payvand.culture.names import company_key, split_name
from payvand.culture.transliteration import skeleton
from payvand.duplicates.likeness.likeness import Likeness, Prepared
from payvand.duplicates.likeness.text import DIFFERENT, SAME
from payvand.kernel.errors import Message

ALIKE = 0.9
# Of two consonants or fewer too many names are made: «علی» and "Leo" are both "l" and a vowel.
FEWEST_CONSONANTS = 2


def as_person(text: str) -> Prepared | None:
    """Words in order of the alphabet, the key as they stand, the key of the ordered words, then each word's key."""
    parts = split_name(text)
    return _prepared(fold(f"{parts.given} {parts.family}"))


def as_company(text: str) -> Prepared | None:
    """The same of what tells a company apart, without its legal form and trade words."""
    return _prepared(company_key(text))


def _prepared(folded: str) -> Prepared | None:
    words = folded.split()
    if not words:
        return None
    bones = sorted(filter(None, map(_bones, words)))
    return ("".join(sorted(words)), "".join(words), skeleton(folded), "".join(bones), *bones)


# The same few thousand words make up the names of a million people.
_bones = lru_cache(maxsize=32_768)(skeleton)


def name_level(one: Prepared, other: Prepared) -> int:
    """The same letters, the same sounds in either order, alike in spelling, some words of several, or different."""
    if one[0] == other[0] or one[1] == other[1]:
        return 0
    if _sound_alike(one, other):
        return 1
    if JaroWinkler.similarity(one[0], other[0], score_cutoff=ALIKE) >= ALIKE:
        return 2
    return 3 if _share_words(one, other) else 4


def _sound_alike(one: Prepared, other: Prepared) -> bool:
    if len(one[2]) >= FEWEST_CONSONANTS and one[2] == other[2]:
        return True
    return len(one[3]) >= FEWEST_CONSONANTS and one[3] == other[3]


def _share_words(one: Prepared, other: Prepared) -> bool:
    """Whether all words of the shorter name sound as words of the longer one: «رضایی» and «علی رضایی»."""
    few, many = sorted((one[4:], other[4:]), key=len)
    return bool(few) and len("".join(few)) >= FEWEST_CONSONANTS and set(few) <= set(many)


def name_keys(value: Prepared) -> Sequence[str]:
    """The transliteration keys, as the words stand and in order."""
    return tuple({key for key in value[2:4] if key}) or value[1:2]


def _names(name: str, label: Message, prepare: Callable[[str], Prepared | None]) -> Likeness:
    return Likeness(
        name=name, label=label, prepare=prepare, level=name_level, keys=name_keys, is_name=True,
        levels=(
            SAME, _("the same by sound, in another script or order"), _("spelt alike"), _("partly the same"), DIFFERENT,
        ),
        m=(0.55, 0.2, 0.12, 0.05, 0.08), u=(0.0002, 0.0003, 0.001, 0.005, 0.9935),
    )  # fmt: skip


NAME = _names("name", _("name of a person"), as_person)
COMPANY = _names("company", _("name of a company"), as_company)
