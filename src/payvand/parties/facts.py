"""What may happen to a party beside being written: facts in the past tense."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from payvand.kernel.facts import fact
from payvand.parties import wording


@fact("parties.related", label=_("Relation noted"), icon="affiliate", text=wording.of_relation)
class Related:
    """Two parties were related; told about each of them, `forward` where the relation is read from this one on."""

    kind: str
    forward: bool
    other_id: int
    other: str
    role: str


@fact("parties.relation_ended", label=_("Relation ended"), icon="unlink", text=wording.of_relation)
class RelationEnded:
    """A relation ended; told about each of the two."""

    kind: str
    forward: bool
    other_id: int
    other: str
    on: date


@fact("parties.primary_contact_set", label=_("Primary contact set"), icon="star", text=wording.of_contact)
class PrimaryContactSet:
    """One way to reach the party was put before the others of its channel."""

    channel: str
    value: str


@fact("parties.contact_verified", label=_("Contact verified"), icon="circle-check", text=wording.of_contact)
class ContactVerified:
    """Somebody was reached at this phone, address or handle."""

    channel: str
    value: str


@fact("parties.contact_shared", label=_("Contact marked as shared"), icon="users", text=wording.of_sharing)
class ContactShared:
    """A way to reach the party is used by others too, or is not any more."""

    channel: str
    value: str
    shared: bool


@fact("parties.consent_given", label=_("Consent given"), icon="thumb-up", text=wording.of_contact)
class ConsentGiven:
    """They agreed to advertising on this channel."""

    channel: str
    value: str
    source: str
    on: date


@fact("parties.consent_withdrawn", label=_("Consent withdrawn"), icon="thumb-down", text=wording.of_contact)
class ConsentWithdrawn:
    """They asked for no more advertising on this channel."""

    channel: str
    value: str
    source: str
    on: date


@fact("parties.owner_changed", label=_("Handed over"), icon="user-share", text=wording.of_owner)
class OwnerChanged:
    """Somebody else answers for the party now."""

    before: str
    after: str
    note: str


@fact("parties.contacted", label=_("Contacted"), icon="phone-call")
class Contacted:
    """We and the party spoke or wrote to one another on a day; told by the app that knows how."""

    on: date


@fact("parties.purchase_noted", label=_("Purchase noted"), icon="shopping-cart")
class PurchaseNoted:
    """The party bought on a day; told by the app that sells."""

    on: date


@fact("parties.lost", label=_("Marked as lost"), icon="user-off", text=wording.of_reason)
class Lost:
    """Somebody gave the party up."""

    on: date
    reason: str


@fact("parties.taken_up", label=_("Taken up again"), icon="user-check", text=wording.of_reason)
class TakenUp:
    """Somebody tries again with a party that was lost."""

    reason: str


@fact("parties.lifecycle_changed", label=_("Lifecycle changed"), icon="refresh", text=wording.of_lifecycle)
class LifecycleChanged:
    """The lifecycle of the party is another one, because of a fact or because time went by."""

    before: str
    after: str
