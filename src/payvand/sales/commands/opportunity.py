"""Commands that move a deal on its course: to another stage, won, lost, taken up again, to another pipeline."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, FieldError, Invalid, Message
from payvand.kernel.facts import record
from payvand.kernel.kinds import Link, LongText, Reference
from payvand.kernel.records.write import stamp
from payvand.sales.commands import gate, history
from payvand.sales.facts.opportunity import OpportunityReopened, OpportunityWoke
from payvand.sales.models import Competitor, LostReason, Opportunity, Stage, StageCategory, StageChange
from payvand.sales.models.company_day import company_today
from payvand.sales.models.stage import StageQuerySet

On = Annotated[date | None, Input(label=_("date"), help=_("Today, where nothing is said."))]
Reason = Annotated[Reference, Input(label=_("lost reason"), kind=Link(target="sales.lostreason"))]
MaybeReason = Annotated[Reference | None, Input(label=_("lost reason"), kind=Link(target="sales.lostreason"))]
Rival = Annotated[Reference | None, Input(label=_("lost to"), kind=Link(target="sales.competitor"))]
Note = Annotated[str, Input(label=_("what happened"), kind=LongText())]
WakeOn = Annotated[
    date | None, Input(label=_("try again on"), help=_("On this day the deal comes back to mind."))
]
AnyStage = Annotated[Reference, Input(label=_("stage"), kind=Link(target="sales.stage"))]
MaybeStage = Annotated[
    Reference | None,
    Input(label=_("stage"), kind=Link(target="sales.stage"), help=_("The first one, where nothing is said.")),
]


def can_close(deal: Opportunity) -> bool | Message:
    """Whether a deal may still be won or lost; else a sentence that says how it ended."""
    if deal.is_open:
        return True
    return _("This deal is won already.") if deal.is_won else _("This deal is lost already.")


def can_reopen(deal: Opportunity) -> bool | Message:
    """Whether a deal may be taken up again."""
    return _("This deal is open.") if deal.is_open else True


@command(
    "sales.win_opportunity", label=_("Win"), on=Opportunity, icon="trophy", applies=can_close, primary=True
)
def win_opportunity(deal: Opportunity, *, on: On = None, actor: Actor) -> None:
    """Close a deal as won."""
    deal.win(_end_of(deal, StageCategory.WON), on or company_today())
    _write_move(deal, actor)


@command("sales.lose_opportunity", label=_("Lose"), on=Opportunity, icon="mood-sad", applies=can_close)
def lose_opportunity(
    deal: Opportunity,
    *,
    reason: Reason,
    note: Note,
    competitor: Rival = None,
    wake_on: WakeOn = None,
    on: On = None,
    actor: Actor,
) -> None:
    """Close a deal as lost, and keep why, to whom, what happened, and when to try again."""
    _lose(deal, _end_of(deal, StageCategory.LOST), reason, note, competitor, wake_on, on)
    _write_move(deal, actor)


@command("sales.move_to_stage", label=_("Move to stage"), on=Opportunity, icon="progress", applies=can_close)
def move_to_stage(
    deal: Opportunity,
    *,
    stage: AnyStage,
    reason: MaybeReason = None,
    note: Annotated[str, Input(label=_("what happened"), kind=LongText())] = "",
    competitor: Rival = None,
    wake_on: WakeOn = None,
    on: On = None,
    actor: Actor,
) -> None:
    """Bring a deal to a stage of its pipeline; a stage that is won or lost closes it, a loss asks for its reason."""
    target = stage_meant(stage, deal.standing.pipeline_id)
    if target.category == StageCategory.WON:
        deal.win(target, on or company_today())
    elif target.category == StageCategory.LOST:
        _lose(deal, target, _needed(reason, note), note, competitor, wake_on, on)
    else:
        deal.move(target)
    _write_move(deal, actor)


@command(
    "sales.reopen_opportunity", label=_("Reopen"), on=Opportunity, action="reopen", icon="refresh",
    applies=can_reopen,
)  # fmt: skip
def reopen_opportunity(
    deal: Opportunity,
    *,
    reason: Annotated[str, Input(label=_("reason"))],
    stage: MaybeStage = None,
    actor: Actor,
) -> None:
    """Take a closed deal up again, in the stage that it was closed from or in another open one."""
    was = str(deal.standing.category)
    deal.reopen(stage_meant(stage, deal.standing.pipeline_id) if stage else _closed_from(deal))
    entered = str(deal.stage)
    _write_move(deal, actor)
    record(OpportunityReopened(was=was, stage=entered, reason=reason), about=deal, actor=actor)


@command(
    "sales.change_pipeline", label=_("Move to another pipeline"), on=Opportunity, icon="arrows-right-left",
    applies=can_close,
)  # fmt: skip
def change_pipeline(
    deal: Opportunity,
    *,
    pipeline: Annotated[Reference, Input(label=_("pipeline"), kind=Link(target="sales.pipeline"))],
    stage: MaybeStage = None,
    actor: Actor,
) -> None:
    """Let an open deal go another way, from the first open stage of that pipeline on or from the one named."""
    stages = _current().filter(**_meant(pipeline, "pipeline"))
    target = stage_meant(stage, None, stages) if stage else stages.open().order_by("position", "id").first()
    if target is None:
        raise DomainError("no_stage", _("This pipeline has no open stage."), "pipeline")
    deal.change_pipeline(target)
    _write_move(deal, actor)


@command("sales.wake_opportunity", label=_("Time to try again"), on=Opportunity, icon="bell")
def wake_opportunity(deal: Opportunity, *, actor: Actor) -> None:
    """Tell that the day has come on which somebody wanted to try a lost deal again."""
    day = deal.wake_on or company_today()
    deal.wake()
    _save(deal)
    record(OpportunityWoke(on=day, reason=str(deal.lost_reason or "")), about=deal, actor=actor)


def stage_meant(reference: Reference, pipeline: int | None, among: StageQuerySet | None = None) -> Stage:
    """The stage that a reference means: by its number, or by its name within the pipeline. Raises DomainError."""
    rows = _current() if among is None else among
    if reference.id:
        rows = rows.filter(pk=reference.id)
    else:
        rows = rows.filter(name=reference.label, **({"pipeline": pipeline} if pipeline else {}))
    found = rows.first()
    if not isinstance(found, Stage):
        raise DomainError("no_such_stage", _("There is no such stage."), "stage")
    return found


def _current() -> StageQuerySet:
    rows: StageQuerySet = Stage.objects.current()
    return rows


def _meant(reference: Reference, path: str) -> dict[str, object]:
    return {path: reference.id} if reference.id else {f"{path}__name": reference.label}


def _end_of(deal: Opportunity, category: StageCategory) -> Stage:
    """The first stage of the deal's pipeline that ends it in this way."""
    stages = _current().filter(pipeline=deal.standing.pipeline_id, category=category)
    found: Stage | None = stages.order_by("position", "id").first()
    if found is None:
        message = _("This pipeline has no stage for deals that are %(category)s.") % {
            "category": category.label
        }
        raise DomainError("no_stage", message)
    return found


def _closed_from(deal: Opportunity) -> Stage:
    """The open stage in which a closed deal last stood; where nobody knows, the last open one of its pipeline."""
    stays = deal.stays.filter(stage__category=StageCategory.OPEN, stage__archived_at__isnull=True)
    last: StageChange | None = stays.select_related("stage").order_by("-entered_at", "-id").first()
    if last is not None:
        stage: Stage = last.stage
        return stage
    stages = _current().open().filter(pipeline=deal.standing.pipeline_id)
    found: Stage | None = stages.order_by("-position", "-id").first()
    if found is None:
        raise DomainError("no_stage", _("This pipeline has no open stage."), "stage")
    return found


def _needed(reason: Reference | None, note: str) -> Reference:
    """The reason of a loss; raises Invalid, naming all that is missing, where it was not said."""
    required = _("A lost deal says why it was lost.")
    missing = [name for name, value in (("reason", reason), ("note", note.strip())) if not value]
    if missing or reason is None:
        raise Invalid([FieldError(field=name, code="required", message=required) for name in missing])
    return reason


def _lose(
    deal: Opportunity,
    stage: Stage,
    reason: Reference,
    note: str,
    competitor: Reference | None,
    wake_on: date | None,
    on: date | None,
) -> None:
    why = LostReason.objects.current().filter(**_by_name(reason)).first()
    if why is None:
        raise DomainError("no_such_record", _("There is no such reason."), "reason")
    rival = None
    if competitor is not None:
        rival = Competitor.objects.current().filter(**_by_name(competitor)).first()
        if rival is None:
            raise DomainError("no_such_record", _("There is no such competitor."), "competitor")
    deal.lose(stage, on or company_today(), reason=why, note=note, competitor=rival, wake_on=wake_on)


def _by_name(reference: Reference) -> dict[str, object]:
    return {"pk": reference.id} if reference.id else {"name": reference.label}


def _write_move(deal: Opportunity, actor: Actor) -> None:
    """Check what the new stage asks for, write the deal, and keep its history."""
    gate.require_fit([deal])
    _save(deal)
    history.go_on([deal], actor=actor)


def _save(deal: Opportunity) -> None:
    deal.settle()
    stamp(deal, adding=False)
    deal.save()
