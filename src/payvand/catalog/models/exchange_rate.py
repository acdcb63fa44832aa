"""What a currency is worth in another one, from a day on until the next rate."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import ListedField
from payvand.kernel.kinds import Number
from payvand.kernel.kinds.listed import currencies
from payvand.kernel.models import Record, no_early_days


class RateField(models.DecimalField[Decimal, Decimal]):
    """How much of one currency another one is worth."""

    kind = Number(places=8)


class ExchangeRate(Record):
    """One unit of `currency` is worth `rate` of `into`, from this day until a later rate is known."""

    title_field = "source"

    day = models.DateField(_("day"))
    currency = ListedField(_("currency"), max_length=3, source=currencies)
    into = ListedField(_("expressed in"), max_length=3, default="IRR", source=currencies)
    rate = RateField(
        _("rate"), max_digits=24, decimal_places=8, help_text=_("What one unit of the currency is worth.")
    )
    source = models.CharField(
        _("source"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("A bank, the free market, a contract."),
    )

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        constraints = [
            models.UniqueConstraint(fields=["currency", "into", "day"], name="catalog_exchangerate_once"),
            *no_early_days("day"),
        ]

    def settle(self) -> None:
        """A rate is above zero and between two currencies."""
        if self.rate <= 0:
            raise DomainError("too_small", _("More than %(limit)s.") % {"limit": 0}, "rate")
        if self.currency == self.into:
            raise DomainError("same_currency", _("A rate is between two different currencies."), "into")
