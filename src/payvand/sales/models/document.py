"""What quotes, orders and invoices share: who buys, what it comes to, and that what was issued stays as it was."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.catalog.totals import ZERO, Totals, total_up
from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import ListedField, MoneyField
from payvand.kernel.kinds.listed import currencies
from payvand.kernel.models import OwnedRecord
from payvand.parties.models import Party
from payvand.sales.models.line import Line
from payvand.sales.models.opportunity import Opportunity
from payvand.sales.models.sealed import Sealed, digest

TOTALS = ("subtotal", "discount", "net", "tax", "total", "cost", "margin")


class Document(Sealed, OwnedRecord):
    """A paper with lines. It has no number before it is issued; from then on its head and lines are sealed.

    Its figures are those of its lines added up, and are worked out by `total_up` alone. `buyer` and `seller` hold both
    sides as they were when it was issued.
    """

    name = models.CharField(_("subject"), max_length=200)
    number = models.CharField(_("number"), max_length=40, blank=True, default="", editable=False)
    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("customer"), related_name="+")
    contact = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("contact person"), null=True, blank=True, related_name="+"
    )
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, verbose_name=_("opportunity"), null=True, blank=True, related_name="+"
    )
    on = models.DateField(_("date"), null=True, blank=True)
    currency = ListedField(_("currency"), max_length=3, default="IRR", source=currencies)
    discount_percent = PercentField(
        _("discount on the whole (%)"), max_digits=6, decimal_places=3, default=Decimal(0)
    )
    delivery_terms = models.CharField(_("delivery terms"), max_length=500, blank=True, default="")
    payment_terms = models.CharField(_("payment terms"), max_length=500, blank=True, default="")
    note = models.TextField(
        _("note"), blank=True, default="", help_text=_("Printed at the foot of the document.")
    )
    subtotal = MoneyField(_("sum of the lines"), default=Decimal(0), editable=False)
    discount = MoneyField(_("discount"), default=Decimal(0), editable=False)
    net = MoneyField(_("after discount"), default=Decimal(0), editable=False)
    tax = MoneyField(_("tax"), default=Decimal(0), editable=False)
    total = MoneyField(_("total"), default=Decimal(0), editable=False)
    cost = MoneyField(_("cost"), null=True, editable=False)
    margin = MoneyField(_("margin"), null=True, editable=False, negative=True)
    buyer = models.JSONField(default=dict, editable=False)
    seller = models.JSONField(default=dict, editable=False)

    # A model below adds columns of its own.
    HEAD: ClassVar[tuple[str, ...]] = (
        "name", "number", "on", "currency", "discount_percent", "delivery_terms",
        "payment_terms", "note", "subtotal", "discount", "net", "tax", "total",
    )  # fmt: skip

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    def settle(self) -> None:
        """Refuse to change what is sealed, and a discount that is none."""
        for name in TOTALS:
            setattr(self, f"{name}_currency", self.currency)
        self.keep_seal()
        if not 0 <= self.discount_percent <= 100:
            message = _("A percentage lies between 0 and %(highest)s.") % {"highest": 100}
            raise DomainError("not_a_percentage", message, "discount_percent")

    @property
    def worth(self) -> Money:
        """What the document comes to."""
        return Money(amount=self.total or ZERO, currency=self.currency)

    def total_up(self, lines: Sequence[Line]) -> Totals:
        """Work out every figure of the document and of its lines anew.

        Raises DomainError with "lines.PLACE.FIELD" for what cannot be.
        """
        for place, line in enumerate(lines):
            settle_at(place, line)
        found = total_up(
            [line.terms for line in lines], currency=self.currency, discount_percent=self.discount_percent
        )
        for line, figures in zip(lines, found.lines, strict=True):
            line.take(figures, self.currency)
        self.subtotal, self.discount, self.net = found.gross, found.discount, found.net
        self.tax, self.total = found.tax, found.total
        self.cost, self.margin = found.cost, found.margin
        return found

    def content_digest(self, lines: Sequence[Line]) -> str:
        """SHA-256 over everything that the customer agrees to: head, both sides, lines."""
        content = {"head": self.head(), "buyer": self.buyer, "seller": self.seller}
        return digest(content | {"lines": [line.content() for line in lines]})


def settle_at(place: int, line: Line) -> None:
    """Settle a line; its refusals say which line it is."""
    try:
        line.settle()
    except DomainError as error:
        at = f"lines.{place}.{error.field or 'description'}"
        raise DomainError(error.code, error.message, at) from error
