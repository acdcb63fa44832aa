"""Takes in whoever may become a customer: one lead for each, however often and by whatever way they are heard of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, process
from payvand.kernel.commands import Input, command
from payvand.kernel.db import engine
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Choice, Email, Item, LongText, Option, PhoneNumber, Reference
from payvand.kernel.models import Batch
from payvand.kernel.objects import Written, named
from payvand.kernel.records import create, find_matches, update
from payvand.parties.models import Source
from payvand.sales.commands.lead import written as kept
from payvand.sales.facts.lead import LeadTouched, LeadWoke
from payvand.sales.models import Lead

SOURCES = Choice(options=tuple(Option(value=value, label=label) for value, label in Source.choices))
# What a repeat may add to a lead that has nothing there yet.
ADDED = (
    "phone",
    "email",
    "organisation",
    "job_title",
    "province",
    "city",
    "need",
    "source",
    "campaign",
    "code",
)


@dataclass(frozen=True, kw_only=True)
class Captured:
    """The lead that somebody is, and whether it was made just now."""

    lead: Lead
    is_new: bool


@command("sales.capture_lead", label=_("Capture a lead"), action="create", icon="user-plus")
def capture_lead(
    *,
    name: Annotated[str, Input(label=_("name"))],
    phone: Annotated[str, Input(label=_("phone"), kind=PhoneNumber())] = "",
    email: Annotated[str, Input(label=_("e-mail"), kind=Email())] = "",
    organisation: Annotated[str, Input(label=_("organisation"))] = "",
    job_title: Annotated[str, Input(label=_("job title"))] = "",
    need: Annotated[str, Input(label=_("need"), kind=LongText())] = "",
    source: Annotated[str, Input(label=_("source"), kind=SOURCES)] = "",
    campaign: Annotated[str, Input(label=_("campaign"))] = "",
    code: Annotated[str, Input(label=_("code"))] = "",
    actor: Actor,
) -> Lead:
    """Make a lead of somebody, or touch the open one that they are already. One of phone and e-mail is needed."""
    if not phone and not email:
        raise DomainError(
            "unreachable", _("A phone or an e-mail is needed: else nobody can answer."), "phone"
        )
    values = {
        "name": name, "phone": phone, "email": email, "organisation": organisation, "job_title": job_title,
        "need": need, "source": source, "campaign": campaign, "code": code,
    }  # fmt: skip
    return capture(values, actor=actor).lead


def capture(values: Mapping[str, object], *, actor: Actor) -> Captured:
    """One lead for whoever has this phone or e-mail: the open one that there is, or a new one.

    It looks at all leads, whoever may see them: a repeat must not make a second lead because a colleague has the first.
    """
    leads = named("sales.lead")
    with transaction.atomic():
        engine().take_turn("sales.lead_capture")
        phone, email = str(values.get("phone") or ""), str(values.get("email") or "")
        found = (
            Lead.objects.open()
            .reached_by(phone, email)
            .order_by("-id")
            .select_for_update(of=("self",), no_key=True)
            .first()
        )
        if isinstance(found, Lead):
            return Captured(lead=_touch(found, values, actor), is_new=False)
        given = {name: value for name, value in values.items() if value not in ("", None)}
        made = create(leads, given, actor=actor, allow_duplicate=True)
        assert isinstance(made, Lead)
        return Captured(lead=made, is_new=True)


def _touch(lead: Lead, values: Mapping[str, object], actor: Actor) -> Lead:
    """Note that a lead was heard of again; what was not known of it is filled in."""
    wakes, slept = lead.touch(clock.now()), lead.wake_on
    if wakes:
        lead.open_again(None)
    told = LeadTouched(
        source=str(values.get("source") or ""), campaign=str(values.get("campaign") or ""),
        need=str(values.get("need") or ""),
    )  # fmt: skip
    record(told, about=kept(lead), actor=actor)
    if wakes:
        record(LeadWoke(wake_on=slept), about=lead, actor=actor)
    news = lead.missing({name: values.get(name) for name in ADDED})
    if news:
        # Whoever sends a form may not edit leads, and need not.
        update(named("sales.lead"), lead.pk, news, actor=process("sales.capture"))
        lead.refresh_from_db()
    return lead


def know_parties(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001 - the seam
    """Link new leads to whom the register knows by their phone or e-mail, where that is one party beyond doubt."""
    made = [
        one.record
        for one in written
        if one.did == "created" and isinstance(one.record, Lead) and one.record.party_id is None
    ]
    now = clock.now()
    for lead in made:
        lead.touched_at = lead.touched_at or now
    known = _parties_of(made, actor)
    for lead, party in zip(made, known, strict=True):
        lead.party_id = party
    Lead.objects.bulk_update(made, ["party", "touched_at"], batch_size=500)


def _parties_of(leads: Sequence[Lead], actor: Actor) -> list[int | None]:
    """The one party that has a lead's phone or e-mail, as far as the actor may see it; None for none or several."""
    parties = named("parties.party")
    phones = [{"phones": (Item(value=lead.phone),) if lead.phone else ()} for lead in leads]
    emails = [{"emails": (Item(value=lead.email),) if lead.email else ()} for lead in leads]
    pairs = zip(
        find_matches(parties, ["phones"], phones, actor),
        find_matches(parties, ["emails"], emails, actor),
        strict=True,
    )
    return [
        next(iter(both)) if len(both := by_phone | by_email) == 1 else None for by_phone, by_email in pairs
    ]


def link_to(pk: int | None) -> Reference | None:
    """A reference to a record, or none."""
    return Reference(id=pk) if pk else None
