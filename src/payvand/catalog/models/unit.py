"""A unit in which goods and services are counted."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField
from payvand.kernel.models import Record

MOST_DECIMALS = 4


class Unit(Record):
    """A piece, a kilogram, an hour. `decimals` says into how small parts it may be divided."""

    name = models.CharField(_("name"), max_length=60)
    name_fold = FoldedField("name", max_length=60, unique=True)
    decimals = models.PositiveSmallIntegerField(
        _("decimals"), default=0, help_text=_("How many decimal places a quantity may have: 0 for pieces.")
    )
    tax_code = models.CharField(
        _("code at the tax office"), max_length=20, blank=True, default="",
        help_text=_("The number of this unit on electronic invoices."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def settle(self) -> None:
        """Nothing is divided more finely than quantities are kept."""
        if not 0 <= self.decimals <= MOST_DECIMALS:
            raise DomainError(
                "too_precise", _("At most %(places)d decimal places.") % {"places": MOST_DECIMALS}, "decimals"
            )

    def __str__(self) -> str:
        return self.name

    def refuse_fraction(self, quantity: Decimal, field: str = "quantity") -> None:
        """Raise DomainError where the unit is not divided so finely: half a carton is no carton."""
        if quantity != round(quantity, self.decimals):
            words = {"unit": self.name, "places": self.decimals}
            message = _("“%(unit)s” is counted to %(places)d decimal places.") % words
            raise DomainError("too_precise", message, field)
