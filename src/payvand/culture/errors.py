"""The one error of this layer, and every reason it can give: a catalogue that the layers above translate."""

from collections.abc import Mapping
from typing import Final


def gettext_noop(message: str) -> str:
    """Mark a message id for the translators without translating it here: this layer knows no user."""
    return message


REASONS: Final[Mapping[str, str]] = {
    "number.empty": gettext_noop("a number is expected"),
    "number.unreadable": gettext_noop("“%(text)s” is not a number"),
    "number.ambiguous": gettext_noop("“%(text)s” can be read in two ways; write 1234.5 or 1,234.5"),
    "day.empty": gettext_noop("a date is expected"),
    "day.unreadable": gettext_noop("“%(text)s” is not a date"),
    "day.ambiguous": gettext_noop("the year of “%(text)s” is not clear; write it with four digits"),
    "day.impossible": gettext_noop("there is no day %(day)s in month %(month)s of %(year)s"),
    "day.no_such_month": gettext_noop("there is no month %(month)s"),
    "day.too_early": gettext_noop("days before 1900-01-01 are not accepted"),
    "day.too_late": gettext_noop("the year %(year)s is too far in the future"),
    "day.wrong_weekday": gettext_noop("the weekday of “%(text)s” does not agree with its date"),
    "moment.unreadable": gettext_noop("“%(text)s” is not a date and time"),
    "moment.impossible": gettext_noop("there is no time %(text)s"),
    "period.unknown": gettext_noop("“%(text)s” is not a known period"),
    "phone.empty": gettext_noop("a phone number is expected"),
    "phone.unreadable": gettext_noop("“%(text)s” is not a phone number"),
    "phone.too_short": gettext_noop("“%(text)s” is too short for a phone number"),
    "phone.too_long": gettext_noop("“%(text)s” is too long for a phone number"),
    "phone.wrong_length": gettext_noop("“%(text)s” has not as many digits as a phone number"),
    "money.empty": gettext_noop("an amount is expected"),
    "money.unreadable": gettext_noop("“%(text)s” is not an amount of money"),
    "money.unknown_currency": gettext_noop("“%(text)s” is not a known currency"),
    "money.too_large": gettext_noop("“%(text)s” is too large"),
    "identifier.length": gettext_noop("%(expected)s digits are expected, not %(found)s"),
    "identifier.format": gettext_noop("“%(text)s” does not have the right form"),
    "identifier.check_digit": gettext_noop("the check digit of “%(text)s” is wrong"),
    "identifier.repeated": gettext_noop("“%(text)s” repeats one digit"),
    "identifier.unknown_scheme": gettext_noop("“%(text)s” is not a known kind of identifier"),
}

SHOWN: Final = 60
"""Characters of the offending text that a reason repeats."""


class Unreadable(ValueError):
    """Text that cannot be read as what was asked for; `reason` is a message id to be filled from `params`."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.reason = REASONS[code]
        self.params: Mapping[str, str | int] = {
            name: value[:SHOWN] if isinstance(value, str) else value for name, value in params.items()
        }
        super().__init__(self.reason % self.params)
