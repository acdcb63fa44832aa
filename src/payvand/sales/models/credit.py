"""How far we trust a customer: its limit, its days to pay, and the verdict over an order."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.parties.models import Party


class CreditTerms(models.Model):
    """What was agreed with a customer. Without terms nothing is bought on account beyond what any customer may owe."""

    id = models.BigAutoField(_("number"), primary_key=True)
    party = models.OneToOneField(Party, models.PROTECT, verbose_name=_("customer"), related_name="+")
    limit = MoneyField(_("credit limit"), null=True, blank=True, help_text=_("Empty: no limit."))
    limit_currency: str
    days = models.PositiveSmallIntegerField(_("days to pay"), default=0)
    updated_at = models.DateTimeField(_("changed"))

    objects: models.Manager["CreditTerms"] = models.Manager()

    class Meta:
        verbose_name = _("credit terms")
        verbose_name_plural = _("credit terms")

    def agree(self, limit: Money | None, days: int) -> None:
        """Set the limit and the days to pay."""
        if limit is not None and limit.amount < 0:
            raise DomainError("negative", _("An amount below zero is not possible here."), "limit")
        if not 0 <= days <= LONGEST_DAYS:
            message = _("At most %(limit)s.") % {"limit": LONGEST_DAYS}
            raise DomainError("too_large", message, "days")
        self.limit = limit.amount if limit else None
        if limit is not None:
            self.limit_currency = limit.currency
        self.days = days


LONGEST_DAYS = 720


class Doubt(models.TextChoices):
    """Why an order waits for somebody who may approve it."""

    OVER_LIMIT = "over_limit", _("over the credit limit")
    OVERDUE = "overdue", _("overdue invoices")
    BOUNCED = "bounced", _("bounced cheques")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a customer stands in one currency: what it owes, has ordered on top, may owe, is late with."""

    currency: str
    balance: Decimal
    ordered: Decimal
    under_way: Decimal
    overdue: Decimal
    bounced: int
    limit: Decimal | None

    @property
    def exposure(self) -> Decimal:
        """All that would be lost if the customer never paid again: cheques that have not cleared count too."""
        return self.balance + self.ordered + self.under_way

    @property
    def free(self) -> Decimal | None:
        """What it may still order; None without a limit."""
        return None if self.limit is None else self.limit - self.exposure


def doubts_about(standing: Standing, total: Decimal) -> Sequence[Doubt]:
    """What speaks against letting a customer order for so much more. Nothing: it may."""
    doubts = []
    if standing.free is not None and total > standing.free:
        doubts.append(Doubt.OVER_LIMIT)
    if standing.overdue > 0:
        doubts.append(Doubt.OVERDUE)
    if standing.bounced > 0:
        doubts.append(Doubt.BOUNCED)
    return doubts
