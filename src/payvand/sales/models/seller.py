"""Who we are on paper: the seller's names, official numbers, address and mark, as tax law wants them on documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import company_settings
from payvand.kernel.models import Branch, Record, StoredFile
from payvand.parties.models.location import Location
from payvand.sales.models.side import PLACE, Side
from payvand.sales.printing.moadian import memory_id_of

TEXTS = (
    "name", "name_latin", "economic_number", "registration_number", "national_id", "phone", "fax", "email",
    "website", "memory_id",
)  # fmt: skip


class SellerProfile(Location, Record):
    """One legal seller. A branch may have its own; the others share the profile without a branch."""

    name = models.CharField(_("registered name"), max_length=200)
    name_latin = models.CharField(
        _("name in Latin letters"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("For documents in English."),
    )
    branch = models.OneToOneField(
        Branch, models.PROTECT, verbose_name=_("branch"), null=True, blank=True, related_name="+"
    )
    economic_number = models.CharField(
        _("economic code or tax number"), max_length=20, blank=True, default=""
    )
    registration_number = models.CharField(_("registration number"), max_length=20, blank=True, default="")
    national_id = models.CharField(_("national id"), max_length=20, blank=True, default="")
    phone = models.CharField(_("phone"), max_length=40, blank=True, default="")
    fax = models.CharField(_("fax"), max_length=40, blank=True, default="")
    email = models.EmailField(_("e-mail"), blank=True, default="")
    website = models.URLField(_("website"), blank=True, default="")
    memory_id = models.CharField(
        _("tax memory id"),
        max_length=6,
        blank=True,
        default="",
        help_text=_(
            "Six characters given by the tax body of Iran; they open the tax number of every invoice."
        ),
    )
    logo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("seller on documents")
        verbose_name_plural = _("sellers on documents")

    def settle(self) -> None:
        """The place tells what it implies; a memory id is written in capitals, or is none."""
        self.settle_location()
        if self.memory_id:
            self.memory_id = memory_id_of(self.memory_id)

    def carry(self, logo: StoredFile | None) -> None:
        """Print this picture at the head of documents, or none."""
        self.logo = logo

    def side(self) -> Side:
        """The seller's side of a document, as it is today."""
        values = {name: str(getattr(self, name)) for name in (*TEXTS, *PLACE)}
        if self.logo_id is not None:
            values["logo"] = str(self.logo_id)
        return {name: value for name, value in values.items() if value}


def seller_of(branch_id: int | None) -> SellerProfile | None:
    """The seller of a branch: its own profile, else the shared one. One query."""
    fits = models.Q(branch__isnull=True) | models.Q(branch_id=branch_id)
    found = SellerProfile.objects.filter(fits, archived_at__isnull=True)
    return found.order_by(models.F("branch_id").asc(nulls_last=True), "pk").first()


def seller_side(branch_id: int | None = None) -> Side:
    """The seller's side; before anybody has filled a profile, the company's name alone."""
    seller = seller_of(branch_id)
    if seller is not None:
        return seller.side()
    return {"name": company_settings().name}
