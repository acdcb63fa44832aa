"""Likeness of texts: letter by letter, folded, by spelling, as e-mail addresses and as postal addresses."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from payvand.culture.folding import clean, fold, squash
from payvand.duplicates.likeness.likeness import Likeness, Prepared, itself

SAME, DIFFERENT = _("the same"), _("different")
ALIKE_SPELLING = 0.88
ALIKE_MAILBOX = 0.93
SHORTEST_MAILBOX = 4


def as_typed(text: str) -> Prepared | None:
    text = clean(text)
    return (text,) if text else None


def as_folded(text: str) -> Prepared | None:
    folded = squash(text)
    return (folded,) if folded else None


def equal(one: Prepared, other: Prepared) -> int:
    return 0 if one[0] == other[0] else 1


def spelling_level(one: Prepared, other: Prepared) -> int:
    """The same, one slip of the keyboard apart (optimal string alignment), alike by Jaro-Winkler, or not."""
    if one[0] == other[0]:
        return 0
    if len(one[0]) > 3 and OSA.distance(one[0], other[0], score_cutoff=1) <= 1:
        return 1
    alike = JaroWinkler.similarity(one[0], other[0], score_cutoff=ALIKE_SPELLING)
    return 2 if alike >= ALIKE_SPELLING else 3


def as_mailbox(text: str) -> Prepared | None:
    text = text.strip().lower()
    name, _at, host = text.rpartition("@")
    return (text, name, host) if name else None


def mailbox_level(one: Prepared, other: Prepared) -> int:
    """The same, the same person's part at another host, a slip apart, or different."""
    if one[0] == other[0]:
        return 0
    if one[1] == other[1] and len(one[1]) >= SHORTEST_MAILBOX:
        return 1
    alike = JaroWinkler.similarity(one[0], other[0], score_cutoff=ALIKE_MAILBOX)
    return 2 if alike >= ALIKE_MAILBOX and OSA.distance(one[0], other[0], score_cutoff=2) <= 2 else 3


def mailbox_keys(value: Prepared) -> Sequence[str]:
    return (value[0], value[1]) if len(value[1]) >= SHORTEST_MAILBOX else (value[0],)


def as_address(text: str) -> Prepared | None:
    folded = fold(text)
    return (" ".join(sorted(folded.split())), folded) if folded else None


def address_level(one: Prepared, other: Prepared) -> int:
    """The same words in any order, nearly the same, partly, or different."""
    if one[0] == other[0]:
        return 0
    alike = fuzz.ratio(one[0], other[0], score_cutoff=65)
    return 1 if alike >= 85 else 2 if alike >= 65 else 3


EXACT = Likeness(
    name="exact", label=_("letter by letter"), prepare=as_typed, level=equal, keys=itself,
    levels=(SAME, DIFFERENT), m=(0.9, 0.1), u=(0.05, 0.95),
)  # fmt: skip
FOLDED = Likeness(
    name="folded", label=_("whatever the letters' form"), prepare=as_folded, level=equal, keys=itself,
    levels=(SAME, DIFFERENT), m=(0.9, 0.1), u=(0.05, 0.95),
)  # fmt: skip
SPELLING = Likeness(
    name="spelling", label=_("spelling, with slips"), prepare=as_folded, level=spelling_level, keys=itself,
    levels=(SAME, _("one letter apart"), _("spelt alike"), DIFFERENT),
    m=(0.75, 0.12, 0.06, 0.07), u=(0.005, 0.001, 0.004, 0.99),
)  # fmt: skip
EMAIL = Likeness(
    name="email", label=_("e-mail address"), prepare=as_mailbox, level=mailbox_level, keys=mailbox_keys,
    levels=(SAME, _("the same name at another host"), _("a slip apart"), DIFFERENT),
    m=(0.6, 0.1, 0.05, 0.25), u=(0.00001, 0.00005, 0.00001, 0.99993),
)  # fmt: skip
ADDRESS = Likeness(
    name="address", label=_("postal address"), prepare=as_address, level=address_level, keys=itself,
    levels=(SAME, _("nearly the same"), _("partly the same"), DIFFERENT),
    m=(0.5, 0.2, 0.1, 0.2), u=(0.0005, 0.0005, 0.01, 0.989),
)  # fmt: skip
