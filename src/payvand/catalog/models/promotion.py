"""Promotions: what is given for a while, on which goods, from which quantity or amount on."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.category import Category
from payvand.catalog.models.numbers import PercentField, QuantityField
from payvand.catalog.models.product import Product
from payvand.catalog.models.region import RegionField, tidy_region
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.fields import FoldedField, MoneyField
from payvand.kernel.models import Record, RecordQuerySet, no_early_days


class PromotionKind(models.TextChoices):
    PERCENT = "percent", _("percentage off")
    AMOUNT = "amount", _("amount off")
    GIFT = "gift", _("buy some, get some free")


# What each kind needs.
NEEDED = {
    PromotionKind.PERCENT: ("percent",),
    PromotionKind.AMOUNT: ("amount",),
    PromotionKind.GIFT: ("buy_quantity", "gift_quantity"),
}


class PromotionQuerySet(RecordQuerySet):
    """The questions that a set of promotions answers."""

    def running(self, on: date) -> Self:
        """Promotions that hold on a day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.current().filter(begun, Q(valid_until=None) | Q(valid_until__gte=on))


PromotionManager = models.Manager.from_queryset(PromotionQuerySet)


class Promotion(Record):
    """A percentage, an amount or goods given. Without products and categories it holds for everything."""

    TONES = {"percent": "green", "amount": "blue", "gift": "orange"}

    name = models.CharField(_("name"), max_length=120)
    name_fold = FoldedField("name", max_length=120)
    kind = models.CharField(
        _("kind"), max_length=10, choices=PromotionKind.choices, default=PromotionKind.PERCENT
    )
    percent = PercentField(_("percentage off"), max_digits=5, decimal_places=2, null=True, blank=True)
    amount = MoneyField(_("amount off"), null=True, blank=True)
    buy_quantity = QuantityField(
        _("quantity bought"), max_digits=18, decimal_places=4, null=True, blank=True,
        help_text=_("So many that are bought …"),
    )  # fmt: skip
    gift_quantity = QuantityField(
        _("free quantity"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("… so many are free."),
    )
    gift = models.ForeignKey(
        Product, models.PROTECT, verbose_name=_("free product"), null=True, blank=True, related_name="+",
        help_text=_("Empty: the same that was bought."),
    )  # fmt: skip
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    least_quantity = QuantityField(
        _("least quantity"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    least_amount = MoneyField(_("least amount"), null=True, blank=True)
    tier = models.CharField(
        _("customer class"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Only for customers with this tag."),
    )
    tier_fold = FoldedField("tier", max_length=60)
    region = RegionField(
        _("region"), max_length=10, blank=True, default="",
        help_text=_("Only there: the code of a country (IR) or of a province (IR-23)."),
    )  # fmt: skip
    stackable = models.BooleanField(
        _("goes with others"),
        default=False,
        help_text=_("Given beside other promotions, not instead of them."),
    )
    by_coupon = models.BooleanField(
        _("by coupon only"), default=False, help_text=_("Holds for whoever has one of its coupons.")
    )
    priority = models.SmallIntegerField(_("priority"), default=0)
    products = models.ManyToManyField(Product, verbose_name=_("products"), blank=True, related_name="+")
    categories = models.ManyToManyField(Category, verbose_name=_("categories"), blank=True, related_name="+")

    amount_currency: str
    least_amount_currency: str

    objects: ClassVar["PromotionManager[Promotion]"] = PromotionManager()

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        constraints = no_early_days("valid_from", "valid_until")

    def __str__(self) -> str:
        return self.name

    def settle(self) -> None:
        """Each kind has what it needs, and nothing is given below zero or above everything."""
        self.region = tidy_region(self.region)
        for name in NEEDED[PromotionKind(self.kind)]:
            if getattr(self, name) is None:
                message: Message = _("A promotion of this kind needs a value here.")
                raise DomainError("required", message, name)
        if self.percent is not None and not 0 <= self.percent <= 100:
            message = _("A percentage lies between 0 and %(highest)s.") % {"highest": 100}
            raise DomainError("not_a_percentage", message, "percent")
        for name in ("buy_quantity", "gift_quantity", "least_quantity"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise DomainError("too_small", _("More than %(limit)s.") % {"limit": 0}, name)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise DomainError("ends_before_start", _("It ends before it begins."), "valid_until")
