"""Commands that move a party through its lifecycle. The state itself follows from the facts that they tell."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds.time import today_in
from payvand.kernel.records.write import stamp
from payvand.parties.facts import Contacted, LifecycleChanged, Lost, PurchaseNoted, TakenUp
from payvand.parties.models import Party
from payvand.parties.models.lifecycle import Lifecycle

COLUMNS = ("lifecycle", "last_contact_on", "last_purchase_on", "lost_on", "updated_at", "version")

Why = Annotated[str, Input(label=_("reason"))]
When = Annotated[date | None, Input(label=_("date"))]


def is_lost(party: Party) -> bool:
    """Whether somebody gave the party up."""
    return party.lifecycle == Lifecycle.LOST


@command(
    "parties.mark_lost",
    label=_("Mark as lost"),
    on=Party,
    icon="user-off",
    applies=lambda party: not is_lost(party),
)
def mark_lost(party: Party, *, reason: Why, on: When = None, actor: Actor) -> None:
    """Give a party up, and say why."""
    day = on or today_in(actor.locale)
    party.give_up(day)
    record(Lost(on=day, reason=reason), about=_written(party), actor=actor)


@command("parties.take_up", label=_("Take up again"), on=Party, icon="user-check", applies=is_lost)
def take_up(party: Party, *, reason: Why, actor: Actor) -> None:
    """Try again with a party that was lost."""
    party.take_up()
    record(TakenUp(reason=reason), about=_written(party), actor=actor)


@command("parties.note_contact", label=_("Note a contact"), on=Party, icon="phone-call")
def note_contact(party: Party, *, on: When = None, actor: Actor) -> None:
    """Keep that we and the party spoke or wrote on a day; for apps above, which know how. Told once a day."""
    day = _not_in_future(on, actor)
    if party.note_contact(day):
        record(Contacted(on=day), about=_written(party), actor=actor)


@command("parties.note_purchase", label=_("Note a purchase"), on=Party, icon="shopping-cart")
def note_purchase(party: Party, *, on: When = None, actor: Actor) -> None:
    """Keep that the party bought on a day; for apps above, which sell. Told once a day."""
    day = _not_in_future(on, actor)
    if party.note_purchase(day):
        record(PurchaseNoted(on=day), about=_written(party), actor=actor)


@command("parties.update_lifecycle", label=_("Work out the lifecycle"), on=Party, icon="refresh")
def update_lifecycle(party: Party, *, actor: Actor) -> None:
    """Work the lifecycle out anew, and tell where it is another one."""
    before, after = party.follow_lifecycle(today_in(actor.locale))
    if before != after:
        record(LifecycleChanged(before=before, after=after), about=_written(party), actor=actor)


def _not_in_future(on: date | None, actor: Actor) -> date:
    today = today_in(actor.locale)
    if on and on > today:
        raise DomainError("in_future", _("This day has not come yet."), "on")
    return on or today


def _written(party: Party) -> Party:
    """Write what a verb of the lifecycle changed."""
    stamp(party, adding=False)
    party.save(update_fields=COLUMNS)
    return party
