"""How the credit for a deal is shared: what is not given to others is the owner's, so that it is always whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, User
from payvand.sales.models.opportunity import Opportunity


class Split(Record):
    """A share of the credit for a deal, in percent, that goes to somebody beside its owner."""

    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, verbose_name=_("opportunity"), related_name="splits"
    )
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("colleague"), related_name="+")
    percent = PercentField(_("share"), max_digits=5, decimal_places=2)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("shared credit")
        verbose_name_plural = _("shared credits")
        constraints = [models.UniqueConstraint(fields=["opportunity", "user"], name="sales_split_once")]

    def settle(self) -> None:
        """A share is something, and at most everything."""
        if not 0 < self.percent <= 100:
            raise DomainError(
                "no_share", _("A share is more than nothing and at most everything."), "percent"
            )
