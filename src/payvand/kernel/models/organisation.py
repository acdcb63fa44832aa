"""How the company that runs Payvand is organised: branches, teams, its own settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import FoldedField, ListedField
from payvand.kernel.kinds.listed import currencies, time_zones
from payvand.kernel.models.preference import Language
from payvand.kernel.models.record import Record


class Branch(Record):
    """A place of business; the widest scope of a permission below everything."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    area_code = models.CharField(
        _("area code"),
        max_length=6,
        blank=True,
        default="",
        help_text=_("For phone numbers written without one."),
    )

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")


class Team(Record):
    """People who answer for records together."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    name_fold = FoldedField("name")
    branch = models.ForeignKey(
        Branch, models.PROTECT, verbose_name=_("branch"), null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="+"
    )
    leader = models.ForeignKey(
        "kernel.User", models.SET_NULL, verbose_name=_("leader"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")


class Company(Record):
    """The company's own settings: one row, the defaults of every user."""

    name = models.CharField(_("name"), max_length=200, default="Payvand")
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.PERSIAN
    )
    currency = ListedField(_("currency"), max_length=3, default="IRR", source=currencies)
    time_zone = ListedField(_("time zone"), max_length=40, default="Asia/Tehran", source=time_zones)
    region = models.CharField(_("country"), max_length=2, default="IR")
    weekend = models.CharField(
        _("weekend"),
        max_length=20,
        default="3,4",
        help_text=_("Days without work, Monday = 0: Thursday and Friday are 3,4."),
    )
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), default=5)
    fiscal_month = models.PositiveSmallIntegerField(_("first month of the fiscal year"), default=1)

    def settle(self) -> None:
        """There is one company in an instance."""
        self.pk = 1

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="kernel_company_is_one")]
