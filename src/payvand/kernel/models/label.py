"""Small shared lists that an administrator keeps: tags and holidays."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import FoldedField
from payvand.kernel.models.record import Record, no_early_days


class Tag(Record):
    """A coloured word that people put on records."""

    name = models.CharField(_("name"), max_length=60)
    name_fold = FoldedField("name", unique=True)
    colour = models.CharField(_("colour"), max_length=12, default="turquoise")

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class Holiday(Record):
    """A day on which the company does not work; a seed from public calendars that an administrator corrects."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("country"), max_length=2, default="IR")
    estimated = models.BooleanField(
        _("estimated"), default=False, help_text=_("Lunar days may shift by one day.")
    )

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(fields=["region", "day", "name"], name="kernel_holiday_once"),
            *no_early_days("day"),
        ]
