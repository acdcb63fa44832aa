"""Likeness of what is written in digits: phone numbers, official numbers, days."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import OSA

from payvand.culture.digits import to_ascii
from payvand.duplicates.likeness.likeness import Likeness, Prepared, itself
from payvand.duplicates.likeness.text import DIFFERENT, SAME

LOCAL = 7
YEAR = 4


def as_phone(text: str) -> Prepared | None:
    """The digits without an extension."""
    digits = re.sub(r"\D", "", to_ascii(text.partition(";")[0]))
    return (digits,) if len(digits) >= LOCAL else None


def phone_level(one: Prepared, other: Prepared) -> int:
    """The same, the same number with another code in front, one digit apart, or different."""
    if one[0] == other[0]:
        return 0
    if one[0][-LOCAL:] == other[0][-LOCAL:]:
        return 1
    return 2 if OSA.distance(one[0], other[0], score_cutoff=1) <= 1 else 3


def phone_keys(value: Prepared) -> Sequence[str]:
    return (value[0][-LOCAL:],)


def as_identifier(text: str) -> Prepared | None:
    """Letters and digits alone; the name of the scheme in front stays, since two schemes may have one number."""
    bare = re.sub(r"[\W_]", "", to_ascii(text)).casefold()
    return (bare,) if bare else None


def slip_level(one: Prepared, other: Prepared) -> int:
    """The same, one digit wrong or two swapped, or different."""
    if one[0] == other[0]:
        return 0
    return 1 if len(one[0]) > 3 and OSA.distance(one[0], other[0], score_cutoff=1) <= 1 else 2


def as_day(text: str) -> Prepared | None:
    """Year, month and day as eight digits."""
    digits = re.sub(r"\D", "", to_ascii(text))
    return (digits,) if len(digits) == 8 else None


def day_level(one: Prepared, other: Prepared) -> int:
    """The same; month and day swapped or one digit wrong; the same month and day or the same year; or different."""
    a, b = one[0], other[0]
    if a == b:
        return 0
    if a[:YEAR] == b[:YEAR] and a[4:6] == b[6:] and a[6:] == b[4:6]:
        return 1
    if OSA.distance(a, b, score_cutoff=1) <= 1:
        return 1
    return 2 if a[:YEAR] == b[:YEAR] or a[YEAR:] == b[YEAR:] else 3


PHONE = Likeness(
    name="phone", label=_("phone number"), prepare=as_phone, level=phone_level, keys=phone_keys,
    levels=(SAME, _("the same but for the code in front"), _("one digit apart"), DIFFERENT),
    m=(0.6, 0.05, 0.05, 0.3), u=(0.00002, 0.00001, 0.00003, 0.99994),
)  # fmt: skip
IDENTIFIER = Likeness(
    name="identifier", label=_("official number"), prepare=as_identifier, level=slip_level, keys=itself,
    levels=(SAME, _("one digit apart"), DIFFERENT), m=(0.88, 0.07, 0.05), u=(0.00001, 0.00002, 0.99997),
)  # fmt: skip
DAY = Likeness(
    name="day", label=_("date"), prepare=as_day, level=day_level, keys=itself,
    levels=(
        SAME, _("one digit apart, or day and month swapped"), _("the same year, or the same day of the year"),
        DIFFERENT,
    ),
    m=(0.82, 0.09, 0.04, 0.05), u=(0.00005, 0.0005, 0.02, 0.97945),
)  # fmt: skip
