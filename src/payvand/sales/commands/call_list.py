"""Fills call lists, hands out whom to call next, and keeps what came of each call."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, visible
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Choice, Link, LongText, Option, Reference
from payvand.kernel.objects import Object, named
from payvand.kernel.query import Query, matching, parse_where
from payvand.kernel.records import write_many
from payvand.kernel.records.write import stamp
from payvand.parties.commands import note_contact
from payvand.parties.models import Channel, ContactPoint, Party, Source
from payvand.sales.commands.lead_capture import capture, link_to
from payvand.sales.facts.lead import CallLogged
from payvand.sales.models import CallList, CallListEntry, Lead
from payvand.sales.models.call_list import CallOutcome

MOST = 5000
OUTCOMES = Choice(options=tuple(Option(value=value, label=label) for value, label in CallOutcome.choices))
LIST = Link(target="sales.calllist")
# Somebody spoke with us.
TALKED = (CallOutcome.INTERESTED, CallOutcome.REACHED, CallOutcome.CALLBACK, CallOutcome.NOT_INTERESTED)

Where = Annotated[
    str,
    Input(
        label=_("condition"), kind=LongText(), help=_("As in a list's address; empty means all that you see.")
    ),
]


@command("sales.fill_from_parties", label=_("Add customers"), on=CallList, icon="users")
def fill_from_parties(call_list: CallList, *, where: Where = "", actor: Actor) -> int:
    """Put the parties that meet a condition and have a phone on the list; how many were new to it."""
    parties = named("parties.party")
    return _fill(call_list, _of_parties(_asked(parties, where, actor)), "party", actor)


@command("sales.fill_from_leads", label=_("Add leads"), on=CallList, icon="user-question")
def fill_from_leads(call_list: CallList, *, where: Where = "", actor: Actor) -> int:
    """Put the open leads that meet a condition and have a phone on the list; how many were new to it."""
    return _fill(call_list, _of_leads(_asked(named("sales.lead"), where, actor)), "lead", actor)


@command(
    "sales.add_party_to_call_list",
    label=_("Put on a call list"),
    on=Party,
    action="view",
    icon="phone-outgoing",
)
def add_party_to_call_list(
    party: Party, *, call_list: Annotated[Reference, Input(label=_("call list"), kind=LIST)], actor: Actor
) -> int:
    """Put one party on a call list."""
    return _add_one(call_list, _of_parties([party.pk]), "party", actor)


@command(
    "sales.add_lead_to_call_list",
    label=_("Put on a call list"),
    on=Lead,
    action="view",
    icon="phone-outgoing",
)
def add_lead_to_call_list(
    lead: Lead, *, call_list: Annotated[Reference, Input(label=_("call list"), kind=LIST)], actor: Actor
) -> int:
    """Put one lead on a call list."""
    return _add_one(call_list, _of_leads([lead.pk]), "lead", actor)


def _add_one(chosen: Reference, rows: list[dict[str, object]], link: str, actor: Actor) -> int:
    meant: dict[str, object] = {"pk": chosen.id} if chosen.id else {"name": chosen.label}
    found = visible(CallList.objects.current().filter(**meant), actor, "edit").first()
    if not isinstance(found, CallList):
        raise DomainError(
            "no_such_list", _("There is no such call list, or you may not change it."), "call_list"
        )
    if not rows:
        raise DomainError("no_phone", _("There is no phone number to call."))
    return _fill(found, rows, link, actor)


def _asked(one: Object, where: str, actor: Actor) -> list[int]:
    """The records that a condition names, as far as the actor may see them. Raises DomainError for too many."""
    query = Query(where=parse_where(where, one, actor.locale))
    found = list(matching(one, query, actor).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(found) > MOST:
        raise DomainError(
            "too_many", _("At most %(most)d at once: narrow the condition.") % {"most": MOST}, "where"
        )
    return found


def _of_parties(pks: Sequence[int]) -> list[dict[str, object]]:
    """Parties with the phone by which each is called first."""
    points = ContactPoint.objects.filter(party__in=pks, channel=Channel.PHONE).order_by(
        "party", "is_primary", "-id"
    )
    # The later one of a party overwrites the earlier: the primary, or the oldest.
    phones = dict(points.values_list("party_id", "value"))
    rows = (
        Party.objects.filter(pk__in=list(phones))
        .values_list("pk", "name", "organisation__name")
        .order_by("pk")
    )
    return [
        {"name": name, "phone": phones[pk], "organisation": employer or "", "party": Reference(id=pk)}
        for pk, name, employer in rows
    ]


def _of_leads(pks: Sequence[int]) -> list[dict[str, object]]:
    rows = Lead.objects.open().filter(pk__in=pks).exclude(phone="").order_by("pk")
    return [
        {
            "name": lead.name, "phone": lead.phone, "organisation": lead.organisation, "lead": Reference(id=lead.pk),
            "party": link_to(lead.party_id),
        }
        for lead in rows
    ]  # fmt: skip


def _fill(call_list: CallList, rows: Iterable[Mapping[str, object]], link: str, actor: Actor) -> int:
    """Write entries as a set behind those that there are; whoever is on the list already is passed over."""
    old = CallListEntry.objects.filter(call_list=call_list)
    there = set(old.exclude(**{link: None}).values_list(f"{link}_id", flat=True))
    last = old.aggregate(last=Max("position"))["last"] or 0
    new = [row for row in rows if _number(row[link]) not in there]
    placed = [
        {
            **{name: value for name, value in row.items() if value},
            "call_list": Reference(id=call_list.pk),
            "position": at,
        }
        for at, row in enumerate(new, start=last + 1)
    ]
    if not placed:
        return 0
    outcomes, _batch = write_many(named("sales.calllistentry"), placed, actor=actor, mode="create")
    return sum(outcome.did == "created" for outcome in outcomes)


def _number(link: object) -> int | None:
    return link.id if isinstance(link, Reference) else None


@command("sales.take_call", label=_("Next call"), on=CallList, icon="phone-call")
def take_call(call_list: CallList, *, actor: Actor) -> int | None:
    """The number of the entry to call next, held for the caller for a while; None where there is none now."""
    now = clock.now()
    entries = CallListEntry.objects.filter(call_list=call_list).to_call(now)
    mine = entries.filter(held_by_id=actor.user_id, held_by__isnull=False).first()
    found = mine or entries.free_for(actor.user_id, now).first()
    if not isinstance(found, CallListEntry):
        return None
    found.hold(actor.user_id, now)
    found.save(update_fields=["held_by", "held_at"])
    return found.pk


@command("sales.log_call", label=_("Log the call"), on=CallListEntry, icon="phone-call", primary=True)
def log_call(
    entry: CallListEntry,
    *,
    outcome: Annotated[str, Input(label=_("outcome"), kind=OUTCOMES)],
    note: Annotated[str, Input(label=_("note"), kind=LongText())] = "",
    due_at: Annotated[datetime | None, Input(label=_("call back at"))] = None,
    actor: Actor,
) -> CallListEntry:
    """Keep what came of a call. "Interested" makes a lead of them, or touches the one that they are."""
    entry.log(CallOutcome(outcome), actor.user_id, clock.now(), due_at)
    if note:
        entry.note = f"{entry.note}\n{note}".strip()
    if outcome == CallOutcome.INTERESTED:
        entry.lead = _lead_of(entry, note, actor)
    stamp(entry, adding=False)
    entry.save()
    told = CallLogged(
        call_list_id=entry.call_list_id, call_list=entry.call_list.name, outcome=outcome, note=note,
        attempt=entry.attempts, due_at=due_at if outcome == CallOutcome.CALLBACK else None, lead_id=entry.lead_id,
    )  # fmt: skip
    record(told, about=entry, actor=actor)
    if (
        entry.party_id is not None
        and outcome in TALKED
        and visible(Party.objects.filter(pk=entry.party_id), actor, "edit").exists()
    ):
        note_contact.run(entry.party_id, actor=actor)
    return entry


def _lead_of(entry: CallListEntry, note: str, actor: Actor) -> Lead:
    """The lead that an interested one is from now on; the caller answers for a new one."""
    if entry.lead is not None and entry.lead.is_open:
        return entry.lead
    values: dict[str, object] = {
        "name": entry.name, "phone": entry.phone, "organisation": entry.organisation, "need": note,
        "source": Source.COLD_CALL, "campaign": entry.call_list.campaign or entry.call_list.name[:100],
        "party": link_to(entry.party_id),
    }  # fmt: skip
    return capture(values, actor=actor).lead
