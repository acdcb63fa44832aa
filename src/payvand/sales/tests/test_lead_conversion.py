"""A lead becomes somebody in the register and a deal: all of it or nothing, and once."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact, Grant, Role
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import make_world
from payvand.parties.models import ContactPoint, Party, Relation
from payvand.parties.testing import make_dora, make_organisation, make_person
from payvand.sales.commands.lead import respond_to_lead
from payvand.sales.commands.lead_conversion import convert_lead
from payvand.sales.models import Lead, Opportunity, Pipeline
from payvand.sales.testing.lead import make_lead
from payvand.sales.testing.opportunity import make_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    make_way()
    return make_world()


def converted(lead: Lead, actor, **inputs: object) -> Opportunity:
    deal = convert_lead.run(lead.pk, actor=actor, of=named("sales.lead"), **inputs)
    assert isinstance(deal, Opportunity)
    lead.refresh_from_db()
    return deal


@pytest.mark.requirement("S4-55", "S0-3")
def test_new_person_new_organisation_and_a_deal_in_the_first_stage(world):
    ann = world.actor("ann")
    lead = make_lead(
        "Sara Karimi", actor=ann, phone="09121234567", email="sara@kian.ir", organisation="Kian Trading",
        job_title="Buyer", source="exhibition", campaign="Fair 1404", budget="2500000",
    )  # fmt: skip
    respond_to_lead.run(lead.pk, actor=ann)

    deal = converted(lead, ann)

    sara, kian = Party.objects.get(kind="person"), Party.objects.get(kind="organisation")
    assert (lead.status, lead.party, lead.opportunity) == ("converted", sara, deal)
    assert (deal.party, deal.contact, deal.amount, deal.owner) == (kian, sara, Decimal(2_500_000), world.ann)
    assert (deal.source, deal.campaign, deal.name) == ("exhibition", "Fair 1404", "Kian Trading")
    assert deal.stage.category == "open"
    assert (sara.organisation, sara.source, sara.owner) == (kian, "exhibition", world.ann)
    assert sara.last_contact_on == clock.now().date()
    assert Relation.objects.get().kind == "works_at"
    assert set(ContactPoint.objects.values_list("party", "value")) == {
        (sara.pk, "+989121234567"), (sara.pk, "sara@kian.ir"),
    }  # fmt: skip
    assert Fact.objects.get(name="sales.lead_converted", party_id=sara.pk).payload["new_party"] is True
    assert Fact.objects.get(name="sales.opened_from_lead", party_id=kian.pk).subject_id == deal.pk


def test_whom_the_register_has_is_found_by_phone(world):
    dora, ann = make_dora(world), world.actor("ann")
    lead = make_lead("D. Ahmadi", actor=ann, phone="09121234567")

    deal = converted(lead, ann)

    assert (lead.party, deal.party, deal.contact) == (dora, dora, None)
    assert Party.objects.count() == 1


def test_organisation_is_found_by_its_name_however_it_is_written(world):
    ann = world.actor("ann")
    company = make_organisation("شركت كيان", actor=ann)
    lead = make_lead("Sara", actor=ann, phone="09121234567", organisation="شرکت کیان")

    deal = converted(lead, ann)

    assert deal.party == company
    assert Party.objects.organisations().count() == 1


def test_several_who_may_be_the_same_are_named_and_one_is_chosen(world):
    ann = world.actor("ann")
    first, second = (make_person(name, phones="09121234567", actor=ann) for name in ("Sara A", "Sara B"))
    lead = make_lead("Sara", actor=ann, phone="09121234567")

    with pytest.raises(DomainError) as refused:
        convert_lead.run(lead.pk, actor=ann)
    untouched = Lead.objects.get(pk=lead.pk)
    deal = converted(lead, ann, party=Reference(id=second.pk))

    assert (refused.value.code, refused.value.field) == ("several_parties", "party")
    assert "Sara A" in str(refused.value)
    assert untouched.status == "new"
    assert deal.party == second
    assert first.pk != second.pk


def test_somebody_new_is_made_where_that_is_wanted(world):
    dora, ann = make_dora(world), world.actor("ann")
    lead = make_lead("Brother of Dora", actor=ann, phone="09121234567")

    deal = converted(lead, ann, new_party=True, opportunity="Ovens", pipeline=None)

    assert deal.party not in (None, dora)
    assert deal.name == "Ovens"


def test_converting_twice_makes_one_deal(world):
    ann = world.actor("ann")
    lead = make_lead("Sara", actor=ann, phone="09121234567")
    converted(lead, ann)

    with pytest.raises(DomainError) as refused:
        convert_lead.run(lead.pk, actor=world.actor("alma"))

    assert str(refused.value) == "This lead was converted already."
    assert Opportunity.objects.count() == 1


def test_verb_itself_refuses_a_second_time(world):
    ann = world.actor("ann")
    lead = make_lead("Sara", actor=ann, phone="09121234567")
    deal = converted(lead, ann)

    assert lead.party is not None
    with pytest.raises(DomainError) as refused:
        lead.convert(lead.party, deal, date(2025, 6, 1))

    assert refused.value.code == "converted_already"


def test_without_a_stage_nothing_is_made(world):
    Pipeline.objects.update(archived_at=clock.now())
    ann = world.actor("ann")
    lead = make_lead("Sara", actor=ann, phone="09121234567")

    with pytest.raises(DomainError) as refused:
        convert_lead.run(lead.pk, actor=ann)

    assert refused.value.field == "pipeline"
    assert not Party.objects.exists()
    assert Lead.objects.get(pk=lead.pk).status == "new"


def test_who_may_make_no_deals_makes_no_customer_either(world):
    ann = world.actor("ann")
    lead = make_lead("Sara", actor=ann, phone="09121234567")
    Grant.objects.create(
        role=Role.objects.get(name="Seller"), object="sales.opportunity", action="create", scope="none"
    )
    forget_everything()

    with pytest.raises(Denied):
        convert_lead.run(lead.pk, actor=world.actor("ann"))

    assert not Party.objects.exists()


def test_both_timelines_tell_of_it(world):
    ann = world.actor("ann")
    lead = make_lead("Sara", actor=ann, phone="09121234567")
    deal = converted(lead, ann)

    names = set(Fact.objects.filter(party_id=lead.party_id).values_list("name", flat=True))

    assert {"sales.lead_converted", "sales.opened_from_lead", "record.created"} <= names
    assert deal.party == lead.party


@pytest.mark.django_db(transaction=True)
def test_two_who_convert_at_once_make_one_deal():
    make_way()
    world = make_world()
    lead = make_lead("Sara", actor=world.actor("ann"), phone="09121234567")
    actors, outcomes = [world.actor("ann"), world.actor("alma")], []

    def convert(actor: Actor) -> None:
        try:
            convert_lead.run(lead.pk, actor=actor)
            outcomes.append("converted")
        except DomainError as error:
            outcomes.append(error.code)
        connection.close()

    running = [threading.Thread(target=convert, args=(actor,)) for actor in actors]
    for one in running:
        one.start()
    for one in running:
        one.join(timeout=60)

    assert sorted(outcomes) == ["converted", "not_applicable"]
    assert Opportunity.objects.count() == Party.objects.count() == 1
