"""Commands on the ways to reach a party: which comes first, which is verified, what they agreed to.

`contact` is the value as any face shows it: «۰۹۱۲ ۱۲۳ ۴۵۶۷», "ann@example.com", "telegram:ann".
"""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds.time import today_in
from payvand.parties.facts import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactShared,
    ContactVerified,
    PrimaryContactSet,
)
from payvand.parties.models import KIND_OF, Channel, Consent, ContactPoint, Party

Contact = Annotated[str, Input(label=_("phone, e-mail or handle"))]
HeardAt = Annotated[str, Input(label=_("where they said so"), help=_("A form, a call, a contract."))]
HeardOn = Annotated[date | None, Input(label=_("date"))]


@command("parties.set_primary_contact", label=_("Make primary"), on=Party, icon="star")
def set_primary_contact(party: Party, *, contact: Contact, actor: Actor) -> None:
    """Put one way to reach a party before the others of its channel."""
    point = contact_of(party, contact, actor)
    point.make_primary()
    record(PrimaryContactSet(channel=point.channel, value=point.value), about=party, actor=actor)


@command("parties.verify_contact", label=_("Mark as verified"), on=Party, icon="circle-check")
def verify_contact(party: Party, *, contact: Contact, actor: Actor) -> None:
    """Note that somebody was reached there."""
    point = contact_of(party, contact, actor)
    point.verify(clock.now())
    record(ContactVerified(channel=point.channel, value=point.value), about=party, actor=actor)


@command("parties.mark_shared", label=_("Mark as shared"), on=Party, icon="users")
def mark_shared(
    party: Party,
    *,
    contact: Contact,
    shared: Annotated[bool, Input(label=_("shared with others"))] = True,
    actor: Actor,
) -> None:
    """Say that others use it too, so that it makes nobody a duplicate; or that they do not."""
    point = contact_of(party, contact, actor)
    point.share(shared)
    record(ContactShared(channel=point.channel, value=point.value, shared=shared), about=party, actor=actor)


@command("parties.give_consent", label=_("Note consent"), on=Party, icon="thumb-up")
def give_consent(
    party: Party, *, contact: Contact, source: HeardAt, on: HeardOn = None, actor: Actor
) -> None:
    """Keep that they agree to advertising there, and where they said so."""
    point, day = contact_of(party, contact, actor), on or today_in(actor.locale)
    point.agree(Consent.GIVEN, source, day)
    told = ConsentGiven(channel=point.channel, value=point.value, source=source, on=day)
    record(told, about=party, actor=actor)


@command("parties.withdraw_consent", label=_("Note withdrawal of consent"), on=Party, icon="thumb-down")
def withdraw_consent(
    party: Party, *, contact: Contact, source: HeardAt, on: HeardOn = None, actor: Actor
) -> None:
    """Keep that they want no advertising there."""
    point, day = contact_of(party, contact, actor), on or today_in(actor.locale)
    point.agree(Consent.WITHDRAWN, source, day)
    told = ConsentWithdrawn(channel=point.channel, value=point.value, source=source, on=day)
    record(told, about=party, actor=actor)


def contact_of(party: Party, text: str, actor: Actor) -> ContactPoint:
    """The contact point that a text means. Raises DomainError where the party has none such."""
    meant = dict(_readings(text, actor))
    for point in party.contact_points.all():
        if meant.get(Channel(point.channel)) == point.value:
            return point
    raise DomainError("no_such_contact", _("This party has no “%(contact)s”.") % {"contact": text}, "contact")


def _readings(text: str, actor: Actor) -> list[tuple[Channel, str]]:
    """What the text may mean, by channel."""
    found = []
    for channel, kind in KIND_OF.items():
        try:
            found.append((channel, kind.read(text, actor.locale)))
        except DomainError:
            continue
    return found
