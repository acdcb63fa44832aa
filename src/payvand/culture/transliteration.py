"""One key for a name in Persian, Arabic and Latin letters, to find pairs by; never proof of sameness by itself.

The key is the skeleton of consonants: «محمد», "Mohammad" and "Muhamed" share one, and so do «فاطمة» and "Fatemeh".
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from payvand.culture.folding import fold


def skeleton(text: str) -> str:
    """The consonants of a name, in ASCII, its words joined in the order in which they stand."""
    return _joined(_words(text))


def skeletons(text: str) -> tuple[str, ...]:
    """The keys of a name with its words as they stand, with the first put last, and with the last put first."""
    words = _words(text)
    turned = (words, [*words[1:], *words[:1]], [*words[-1:], *words[:-1]])
    return tuple(dict.fromkeys(map(_joined, turned)))


# One capital letter for each sound that Latin writes with two.
_DIGRAPHS: Final = (
    ("tch", "C"),
    ("sch", "S"),
    ("kh", "X"),
    ("sh", "S"),
    ("ch", "C"),
    ("gh", "G"),
    ("zh", "Z"),
    ("dh", "z"),
    ("th", "s"),
    ("ph", "f"),
    ("dj", "j"),
    ("ck", "k"),
)
_DIGRAPH: Final = re.compile("|".join(pair for pair, _ in _DIGRAPHS))
_SOUND_OF: Final = dict(_DIGRAPHS)
_LATIN: Final = str.maketrans({"q": "G", "c": "k", "x": "ks", "w": "v"})
_PERSIAN: Final = str.maketrans(
    "بپتطثسصجچحهخدذزضظرژشغقفکگلمنوی",
    "bpttsssjChhXdzzzzrZSGGfkglmnvy",
    "",
)
_DOUBLED: Final = re.compile(r"([a-zA-Z])\1+")
_VOWELS: Final = re.compile(r"[aeiouvyاع]+")
_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʿʾ`ʼ")


def _words(text: str) -> list[str]:
    return fold(text.translate(_APOSTROPHES)).split()


def _joined(words: Sequence[str]) -> str:
    joined = "".join(map(_consonants, words))
    # A vowel is heard at the head of the whole name only: «امیر علی» and "Amirali" are one.
    return f"a{joined}" if words and words[0][0] in "aeiouاع" else joined


@lru_cache(maxsize=32768)
def _consonants(word: str) -> str:
    """The consonants of one folded word; a consonantal v or y is kept at its head only."""
    if word.isascii():
        sounds = _DIGRAPH.sub(lambda found: _SOUND_OF[found[0]], word).translate(_LATIN)
    else:
        sounds = word.translate(_PERSIAN)
    sounds = _DOUBLED.sub(r"\1", sounds)
    head = sounds[0] if sounds[0] in "vy" else ""
    bones = head + _VOWELS.sub("", sounds)
    return bones.removesuffix("h") if len(bones) > 1 else bones
