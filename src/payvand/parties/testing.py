"""Typed factories of parties for tests, and Dora, the customer of the named world."""

from datetime import date

from payvand.kernel.access import Actor, system
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import UNIQUE
from payvand.kernel.testing.world import World
from payvand.parties.models import Party

# What the contract suite cannot know: a party needs a name or its parts, though neither column alone.
UNIQUE["parties.party"] = {"name": "party %d"}


def make_person(
    name: str = "Sara Karimi",
    *,
    phones: str = "",
    emails: str = "",
    organisation: Party | None = None,
    birth_day: date | None = None,
    actor: Actor | None = None,
) -> Party:
    """A person; whoever `actor` is owns it."""
    return _make(
        actor,
        kind="person",
        name=name,
        phones=phones,
        emails=emails,
        organisation=_link(organisation),
        birth_day=birth_day,
    )


def make_organisation(
    name: str = "Kian Trading",
    *,
    phones: str = "",
    emails: str = "",
    parent: Party | None = None,
    sector: str = "",
    actor: Actor | None = None,
) -> Party:
    """An organisation; whoever `actor` is owns it."""
    return _make(
        actor,
        kind="organisation",
        name=name,
        phones=phones,
        emails=emails,
        parent=_link(parent),
        sector=sector,
    )


def make_dora(world: World) -> Party:
    """Dora, who buys from Ann and works nowhere."""
    return make_person(
        "Dora Ahmadi", phones="09121234567", emails="dora@example.com", actor=world.actor("ann")
    )


def _make(actor: Actor | None, **values: object) -> Party:
    given = {name: value for name, value in values.items() if value not in (None, "")}
    made = create(named("parties.party"), given, actor=actor or system(), allow_duplicate=True)
    assert isinstance(made, Party)
    return made


def _link(party: Party | None) -> Reference | None:
    return Reference(id=party.pk) if party else None
