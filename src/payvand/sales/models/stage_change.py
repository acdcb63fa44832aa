"""The history of a deal through its stages: one row for each stay, closed when the deal goes on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import MoneyField
from payvand.kernel.models import User
from payvand.sales.models.opportunity import Opportunity
from payvand.sales.models.stage import Stage


class StageChange(models.Model):
    """A stay in a stage. Written beside the facts by the commands that move deals, for measures to count; nothing of it
    is changed but that `left_at` is filled once."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="stays")
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=_("stage"), related_name="+")
    entered_at = models.DateTimeField(_("from"))
    left_at = models.DateTimeField(_("until"), null=True)
    amount = MoneyField(
        _("amount then"), null=True, help_text=_("What the deal was thought to bring when the stay began.")
    )
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["StageChange"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(left_at__isnull=True), name="sales_one_stay_at_a_time"
            )
        ]
