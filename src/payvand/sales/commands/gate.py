"""What must hold before a deal comes into a stage: the fields that it asks for, and the checklist of the one left."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import FieldError, Invalid
from payvand.sales.models import (
    ChecklistItem,
    ChecklistTick,
    Opportunity,
    OpportunityLine,
    RequiredField,
    StageRequirement,
    Stakeholder,
    StakeholderRole,
)
from payvand.sales.models.stage import stage_facts


def require_fit(deals: Sequence[Opportunity]) -> None:
    """Raise Invalid where one of the deals lacks what its new stage asks for. A few queries, however many deals."""
    asked = _asked_of({deal.stage_id for deal in deals})
    for deal in deals:
        missing = [one for one in asked.get(deal.stage_id, ()) if not has(deal, one)]
        if missing:
            raise Invalid([_missing(one) for one in missing])
    _require_checklists([deal for deal in deals if _goes_on(deal)])


def _asked_of(stages: Iterable[int]) -> dict[int, list[RequiredField]]:
    """The required fields by stage."""
    found: dict[int, list[RequiredField]] = {}
    rows = StageRequirement.objects.filter(stage__in=stages).order_by("id").values_list("stage_id", "value")
    for stage, value in rows:
        found.setdefault(stage, []).append(RequiredField(value))
    return found


def has(deal: Opportunity, what: RequiredField) -> bool:
    """Whether a deal brings something that a stage may ask for."""
    if what == RequiredField.DECIDER:
        deciders = Stakeholder.objects.filter(role=StakeholderRole.DECIDER, archived_at__isnull=True)
        return deciders.filter(opportunity=deal).exists()
    if what == RequiredField.PRODUCT:
        return OpportunityLine.objects.filter(opportunity=deal, archived_at__isnull=True).exists()
    return getattr(deal, f"{what}_id" if what in LINKS else what) not in (None, "")


LINKS = (RequiredField.PARTY, RequiredField.CONTACT)


def _missing(what: RequiredField) -> FieldError:
    message = _("This stage asks for: %(field)s.") % {"field": what.label}
    return FieldError(field=str(what), code="required_by_stage", message=message)


def _goes_on(deal: Opportunity) -> bool:
    """Whether a deal goes forward on its path; backwards, out of it or into a loss asks for no checklist."""
    if deal.moved_from is None or deal.is_lost:
        return False
    before, after = stage_facts(deal.moved_from), deal.standing
    return before.is_open and before.pipeline_id == after.pipeline_id and (
        deal.is_won or after.position > before.position
    )  # fmt: skip


def _require_checklists(deals: Sequence[Opportunity]) -> None:
    for deal in deals:
        items = open_items(deal, deal.moved_from or 0)
        if items:
            names = ", ".join(items)
            message = _("First do what the checklist of this stage asks for: %(items)s.") % {"items": names}
            raise Invalid([FieldError(field="stage", code="checklist_open", message=message)])


def open_items(deal: Opportunity, stage_id: int) -> list[str]:
    """What is still to be done for a deal in a stage."""
    done = ChecklistTick.objects.filter(item=OuterRef("pk"), opportunity=deal)
    items = ChecklistItem.objects.filter(~Exists(done), stage=stage_id).order_by("id")
    return list(items.values_list("value", flat=True))
