"""A target: what somebody is to sell in a period."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.sales.models.forecast_period import ForPeriod


class TargetMeasure(models.TextChoices):
    """What is counted: the money won, or the deals."""

    WON_VALUE = "won_value", _("won value")
    WON_COUNT = "won_count", _("won deals")


class Target(ForPeriod):
    """What is to be reached: an amount for won value, a number for won deals."""

    measure = models.CharField(
        _("measure"), max_length=20, choices=TargetMeasure, default=TargetMeasure.WON_VALUE
    )
    amount = MoneyField(_("amount"), null=True, blank=True)
    count = models.PositiveIntegerField(_("number of deals"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    # The second column of money, which its field brings along.
    amount_currency: str

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "calendar", "kind", "year", "number", "measure"], name="sales_target_once"
            )
        ]

    def settle(self) -> None:
        """A target says how much, and for whom and when."""
        self.settle_period()
        wanted = "amount" if self.measure == TargetMeasure.WON_VALUE else "count"
        if getattr(self, wanted) is None:
            raise DomainError("required", _("Say how much is to be reached."), wanted)

    def aim(self, amount: Decimal, currency: str) -> None:
        """Set the money to be won. Raises DomainError where it is negative."""
        if amount < 0:
            raise DomainError("negative", _("A target is not below nought."), "amount")
        self.amount, self.amount_currency = amount, currency
