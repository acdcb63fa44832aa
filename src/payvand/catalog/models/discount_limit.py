"""How much discount the holders of a role may give by themselves."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, Role


class DiscountLimit(Record):
    """The limit of a role: a document over it needs somebody else's approval."""

    title_field = "note"

    role = models.OneToOneField(Role, models.CASCADE, verbose_name=_("role"), related_name="+")
    percent = PercentField(_("highest discount (%)"), max_digits=5, decimal_places=2)
    least_margin = PercentField(
        _("lowest margin (%)"), max_digits=5, decimal_places=2, null=True, blank=True,
        help_text=_("Where costs are known: below it approval is asked too."),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("limit of discounts")
        verbose_name_plural = _("limits of discounts")

    def settle(self) -> None:
        """Both are percentages."""
        for name in ("percent", "least_margin"):
            value: Decimal | None = getattr(self, name)
            if value is not None and not 0 <= value <= 100:
                message = _("A percentage lies between 0 and %(highest)s.") % {"highest": 100}
                raise DomainError("not_a_percentage", message, name)
