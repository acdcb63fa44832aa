"""An opportunity: a deal on its way through a pipeline, open, won or lost."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.catalog.totals import places_of, rounded
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField, MoneyField, SortKeyField
from payvand.kernel.models import RecordQuerySet, no_early_days
from payvand.parties.models import Party
from payvand.parties.models.party import Source
from payvand.sales.models.course import Course
from payvand.sales.models.stage import StageCategory


class ForecastCategory(models.TextChoices):
    OMITTED = "omitted", _("left out")
    PIPELINE = "pipeline", _("pipeline")
    BEST_CASE = "best_case", _("best case")
    COMMIT = "commit", _("commit")
    CLOSED = "closed", _("closed")


class OpportunityQuerySet(RecordQuerySet):
    """The questions that a set of deals answers."""

    def open(self) -> Self:
        """Deals that are still on their way."""
        return self.filter(closed_on__isnull=True)

    def closed(self) -> Self:
        """Deals that were won or lost."""
        return self.filter(closed_on__isnull=False)

    def won(self) -> Self:
        """Deals that were won."""
        return self.filter(stage__category=StageCategory.WON)

    def lost(self) -> Self:
        """Deals that were lost."""
        return self.filter(stage__category=StageCategory.LOST)

    def waking(self, today: date) -> Self:
        """Lost deals that somebody wanted to try again by now."""
        return self.filter(wake_on__lte=today, stage__category=StageCategory.LOST)


OpportunityManager = models.Manager.from_queryset(OpportunityQuerySet)


class Opportunity(Course):
    """A deal on its course.

    `chance` is the probability in percent that counts: 100 or 0 once closed, else what the seller said, else what own
    closed deals teach, else the stage's. `weighted` is the amount times the chance. Both follow from the rest.
    """

    TONES = {"commit": "green", "best_case": "blue", "closed": "violet", "omitted": "grey"}

    name = models.CharField(_("name"), max_length=200)
    name_fold = FoldedField("name")
    name_sort = SortKeyField("name")
    reference = models.CharField(
        _("reference"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("The number of this deal in another system."),
    )
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("customer"), null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("contact person"), null=True, blank=True, related_name="+"
    )
    amount = MoneyField(_("amount"), null=True, blank=True)
    probability = PercentField(
        _("own estimate"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Left empty, the probability is learned from closed deals or taken from the stage."),
    )
    chance = PercentField(
        _("win probability"), max_digits=5, decimal_places=2, default=Decimal(0), editable=False
    )
    weighted = MoneyField(_("weighted amount"), null=True, blank=True, editable=False)
    recurring_amount = MoneyField(
        _("recurring amount per month"), null=True, blank=True, help_text=_("What comes in every month.")
    )
    recurring_months = models.PositiveSmallIntegerField(_("months of recurring"), null=True, blank=True)
    forecast = models.CharField(
        _("forecast"), max_length=10, choices=ForecastCategory, default=ForecastCategory.PIPELINE
    )
    source = models.CharField(_("source"), max_length=100, choices=Source, blank=True)
    campaign = models.CharField(_("campaign"), max_length=100, blank=True)
    need = models.TextField(
        _("need"), blank=True, default="", help_text=_("What they want solved, in their own words.")
    )
    budget = MoneyField(_("budget"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)

    # The second columns of money, which their fields bring along.
    amount_currency: str
    weighted_currency: str

    objects: ClassVar["OpportunityManager[Opportunity]"] = OpportunityManager()

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        constraints = no_early_days("expected_close", "opened_on", "closed_on", "next_step_on", "wake_on")
        indexes = [
            models.Index(fields=["stage", "id"], name="sales_opportunity_stage"),
            # The board counts and adds up each column without looking at a row.
            models.Index(
                fields=["stage", "archived_at", "amount_currency", "amount"], name="sales_opportunity_board"
            ),
            models.Index(
                fields=["owner", "stage", "archived_at", "amount_currency", "amount"],
                name="sales_opportunity_own_board",
            ),
            models.Index(
                fields=["team", "stage", "archived_at", "owner", "amount_currency", "amount"],
                name="sales_opportunity_team_board",
            ),
            models.Index(fields=["owner", "id"], name="sales_opportunity_owner"),
            models.Index(fields=["team", "id"], name="sales_opportunity_team"),
            models.Index(fields=["updated_at", "id"], name="sales_opportunity_changed"),
            models.Index(fields=["name_fold"], name="sales_opportunity_name"),
            # What forecasts and figures of a period read of each deal stands in the index itself: a look at every row
            # costs them thirty times as much.
            models.Index(
                fields=[
                    *("expected_close", "id", "archived_at", "forecast", "owner", "team"),
                    *("amount_currency", "amount", "weighted"),
                ],
                name="sales_opportunity_expected",
                condition=Q(closed_on__isnull=True),
            ),
            models.Index(
                fields=[
                    "closed_on",
                    "id",
                    "archived_at",
                    "stage",
                    "owner",
                    "team",
                    "amount_currency",
                    "amount",
                ],
                name="sales_opportunity_closed",
                condition=Q(closed_on__isnull=False),
            ),
            models.Index(fields=["reference"], name="sales_opportunity_ref", condition=~Q(reference="")),
            models.Index(
                fields=["wake_on"], name="sales_opportunity_wake", condition=Q(wake_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def settle(self) -> None:
        """Fill what follows from the stage and the dates, and refuse what contradicts them."""
        self.settle_course()
        self._settle_numbers()

    def weigh(self) -> None:
        """Work out the chance and the weighted amount, in what the currency can pay."""
        self.chance = self._chance()
        self.weighted_currency = self.amount_currency
        self.weighted = None
        if self.amount is not None:
            self.weighted = rounded(Decimal(self.amount) * self.chance / 100, places_of(self.amount_currency))

    def _settle_numbers(self) -> None:
        if self.probability is not None and not 0 <= self.probability <= 100:
            raise DomainError("no_probability", _("A probability is between 0 and 100 %."), "probability")
        if self.recurring_months is not None and not 1 <= self.recurring_months <= 600:
            message = _("Months of recurring revenue are between 1 and 600.")
            raise DomainError("no_term", message, "recurring_months")
        if not self.is_open:
            self.forecast = ForecastCategory.CLOSED if self.is_won else ForecastCategory.OMITTED
        elif self.forecast == ForecastCategory.CLOSED:
            self.forecast = ForecastCategory.PIPELINE
        self.weigh()

    def _chance(self) -> Decimal:
        if self.is_open and self.probability is not None:
            return Decimal(self.probability)
        if self.is_open and self.learned is not None:
            return Decimal(self.learned)
        return Decimal(self.standing.probability)
