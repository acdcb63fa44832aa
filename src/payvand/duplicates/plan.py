"""A plan: which fields of two records are compared how, and by which keys pairs that may be the same are found."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import product

from django.utils.translation import gettext_lazy as _

from payvand.duplicates.likeness import LIKENESSES, Likeness, Prepared
from payvand.kernel.errors import DomainError

Profile = tuple[tuple[Prepared, ...], ...]
"""What is compared of one record: for each comparison its values, none where there are none."""
Pattern = tuple[int, ...]
"""How two records agree: a level for each comparison, MISSING where either has no value."""

MISSING = -1
# A record with many values in several fields of one block would have their product of keys.
MOST_KEYS = 24
_PART = re.compile(r"(?P<field>[\w.]+)(?:/(?P<letters>[1-9]\d?))?")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One field, and how it is compared. `weight` is what its evidence counts, 1 being what was learned."""

    field: str
    likeness: Likeness
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Block:
    """A way to find pairs: records that share the keys of all parts meet. A part may be cut to its first letters."""

    parts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        return " + ".join(f"{field}/{letters}" if letters else field for field, letters in self.parts)


@dataclass(frozen=True)
class Plan:
    """Everything that finds and judges pairs of one sort of records; knows nothing of where they are kept."""

    comparisons: tuple[Comparison, ...]
    blocks: tuple[Block, ...]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields whose values a profile takes, in the order of the comparisons."""
        return tuple(one.field for one in self.comparisons)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one.field: place for place, one in reversed([*enumerate(self.comparisons)])}

    def profile(self, values: Mapping[str, Iterable[str]]) -> Profile:
        """The profile of a record, out of the texts of its fields."""
        return tuple(prepared(one.likeness, values.get(one.field, ())) for one in self.comparisons)

    def keys(self, profile: Profile) -> list[tuple[int, str]]:
        """The keys of a record: the place of the block and the key. A block that lacks a part gives none."""
        found = []
        for place, block in enumerate(self.blocks):
            parts = [self._part(profile, field, letters) for field, letters in block.parts]
            if all(parts):
                joined = {"\x1f".join(keys) for keys in product(*parts)}
                found += [(place, key) for key in sorted(joined)[:MOST_KEYS]]
        return found

    def _part(self, profile: Profile, field: str, letters: int) -> list[str]:
        place = self._places[field]
        likeness = self.comparisons[place].likeness
        keys = {key for value in profile[place] for key in likeness.keys(value) if key}
        return list({key[:letters] for key in keys} if letters else keys)

    def compare(self, one: Profile, other: Profile) -> Pattern:
        """How two records agree; of several values the two that agree best count."""
        return tuple(
            MISSING
            if not mine or not theirs
            else comparison.likeness.level(mine[0], theirs[0])
            if len(mine) == len(theirs) == 1
            else min(comparison.likeness.level(a, b) for a in mine for b in theirs)
            for comparison, mine, theirs in zip(self.comparisons, one, other, strict=True)
        )


def prepared(likeness: Likeness, texts: Iterable[str]) -> tuple[Prepared, ...]:
    """Values made ready to be compared, each once."""
    if not texts:
        return ()
    prepare = likeness.prepare
    made = [value for text in texts if text and (value := prepare(text))]
    return tuple(made if len(made) < 2 else dict.fromkeys(made))


def number_of(place: int, key: str) -> int:
    """A key as a signed whole number of 64 bits, the block's place in it: small to keep, quick to join."""
    digest = blake2b(f"{place}\x1f{key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def numbers_of(plan: Plan, profile: Profile) -> list[int]:
    """The keys of a record as numbers."""
    return [number_of(place, key) for place, key in plan.keys(profile)]


def plan_of(comparisons: Sequence[Comparison], blocks: Sequence[str]) -> Plan:
    """A plan out of comparisons and lines that name the fields of each key. Raises DomainError for what cannot be."""
    if not comparisons:
        raise DomainError("required", _("Say at least one field to compare."), "comparisons")
    if all(one.likeness.is_name for one in comparisons):
        message = _("Names alone never make two records one: compare something else as well.")
        raise DomainError("name_alone", message, "comparisons")
    fields = {one.field for one in comparisons}
    return Plan(tuple(comparisons), tuple(read_block(line, fields) for line in blocks))


def read_block(line: str, fields: set[str]) -> Block:
    """One line of keys: "phones", "name + birth_day", "family_name/4 + city"."""
    parts = []
    for text in line.split("+"):
        found = _PART.fullmatch(text.strip())
        if found is None or found["field"] not in fields:
            words = {"key": text.strip(), "fields": ", ".join(sorted(fields))}
            message = _("The key “%(key)s” names no compared field. There are: %(fields)s.") % words
            raise DomainError("unknown_field", message, "keys")
        parts.append((found["field"], int(found["letters"] or 0)))
    return Block(parts=tuple(parts))


def read_comparisons(lines: Iterable[tuple[str, str]]) -> Iterator[Comparison]:
    """Comparisons out of names of fields and likenesses. Raises DomainError for a likeness that there is not."""
    for field, name in lines:
        if name not in LIKENESSES:
            words = {"name": name, "names": ", ".join(LIKENESSES)}
            message = _("There is no likeness “%(name)s”. There are: %(names)s.") % words
            raise DomainError("unknown_likeness", message, "comparisons")
        yield Comparison(field=field, likeness=LIKENESSES[name])
