"""Numbers of issued documents: counted for each sort of document and fiscal year, none twice and none left out."""

import re
from dataclasses import replace
from datetime import date

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale, default_for
from payvand.culture.periods import fiscal_year_of
from payvand.kernel import clock
from payvand.kernel.access import company_settings
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Branch, Company, Record, Team

# Countries whose fiscal year begins on a day of the Jalali calendar, in whatever language they work.
JALALI_COUNTRIES = ("IR", "AF")
# What `NumberSeries.text` gives, and a quote's later versions.
OWN = re.compile(r"\d{4}-(\d+-)?\d{6,}(-\d+)?")


class DocumentType(models.TextChoices):
    """The sorts of documents that are numbered, each on its own."""

    QUOTE = "quote", _("quote")
    PROFORMA = "proforma", _("pro-forma invoice")
    CONTRACT = "contract", _("contract")
    ORDER = "order", _("order")
    INVOICE = "invoice", _("invoice")
    RETURN = "return", _("return")
    RECEIPT = "receipt", _("receipt")
    REFUND = "refund", _("refund")


class NumberSeries(Record):
    """How far the numbers of one sort of document have come in one fiscal year, in all branches or in one of them."""

    key = models.CharField(_("document"), max_length=20, choices=DocumentType)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    branch = models.ForeignKey(
        Branch, models.PROTECT, verbose_name=_("branch"), null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        _("name"), max_length=100, blank=True, default="", help_text=_("What people call this series.")
    )
    last = models.PositiveIntegerField(_("last number"), default=0, editable=False)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "fiscal_year"], condition=Q(branch=None), name="sales_series_of_company"
            ),
            models.UniqueConstraint(fields=["key", "fiscal_year", "branch"], name="sales_series_of_branch"),
        ]

    def take(self) -> str:
        """Count on by one and say the number: "1404-000123". The row must be locked."""
        self.last += 1
        return self.text(self.last)

    def text(self, number: int) -> str:
        """A number of this series as documents bear it; that of a branch names the branch."""
        parts = [str(self.fiscal_year), *([str(self.branch_id)] if self.branch_id else []), f"{number:06}"]
        return "-".join(parts)


def take_number(key: DocumentType, on: date, *, branch: Branch | None = None) -> str:
    """The next number of a document that is issued on a day. It is given back where the transaction is rolled back.

    The series is locked until the transaction ends, so whoever issues at the same moment waits. Raises RuntimeError
    outside a transaction: a number without its document would be a gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken only inside the transaction that issues its document")
    year, now = fiscal_year_on(on), clock.now()
    where = {"key": key, "fiscal_year": year, "branch": branch}
    NumberSeries.objects.get_or_create(**where, defaults={"created_at": now, "updated_at": now})
    series = NumberSeries.objects.select_for_update(no_key=True).get(**where)
    if series.archived_at is not None:
        raise DomainError(
            "series_closed", _("The numbers of this year are closed: %(series)s.") % {"series": year}
        )
    number: str = series.take()
    series.save(update_fields=["last"])
    return number


def refuse_own_number(number: str) -> None:
    """Raise DomainError for a number of another system that looks like one of ours: a series would give it again."""
    if not number or OWN.fullmatch(number):
        message = _("“%(number)s” looks like a number of our own series.") % {"number": number}
        raise DomainError("own_number", message, "number")


def fiscal_year_on(day: date) -> int:
    """The company's fiscal year of a day, called by the year in which it begins."""
    return fiscal_year_of(day, fiscal_locale(company_settings()))


def fiscal_locale(company: Company) -> Locale:
    """How the company counts its years: its country's calendar, beginning with the month that it has set."""
    calendar = "jalali" if company.region in JALALI_COUNTRIES else "gregorian"
    own = default_for("fa" if calendar == "jalali" else "en")
    return replace(own, fiscal_start=(company.fiscal_month, 1), time_zone=company.time_zone)


def company_today() -> date:
    """The day it is where the company sits, whoever asks."""
    return today_in(fiscal_locale(company_settings()))


def branch_counting(key: DocumentType, team: Team | None) -> Branch | None:
    """The branch of a team, where an administrator has let it count such documents on its own."""
    if team is None or team.branch_id is None:
        return None
    counts = NumberSeries.objects.filter(key=key, branch=team.branch_id).exists()
    return team.branch if counts else None
