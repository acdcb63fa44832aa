"""A line of a document: what is sold, how much of it, at which price, and the figures that follow from these."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog import totals
from payvand.catalog.models import Product
from payvand.catalog.models.numbers import PercentField, QuantityField
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import Record
from payvand.sales.models.sealed import canonical

AMOUNTS = (
    "list_price", "unit_price", "discount_amount", "unit_cost", "gross", "discount", "net", "tax", "total", "cost",
)  # fmt: skip
# What a customer agrees to when they agree to a line.
AGREED = (
    "product_id", "description", "unit", "quantity", "unit_price", "discount_percent", "discount_amount",
    "tax_rate", "gross", "discount", "net", "tax", "total",
)  # fmt: skip


class Line(Record):
    """A part of a document. Percentages are of a hundred.

    A price or a tax that nobody wrote follows from the catalogue: `list_price` is what it asks on the day of the
    document, `tax_rate` the rate that counts. `discount` and `net` hold the line's share of the document's own discount
    too; `cost` is unknown where nobody knows what the goods cost us. A model below links it to its document.
    """

    title_field = "description"

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("product"), null=True, blank=True, related_name="+"
    )
    description = models.CharField(_("description"), max_length=500, blank=True, default="")
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    quantity = QuantityField(_("quantity"), max_digits=18, decimal_places=4, default=Decimal(1))
    list_price = MoneyField(_("list price"), null=True, editable=False)
    unit_price = MoneyField(
        _("unit price"), null=True, blank=True, help_text=_("Left empty, the price of the catalogue.")
    )
    discount_percent = PercentField(_("discount (%)"), max_digits=6, decimal_places=3, default=Decimal(0))
    discount_amount = MoneyField(_("discount as an amount"), default=Decimal(0))
    tax_percent = PercentField(
        _("tax (%)"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        help_text=_("Left empty, as the law says."),
    )
    tax_rate = PercentField(
        _("tax rate (%)"), max_digits=6, decimal_places=3, default=Decimal(0), editable=False
    )
    unit_cost = MoneyField(_("unit cost"), null=True, blank=True)

    gross = MoneyField(_("amount"), default=Decimal(0), editable=False)
    discount = MoneyField(_("discount"), default=Decimal(0), editable=False)
    net = MoneyField(_("after discount"), default=Decimal(0), editable=False)
    tax = MoneyField(_("tax"), default=Decimal(0), editable=False)
    total = MoneyField(_("total"), default=Decimal(0), editable=False)
    cost = MoneyField(_("cost"), null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    @property
    def terms(self) -> totals.Line:
        """What the arithmetic of a document needs to know of the line."""
        return totals.Line(
            quantity=self.quantity,
            unit_price=self.unit_price or totals.ZERO,
            discount_percent=self.discount_percent,
            discount_amount=self.discount_amount or totals.ZERO,
            tax_percent=self.tax_rate,
            unit_cost=self.unit_cost,
        )

    @property
    def chosen(self) -> tuple[int, ...] | None:
        """The numbers of the options that were chosen; None where the line knows of none."""
        return None

    @property
    def promised(self) -> Decimal:
        """What promotions take off, which is nothing that a seller gives away."""
        return totals.ZERO

    def settle(self) -> None:
        """Refuse a line that sells nothing. A tax that was written counts."""
        if self.product_id is None and not self.description.strip():
            message = _("A line needs a product or a description.")
            raise DomainError("line_without_product", message, "description")
        if self.quantity <= 0:
            raise DomainError("not_positive", _("A quantity is more than zero."), "quantity")
        if self.tax_percent is not None:
            self.tax_rate = self.tax_percent

    def describe(self, product: Product, options: str = "") -> None:
        """Say what is sold in the words of the catalogue, wherever nothing else was said."""
        self.description = self.description or described(product, options)[:500]
        if product.unit is not None:
            self.unit = self.unit or product.unit.name

    def take(self, figures: totals.LineTotal, currency: str) -> None:
        """Keep the figures that were worked out; those of the document's discount are added to the line's own."""
        self.gross, self.net, self.tax = figures.gross, figures.net, figures.tax
        self.discount = figures.discount + figures.share
        self.total, self.cost = figures.total, figures.cost
        for name in AMOUNTS:
            setattr(self, f"{name}_currency", currency)

    def content(self) -> dict[str, object]:
        """What the customer agrees to, as JSON that is the same on every database."""
        return {name: canonical(getattr(self, name)) for name in AGREED}


def described(product: Product, options: str) -> str:
    """A product in the words of the catalogue, with what was chosen at it."""
    return f"{product.name} ({options})" if options else product.name
