"""How leads are scored: formulas that an administrator makes out of rules, and the points of each lead by each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.facts import FACTS
from payvand.kernel.fields import ListedField
from payvand.kernel.kinds import Option
from payvand.kernel.models import Record
from payvand.sales.models.lead import Lead
from payvand.sales.models.lead_condition import checked_condition


class ScoreFormula(Record):
    """A sum of rules. Several may be in use at once; the leading one gives the score that lists sort by."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True, default="")
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("The first formula in use gives the score of lists.")
    )
    scored_at = models.DateTimeField(_("last worked out"), null=True, blank=True, editable=False)
    stale_since = models.DateTimeField(_("to be worked out since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("score formula")
        verbose_name_plural = _("score formulas")
        ordering = ["position", "id"]


def told_facts() -> tuple[Option, ...]:
    """The facts that a rule may count: whatever may happen to a lead or to its party."""
    return tuple(
        Option(value=one.name, label=one.label)
        for one in FACTS.values()
        if one.name.startswith(("sales.", "parties.", "timeline."))
    )


class ScoreRule(Record):
    """A line of a formula: points for a lead that meets a condition, or to whom something happened lately.

    With a half-life the points fade: half of them are left so many days after it last happened.
    """

    formula = models.ForeignKey(ScoreFormula, models.CASCADE, verbose_name=_("formula"), related_name="rules")
    name = models.CharField(_("reason in words"), max_length=120)
    points = models.IntegerField(_("points"), help_text=_("Less than 0 takes points away."))
    condition = models.TextField(
        _("condition"), blank=True, default="",
        help_text=_('Of the lead: job_title contains "manager" or party.sector is not empty.'),
    )  # fmt: skip
    fact = ListedField(
        _("what happened"), max_length=80, blank=True, default="", source=told_facts,
        help_text=_("To the lead or to its party."),
    )  # fmt: skip
    least = models.PositiveSmallIntegerField(_("at least so many times"), default=1)
    within_days = models.PositiveSmallIntegerField(_("within days"), default=90)
    half_life_days = models.PositiveSmallIntegerField(_("points halve after days"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("score rule")
        verbose_name_plural = _("score rules")
        ordering = ["position", "id"]

    def settle(self) -> None:
        """A rule looks at something, and can be understood."""
        self.condition = checked_condition(self.condition)
        if not self.condition and not self.fact:
            raise DomainError("empty_rule", _("Say a condition, or what must have happened."), "condition")
        if self.half_life_days == 0:
            raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 1}, "half_life_days")
        if self.least == 0:
            raise DomainError("too_small", _("At least %(limit)s.") % {"limit": 1}, "least")
        if abs(self.points) > 10_000:
            raise DomainError("too_large", _("At most %(limit)s.") % {"limit": 10_000}, "points")


class LeadScore(models.Model):
    """The points of one lead by one formula. Not a Record: it follows from others and is written as a set."""

    id = models.BigAutoField(primary_key=True)
    lead = models.ForeignKey(Lead, models.CASCADE, related_name="scores", db_index=False)
    formula = models.ForeignKey(ScoreFormula, models.CASCADE, related_name="+")
    points = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lead", "formula"], name="sales_lead_score_once")]
