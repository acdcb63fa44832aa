"""Who gets a new lead: rules tried in order, the people of each, and when somebody is away."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, no_early_days
from payvand.parties.models.location import ProvinceField
from payvand.sales.models.lead_condition import checked_condition


class AssignmentMethod(models.TextChoices):
    ROUND_ROBIN = "round_robin", _("in turn")
    LEAST_BUSY = "least_busy", _("who has the fewest open leads")
    TERRITORY = "territory", _("by province")


class AssignmentRule(Record):
    """Leads that meet a condition go to the rule's people. `last` is whoever got one last, and is locked with the rule.

    The deadline of the first answer runs in working minutes, between `opens` and `closes` on working days.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The first rule that fits decides.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    condition = models.TextField(
        _("condition"), blank=True, default="",
        help_text=_('Which leads: source is website and province is "IR-23". Empty means all.'),
    )  # fmt: skip
    method = models.CharField(
        _("method"), max_length=12, choices=AssignmentMethod.choices, default=AssignmentMethod.ROUND_ROBIN
    )
    team = models.ForeignKey(
        "kernel.Team", models.PROTECT, verbose_name=_("team"), null=True, blank=True, related_name="+",
        help_text=_("Its people get leads beside those who are named."),
    )  # fmt: skip
    answer_minutes = models.PositiveIntegerField(
        _("answer within (working minutes)"), default=60, help_text=_("0 sets no deadline.")
    )
    opens = models.PositiveSmallIntegerField(_("work begins (hour)"), default=9)
    closes = models.PositiveSmallIntegerField(_("work ends (hour)"), default=17)
    last = models.ForeignKey(
        "kernel.User", models.SET_NULL, verbose_name=_("last one"), null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = _("assignment rule")
        verbose_name_plural = _("assignment rules")
        ordering = ["position", "id"]

    def settle(self) -> None:
        """The condition can be understood, and a working day has an hour at least."""
        self.condition = checked_condition(self.condition)
        if not self.opens < self.closes <= 24:
            raise DomainError(
                "wrong_hours", _("Work must end after it begins, and before midnight."), "closes"
            )


class AssignmentMember(Record):
    """Somebody who gets leads by a rule; by territory, those of one province. Several provinces are several lines."""

    rule = models.ForeignKey(AssignmentRule, models.CASCADE, verbose_name=_("rule"), related_name="members")
    user = models.ForeignKey("kernel.User", models.PROTECT, verbose_name=_("user"), related_name="+")
    province = ProvinceField(
        _("province"), max_length=60, blank=True, default="", help_text=_("Only for rules by province.")
    )
    note = models.CharField(_("note"), max_length=100, blank=True, default="")

    class Meta:
        verbose_name = _("person of a rule")
        verbose_name_plural = _("people of rules")
        ordering = ["id"]


class Absence(Record):
    """Somebody is away from one day to another, both included, and gets no leads."""

    user = models.ForeignKey("kernel.User", models.PROTECT, verbose_name=_("user"), related_name="+")
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"))
    note = models.CharField(_("note"), max_length=100, blank=True, default="")

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *no_early_days("start_on", "end_on"),
            models.CheckConstraint(condition=Q(end_on__gte=models.F("start_on")), name="sales_absence_order"),
        ]

    def settle(self) -> None:
        """An absence ends after it begins."""
        if self.end_on < self.start_on:
            raise DomainError("wrong_order", _("The last day lies before the first."), "end_on")
