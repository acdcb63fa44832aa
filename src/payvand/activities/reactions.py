"""What follows from facts about activities: a call, meeting, letter or visit is a contact with the party."""

from datetime import datetime

from payvand.kernel.access import Actor
from payvand.kernel.commands import command_named
from payvand.kernel.errors import Missing
from payvand.kernel.facts import on
from payvand.kernel.models import Fact


@on("activities.completed", objects=("activities.activity",))
def note_the_contact(fact: Fact, *, actor: Actor) -> None:
    """Tell the register that we and the party spoke or wrote. Told twice, it stands once."""
    if fact.party_id is None or not fact.payload.get("contact"):
        return
    day = datetime.fromisoformat(str(fact.payload["done_at"])).date()
    try:
        command_named("parties.note_contact").run(fact.party_id, on=day, actor=actor)
    except Missing:
        return  # deleted meanwhile
