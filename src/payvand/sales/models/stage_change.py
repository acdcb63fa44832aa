"""The history of a deal through its stages: one row for each stay, closed when the deal goes on."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import MoneyField
from payvand.kernel.models import Record, RecordQuerySet, User
from payvand.sales.models.opportunity import Opportunity
from payvand.sales.models.stage import Stage


class StageChange(Record):
    """A stay in a stage. Written beside the facts by the commands that move deals, for measures to count; nothing of it
    is changed but that `left_at` and `left_to` are filled once."""

    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, verbose_name=_("opportunity"), related_name="stays"
    )
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name=_("stage"), related_name="+")
    called = models.CharField(
        _("stage as it was called"),
        max_length=100,
        editable=False,
        help_text=_("The name of the stage when the stay began."),
    )
    visit = models.PositiveSmallIntegerField(
        _("how often by now"),
        default=1,
        editable=False,
        help_text=_("1 where the deal was in this stage for the first time, 2 where it came back once."),
    )
    entered_at = models.DateTimeField(_("from"), editable=False)
    left_at = models.DateTimeField(_("until"), null=True, editable=False)
    left_to = models.ForeignKey(
        Stage, models.PROTECT, verbose_name=_("went on to"), null=True, editable=False, related_name="+"
    )
    amount = MoneyField(
        _("amount then"),
        null=True,
        editable=False,
        help_text=_("What the deal was thought to bring when the stay began."),
    )
    amount_currency: str
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("moved by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )

    objects: ClassVar[models.Manager["StageChange"]] = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("stay in a stage")
        verbose_name_plural = _("stays in stages")
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"], condition=Q(left_at__isnull=True), name="sales_one_stay_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["left_at"], name="sales_stay_left"),
            models.Index(fields=["entered_at"], name="sales_stay_entered"),
        ]

    def leave(self, stage_id: int, at: datetime) -> None:
        """The deal goes on to another stage."""
        self.left_at, self.left_to_id = at, stage_id
