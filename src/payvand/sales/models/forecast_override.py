"""An override: what a leader expects of a period, whatever the deals add up to, and why."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import User
from payvand.sales.models.forecast_period import ForPeriod


class ForecastOverride(ForPeriod):
    """One leader's figure; a new one takes the place of the former, which stays in the facts."""

    amount = MoneyField(_("expected"))
    note = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("said by"), null=True, editable=False, related_name="+"
    )

    # The second column of money, which its field brings along.
    amount_currency: str

    class Meta:
        verbose_name = _("forecast override")
        verbose_name_plural = _("forecast overrides")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "calendar", "kind", "year", "number"], name="sales_override_once"
            )
        ]

    def settle(self) -> None:
        """Name whose it is and for when."""
        self.settle_period()

    def say(self, amount: Decimal, currency: str, note: str, by: int | None) -> None:
        """Expect another figure. Raises DomainError without a reason, or below nought."""
        if amount < 0:
            raise DomainError("negative", _("A forecast is not below nought."), "amount")
        if not note.strip():
            raise DomainError("required", _("Say why: others plan by this figure."), "note")
        self.amount, self.amount_currency, self.note, self.by_id = amount, currency, note.strip(), by
