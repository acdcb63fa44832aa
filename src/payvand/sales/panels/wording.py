"""How panels write amounts and percentages."""

from decimal import Decimal

from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.kinds import Percent


def money(amount: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount in the reader's unit; a dash where there is none."""
    return "—" if amount is None else format_money(Money(amount=Decimal(amount), currency=currency), locale)


def percent(value: Decimal, locale: Locale) -> str:
    """A percentage without places that nobody needs."""
    return Percent().text(Decimal(value).quantize(Decimal(1)), locale)
