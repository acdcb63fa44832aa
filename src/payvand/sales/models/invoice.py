"""An invoice: what a customer has to pay for; and its counterpart, the return, which takes it back in part or whole."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.totals import places_of, rounded
from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import RecordQuerySet, no_early_days
from payvand.sales.models.document import Document
from payvand.sales.models.line import AMOUNTS, Line
from payvand.sales.models.number_series import refuse_own_number
from payvand.sales.models.order import Order, OrderLine


class InvoiceKind(models.TextChoices):
    SALE = "sale", _("invoice")
    RETURN = "return", _("return")


class InvoiceState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ISSUED = "issued", _("to be settled")
    PARTLY_PAID = "partly_paid", _("partly paid")
    PAID = "paid", _("settled")
    RETURNED = "returned", _("taken back")


# The figures of a line that a return takes back in part.
FIGURES = ("gross", "discount", "net", "tax", "cost")


class InvoiceQuerySet(RecordQuerySet):
    """The questions that invoices answer."""

    def of(self, party_id: int) -> Self:
        """The issued invoices and returns of a party, the newest first."""
        return self.issued().filter(party_id=party_id).order_by("-on", "-id")

    def issued(self) -> Self:
        """Invoices and returns that count."""
        return self.exclude(state=InvoiceState.DRAFT)

    def sales(self) -> Self:
        """Invoices, without returns."""
        return self.filter(kind=InvoiceKind.SALE)

    def unsettled(self) -> Self:
        """Invoices with something left to pay, and returns with something left to give back.

        An invoice that was taken back may be among them: the cheque that had paid it bounced.
        """
        return self.filter(open_amount__gt=0)

    def to_pay(self, party_id: int, currency: str) -> Self:
        """Invoices of a party with something left to pay, what is due first before the others."""
        rows = self.sales().unsettled().filter(party_id=party_id, total_currency=currency)
        return rows.order_by("due_on", "id")

    def with_rest(self, party_id: int, currency: str) -> Self:
        """Returns of a party that settle no invoice yet, or not wholly, the oldest first."""
        rows = self.filter(kind=InvoiceKind.RETURN, party_id=party_id, total_currency=currency)
        return rows.unsettled().order_by("on", "id")

    def overdue(self, today: date) -> Self:
        """Invoices that should have been paid before a day."""
        return self.sales().unsettled().filter(due_on__lt=today)


InvoiceManager = models.Manager.from_queryset(InvoiceQuerySet)


class Invoice(Document):
    """An invoice or a return. It is numbered and moves the customer's account when it is issued, and then stays.

    `open_amount` is what is left to pay of an invoice, and what is left to give back of a return: the total less the
    allocations. A return of ours takes back an invoice (`original`); one that was taken over from another system may
    refer to an order alone, or to nothing.
    """

    TONES = {
        "draft": "grey",
        "issued": "orange",
        "partly_paid": "violet",
        "paid": "green",
        "returned": "grey",
        "sale": "blue",
        "return": "orange",
    }
    HEAD = (*Document.HEAD, "kind", "order_id", "original_id", "due_on", "tax_id")

    kind = models.CharField(
        _("kind"), max_length=6, choices=InvoiceKind, default=InvoiceKind.SALE, editable=False
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        verbose_name=_("order"),
        null=True,
        blank=True,
        editable=False,
        related_name="invoices",
    )
    original = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("invoice taken back"),
        null=True,
        blank=True,
        editable=False,
        related_name="returns",
    )
    due_on = models.DateField(
        _("due date"), null=True, blank=True, help_text=_("Empty: by the customer’s days to pay.")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=InvoiceState, default=InvoiceState.DRAFT, editable=False
    )
    open_amount = MoneyField(_("left to pay"), default=Decimal(0), editable=False)
    open_amount_currency: str
    total_currency: str
    tax_id = models.CharField(_("tax id"), max_length=22, blank=True, default="", editable=False)

    objects: ClassVar["InvoiceManager[Invoice]"] = InvoiceManager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            *no_early_days("on", "due_on"),
            models.UniqueConstraint(
                fields=["kind", "number"], condition=~Q(number=""), name="sales_invoice_number_once"
            ),
            models.CheckConstraint(
                condition=Q(open_amount__gte=0, open_amount__lte=F("total")),
                name="sales_invoice_open_within_total",
            ),
            models.CheckConstraint(
                condition=Q(original=None) | Q(kind="return"), name="sales_invoice_original_of_return"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="sales_invoice_owner"),
            models.Index(fields=["team", "-id"], name="sales_invoice_team"),
            models.Index(fields=["due_on", "id"], name="sales_invoice_due", condition=Q(open_amount__gt=0)),
            models.Index(fields=["party", "on", "id"], name="sales_invoice_of_party"),
        ]

    def settle(self) -> None:
        """Beside what holds for every document: it falls due no earlier than it is written."""
        super().settle()
        self.open_amount_currency = self.currency
        if self.on and self.due_on and self.due_on < self.on:
            raise DomainError("due_before_date", _("It cannot be due before its date."), "due_on")

    def issue(
        self, lines: Sequence["InvoiceLine"], *, number: str, on: date, due_on: date, tax_id: str
    ) -> None:
        """Let it count: number, day and figures stay as they are from now on."""
        self.require_draft()
        if not lines:
            raise DomainError("no_lines", _("This invoice has no lines yet."), "lines")
        if due_on < on:
            raise DomainError("due_before_date", _("It cannot be due before its date."), "due_on")
        self.number, self.on, self.due_on, self.tax_id = number, on, due_on, tax_id
        self.state, self.open_amount = InvoiceState.ISSUED, self.total
        self.open_amount_currency = self.currency
        self._follow()
        self.seal_head()

    def take_over(self, lines: Sequence["InvoiceLine"], *, number: str, buyer: Mapping[str, str]) -> None:
        """Stand as another system settled it, under the number that it had there, and be sealed. No account moves."""
        self.require_draft()
        if not lines:
            raise DomainError("no_lines", _("This invoice has no lines yet."), "lines")
        refuse_own_number(number)
        self.total_up(lines)
        self.number, self.buyer, self.due_on = number, dict(buyer), self.on
        self.state, self.open_amount = InvoiceState.PAID, Decimal(0)
        self.open_amount_currency = self.currency
        self.seal_head()

    def add_up(self, lines: Sequence["InvoiceLine"]) -> None:
        """Take the figures of a return from its lines, which are shares of those that they take back."""
        self.subtotal = sum((line.gross or Decimal(0) for line in lines), Decimal(0))
        self.discount = sum((line.discount or Decimal(0) for line in lines), Decimal(0))
        self.net = sum((line.net or Decimal(0) for line in lines), Decimal(0))
        self.tax = sum((line.tax or Decimal(0) for line in lines), Decimal(0))
        self.total = self.net + self.tax

    def allocate(self, amount: Decimal) -> None:
        """Let a part of it be settled. Raises DomainError for more than is left."""
        if amount <= 0 or amount > self.rest:
            raise DomainError("over_allocated", _("This invoice has not so much left to pay."), "amount")
        self.open_amount = self.rest - amount
        self._follow()

    def release(self, amount: Decimal) -> None:
        """Take back what settled a part of it: the cheque bounced."""
        self.open_amount = self.rest + amount
        self._follow()

    def take_back(self) -> None:
        """All of it was returned."""
        self.state = InvoiceState.RETURNED

    def require_draft(self) -> None:
        """Raise DomainError where it counts already."""
        if self.state != InvoiceState.DRAFT:
            raise DomainError(
                "is_issued", _("This document was issued and is not changed any more."), "state"
            )

    @property
    def rest(self) -> Decimal:
        """What is left to pay, or to give back."""
        return self.open_amount or Decimal(0)

    @property
    def counts(self) -> bool:
        """Whether it is issued, so that it may not vanish."""
        return self.state != InvoiceState.DRAFT

    @property
    def is_owed(self) -> bool:
        """Whether the customer has something to pay for it yet."""
        return self.kind == InvoiceKind.SALE and self.rest > 0

    @property
    def may_be_returned(self) -> bool:
        """Whether something of it may be taken back."""
        return self.kind == InvoiceKind.SALE and self.state not in (InvoiceState.DRAFT, InvoiceState.RETURNED)

    @property
    def is_return(self) -> bool:
        """Whether it takes an invoice back."""
        return self.kind == InvoiceKind.RETURN

    @property
    def money(self) -> Money:
        """The total with its currency."""
        return Money(amount=self.total or Decimal(0), currency=self.currency)

    @property
    def moves_balance_by(self) -> Decimal:
        """What it does to the customer's balance: an invoice lets it owe more, a return less."""
        total = self.total or Decimal(0)
        return -total if self.is_return else total

    def _follow(self) -> None:
        """Let the state say how much is left."""
        if self.state == InvoiceState.RETURNED:
            return
        if self.rest == 0:
            self.state = InvoiceState.PAID
        else:
            self.state = InvoiceState.PARTLY_PAID if self.rest < (self.total or 0) else InvoiceState.ISSUED


class InvoiceLine(Line):
    """A line of an invoice or of a return, and the line that it takes from."""

    invoice = models.ForeignKey(Invoice, models.CASCADE, verbose_name=_("invoice"), related_name="lines")
    order_line = models.ForeignKey(
        OrderLine, models.PROTECT, null=True, editable=False, related_name="invoiced_by"
    )
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="returned_by"
    )

    class Meta(Line.Meta):
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")

    def take_back(self, of: "InvoiceLine", before: Decimal, currency: str) -> None:
        """Become a part of a line that is taken back. Raises DomainError for more than is left of it.

        Each figure is the share of what is returned by now less the share of what was returned `before`; so the returns
        of a whole line add up to it exactly, however often it was split.
        """
        if self.quantity > of.quantity - before:
            left = f"{(of.quantity - before).normalize():f}"
            message = _("Of “%(what)s” only %(left)s may be returned.") % {
                "what": of.description,
                "left": left,
            }
            raise DomainError("more_than_invoiced", message, f"lines.{self.position}.quantity")
        self.unit_price, self.unit_cost = of.unit_price, of.unit_cost
        self.discount_percent, self.discount_amount = of.discount_percent, Decimal(0)
        self.tax_percent, self.tax_rate = of.tax_percent, of.tax_rate
        for name in FIGURES:
            whole: Decimal | None = getattr(of, name)
            share = None if whole is None else self._share(whole, of.quantity, before, currency)
            setattr(self, name, share)
        self.total = (self.net or Decimal(0)) + (self.tax or Decimal(0))
        for name in AMOUNTS:
            setattr(self, f"{name}_currency", currency)

    def _share(self, whole: Decimal, quantity: Decimal, before: Decimal, currency: str) -> Decimal:
        def until(count: Decimal) -> Decimal:
            return rounded(whole * count / quantity, places_of(currency)) if count < quantity else whole

        return until(before + self.quantity) - until(before)
