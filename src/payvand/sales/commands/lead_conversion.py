"""Turns a lead into somebody in the register and a deal with them, in one transaction."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.folding import fold
from payvand.culture.money import Money
from payvand.kernel import clock
from payvand.kernel.access import Actor, visible
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, Match
from payvand.kernel.facts import record
from payvand.kernel.kinds import Item, Link, Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.objects import named
from payvand.kernel.records import create, suspects
from payvand.parties.commands import give_consent, note_contact, relate
from payvand.parties.models import Party, PartyKind
from payvand.sales.commands.lead import may_go_on, written
from payvand.sales.facts.lead import LeadConverted, OpenedFromLead
from payvand.sales.models import Lead, Opportunity, Pipeline, Stage, StageCategory

PARTY = Link(target="parties.party", fold="name_fold")
PIPELINE = Link(target="sales.pipeline")


@command("sales.convert_lead", label=_("Convert"), on=Lead, icon="transform", applies=may_go_on)
def convert_lead(
    lead: Lead,
    *,
    party: Annotated[
        Reference | None,
        Input(
            label=_("customer"),
            kind=PARTY,
            help=_("Left empty, the register is searched by phone and e-mail."),
        ),
    ] = None,
    new_party: Annotated[
        bool, Input(label=_("somebody new"), help=_("Even where the register has somebody alike."))
    ] = False,
    organisation: Annotated[
        Reference | None,
        Input(label=_("organisation"), kind=PARTY, help=_("Left empty, the lead's own is found or made.")),
    ] = None,
    opportunity: Annotated[str, Input(label=_("name of the deal"))] = "",
    amount: Annotated[Money | None, Input(label=_("amount"))] = None,
    pipeline: Annotated[Reference | None, Input(label=_("pipeline"), kind=PIPELINE)] = None,
    actor: Actor,
) -> Opportunity:
    """Make a customer and a deal of a lead; all of it or nothing."""
    person, is_new = _party(lead, party, actor, new_party=new_party)
    customer = _customer(lead, person, organisation, actor)
    deal = _deal(lead, customer, person, opportunity, amount, _first_stage(pipeline), actor)
    lead.convert(person, deal, today_in(actor.locale))
    told = LeadConverted(
        party_id=person.pk, party=person.name, opportunity_id=deal.pk, opportunity=deal.name, new_party=is_new
    )
    record(told, about=written(lead), actor=actor)
    origin = OpenedFromLead(
        lead_id=lead.pk, lead=lead.name, source=lead.source, campaign=lead.campaign,
        days=(clock.now() - lead.created_at).days,
    )  # fmt: skip
    record(origin, about=deal, actor=actor)
    return deal


def _party(lead: Lead, chosen: Reference | None, actor: Actor, *, new_party: bool) -> tuple[Party, bool]:
    """Who the lead is in the register, and whether they were added just now."""
    if chosen is not None:
        return _seen(chosen, actor, "party"), False
    if not new_party:
        if lead.party_id is not None:
            return _seen(Reference(id=lead.party_id), actor, "party"), False
        found = alike(lead, actor)
        if len(found) == 1:
            return _seen(Reference(id=found[0].id), actor, "party"), False
        if found:
            names = ", ".join(match.title for match in found)
            raise DomainError(
                "several_parties", _("Several may be this one: %(names)s. Choose the customer.") % {"names": names},
                "party",
            )  # fmt: skip
    return _new_party(lead, actor), True


def alike(lead: Lead, actor: Actor) -> list[Match]:
    """The parties with the lead's phone or e-mail, as far as the actor may see them."""
    values: dict[str, object] = {}
    if lead.phone:
        values["phones"] = (Item(value=lead.phone),)
    if lead.email:
        values["emails"] = (Item(value=lead.email),)
    return suspects(named("parties.party"), values, actor)


def _seen(chosen: Reference, actor: Actor, field: str) -> Party:
    """A party that the actor may see. Raises DomainError for none."""
    meant: dict[str, object] = {"pk": chosen.id} if chosen.id else {"name_fold": fold(chosen.label)}
    found = visible(Party.objects.current().filter(**meant), actor).first()
    if not isinstance(found, Party):
        raise DomainError("no_such_party", _("There is no such party, or you may not see it."), field)
    return found


def _new_party(lead: Lead, actor: Actor) -> Party:
    """The person whom the lead tells of; whoever answers for the lead answers for them."""
    values: dict[str, object] = {
        "kind": PartyKind.PERSON, "name": lead.name, "phones": lead.phone, "emails": lead.email,
        "job_title": lead.job_title, "province": lead.province, "city": lead.city, "need": lead.need,
        "source": lead.source, "first_touch": lead.campaign or lead.code,
        "first_touch_on": lead.created_at.date(), **_owners(lead),
    }  # fmt: skip
    given = {name: value for name, value in values.items() if value not in ("", None)}
    made = create(named("parties.party"), given, actor=actor, allow_duplicate=True)
    assert isinstance(made, Party)
    if lead.responded_at is not None:
        note_contact.run(made.pk, on=lead.responded_at.date(), actor=actor)
    if lead.consented_at is not None:
        day = lead.consented_at.date()
        for contact in filter(None, (lead.phone, lead.email)):
            give_consent.run(made.pk, contact=contact, source=str(lead), on=day, actor=actor)
    return made


def _owners(lead: Lead) -> dict[str, object]:
    owners = {"owner": lead.owner_id, "team": lead.team_id}
    return {name: Reference(id=pk) for name, pk in owners.items() if pk}


def _customer(lead: Lead, person: Party, chosen: Reference | None, actor: Actor) -> Party:
    """Who buys: the organisation where there is one, else the person. A new organisation gets its person related."""
    if person.is_organisation:
        return person
    if chosen is not None:
        return _employed(person, _seen(chosen, actor, "organisation"), actor)
    if person.organisation_id is not None:
        employer = visible(Party.objects.filter(pk=person.organisation_id), actor).first()
        return employer if isinstance(employer, Party) else person
    if not lead.organisation:
        return person
    known = visible(Party.objects.current(), actor).filter(
        kind=PartyKind.ORGANISATION, name_fold=fold(lead.organisation)
    )
    found = known.order_by("id").first()
    if not isinstance(found, Party):
        values = {
            "kind": PartyKind.ORGANISATION,
            "name": lead.organisation,
            "source": lead.source,
            **_owners(lead),
        }
        given = {name: value for name, value in values.items() if value}
        found = create(named("parties.party"), given, actor=actor, allow_duplicate=True)
        assert isinstance(found, Party)
    return _employed(person, found, actor)


def _employed(person: Party, organisation: Party, actor: Actor) -> Party:
    """The organisation, where the person works from now on as far as the register knew of nothing."""
    if person.organisation_id is None and person.pk != organisation.pk and organisation.is_organisation:
        relate.run(person.pk, kind="works_at", other=Reference(id=organisation.pk), actor=actor)
    return organisation


def _first_stage(chosen: Reference | None) -> Stage:
    """The first open stage of the chosen pipeline, or of the first one. Raises DomainError where there is none."""
    pipelines = Pipeline.objects.current().order_by("position", "id")
    if chosen is not None:
        pipelines = pipelines.filter(**({"pk": chosen.id} if chosen.id else {"name": chosen.label}))
    stages = Stage.objects.current().filter(pipeline=pipelines.first(), category=StageCategory.OPEN)
    first = stages.order_by("position", "id").first()
    if not isinstance(first, Stage):
        raise DomainError("no_stage", _("There is no pipeline with an open stage for the deal."), "pipeline")
    return first


def _deal(
    lead: Lead, customer: Party, person: Party, name: str, amount: Money | None, stage: Stage, actor: Actor
) -> Opportunity:
    """The deal in its first stage; whoever answers for the lead answers for it."""
    values: dict[str, object] = {
        "name": name or lead.organisation or lead.name, "party": Reference(id=customer.pk),
        "stage": Reference(id=stage.pk), "source": lead.source, "campaign": lead.campaign, **_owners(lead),
    }  # fmt: skip
    if person.pk != customer.pk:
        values["contact"] = Reference(id=person.pk)
    if amount is not None:
        values["amount"] = amount
    elif lead.budget is not None:
        values["amount"] = Money(amount=lead.budget, currency=lead.budget_currency)
    given = {field: value for field, value in values.items() if value not in ("", None)}
    made = create(named("sales.opportunity"), given, actor=actor, allow_duplicate=True)
    assert isinstance(made, Opportunity)
    return made
