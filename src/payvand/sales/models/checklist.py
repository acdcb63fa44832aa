"""What of a stage's checklist was done for a deal."""

from typing import ClassVar

from django.db import models

from payvand.kernel.models import User
from payvand.sales.models.opportunity import Opportunity
from payvand.sales.models.stage import ChecklistItem


class ChecklistTick(models.Model):
    """Somebody did an item of the checklist for a deal."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="ticks")
    item = models.ForeignKey(ChecklistItem, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["ChecklistTick"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "item"], name="sales_tick_once_in_opportunity")
        ]
