"""A further address of a party: a branch, a warehouse, where invoices go. The main one stands on the party itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import FoldedField
from payvand.kernel.models import Record
from payvand.parties.models.location import Location
from payvand.parties.models.party import Party


class AddressUse(models.TextChoices):
    OFFICE = "office", _("office")
    HOME = "home", _("home")
    SHOP = "shop", _("shop")
    WAREHOUSE = "warehouse", _("warehouse")
    FACTORY = "factory", _("factory")
    BILLING = "billing", _("for invoices")
    SHIPPING = "shipping", _("for deliveries")


class Address(Location, Record):
    """Where a party is reached beside its main address."""

    party = models.ForeignKey(Party, models.CASCADE, verbose_name=_("party"), related_name="addresses")
    name = models.CharField(
        _("name"), max_length=100, blank=True, default="", help_text=_("As in “Shiraz branch”.")
    )
    name_fold = FoldedField("name", max_length=100)
    use = models.CharField(_("use"), max_length=10, choices=AddressUse.choices, default=AddressUse.OFFICE)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def settle(self) -> None:
        """An address without a name is called by its place."""
        self.settle_location()
        self.name = self.name or self.city or self.street[:100]
