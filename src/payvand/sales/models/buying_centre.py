"""The buying centre: who has a say in a deal on the customer's side, and who else sells there."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.models import Record
from payvand.parties.models import Party
from payvand.sales.models.opportunity import Opportunity
from payvand.sales.models.reason import Competitor


class StakeholderRole(models.TextChoices):
    DECIDER = "decider", _("decider")
    INFLUENCER = "influencer", _("influencer")
    USER = "user", _("user")
    GATEKEEPER = "gatekeeper", _("gatekeeper")
    CHAMPION = "champion", _("champion")


class Attitude(models.TextChoices):
    FOR = "for", _("for us")
    NEUTRAL = "neutral", _("neutral")
    AGAINST = "against", _("against us")


class Stakeholder(Record):
    """A person who has a say in a deal."""

    TONES = {"for": "green", "against": "red", "decider": "violet"}

    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, verbose_name=_("opportunity"), related_name="stakeholders"
    )
    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("person"), related_name="+")
    role = models.CharField(
        _("role"), max_length=12, choices=StakeholderRole, default=StakeholderRole.INFLUENCER
    )
    attitude = models.CharField(_("attitude"), max_length=8, choices=Attitude, default=Attitude.NEUTRAL)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("person involved")
        verbose_name_plural = _("people involved")
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "party"], name="sales_stakeholder_once")
        ]


class OpportunityCompetitor(models.Model):
    """A competitor that wants the same deal."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="rivals")
    competitor = models.ForeignKey(Competitor, models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["OpportunityCompetitor"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "competitor"], name="sales_rival_once")]
