"""What is done to leads by hand: taking up, answering, qualifying, giving up, putting off and opening again."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.facts import record
from payvand.kernel.kinds import Choice, Link, LongText, Option, Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.records.write import stamp
from payvand.parties.commands import note_contact
from payvand.sales.facts.lead import (
    LeadDisqualified,
    LeadPutOff,
    LeadQualified,
    LeadReopened,
    LeadResponded,
    LeadTakenUp,
    LeadWoke,
)  # fmt: skip
from payvand.sales.models import DisqualifyReason, Lead, LeadStatus
from payvand.sales.models.lead_talk import Objection, TalkChannel, TalkOutcome

# What verbs change.
COLUMNS = (
    "status", "owner", "team", "first_response_due_at", "responded_at", "reason", "wake_on", "touches", "touched_at",
    "consented_at", "party", "opportunity", "converted_on", "updated_at", "version",
)  # fmt: skip

CHANNELS = Choice(options=tuple(Option(value=value, label=label) for value, label in TalkChannel.choices))
OUTCOMES = Choice(options=tuple(Option(value=value, label=label) for value, label in TalkOutcome.choices))
OBJECTIONS = Choice(options=tuple(Option(value=value, label=label) for value, label in Objection.choices))
REASON = Link(target="sales.disqualifyreason", title="path")

Note = Annotated[str, Input(label=_("note"), kind=LongText())]


def may_go_on(lead: Lead) -> bool | Message:
    """Whether a lead is open, or why nothing more is done to it."""
    if lead.status == LeadStatus.CONVERTED:
        return _("This lead was converted already.")
    if lead.status == LeadStatus.DISQUALIFIED:
        return _("This lead was disqualified. Open it again before you go on.")
    return True


def written(lead: Lead) -> Lead:
    """Write what a verb changed."""
    stamp(lead, adding=False)
    lead.save(update_fields=COLUMNS)
    return lead


@command(
    "sales.take_up_lead", label=_("Take up"), on=Lead, icon="player-play", primary=True,
    applies=lambda lead: lead.status in (LeadStatus.NEW, LeadStatus.LATER),
)  # fmt: skip
def take_up_lead(lead: Lead, *, actor: Actor) -> None:
    """Begin to work on a lead; whoever does answers for it where nobody did."""
    lead.take_up(actor.user_id)
    lead.team_id = lead.team_id or actor.team_id
    record(LeadTakenUp(), about=written(lead), actor=actor)


@command(
    "sales.respond_to_lead", label=_("Log a talk"), on=Lead, icon="phone-call",
    applies=may_go_on,
)  # fmt: skip
def respond_to_lead(
    lead: Lead,
    *,
    channel: Annotated[str, Input(label=_("channel"), kind=CHANNELS)] = TalkChannel.CALL,
    outcome: Annotated[str, Input(label=_("outcome"), kind=OUTCOMES)] = TalkOutcome.REACHED,
    topic: Annotated[str, Input(label=_("topic"))] = "",
    counterpart: Annotated[
        str, Input(label=_("with whom"), help=_("Where it was somebody else than the lead."))
    ] = "",
    questions: Annotated[str, Input(label=_("questions"), kind=LongText())] = "",
    objection: Annotated[str, Input(label=_("objection"), kind=OBJECTIONS)] = "",
    note: Note = "",
    actor: Actor,
) -> None:
    """Keep a talk with a lead, or an attempt at one. The first ends the deadline of the answer."""
    now, first = clock.now(), lead.is_waiting
    lead.respond(now)
    said = {
        "lead": Reference(id=lead.pk), "channel": channel, "outcome": outcome, "topic": topic,
        "counterpart": counterpart, "questions": questions, "objection": objection, "note": note,
        "talked_at": now, "user": Reference(id=actor.user_id) if actor.user_id else None,
    }  # fmt: skip
    talk = create(named("sales.leadtalk"), said, actor=actor)
    told = LeadResponded(
        talk_id=talk.pk, channel=channel, outcome=outcome, counterpart=counterpart, topic=topic, objection=objection,
        note=note, first=first, in_time=_in_time(lead, now) if first else None,
    )  # fmt: skip
    record(told, about=written(lead), actor=actor)
    if lead.party_id is not None and outcome == TalkOutcome.REACHED:
        note_contact.run(lead.party_id, actor=actor)


def _in_time(lead: Lead, now: datetime) -> bool | None:
    """Whether the first answer kept its deadline; None where there was none."""
    return None if lead.first_response_due_at is None else now <= lead.first_response_due_at


@command(
    "sales.qualify_lead", label=_("Qualify"), on=Lead, icon="circle-check",
    applies=lambda lead: lead.status != LeadStatus.QUALIFIED and may_go_on(lead),
)  # fmt: skip
def qualify_lead(lead: Lead, *, note: Note = "", actor: Actor) -> None:
    """Say that they need what we sell and may buy it."""
    lead.qualify()
    record(LeadQualified(note=note), about=written(lead), actor=actor)


@command(
    "sales.disqualify_lead", label=_("Disqualify"), on=Lead, icon="thumb-down",
    applies=may_go_on,
)  # fmt: skip
def disqualify_lead(
    lead: Lead,
    *,
    reason: Annotated[Reference, Input(label=_("reason"), kind=REASON)],
    note: Note = "",
    actor: Actor,
) -> None:
    """Give a lead up, for a reason out of the tree."""
    why = reason_named(reason)
    lead.disqualify(why)
    record(LeadDisqualified(reason_id=why.pk, reason=why.path, note=note), about=written(lead), actor=actor)


def reason_named(reason: Reference) -> DisqualifyReason:
    """The reason that a reference means, by number or by its path. Raises DomainError."""
    meant: dict[str, object] = {"pk": reason.id} if reason.id else {"path": reason.label}
    found = DisqualifyReason.objects.current().filter(**meant).first()
    if not isinstance(found, DisqualifyReason):
        raise DomainError(
            "no_such_reason", _("There is no such reason. Choose one out of the list."), "reason"
        )
    return found


@command("sales.put_off_lead", label=_("Not now"), on=Lead, icon="hourglass", applies=may_go_on)
def put_off_lead(
    lead: Lead,
    *,
    until: Annotated[date, Input(label=_("try again on"))],
    note: Note = "",
    actor: Actor,
) -> None:
    """Leave a lead alone until a day; then it opens itself again."""
    lead.put_off(until, today_in(actor.locale))
    record(LeadPutOff(until=until, note=note), about=written(lead), actor=actor)


@command(
    "sales.reopen_lead", label=_("Open again"), on=Lead, icon="refresh",
    applies=lambda lead: lead.status in (LeadStatus.LATER, LeadStatus.DISQUALIFIED),
)  # fmt: skip
def reopen_lead(lead: Lead, *, note: Note = "", actor: Actor) -> None:
    """Begin anew with a lead that was put off or disqualified."""
    lead.open_again(None)
    record(LeadReopened(note=note), about=written(lead), actor=actor)


@command("sales.wake_lead", label=_("Open again by itself"), on=Lead, icon="sun")
def wake_lead(lead: Lead, *, actor: Actor) -> None:
    """Open a lead whose day has come; one that somebody moved on meanwhile is left alone."""
    if lead.status != LeadStatus.LATER:
        return
    before = lead.wake_on
    lead.open_again(None)
    record(LeadWoke(wake_on=before), about=written(lead), actor=actor)
