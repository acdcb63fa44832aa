"""Which money settles which debt: a part of a receipt or a return against a part of an invoice or a refund."""

from collections.abc import Collection
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import MoneyField
from payvand.sales.models.invoice import Invoice
from payvand.sales.models.receipt import Receipt

Debt = Invoice | Receipt
Credit = Invoice | Receipt


class AllocationQuerySet(models.QuerySet["Allocation"]):
    """The questions that allocations answer."""

    def between_parties(self, pks: Collection[int]) -> Self:
        """Those that let the money of one party settle the debt of another, either of them among `pks`."""
        debtor = Coalesce("invoice__party_id", "refund__party_id")
        payer = Coalesce("receipt__party_id", "credit__party_id")
        rows = self.annotate(debtor=debtor, payer=payer).exclude(debtor=F("payer"))
        return rows.filter(Q(debtor__in=pks) | Q(payer__in=pks))


class Allocation(models.Model):
    """A part of one credit (a receipt or a return) that settles a part of one debt (an invoice or a refund).

    Rows go when a receipt is reversed; what happened stands in the facts.
    """

    id = models.BigAutoField(_("number"), primary_key=True)
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="settled_by")
    refund = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="settled_by")
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="settles")
    credit = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="settles")
    amount = MoneyField(_("amount"))
    amount_currency: str
    on = models.DateField(_("date"))

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt=None, credit__isnull=False) | Q(receipt__isnull=False, credit=None),
                name="sales_allocation_of_one_credit",
            ),
            models.CheckConstraint(
                condition=Q(invoice=None, refund__isnull=False) | Q(invoice__isnull=False, refund=None),
                name="sales_allocation_to_one_debt",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="sales_allocation_is_positive"),
        ]

    @classmethod
    def between(cls, debt: Debt, credit: Credit, amount: Decimal) -> "Allocation":
        """Let a part of the credit settle a part of the debt; the row is not yet written.

        Raises DomainError where either has not so much left.
        """
        debt.allocate(amount)
        credit.allocate(amount)
        made = cls(amount=amount, amount_currency=debt.money.currency)
        if isinstance(debt, Invoice):
            made.invoice = debt
        else:
            made.refund = debt
        if isinstance(credit, Invoice):
            made.credit = credit
        else:
            made.receipt = credit
        return made

    @property
    def sides(self) -> tuple[Debt | None, Credit | None]:
        """The debt and the credit."""
        return self.invoice or self.refund, self.credit or self.receipt

    def undo(self) -> None:
        """Take it back on both sides; the row is not yet deleted."""
        for side in self.sides:
            if side is not None:
                side.release(self.amount or Decimal(0))
