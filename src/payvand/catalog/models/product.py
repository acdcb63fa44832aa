"""A product: goods, a service, or a bundle of other products that is sold as one."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.category import Category
from payvand.catalog.models.tax import TaxCategory
from payvand.catalog.models.unit import Unit
from payvand.culture.digits import to_ascii
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, MoneyField, SortKeyField
from payvand.kernel.models import Record, RecordQuerySet, no_early_days

SSTID_DIGITS = 13


class ProductKind(models.TextChoices):
    GOODS = "goods", _("goods")
    SERVICE = "service", _("service")
    BUNDLE = "bundle", _("bundle")


class ProductQuerySet(RecordQuerySet):
    """The questions that a set of products answers."""

    def sold(self, on: date) -> Self:
        """Products that may be sold on a day."""
        begun = Q(sold_from=None) | Q(sold_from__lte=on)
        return self.current().filter(begun, Q(sold_until=None) | Q(sold_until__gte=on))


ProductManager = models.Manager.from_queryset(ProductQuerySet)


class Product(Record):
    """What may be sold. Its own price holds wherever no price list says another one."""

    # Beside each amount stands its currency, which its field brings along.
    price_currency: str
    cost_currency: str
    lowest_price_currency: str

    TONES = {"goods": "blue", "service": "violet", "bundle": "orange"}

    name = models.CharField(_("name"), max_length=200)
    name_fold = FoldedField("name")
    name_sort = SortKeyField("name")
    name_latin = models.CharField(
        _("name in the other script"), max_length=200, blank=True, default="",
        help_text=_("For documents in another language."),
    )  # fmt: skip
    name_latin_fold = FoldedField("name_latin")
    code = models.CharField(_("product code"), max_length=60, blank=True, default="")
    code_fold = FoldedField("code", max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=ProductKind.choices, default=ProductKind.GOODS)
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name=_("category"), null=True, blank=True, related_name="products"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("unit"), null=True, blank=True, related_name="+",
        help_text=_("What the price is for."),
    )  # fmt: skip
    price = MoneyField(
        _("price"), null=True, blank=True, help_text=_("Holds where no price list says another one.")
    )
    cost = MoneyField(
        _("cost"), null=True, blank=True, help_text=_("What one unit costs us; margins are reckoned from it.")
    )
    lowest_price = MoneyField(
        _("lowest price"), null=True, blank=True, help_text=_("A quote below it asks for approval.")
    )
    tax = models.ForeignKey(
        TaxCategory, models.PROTECT, verbose_name=_("tax category"), null=True, blank=True, related_name="+"
    )
    sales_tax_id = models.CharField(
        _("goods and services id"), max_length=20, blank=True, default="",
        help_text=_("The 13 digits by which the tax office knows these goods."),
    )  # fmt: skip
    recurring_months = models.PositiveSmallIntegerField(
        _("repeats every … months"), null=True, blank=True,
        help_text=_("For subscriptions and service contracts; empty for what is paid once."),
    )  # fmt: skip
    sold_from = models.DateField(_("sold from"), null=True, blank=True)
    sold_until = models.DateField(_("sold until"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True, default="")

    objects: ClassVar["ProductManager[Product]"] = ProductManager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint(
                fields=["code_fold"], condition=~Q(code_fold=""), name="catalog_product_code_once"
            ),
            *no_early_days("sold_from", "sold_until"),
        ]
        indexes = [
            models.Index(
                fields=["name_sort", "id"], name="catalog_product_name", condition=Q(archived_at__isnull=True)
            ),
            models.Index(fields=["name_fold"], name="catalog_product_fold"),
        ]

    def __str__(self) -> str:
        return self.name

    def settle(self) -> None:
        """Enforce what holds for every product."""
        self.sales_tax_id = to_ascii(self.sales_tax_id).replace(" ", "").replace("-", "")
        if self.sales_tax_id and not (
            self.sales_tax_id.isdecimal() and len(self.sales_tax_id) == SSTID_DIGITS
        ):
            message = _("This id has %(count)d digits.") % {"count": SSTID_DIGITS}
            raise DomainError("not_an_id", message, "sales_tax_id")
        if self.sold_from and self.sold_until and self.sold_until < self.sold_from:
            raise DomainError("ends_before_start", _("It ends before it begins."), "sold_until")
        if self.recurring_months == 0:
            raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 1}, "recurring_months")
        if self.price is not None and self.lowest_price is not None:
            self._refuse_a_floor_above(Decimal(self.price), Decimal(self.lowest_price))

    def _refuse_a_floor_above(self, price: Decimal, lowest: Decimal) -> None:
        if self.price_currency == self.lowest_price_currency and lowest > price:
            raise DomainError(
                "lowest_above_price", _("The lowest price lies above the price."), "lowest_price"
            )

    def is_sold(self, on: date) -> bool:
        """Whether it may be sold on a day."""
        begun = self.sold_from is None or self.sold_from <= on
        return begun and (self.sold_until is None or on <= self.sold_until) and self.archived_at is None

    def require_sold(self, on: date) -> None:
        """Raise DomainError where it may not be sold on a day."""
        if not self.is_sold(on):
            message = _("“%(product)s” is not sold on this day.") % {"product": self.name}
            raise DomainError("not_sold", message, "product")
