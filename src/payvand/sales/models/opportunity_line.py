"""A product on a deal: what is talked about, how much of it, for how much."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models import Product
from payvand.catalog.models.numbers import PercentField, QuantityField
from payvand.catalog.totals import Line, total_up
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import Record
from payvand.sales.models.opportunity import Opportunity


class OpportunityLine(Record):
    """One line. Without a price it says only that the product is wanted; the priced ones make the deal's amount."""

    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, verbose_name=_("opportunity"), related_name="lines"
    )
    product = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("product"), null=True, blank=True, related_name="+"
    )
    description = models.CharField(_("description"), max_length=200, blank=True, default="")
    quantity = QuantityField(_("quantity"), max_digits=18, decimal_places=4, default=Decimal(1))
    unit_price = MoneyField(_("unit price"), null=True, blank=True)
    discount = PercentField(_("discount"), max_digits=5, decimal_places=2, default=Decimal(0))
    amount = MoneyField(_("amount"), null=True, blank=True, editable=False)

    # The second columns of money, which their fields bring along.
    unit_price_currency: str
    amount_currency: str

    class Meta:
        verbose_name = _("product of a deal")
        verbose_name_plural = _("products of deals")

    def settle(self) -> None:
        """Work the amount out. A line is about something, and about more than nothing of it."""
        if self.product_id is None and not self.description.strip():
            raise DomainError("required", _("Name a product, or describe what is sold."), "product")
        if self.quantity <= 0:
            raise DomainError("too_small", _("A quantity is more than zero."), "quantity")
        self.amount, self.amount_currency = None, self.unit_price_currency
        if self.unit_price is not None:
            line = Line(
                quantity=Decimal(self.quantity),
                unit_price=Decimal(self.unit_price),
                discount_percent=Decimal(self.discount),
            )
            try:
                self.amount = total_up([line], currency=self.unit_price_currency).net
            except DomainError as error:
                name = (error.field or "").rpartition(".")[2].removesuffix("_percent")
                raise DomainError(error.code, error.message, name or None) from error
