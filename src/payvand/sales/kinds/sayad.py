"""The kind of a Sayad id: the 16 digits by which the central bank of Iran knows every cheque."""

import re
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON, Code, Unacceptable

DIGITS = 16


@dataclass(frozen=True, kw_only=True)
class SayadId(Code):
    """16 digits, however they were grouped. There is no public check digit, so only their number is tested."""

    name: ClassVar[str] = "sayad_id"
    label: ClassVar[Message] = _("Sayad id")

    # A cheque without one holds nothing, for the column is unique.
    blank_text: ClassVar[bool] = False

    max_length: int | None = DIGITS

    def tidy(self, text: str, locale: Locale) -> str:
        return re.sub(r"[\s\-./_]", "", super().tidy(text, locale))

    def read(self, raw: object, locale: Locale) -> str:
        digits = self.tidy(str(raw), locale)
        if not (digits.isascii() and digits.isdecimal() and len(digits) == DIGITS):
            raise Unacceptable("not_sayad", _("A Sayad id has 16 digits."))
        return digits

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": r"^\d{16}$"}

    def samples(self) -> tuple[str, ...]:
        return ("1234567890123456", "9876543210987654")
