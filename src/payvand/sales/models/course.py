"""The course of a deal: where it stands in its pipeline, since when, how it ended, and the verbs that move it on."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.catalog.models.numbers import PercentField
from payvand.kernel import clock
from payvand.kernel.errors import DomainError
from payvand.kernel.models import OwnedRecord, Watched
from payvand.sales.models.company_day import company_today, moment_on
from payvand.sales.models.reason import Competitor, LostReason
from payvand.sales.models.stage import Stage, StageCategory, StageFacts, stage_facts


class Course(Watched, OwnedRecord):
    """What of a deal changes as it goes on. It is open until `closed_on`; won or lost, its stage's category says."""

    WATCHED = ("stage_id", "expected_close")

    stage = models.ForeignKey(
        Stage, models.PROTECT, verbose_name=_("stage"), related_name="+", db_index=False
    )
    stage_since = models.DateTimeField(_("in this stage since"), null=True, blank=True, editable=False)
    expected_close = models.DateField(_("expected close date"), null=True, blank=True)
    slips = models.PositiveSmallIntegerField(
        _("times put off"),
        default=0,
        editable=False,
        help_text=_("How often the expected close date was moved back."),
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    last_activity_on = models.DateField(_("last activity"), null=True, blank=True, editable=False)
    learned = PercentField(
        _("learned probability"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    lost_reason = models.ForeignKey(
        LostReason,
        models.PROTECT,
        verbose_name=_("lost reason"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    competitor = models.ForeignKey(
        Competitor,
        models.PROTECT,
        verbose_name=_("lost to"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    lost_note = models.TextField(_("what happened"), blank=True)
    wake_on = models.DateField(_("try again on"), null=True, blank=True)

    # The stage that a verb, or a plain write, has just taken the deal out of.
    moved_from: int | None = None

    class Meta:
        abstract = True

    @property
    def standing(self) -> StageFacts:
        """What is known of the stage that the deal is in."""
        return stage_facts(self.stage_id)

    @property
    def is_open(self) -> bool:
        """Whether the deal is neither won nor lost."""
        return self.standing.is_open

    @property
    def is_won(self) -> bool:
        return self.standing.category == StageCategory.WON

    @property
    def is_lost(self) -> bool:
        return self.standing.category == StageCategory.LOST

    def days_open(self, today: date) -> int:
        """Days from the opening to the end, or until today."""
        return max(((self.closed_on or today) - (self.opened_on or today)).days, 0)

    def move(self, stage: Stage) -> None:
        """Go on, or back, to another open stage of the pipeline. Raises DomainError where that is not possible."""
        if stage.category != StageCategory.OPEN:
            raise DomainError("not_open", _("Win or lose the deal to bring it to this stage."), "stage")
        self._pass_to(stage)

    def win(self, stage: Stage, on: date) -> None:
        """Close as won. Raises DomainError where the deal is closed already or the day cannot be."""
        self._close(stage, StageCategory.WON, on)

    def lose(
        self,
        stage: Stage,
        on: date,
        *,
        reason: LostReason,
        note: str,
        competitor: Competitor | None = None,
        wake_on: date | None = None,
    ) -> None:
        """Close as lost, and keep why. Raises DomainError without a note or where the deal is closed already."""
        if not note.strip():
            raise DomainError("required", _("Say what happened: the next one learns from it."), "note")
        if wake_on is not None and wake_on <= on:
            raise DomainError("wakes_too_early", _("Trying again comes after the loss."), "wake_on")
        self._close(stage, StageCategory.LOST, on)
        self.lost_reason, self.lost_note, self.competitor, self.wake_on = reason, note, competitor, wake_on

    def reopen(self, stage: Stage) -> None:
        """Take a closed deal up again in an open stage. Why it was lost stays in its history, not on the deal."""
        if self.is_open:
            raise DomainError("not_closed", _("This deal is open."))
        if stage.category != StageCategory.OPEN:
            raise DomainError("not_open", _("A deal is taken up again in an open stage."), "stage")
        self._enter(stage)
        self.closed_on = self.wake_on = self.lost_reason = self.competitor = None
        self.lost_note = ""
        if self.expected_close is not None and self.expected_close < company_today():
            self.expected_close = None

    def change_pipeline(self, stage: Stage) -> None:
        """Go to an open stage of another pipeline."""
        self._refuse_if_closed()
        if stage.pipeline_id == self.standing.pipeline_id:
            raise DomainError("same_pipeline", _("The deal is in this pipeline already."), "stage")
        if stage.category != StageCategory.OPEN:
            raise DomainError("not_open", _("A deal comes into a pipeline by an open stage."), "stage")
        self._enter(stage)

    def wake(self) -> None:
        """Say that the day to try again has come; the deal itself stays lost until somebody takes it up."""
        if not self.is_lost or self.wake_on is None:
            raise DomainError("not_asleep", _("Nobody wanted to try this deal again."))
        self.wake_on = None

    def settle_course(self) -> None:
        """Fill what follows from the stage and the days, and refuse what contradicts them."""
        if self._state.adding:
            self._begin()
        elif self.moved_from is None and self.as_read and self.as_read["stage_id"] != self.stage_id:
            self._follow_edit()
        self._settle_dates()

    def _close(self, stage: Stage, category: StageCategory, on: date) -> None:
        if stage.category != category:
            raise DomainError("wrong_end", _("This stage does not close a deal in this way."), "stage")
        if on > company_today():
            raise DomainError("in_future", _("This day has not come yet."), "on")
        if self.opened_on and on < self.opened_on:
            raise DomainError("closed_before_opened", _("A deal is not closed before it is opened."), "on")
        self._pass_to(stage, moment_on(on))
        self.closed_on = on

    def _pass_to(self, stage: Stage, at: datetime | None = None) -> None:
        """Go to another stage of the same pipeline, as an open deal may."""
        self._refuse_if_closed()
        if stage.pk == self.stage_id:
            raise DomainError("same_stage", _("The deal is in this stage already."), "stage")
        if stage.pipeline_id != self.standing.pipeline_id:
            raise DomainError("other_pipeline", _("This stage belongs to another pipeline."), "stage")
        self._enter(stage, at)

    def _refuse_if_closed(self) -> None:
        if self.is_won:
            raise DomainError("won_already", _("This deal is won. Reopen it to move it."), "stage")
        if self.is_lost:
            raise DomainError("lost_already", _("This deal is lost. Reopen it to move it."), "stage")

    def _enter(self, stage: Stage, at: datetime | None = None) -> None:
        self.moved_from = self.stage_id
        self.stage = stage
        self._stand_since(at or clock.now())

    def _stand_since(self, at: datetime) -> None:
        # A stay ends no earlier than it began, whatever day somebody says afterwards.
        self.stage_since = max(at, self.stage_since) if self.stage_since else at
        self.learned = None
        self.last_activity_on = max(self.last_activity_on or company_today(), company_today())

    def _follow_edit(self) -> None:
        """A plain write put the deal into another stage (a cell, an import, the API): by the same rules as a move."""
        new, self.stage_id = self.stage_id, _number(self.as_read["stage_id"])
        self._refuse_if_closed()
        before, after = self.standing, stage_facts(new)
        if before.pipeline_id != after.pipeline_id:
            raise DomainError("other_pipeline", _("This stage belongs to another pipeline."), "stage")
        self.moved_from, self.stage_id = self.stage_id, new
        if not after.is_open:
            self.closed_on = self.closed_on or company_today()
        self._stand_since(moment_on(self.closed_on) if self.closed_on else clock.now())

    def _begin(self) -> None:
        """A deal that comes into the books, new or with a past."""
        today = company_today()
        if not self.is_open:
            self.closed_on = self.closed_on or today
        self.opened_on = self.opened_on or min(self.closed_on or today, today)
        since = self.closed_on or self.opened_on
        self.stage_since = self.stage_since or moment_on(since)
        self.last_activity_on = self.last_activity_on or min(since, today)

    def _settle_dates(self) -> None:
        if self.is_open and self.closed_on is not None:
            raise DomainError("not_closed", _("A deal that is open has no closing date."), "closed_on")
        if not self.is_open and self.closed_on is None:
            raise DomainError("required", _("A deal that is closed has a closing date."), "closed_on")
        if self.closed_on and self.opened_on and self.closed_on < self.opened_on:
            raise DomainError(
                "closed_before_opened", _("A deal is not closed before it is opened."), "closed_on"
            )
        before = self.as_read.get("expected_close")
        if isinstance(before, date) and self.expected_close and self.expected_close > before:
            self.slips += 1


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
