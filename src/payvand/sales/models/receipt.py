"""A receipt: money that came in from a customer, or went back to one, and the invoices that it settles."""

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import OwnedRecord, RecordQuerySet, no_early_days
from payvand.parties.models import Party
from payvand.sales.models.cheque import Cheque


class Direction(models.TextChoices):
    IN = "in", _("money in")
    OUT = "out", _("money back")


class PaidBy(models.TextChoices):
    CASH = "cash", _("cash")
    TRANSFER = "transfer", _("bank transfer")
    CARD = "card", _("card")
    CHEQUE = "cheque", _("cheque")


class ReceiptState(models.TextChoices):
    DRAFT = "draft", _("draft")
    REGISTERED = "registered", _("registered")
    REVERSED = "reversed", _("reversed")


class ReceiptQuerySet(RecordQuerySet):
    """The questions that receipts answer."""

    def of(self, party_id: int) -> Self:
        """The receipts of a party that count or counted, the newest first."""
        rows = self.filter(party_id=party_id).exclude(state=ReceiptState.DRAFT)
        return rows.order_by("-on", "-id")

    def with_rest(self, party_id: int, currency: str, direction: Direction) -> Self:
        """Money of a party that settles nothing yet, or not wholly, the oldest first."""
        return self.filter(
            party_id=party_id,
            amount_currency=currency,
            state=ReceiptState.REGISTERED,
            direction=direction,
            allocated__lt=F("amount"),
        ).order_by("on", "id")


ReceiptManager = models.Manager.from_queryset(ReceiptQuerySet)


class Receipt(OwnedRecord):
    """Money that came in or went back. It is numbered and moves the account when it is registered, and never before.

    `allocated` is how much of it settles invoices (or, of money that went back, returns): the sum of its allocations.
    """

    TONES = {"draft": "grey", "registered": "green", "reversed": "red", "in": "green", "out": "orange"}
    title_field = "name"

    name = models.CharField(_("what for"), max_length=200)
    number = models.CharField(_("number"), max_length=40, blank=True, default="", editable=False)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.IN)
    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("customer"), related_name="+")
    amount = MoneyField(_("amount"))
    amount_currency: str
    paid_by = models.CharField(_("paid by"), max_length=10, choices=PaidBy, default=PaidBy.TRANSFER)
    on = models.DateField(_("date"))
    reference = models.CharField(
        _("tracking code"), max_length=60, blank=True, default="", help_text=_("As the bank gave it.")
    )
    note = models.TextField(_("note"), blank=True, default="")
    cheque = models.ForeignKey(
        Cheque,
        models.PROTECT,
        verbose_name=_("cheque"),
        null=True,
        blank=True,
        editable=False,
        related_name="receipts",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReceiptState, default=ReceiptState.DRAFT, editable=False
    )
    allocated = MoneyField(_("settles invoices"), default=Decimal(0), editable=False)
    allocated_currency: str

    objects: ClassVar["ReceiptManager[Receipt]"] = ReceiptManager()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            *no_early_days("on"),
            models.CheckConstraint(
                condition=Q(allocated__gte=0, allocated__lte=F("amount")),
                name="sales_receipt_allocates_no_more_than_it_is",
            ),
            models.UniqueConstraint(
                fields=["direction", "number"], condition=~Q(number=""), name="sales_receipt_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="sales_receipt_owner"),
            models.Index(fields=["team", "-id"], name="sales_receipt_team"),
            models.Index(fields=["party", "on", "id"], name="sales_receipt_of_party"),
        ]

    def settle(self) -> None:
        """Refuse to change what is registered."""
        self.allocated_currency = self.amount_currency
        if self.amount is not None and self.amount <= 0:
            raise DomainError("not_positive", _("An amount is more than zero."), "amount")
        if self.state != ReceiptState.DRAFT:
            raise DomainError(
                "registered", _("This receipt is registered and is not changed any more; reverse it.")
            )

    def register(self, number: str) -> None:
        """Let the money count."""
        if self.state != ReceiptState.DRAFT:
            raise DomainError("registered_before", _("This receipt is registered already."), "state")
        if self.amount is None or self.amount <= 0:
            raise DomainError("not_positive", _("An amount is more than zero."), "amount")
        if self.paid_by == PaidBy.CHEQUE and self.cheque_id is None:
            message = _("Write the cheque down as a cheque; its receipt follows from it.")
            raise DomainError("cheque_missing", message, "paid_by")
        self.number, self.state = number, ReceiptState.REGISTERED

    def reverse(self) -> None:
        """Let the money count no more: the cheque bounced, or the transfer never came."""
        if self.state != ReceiptState.REGISTERED:
            raise DomainError("not_registered", _("Only a registered receipt is reversed."), "state")
        self.state = ReceiptState.REVERSED

    def allocate(self, amount: Decimal) -> None:
        """Let a part of the money settle something. Raises DomainError for more than is left."""
        if self.state != ReceiptState.REGISTERED:
            raise DomainError("not_registered", _("This receipt is not registered."), "state")
        if amount <= 0 or amount > self.rest:
            raise DomainError("over_allocated", _("There is not so much left of this receipt."), "amount")
        self.allocated = (self.allocated or Decimal(0)) + amount

    def release(self, amount: Decimal) -> None:
        """Take back what it settled."""
        self.allocated = (self.allocated or Decimal(0)) - amount

    @property
    def rest(self) -> Decimal:
        """What settles no invoice yet."""
        return (self.amount or Decimal(0)) - (self.allocated or Decimal(0))

    @property
    def money(self) -> Money:
        """The amount with its currency."""
        return Money(amount=self.amount or Decimal(0), currency=self.amount_currency)

    @property
    def moves_balance_by(self) -> Decimal:
        """What it does to the customer's balance: money in lets it owe less."""
        amount = self.amount or Decimal(0)
        return -amount if self.direction == Direction.IN else amount

    @property
    def counts(self) -> bool:
        """Whether it is or was registered, so that it may not vanish."""
        return self.state != ReceiptState.DRAFT
