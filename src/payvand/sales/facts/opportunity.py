"""What may happen to a deal beside being written: it goes on, is won, is lost, is taken up again."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.facts import fact
from payvand.sales.facts import wording


@fact("sales.stage_entered", label=_("Stage changed"), icon="progress", text=wording.of_stage)
class StageEntered:
    """A deal came from one stage into another; `days` it had stood in the former."""

    stage_id: int
    stage: str
    before_id: int
    before: str
    pipeline_id: int
    days: int


@fact("sales.opportunity_won", label=_("Deal won"), icon="trophy", text=wording.of_win)
class OpportunityWon:
    """A deal was won on a day."""

    amount: Money | None
    on: date
    days_open: int


@fact("sales.opportunity_lost", label=_("Deal lost"), icon="mood-sad", text=wording.of_loss)
class OpportunityLost:
    """A deal was lost on a day: why, to whom, and when to try again."""

    amount: Money | None
    on: date
    days_open: int
    reason: str
    competitor: str
    note: str
    wake_on: date | None


@fact("sales.opportunity_reopened", label=_("Deal reopened"), icon="refresh", text=wording.of_reopening)
class OpportunityReopened:
    """A closed deal was taken up again; `was` says how it had ended."""

    was: str
    stage: str
    reason: str


@fact("sales.opportunity_woke", label=_("Time to try again"), icon="bell", text=wording.of_waking)
class OpportunityWoke:
    """The day came on which somebody wanted to try a lost deal again."""

    on: date
    reason: str


@fact("sales.checklist_done", label=_("Checklist: done"), icon="circle-check", text=wording.of_item)
class ChecklistDone:
    """Something on a stage's checklist was done."""

    item: str


@fact(
    "sales.checklist_undone", label=_("Checklist: not done after all"), icon="circle-x", text=wording.of_item
)
class ChecklistUndone:
    """Something on a stage's checklist turned out not to be done."""

    item: str
