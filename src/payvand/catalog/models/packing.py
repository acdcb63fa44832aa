"""How a product is packed: a carton of twelve, a pallet of forty cartons."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import QuantityField
from payvand.catalog.models.product import Product
from payvand.catalog.models.unit import Unit
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record


class Packing(Record):
    """Another unit in which a product is sold; one of it holds `factor` of the product's own unit."""

    title_field = "barcode"

    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("product"), related_name="packings")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("unit"), related_name="+")
    factor = QuantityField(
        _("holds"),
        max_digits=18,
        decimal_places=4,
        help_text=_("How many of the product's own unit are in one."),
    )
    barcode = models.CharField(_("barcode"), max_length=40, blank=True, default="")

    class Meta:
        verbose_name = _("packing")
        verbose_name_plural = _("packings")
        constraints = [
            models.UniqueConstraint(fields=["product", "unit"], name="catalog_packing_once"),
        ]

    def settle(self) -> None:
        """A packing holds something."""
        if self.factor <= 0:
            raise DomainError("too_small", _("More than %(limit)s.") % {"limit": 0}, "factor")

    def in_own_unit(self, quantity: Decimal) -> Decimal:
        """So many packings, counted in the product's own unit."""
        return quantity * self.factor
