"""Price lists: for whom, where and when which prices hold."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.product import Product
from payvand.catalog.models.region import RegionField, tidy_region
from payvand.catalog.totals import EXACT, HUNDRED, places_of
from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, ListedField, MoneyField
from payvand.kernel.kinds.listed import currencies
from payvand.kernel.models import Record, RecordQuerySet, no_early_days

LOWEST_CHANGE, HIGHEST_CHANGE = Decimal(-100), Decimal(1000)


class PriceListQuerySet(RecordQuerySet):
    """The questions that a set of price lists answers."""

    def valid(self, on: date) -> Self:
        """Lists that hold on a day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.current().filter(begun, Q(valid_until=None) | Q(valid_until__gte=on))


PriceListManager = models.Manager.from_queryset(PriceListQuerySet)


class PriceList(Record):
    """Prices in one currency. Each condition that is filled narrows it; the most particular list wins.

    `change_percent` also prices every product that the list does not name: its own price, raised or lowered.
    """

    name = models.CharField(_("name"), max_length=100)
    name_fold = FoldedField("name", max_length=100, unique=True)
    currency = ListedField(_("currency"), max_length=3, default="IRR", source=currencies)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    # By name only: the catalogue knows nothing of customers but that there are such records.
    customer = models.ForeignKey(
        "parties.Party", models.PROTECT, verbose_name=_("customer"), null=True, blank=True, related_name="+",
        help_text=_("Only for this one."),
    )  # fmt: skip
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
    change_percent = models.DecimalField(
        _("all other products (%)"), max_digits=7, decimal_places=2, null=True, blank=True,
        help_text=_("Products without a line here: their own price, changed by so many percent (-8 lowers it)."),
    )  # fmt: skip
    priority = models.SmallIntegerField(
        _("priority"), default=0, help_text=_("Of two equally particular lists the higher one wins.")
    )

    objects: ClassVar["PriceListManager[PriceList]"] = PriceListManager()

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        constraints = no_early_days("valid_from", "valid_until")

    def __str__(self) -> str:
        return self.name

    def settle(self) -> None:
        """Enforce what holds for every list."""
        self.region = tidy_region(self.region)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise DomainError("ends_before_start", _("It ends before it begins."), "valid_until")
        change = self.change_percent
        if change is not None and not LOWEST_CHANGE <= change <= HIGHEST_CHANGE:
            limits = {"lowest": LOWEST_CHANGE, "highest": HIGHEST_CHANGE}
            message = _("A change lies between %(lowest)s %% and %(highest)s %%.") % limits
            raise DomainError("not_a_change", message, "change_percent")


class Price(Record):
    """What one unit of a product costs on a list, from a quantity on."""

    title_field = "note"

    price_list = models.ForeignKey(
        PriceList, models.CASCADE, verbose_name=_("price list"), related_name="prices"
    )
    product = models.ForeignKey(Product, models.CASCADE, verbose_name=_("product"), related_name="prices")
    from_quantity = models.DecimalField(
        _("from quantity"), max_digits=18, decimal_places=4, default=Decimal(0),
        help_text=_("0 for any; the line with the largest quantity that was reached holds."),
    )  # fmt: skip
    amount = MoneyField(_("price"))
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    amount_currency: str

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "product", "from_quantity"], name="catalog_price_once"
            )
        ]

    def settle(self) -> None:
        """A price is in the currency of its list."""
        if self.from_quantity < 0:
            raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 0}, "from_quantity")
        if self.amount_currency != self.price_list.currency:
            message = _("This list is in %(currency)s.") % {"currency": self.price_list.currency}
            raise DomainError("other_currency", message, "amount")


def changed(price: Price, percent: Decimal, step: Decimal | None = None) -> Money:
    """The amount of a price raised or lowered by a percentage, rounded to a step or to what the currency can pay.

    Raises DomainError where nothing or less would be left, and for a step that is none.
    """
    if step is not None and step <= 0:
        raise DomainError("too_small", _("More than %(limit)s.") % {"limit": 0}, "step")
    if not LOWEST_CHANGE < percent <= HIGHEST_CHANGE:
        limits = {"lowest": LOWEST_CHANGE, "highest": HIGHEST_CHANGE}
        message = _("A change lies between %(lowest)s %% and %(highest)s %%.") % limits
        raise DomainError("not_a_change", message, "percent")
    with localcontext(EXACT):
        unit = step or Decimal(1).scaleb(-places_of(price.amount_currency))
        exact = Decimal(price.amount or 0) * (HUNDRED + percent) / HUNDRED
        amount = (exact / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
    return Money(amount=amount, currency=price.amount_currency)
