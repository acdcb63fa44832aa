"""A stage of a pipeline, and what a deal must bring before it may stand there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, RecordQuerySet
from payvand.kernel.remembered import Remembered
from payvand.sales.models.pipeline import Pipeline


class StageCategory(models.TextChoices):
    OPEN = "open", _("open")
    WON = "won", _("won")
    LOST = "lost", _("lost")


class RequiredField(models.TextChoices):
    """What a stage may ask a deal for."""

    PARTY = "party", _("customer")
    CONTACT = "contact", _("contact person")
    AMOUNT = "amount", _("amount")
    EXPECTED_CLOSE = "expected_close", _("expected close date")
    NEXT_STEP = "next_step", _("next step")
    NEXT_STEP_ON = "next_step_on", _("next step on")
    SOURCE = "source", _("source")
    NEED = "need", _("need")
    BUDGET = "budget", _("budget")
    DECIDER = "decider", _("a decider among the people involved")
    PRODUCT = "products", _("products")


class StageQuerySet(RecordQuerySet):
    """The questions that a set of stages answers."""

    def open(self) -> Self:
        """Stages in which a deal is still on its way."""
        return self.filter(category=StageCategory.OPEN)

    def won(self) -> Self:
        """Stages of deals that were won."""
        return self.filter(category=StageCategory.WON)

    def lost(self) -> Self:
        """Stages of deals that were lost."""
        return self.filter(category=StageCategory.LOST)


StageManager = models.Manager.from_queryset(StageQuerySet)


class Stage(Record):
    """One step. `probability` is a percentage; after `rot_days` in it a deal counts as stuck."""

    TONES = {"open": "blue", "won": "green", "lost": "red"}

    pipeline = models.ForeignKey(Pipeline, models.PROTECT, verbose_name=_("pipeline"), related_name="stages")
    name = models.CharField(_("name"), max_length=100)
    category = models.CharField(
        _("category"), max_length=10, choices=StageCategory, default=StageCategory.OPEN
    )
    probability = PercentField(_("probability"), max_digits=5, decimal_places=2, default=Decimal(50))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    rot_days = models.PositiveSmallIntegerField(
        _("days until stuck"),
        null=True,
        blank=True,
        help_text=_("A deal that stays longer is marked as stuck."),
    )

    objects: ClassVar["StageManager[Stage]"] = StageManager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["pipeline_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "name"], name="sales_stage_once_in_pipeline")
        ]

    def __str__(self) -> str:
        return self.name

    def settle(self) -> None:
        """Won is certain and lost is hopeless; what is open lies between."""
        if not 0 <= self.probability <= 100:
            raise DomainError("no_probability", _("A probability is between 0 and 100 %."), "probability")
        if self.category != StageCategory.OPEN:
            self.probability = Decimal(100 if self.category == StageCategory.WON else 0)
            self.rot_days = None


class StageRequirement(models.Model):
    """A field that must be filled before a deal may stand in a stage."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="requirements")
    value = models.CharField(_("field"), max_length=20, choices=RequiredField)

    objects: ClassVar[models.Manager["StageRequirement"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "value"], name="sales_requirement_once_in_stage")
        ]


class ChecklistItem(models.Model):
    """Something to be done while a deal stands in a stage, before it may go on."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="checklist")
    value = models.CharField(_("what is to be done"), max_length=200)

    objects: ClassVar[models.Manager["ChecklistItem"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "value"], name="sales_checklist_once_in_stage")
        ]


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    """What a deal must know of its stage to settle."""

    name: str
    pipeline_id: int
    category: str
    probability: Decimal
    position: int

    @property
    def is_open(self) -> bool:
        return self.category == StageCategory.OPEN


def read_stages() -> Mapping[int, StageFacts]:
    """All stages by number: a few dozen at most."""
    rows: Sequence[tuple[int, str, int, str, Decimal, int]] = list(
        Stage.objects.values_list("pk", "name", "pipeline_id", "category", "probability", "position")
    )
    return {
        pk: StageFacts(
            name=name, pipeline_id=pipeline, category=category, probability=probability, position=position
        )
        for pk, name, pipeline, category, probability, position in rows
    }


known_stages = Remembered(read_stages)


def stage_facts(pk: int) -> StageFacts:
    """What is known of a stage, without a query as a rule: thousands of deals settle in one import."""
    found = known_stages().get(pk)
    if found is None:
        known_stages.held.clear()
        found = known_stages()[pk]
    return found
