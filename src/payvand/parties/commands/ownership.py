"""The command that hands a party over to somebody else."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import fold
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Link, Reference
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.records import update
from payvand.parties.facts import OwnerChanged
from payvand.parties.models import Party

COLLEAGUE = Link(target="kernel.user", fold="name_fold")


@command("parties.change_owner", label=_("Hand over"), on=Party, icon="user-share")
def change_owner(
    party: Party,
    *,
    owner: Annotated[Reference, Input(label=_("new owner"), kind=COLLEAGUE)],
    note: Annotated[str, Input(label=_("note"), help=_("What the new owner should know."))] = "",
    actor: Actor,
) -> None:
    """Let somebody else answer for the party; it moves to that person's team. Raises DomainError for the same one."""
    before, after = party.owner, colleague(owner)
    if after is not None and after == before:
        raise DomainError("same_owner", _("%(owner)s is the owner already.") % {"owner": after}, "owner")
    values: dict[str, object] = {"owner": owner}
    if after is not None and after.team_id is not None:
        # In one write: whoever gives a record away may not see it any more.
        values["team"] = Reference(id=after.team_id)
    update(named("parties.party"), party.pk, values, actor=actor)
    told = OwnerChanged(before=str(before) if before else "", after=str(after), note=note)
    record(told, about=party, actor=actor)


def colleague(owner: Reference) -> User | None:
    """The user that a reference means, by number or by name; whether the actor may use it, the write decides."""
    meant = {"pk": owner.id} if owner.id else {"name_fold": fold(owner.label)}
    return User.objects.filter(**meant).first()
