"""Amounts in another currency, by the last rate that was known on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db.models import Q
from django.utils.translation import gettext as _

from payvand.catalog.models import ExchangeRate
from payvand.catalog.totals import EXACT, places_of
from payvand.culture.calendars import format_day
from payvand.culture.locale import NEUTRAL, Locale
from payvand.culture.money import Money
from payvand.kernel.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Rate:
    """What one unit of a currency is worth in another one, and since when. `inverse`: known the other way round."""

    value: Decimal
    day: date
    inverse: bool = False

    def apply(self, amount: Decimal) -> Decimal:
        """An amount in the other currency, not yet rounded."""
        with localcontext(EXACT):
            return amount / self.value if self.inverse else amount * self.value


def rate_on(currency: str, into: str, on: date, locale: Locale = NEUTRAL) -> Rate:
    """The last rate of or before a day, in either direction; of the same day the direct one goes first.

    Raises DomainError("exchange_rate_missing") in the words of `locale` where there is none.
    """
    if currency == into:
        return Rate(value=Decimal(1), day=on)
    either = Q(currency=currency, into=into) | Q(currency=into, into=currency)
    rows = ExchangeRate.objects.current().filter(either, day__lte=on).order_by("-day")[:2]
    found = [Rate(value=row.rate, day=row.day, inverse=row.currency != currency) for row in rows]
    if not found:
        message = _("There is no exchange rate from %(currency)s to %(into)s on %(day)s or before.")
        words = {"currency": currency, "into": into, "day": format_day(on, locale)}
        raise DomainError("exchange_rate_missing", message % words, "currency")
    return max(found, key=lambda rate: (rate.day, not rate.inverse))


def convert(money: Money, into: str, on: date, locale: Locale = NEUTRAL) -> Money:
    """The money in another currency by the rate of a day, rounded as that currency is paid. Raises as `rate_on`."""
    if money.currency == into:
        return money
    amount = rate_on(money.currency, into, on, locale).apply(money.amount)
    with localcontext(EXACT):
        paid = amount.quantize(Decimal(1).scaleb(-places_of(into)), ROUND_HALF_UP)
    return Money(amount=paid, currency=into)
