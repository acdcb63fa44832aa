"""Commands on how parties stand to one another."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor, visible
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Choice, Link, Option, Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.parties.facts import Related, RelationEnded
from payvand.parties.models import Party, Relation, RelationKind, Role

KINDS = Choice(options=tuple(Option(value=value, label=label) for value, label in RelationKind.choices))
ROLES = Choice(options=tuple(Option(value=value, label=label) for value, label in Role.choices))
OTHER = Link(target="parties.party", fold="name_fold")

# The plain link of a party that a relation of this kind also tells, where the link is empty.
MAIN = {RelationKind.WORKS_AT: "organisation", RelationKind.SUBSIDIARY_OF: "parent"}


@command("parties.relate", label=_("Relate to another party"), on=Party, icon="affiliate")
def relate(
    party: Party,
    *,
    kind: Annotated[str, Input(label=_("relation"), kind=KINDS)],
    other: Annotated[Reference, Input(label=_("other party"), kind=OTHER)],
    role: Annotated[str | None, Input(label=_("role"), kind=ROLES)] = None,
    note: Annotated[str | None, Input(label=_("note"))] = None,
    since: Annotated[date | None, Input(label=_("since"))] = None,
    actor: Actor,
) -> Relation:
    """Say how two parties stand to one another. A first employer or parent company becomes the main one."""
    values = {
        "party": Reference(id=party.pk),
        "kind": kind,
        "other": other,
        "role": role,
        "note": note,
        "start_on": since,
    }
    relation = create(named("parties.relation"), values, actor=actor)
    assert isinstance(relation, Relation)
    relation.party = party
    link = MAIN.get(RelationKind(kind))
    if link is not None and getattr(party, f"{link}_id") is None:
        update(named("parties.party"), party.pk, {link: Reference(id=relation.other_id)}, actor=actor)
    for about, opposite, forward in relation.sides():
        told = Related(
            kind=kind, forward=forward, other_id=opposite.pk, other=opposite.name, role=relation.role
        )
        record(told, about=about, actor=actor)
    return relation


@command("parties.end_relation", label=_("End a relation"), on=Party, icon="unlink")
def end_relation(
    party: Party,
    *,
    relation: Annotated[int, Input(label=_("number of the relation"))],
    on: Annotated[date | None, Input(label=_("until"))] = None,
    actor: Actor,
) -> None:
    """Close a relation of the party, on either side of it."""
    found = visible(Relation.objects.around(party).filter(pk=relation), actor).first()
    if not isinstance(found, Relation):
        raise DomainError("no_such_relation", _("This party has no such relation."), "relation")
    day = on or today_in(actor.locale)
    found.end(day)
    update(named("parties.relation"), found.pk, {"end_on": day}, actor=actor)
    for about, opposite, forward in found.sides():
        told = RelationEnded(
            kind=found.kind, forward=forward, other_id=opposite.pk, other=opposite.name, on=day
        )
        record(told, about=about, actor=actor)
