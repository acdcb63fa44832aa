"""Figures as a dashboard writes them: short where there is little room, whole where somebody points at them."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from payvand.culture.currencies import CURRENCIES, UNITS
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import RIAL, Money
from payvand.insight.measure import Measure
from payvand.kernel.kinds import Percent

NOTHING = "—"


def whole(measure: Measure, value: Decimal | Money | None, locale: Locale) -> str:
    """A figure to its last digit, with its unit."""
    if value is None:
        return NOTHING
    shown = measure.kind.text(value, locale)
    return f"{shown} {measure.unit}" if measure.unit else shown


def short(measure: Measure, value: Decimal | Money | None, locale: Locale) -> str:
    """A figure in three or four digits: «۱٫۲ میلیارد تومان»."""
    if isinstance(value, Money):
        return short_money(value, locale)
    if value is None:
        return NOTHING
    if isinstance(measure.kind, Percent):
        return measure.kind.text(round(value, 1), locale)
    shown = scaled(value, locale)
    return f"{shown} {measure.unit}" if measure.unit else shown


def short_money(money: Money, locale: Locale) -> str:
    """An amount in the reader's unit, scaled; in units that are scales themselves it counts in their base."""
    if money.currency != RIAL:
        known = CURRENCIES.get(money.currency)
        return f"{scaled(money.amount, locale)} {known.labels[locale.language] if known else money.currency}"
    unit = UNITS[UNITS[locale.money_unit].base]
    return f"{scaled(money.amount / unit.rials, locale)} {unit.labels[locale.language]}"


def scaled(number: Decimal, locale: Locale) -> str:
    """A number of three or four digits and the word for its scale."""
    size = abs(number)
    for power in (12, 9, 6):
        if size >= Decimal(10) ** power:
            return worded(power, format_number(number.scaleb(-power), locale, places_of(size.scaleb(-power))))
    if size >= 10_000:
        return worded(3, format_number(number.scaleb(-3), locale, places_of(size.scaleb(-3))))
    return format_number(round(number, 1), locale)


def worded(power: int, number: str) -> str:
    """A number with the word for its scale."""
    words = {
        3: _("%(number)s thousand"),
        6: _("%(number)s million"),
        9: _("%(number)s billion"),
        12: _("%(number)s trillion"),
    }
    return words[power] % {"number": number}


def places_of(size: Decimal) -> int:
    """So many places that three digits show."""
    return 2 if size < 10 else 1 if size < 100 else 0


def number_of(value: Any) -> Decimal:
    """The bare number of a figure, to draw it by."""
    if isinstance(value, Money):
        return value.amount
    return Decimal(0) if value is None else Decimal(value)
