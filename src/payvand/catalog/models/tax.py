"""How sales are taxed: categories of products, and for each the rates of every country from day to day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.catalog.models.region import RegionField, tidy_region
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField
from payvand.kernel.models import Record, no_early_days


class TaxCategory(Record):
    """What the law treats alike: standard goods, exempt ones. Which rate that is, the rates say."""

    name = models.CharField(_("name"), max_length=100)
    name_fold = FoldedField("name", max_length=100, unique=True)
    code = models.CharField(
        _("code on electronic invoices"), max_length=10, blank=True, default="",
        help_text=_("UN/ECE 5305: S standard rate, Z zero rate, E exempt, O outside of tax."),
    )  # fmt: skip
    is_standard = models.BooleanField(
        _("for products without one"), default=False, help_text=_("Holds for products that name no category.")
    )
    description = models.CharField(_("description"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("tax category")
        verbose_name_plural = _("tax categories")
        constraints = [
            models.UniqueConstraint(
                fields=["is_standard"],
                condition=Q(is_standard=True, archived_at__isnull=True),
                name="catalog_taxcategory_standard",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="catalog_taxcategory_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def settle(self) -> None:
        """Codes are written in capitals."""
        self.code = self.code.strip().upper()


class TaxRate(Record):
    """The percentage of a category in a country or province, from one day to another, both included."""

    category = models.ForeignKey(
        TaxCategory, models.PROTECT, verbose_name=_("tax category"), related_name="rates"
    )
    region = RegionField(
        _("region"), max_length=10, help_text=_("The code of a country (IR) or of a province (IR-23).")
    )
    percent = PercentField(_("rate (%)"), max_digits=6, decimal_places=3)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    name = models.CharField(
        _("name on documents"), max_length=100, blank=True, default="", help_text=_("As in “VAT”.")
    )

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [
            models.UniqueConstraint(fields=["category", "region", "valid_from"], name="catalog_taxrate_once"),
            *no_early_days("valid_from", "valid_until"),
        ]

    def settle(self) -> None:
        """Refuse what is no rate."""
        self.region = tidy_region(self.region)
        if not self.region:
            raise DomainError("required", _("A value is needed here."), "region")
        if not 0 <= self.percent <= 100:
            message = _("A percentage lies between 0 and %(highest)s.") % {"highest": 100}
            raise DomainError("not_a_percentage", message, "percent")
        if self.valid_until and self.valid_until < self.valid_from:
            raise DomainError("ends_before_start", _("It ends before it begins."), "valid_until")

    def refuse_overlap(self) -> None:
        """Raise DomainError where another rate holds on one of its days. One query."""
        others = TaxRate.objects.current().filter(category=self.category_id, region=self.region)
        others = others.filter(Q(valid_until=None) | Q(valid_until__gte=self.valid_from)).exclude(pk=self.pk)
        if self.valid_until:
            others = others.filter(valid_from__lte=self.valid_until)
        if self.archived_at is None and others.exists():
            message = _("There is a rate for these days already. End it first.")
            raise DomainError("overlap", message, "valid_from")
