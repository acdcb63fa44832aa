"""What stages and pipelines ask for, and what holds for them."""

from decimal import Decimal

import pytest

from payvand.kernel.errors import Invalid
from payvand.kernel.objects import named
from payvand.kernel.records import archive, create, delete, update
from payvand.kernel.testing.world import World, make_world
from payvand.parties.testing import make_organisation, make_person
from payvand.sales.commands.checklist import tick_off, untick
from payvand.sales.commands.opportunity import (
    change_pipeline,
    move_to_stage,
    win_opportunity,
)
from payvand.sales.testing.opportunity import (
    Way,
    again,
    facts_of,
    link,
    make_deal,
    make_way,
    refused,
    stays_of,
)

pytestmark = pytest.mark.django_db

DEALS = "sales.opportunity"


@pytest.fixture
def way() -> Way:
    return make_way()


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def alma(world):
    return world.actor("alma")


def test_a_stage_of_another_pipeline_is_reached_by_changing_the_pipeline_only(way, alma):
    other = make_way("Exports")
    deal = make_deal(way.talks)

    assert (
        refused("other_pipeline", move_to_stage.run, deal.pk, actor=alma, stage=link(other.talks)).field
        == "stage"
    )
    refused("other_pipeline", update, named(DEALS), deal.pk, {"stage": link(other.talks)}, actor=alma)
    change_pipeline.run(deal.pk, actor=alma, pipeline=link(other.pipeline))

    assert again(deal).stage == other.new
    assert stays_of(deal) == [("Talks", False), ("New", True)]


def test_a_stage_asks_for_its_fields_and_names_each_that_is_missing(way, alma):
    update(
        named("sales.stage"), way.offer.pk, {"requirements": "amount; party; decider; products"}, actor=alma
    )
    deal = make_deal(way.talks)

    with pytest.raises(Invalid) as asked:
        move_to_stage.run(deal.pk, actor=alma, stage=link(way.offer))

    assert {error.field for error in asked.value.errors} == {"amount", "party", "decider", "products"}
    assert again(deal).stage == way.talks


def test_a_deal_that_brings_everything_goes_on(way, alma):
    update(
        named("sales.stage"), way.offer.pk, {"requirements": "amount; party; decider; products"}, actor=alma
    )
    deal = make_deal(way.talks, party=link(make_organisation()))
    line = {"opportunity": link(deal), "description": "Chair", "quantity": 40, "unit_price": "IRR 5,000"}
    create(named("sales.opportunityline"), line, actor=alma)
    person = {"opportunity": link(deal), "party": link(make_person()), "role": "decider"}
    create(named("sales.stakeholder"), person, actor=alma)

    move_to_stage.run(deal.pk, actor=alma, stage=link(way.offer))

    assert (again(deal).stage, again(deal).amount) == (way.offer, Decimal(200_000))


def test_a_checklist_is_done_before_a_deal_goes_on_but_not_before_it_is_lost(way, alma):
    update(named("sales.stage"), way.talks.pk, {"checklist": "Call the decider; Send samples"}, actor=alma)
    deal, other = make_deal(way.talks), make_deal(way.talks, "Ten desks")
    tick_off.run(deal.pk, actor=alma, item="Call the decider")

    assert "Send samples" in str(
        refused("checklist_open", move_to_stage.run, deal.pk, actor=alma, stage=link(way.offer))
    )
    move_to_stage.run(other.pk, actor=alma, stage=link(way.new))
    tick_off.run(deal.pk, actor=alma, item="Send samples")
    move_to_stage.run(deal.pk, actor=alma, stage=link(way.offer))

    assert again(deal).stage == way.offer
    assert again(other).stage == way.new


def test_a_tick_may_be_taken_back_and_is_told_once(way, alma):
    update(named("sales.stage"), way.talks.pk, {"checklist": "Call the decider"}, actor=alma)
    deal = make_deal(way.talks)

    tick_off.run(deal.pk, actor=alma, item="Call the decider")
    tick_off.run(deal.pk, actor=alma, item="Call the decider")
    untick.run(deal.pk, actor=alma, item="Call the decider")

    assert facts_of(deal) == ["record.created", "sales.checklist_done", "sales.checklist_undone"]
    refused("checklist_open", win_opportunity.run, deal.pk, actor=alma)


@pytest.mark.parametrize("act", [archive, delete])
def test_a_stage_with_deals_in_it_stays(way, alma, act):
    make_deal(way.talks)

    error = refused("stage_in_use", act, named("sales.stage"), way.talks.pk, actor=alma)

    assert "Talks" in str(error)
    archive(named("sales.stage"), way.offer.pk, actor=alma)


def test_the_category_of_a_stage_with_deals_does_not_turn(way, alma):
    make_deal(way.talks)

    refused("stage_in_use", update, named("sales.stage"), way.talks.pk, {"category": "won"}, actor=alma)
