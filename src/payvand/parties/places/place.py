"""A named place, and how its name is found again whatever language, letters or official words it was written with."""

from collections.abc import Iterable
from dataclasses import dataclass

from payvand.culture.folding import fold, squash

# Answers that are kept: files name the same few places again and again.
REMEMBERED = 4096
# Words that stand round a name on forms and in spreadsheets: «استان تهران», "Tehran Province".
AROUND = frozenset(
    fold(word) for word in ("استان", "شهر", "شهرستان", "محافظة", "مدينة", "province", "city", "of", "the")
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place by its code (ISO 3166) and its names; `within` is the code of what it lies in."""

    code: str
    fa: str
    ar: str
    en: str
    also: tuple[str, ...] = ()
    within: str = ""

    def name(self, language: str) -> str:
        """The name in one of our languages."""
        return {"fa": self.fa, "ar": self.ar}.get(language[:2], self.en)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything that the place is called."""
        return tuple(name for name in (self.code, self.fa, self.ar, self.en, *self.also) if name)


class Gazetteer:
    """Places by each of their names. A name that two of them bear is an answer for neither."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self._by_name: dict[str, Place | None] = {}
        for place in self.places:
            for name in {squash(spelling) for spelling in place.spellings}:
                self._by_name[name] = None if name in self._by_name else place
        self._asked: dict[str, Place | None] = {}

    def named(self, text: str) -> Place | None:
        """The place that a text names, if it is one of these."""
        if text not in self._asked:
            if len(self._asked) >= REMEMBERED:
                self._asked.clear()
            self._asked[text] = self._look_up(text)
        return self._asked[text]

    def _look_up(self, text: str) -> Place | None:
        words = fold(text).split()
        bare = "".join(word for word in words if word not in AROUND)
        return self._by_name.get("".join(words)) or self._by_name.get(bare)
