"""The kind of a year alone: kept Gregorian, read and shown in the reader's calendar, never grouped like a number."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Unacceptable, Whole

FIRST, LAST = 1601, 2200
JALALI = range(1200, 1601)
# The Gregorian year in which a Jalali year begins.
BETWEEN_CALENDARS = 621


@dataclass(frozen=True, kw_only=True)
class Year(Whole):
    """A year; one from 1200 to 1600 is Jalali. A Jalali year stands for the Gregorian one in which it begins."""

    name: ClassVar[str] = "year"
    label: ClassVar[Message] = _("year")

    def read(self, raw: object, locale: Locale) -> Decimal:
        year = super().read(raw, locale)
        if year in JALALI:
            year += BETWEEN_CALENDARS
        if not FIRST <= year <= LAST:
            raise Unacceptable("not_a_year", _("This is not a year that can be read."))
        return year

    def text(self, value: Decimal | None, locale: Locale) -> str:
        if value is None:
            return ""
        year = int(value) - (BETWEEN_CALENDARS if locale.calendar == "jalali" else 0)
        return localise(str(year), locale)

    def schema(self) -> dict[str, JSON]:
        return {"type": "integer", "minimum": FIRST, "maximum": LAST}

    def samples(self) -> tuple[Decimal, ...]:
        return (Decimal(1996), Decimal(2022))
