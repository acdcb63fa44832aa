"""The unique tax number of an Iranian electronic invoice (شمارهٔ منحصر به فرد مالیاتی), 22 characters.

Six characters of the seller's tax memory, the day as five hexadecimal digits, the serial as ten, and one Verhoeff digit
over the decimal forms of the three.
"""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _
from stdnum import verhoeff

from payvand.culture.digits import to_ascii
from payvand.kernel.errors import DomainError

EPOCH: Final = date(1970, 1, 1)
# Twelve decimal digits, as many as the check digit looks at.
LAST_SERIAL: Final = 10**12 - 1
_MEMORY: Final = re.compile(r"[A-Z0-9]{6}")
_TAX_ID: Final = re.compile(r"([A-Z0-9]{6})([0-9A-F]{5})([0-9A-F]{10})([0-9])")


def tax_id(memory_id: str, day: date, serial: int) -> str:
    """The number of the invoice `serial` of a day. Raises DomainError for a memory id or a serial that cannot be."""
    memory = memory_id_of(memory_id)
    days = (day - EPOCH).days
    if not 0 <= days < 16**5:
        raise DomainError("day_out_of_range", _("The tax body has no number for this day."), "day")
    if not 0 < serial <= LAST_SERIAL:
        raise DomainError("serial_out_of_range", _("The serial of an invoice begins with 1."), "serial")
    return f"{memory}{days:05X}{serial:010X}{_check_digit(memory, days, serial)}"


def memory_id_of(text: str) -> str:
    """The id of a tax memory as it is written: six letters and digits. Raises DomainError."""
    memory = to_ascii(text).strip().upper()
    if not _MEMORY.fullmatch(memory):
        raise DomainError("memory_id", _("A tax memory id has six Latin letters and digits."), "memory_id")
    return memory


def is_tax_id(text: str) -> bool:
    """Whether the text is a tax number with the right check digit."""
    parts = _TAX_ID.fullmatch(text)
    if parts is None:
        return False
    memory, days, serial, digit = parts.groups()
    return _check_digit(memory, int(days, 16), int(serial, 16)) == digit


def _check_digit(memory: str, days: int, serial: int) -> str:
    # Letters count as their ASCII codes and digits as themselves; a public kit codes digits too, and so errs.
    letters = "".join(mark if mark.isdigit() else str(ord(mark)) for mark in memory)
    return verhoeff.calc_check_digit(f"{letters}{days:06}{serial:012}")
