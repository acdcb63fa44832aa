"""What somebody who types may mean: the readings of a text, and how well a title fits one of them."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from payvand.culture.digits import to_ascii
from payvand.culture.folding import fold, layout_variants, squash, without_article
from payvand.culture.phones import candidates, split_extension

_DIALLED = re.compile(r"\+?[\d\s().\-–/]+")
_SHORTEST_NUMBER = 5
_SHORTEST_PHONE = 7
_SHORTEST_PART = 3


def readings(text: str, region: str = "IR") -> Iterator[tuple[str, ...]]:
    """The words that may be meant, likeliest first.

    A dialled number, with or without its extension; the words as they stand; a code typed in groups; a phone in
    disorder; other keyboards; without the Arabic article.
    """
    told: set[tuple[str, ...]] = {()}
    for words in _every_reading(text, region):
        if words not in told:
            told.add(words)
            yield words


def _every_reading(text: str, region: str) -> Iterator[tuple[str, ...]]:
    plain = to_ascii(text).strip()
    digits = re.sub(r"\D", "", plain)
    if len(digits) >= _SHORTEST_NUMBER and _DIALLED.fullmatch(plain):
        yield (dialled(digits),)
    number, extension = split_extension(plain)
    if extension and _DIALLED.fullmatch(number):
        yield (dialled(re.sub(r"\D", "", number)), extension)
    yield words_of(text)
    if len(digits) >= _SHORTEST_NUMBER:
        yield (squash(text),)
    if len(digits) >= _SHORTEST_PHONE:
        for number in candidates(plain, region):
            yield (number.lstrip("+"),)
    if not _DIALLED.fullmatch(plain):
        for variant in layout_variants(text):
            yield words_of(variant)
        yield tuple(dict.fromkeys(without_article(text).split()))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once; a number loses the zeros in front that its stored form lacks."""
    return tuple(dict.fromkeys(dialled(word) if word.isdigit() else word for word in fold(text).split()))


def dialled(digits: str) -> str:
    """The part of a dialled number that its international form holds too: 0912… and 0098912… hold 912…."""
    bare = digits.lstrip("0")
    return bare if len(bare) >= _SHORTEST_PART else digits


def closeness(title: str, words: Sequence[str]) -> float:
    """How well a folded title fits words that it holds, up to 100; 0 where it lacks one of them.

    The whole title is best, then its beginning, a word of it, the beginning of a word, any part of one.
    """
    phrase = " ".join(words)
    if title == phrase:
        return 100
    parts = title.split()
    points = [_fit(word, title, parts) for word in words]
    if not all(points):
        return 0
    start = 40 if title.startswith(f"{phrase} ") else 30 if title.startswith(phrase) else 0
    return start + sum(points) / len(points) + fuzz.ratio(title, phrase) / 5


def _fit(word: str, title: str, parts: Sequence[str]) -> float:
    if word in parts:
        return 30
    if any(part.startswith(word) for part in parts):
        return 20
    return 10 if word in title else 0
