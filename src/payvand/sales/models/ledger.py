"""The ledger of what customers owe: entries that are never changed, and beside them the balance that they add up to."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.kinds.number import LARGEST, is_exact
from payvand.kernel.models import no_early_days
from payvand.parties.models import Party


class EntryKind(models.TextChoices):
    INVOICE = "invoice", _("invoice")
    RETURN = "return", _("return")
    RECEIPT = "receipt", _("receipt")
    REFUND = "refund", _("refund")
    REVERSAL = "reversal", _("reversal")
    OPENING = "opening", _("opening balance")


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """The questions that entries answer."""

    def of(self, party_id: int) -> Self:
        """The entries of a party, the oldest first."""
        return self.filter(party_id=party_id).order_by("on", "id")


class LedgerEntry(models.Model):
    """One line of a party's account: above zero it owes us more, below zero less. Written once, never altered.

    What was wrong is taken back by an entry of its own (`reverses`), so that every balance of the past still stands.
    """

    id = models.BigAutoField(_("number"), primary_key=True)
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("party"), related_name="+", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices)
    on = models.DateField(_("date"))
    due_on = models.DateField(_("due date"), null=True, blank=True)
    amount = MoneyField(_("amount"), negative=True)
    amount_currency: str
    number = models.CharField(_("document number"), max_length=40, blank=True, default="")
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    invoice = models.ForeignKey("sales.Invoice", models.PROTECT, null=True, blank=True, related_name="+")
    receipt = models.ForeignKey("sales.Receipt", models.PROTECT, null=True, blank=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(_("written"))

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = no_early_days("on", "due_on")
        indexes = [models.Index(fields=["party", "on", "id"], name="sales_ledger_of_party")]

    def reversal(self, on: date, note: str) -> "LedgerEntry":
        """The entry, not yet written, that takes this one back. Raises DomainError for a reversal."""
        if self.reverses_id is not None:
            raise DomainError("is_reversal", _("A reversal is not reversed; make a new document."))
        return LedgerEntry(
            party_id=self.party_id,
            kind=EntryKind.REVERSAL,
            on=on,
            due_on=on,
            amount=-self.taken,
            amount_currency=self.amount_currency,
            number=self.number,
            note=note,
            invoice_id=self.invoice_id,
            receipt_id=self.receipt_id,
            reverses=self,
        )

    @property
    def taken(self) -> Decimal:
        """The amount as a number that can be reckoned with."""
        return self.amount or Decimal(0)


class PartyBalance(models.Model):
    """What a party owes us in one currency (below zero: we owe it). Always the sum of its entries in that currency."""

    WORKED_OUT = True

    id = models.BigAutoField(_("number"), primary_key=True)
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("party"), related_name="+", db_index=False
    )
    amount = MoneyField(_("balance"), negative=True, default=0)
    amount_currency: str

    objects: models.Manager["PartyBalance"] = models.Manager()

    class Meta:
        verbose_name = _("balance")
        verbose_name_plural = _("balances")
        constraints = [
            models.UniqueConstraint(fields=["party", "amount_currency"], name="sales_balance_once_a_currency")
        ]
        indexes = [
            models.Index(
                fields=["amount_currency", "-amount"],
                name="sales_balance_owed",
                condition=~Q(amount=0),
            )
        ]

    def add(self, amount: Decimal) -> None:
        """Take an entry in. Raises DomainError where the sum is more than both databases keep exactly."""
        total = (self.amount or Decimal(0)) + amount
        if abs(total) >= LARGEST or not is_exact(total):
            raise DomainError("too_large", _("The balance of this customer would be too large."), "amount")
        self.amount = total

    @property
    def money(self) -> Money:
        """The balance with its currency."""
        return Money(amount=self.amount or Decimal(0), currency=self.amount_currency)
