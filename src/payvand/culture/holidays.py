"""Public holidays as first data for an editable table.

Apart from `working_days`, since the library behind it takes a third of a second to load.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

import holidays


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A day off. `estimated` where it hangs on the sight of the moon, give or take a day."""

    day: date
    name: str
    estimated: bool = False


def seed_holidays(country: str, year: int) -> list[Holiday]:
    """The public holidays of a country (ISO 3166 code) in a Gregorian year, in its own language, in order.

    An unknown country has none: the table is the administrator's to fill.
    """
    if country not in holidays.list_supported_countries():
        return []
    language = holidays.country_holidays(country).default_language
    known = holidays.country_holidays(country, years=year, language=language)
    return [_holiday(day, name) for day, name in sorted(known.items())]


# What the library writes after a day that hangs on the moon, in each of its languages.
_ESTIMATED: Final = re.compile(r"\s*\([^)]*(?:تخمینی|برآورد|تقديري|المقدر|estimated)[^)]*\)")


def _holiday(day: date, name: str) -> Holiday:
    plain, marks = _ESTIMATED.subn("", name)
    return Holiday(day=day, name=plain.strip(), estimated=marks > 0)
