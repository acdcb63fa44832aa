"""Commands that tick off what a stage's checklist asks for."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.sales.facts.opportunity import ChecklistDone, ChecklistUndone
from payvand.sales.models import ChecklistItem, ChecklistTick, Opportunity

Item = Annotated[str, Input(label=_("what is to be done"))]


@command("sales.tick_off", label=_("Tick off"), on=Opportunity, icon="circle-check")
def tick_off(deal: Opportunity, *, item: Item, actor: Actor) -> None:
    """Say that something on the checklist of the deal's stage is done. Doing so again changes nothing."""
    found = _item_of(deal, item)
    values = {"at": clock.now(), "by_id": actor.user_id}
    _tick, is_new = ChecklistTick.objects.get_or_create(opportunity=deal, item=found, defaults=values)
    if is_new:
        record(ChecklistDone(item=found.value), about=deal, actor=actor)


@command("sales.untick", label=_("Take a tick back"), on=Opportunity, icon="circle-x")
def untick(deal: Opportunity, *, item: Item, actor: Actor) -> None:
    """Say that something on the checklist is not done after all."""
    found = _item_of(deal, item)
    gone, _by_model = ChecklistTick.objects.filter(opportunity=deal, item=found).delete()
    if gone:
        record(ChecklistUndone(item=found.value), about=deal, actor=actor)


def _item_of(deal: Opportunity, text: str) -> ChecklistItem:
    found = ChecklistItem.objects.filter(stage=deal.stage_id, value=text).first()
    if found is None:
        raise DomainError("no_such_item", _("The checklist of this stage has no such item."), "item")
    return found
