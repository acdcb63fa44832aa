"""What a bundle is made of."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import QuantityField
from payvand.catalog.models.product import Product
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record


class BundlePart(Record):
    """So many of one product in a bundle. A part may be a bundle itself."""

    title_field = "note"

    bundle = models.ForeignKey(Product, models.CASCADE, verbose_name=_("bundle"), related_name="parts")
    product = models.ForeignKey(Product, models.PROTECT, verbose_name=_("part"), related_name="+")
    quantity = QuantityField(_("quantity"), max_digits=18, decimal_places=4, default=Decimal(1))
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("part of a bundle")
        verbose_name_plural = _("parts of bundles")
        constraints = [
            models.UniqueConstraint(fields=["bundle", "product"], name="catalog_bundlepart_once"),
            models.CheckConstraint(condition=~Q(bundle=F("product")), name="catalog_bundlepart_not_self"),
        ]

    def settle(self) -> None:
        """Refuse nothing of a product, and a bundle in itself."""
        if self.quantity <= 0:
            raise DomainError("too_small", _("More than %(limit)s.") % {"limit": 0}, "quantity")
        if self.bundle_id == self.product_id:
            raise DomainError("circle", _("A bundle cannot hold itself."), "product")

    def refuse_circle(self, parts: "Parts") -> None:
        """Raise DomainError where the bundle holds itself, over any number of steps."""
        if self.bundle_id in held_by(self.product_id, parts):
            raise DomainError("circle", _("A bundle cannot hold itself."), "product")


Parts = Mapping[int, Sequence[tuple[int, Decimal]]]


def parts_of_all() -> Parts:
    """The parts of every bundle, as (product, quantity); there are few bundles, so one query reads them all."""
    found: dict[int, list[tuple[int, Decimal]]] = {}
    rows = BundlePart.objects.current().order_by("id")
    for bundle, product, quantity in rows.values_list("bundle_id", "product_id", "quantity"):
        found.setdefault(bundle, []).append((product, quantity))
    return found


def held_by(product: int, parts: Parts) -> set[int]:
    """A product and everything that it holds, at any depth."""
    found: set[int] = set()
    waiting = [product]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [part for part, _quantity in parts.get(one, ())]
    return found


def contents(product: int, quantity: Decimal, parts: Parts) -> dict[int, Decimal]:
    """The products that are handed over for so many of one: bundles taken apart at any depth."""
    if product not in parts:
        return {product: quantity}
    found: dict[int, Decimal] = {}
    for part, count in parts[product]:
        for one, needed in contents(part, quantity * count, parts).items():
            found[one] = found.get(one, Decimal(0)) + needed
    return found
