"""The course of a deal: moving on, winning, losing, taking up again, and the history that is kept of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from payvand.culture.locale import default_for
from payvand.culture.money import Money
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, Invalid
from payvand.kernel.facts import FACTS
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import World, make_world
from payvand.parties.testing import make_organisation, make_person
from payvand.sales.commands.opportunity import (
    lose_opportunity,
    move_to_stage,
    reopen_opportunity,
    wake_opportunity,
    win_opportunity,
)
from payvand.sales.commands.party import new_opportunity
from payvand.sales.models import Opportunity
from payvand.sales.models.company_day import company_today
from payvand.sales.testing.opportunity import (
    Way,
    again,
    facts_of,
    link,
    make_deal,
    make_reason,
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


def test_a_new_deal_is_weighed_by_its_stage_and_begins_its_history(way):
    deal = make_deal(way.talks, amount="IRR 1,000,000")

    assert (deal.chance, deal.weighted) == (Decimal(50), Decimal(500_000))
    assert deal.opened_on == company_today()
    assert stays_of(deal) == [("Talks", True)]


def test_what_the_seller_says_goes_before_what_was_learned_and_the_stage(way, alma):
    deal = make_deal(way.talks, amount="IRR 1,000,000")

    update(named(DEALS), deal.pk, {"probability": 90}, actor=alma)

    assert (again(deal).chance, again(deal).weighted) == (Decimal(90), Decimal(900_000))


def test_a_move_is_told_once_and_closes_the_stay_before(way, alma):
    deal = make_deal(way.new)

    move_to_stage.run(deal.pk, actor=alma, stage=link(way.offer))

    assert again(deal).stage == way.offer
    assert stays_of(deal) == [("New", False), ("Offer", True)]
    assert facts_of(deal) == ["record.created", "sales.stage_entered"]


def test_a_plain_write_of_the_stage_keeps_the_history_too(way, alma):
    deal = make_deal(way.new)

    update(named(DEALS), deal.pk, {"stage": link(way.talks)}, actor=alma)

    assert stays_of(deal) == [("New", False), ("Talks", True)]
    assert facts_of(deal) == ["record.created", "record.updated", "sales.stage_entered"]


def test_winning_closes_the_deal_for_certain(way, alma):
    deal = make_deal(way.new, amount="IRR 500", opened_on=company_today() - timedelta(days=12))

    win_opportunity.run(deal.pk, actor=alma)

    won = again(deal)
    assert (won.stage, won.closed_on, won.chance, won.weighted) == (
        way.won,
        company_today(),
        Decimal(100),
        Decimal(500),
    )
    assert won.forecast == "closed"
    told = Fact.objects.get(name="sales.opportunity_won")
    assert (told.payload["on"], told.payload["days_open"]) == (str(company_today()), 12)
    assert Decimal(told.payload["amount"]["amount"]) == 500


def test_a_won_deal_is_not_moved_back(way, alma):
    deal = make_deal(way.new)
    win_opportunity.run(deal.pk, actor=alma)

    said = refused("not_applicable", move_to_stage.run, deal.pk, actor=alma, stage=link(way.new))
    plain = refused("won_already", update, named(DEALS), deal.pk, {"stage": link(way.new)}, actor=alma)

    assert str(said) == "This deal is won already."
    assert plain.field == "stage"
    assert again(deal).stage == way.won


def test_the_second_who_wins_is_told_that_it_is_won(way, alma):
    deal = make_deal(way.new)
    win_opportunity.run(deal.pk, actor=alma)

    assert (
        str(refused("not_applicable", win_opportunity.run, deal.pk, actor=alma))
        == "This deal is won already."
    )
    assert facts_of(deal).count("sales.opportunity_won") == 1


@pytest.mark.parametrize(("days", "code"), [(1, "in_future"), (-40, "closed_before_opened")])
def test_a_deal_is_won_neither_tomorrow_nor_before_it_began(way, alma, days, code):
    deal = make_deal(way.new, opened_on=company_today() - timedelta(days=10))

    error = refused(code, win_opportunity.run, deal.pk, actor=alma, on=company_today() + timedelta(days=days))

    assert error.field == "on"
    assert again(deal).is_open


def test_a_loss_says_why_to_whom_and_when_to_try_again(way, alma):
    deal, reason = make_deal(way.talks), make_reason()
    rival = create(named("sales.competitor"), {"name": "Rival Co"}, actor=alma)
    later = company_today() + timedelta(days=90)

    lose_opportunity.run(
        deal.pk,
        actor=alma,
        reason=link(reason),
        note="They wanted oak.",
        competitor=link(rival),
        wake_on=later,
    )

    lost = again(deal)
    assert (lost.lost_reason, lost.competitor, lost.lost_note, lost.wake_on) == (
        reason,
        rival,
        "They wanted oak.",
        later,
    )
    assert (lost.chance, lost.forecast) == (Decimal(0), "omitted")
    payload = Fact.objects.get(name="sales.opportunity_lost").payload
    assert (payload["reason"], payload["competitor"], payload["wake_on"]) == (
        "Too dear",
        "Rival Co",
        str(later),
    )


def test_a_loss_without_note_is_refused(way, alma):
    deal, reason = make_deal(way.talks), make_reason()

    error = refused("required", lose_opportunity.run, deal.pk, actor=alma, reason=link(reason), note="  ")

    assert error.field == "note"
    assert again(deal).is_open


def test_dropping_a_deal_on_lost_asks_for_reason_and_note_together(way, alma):
    deal = make_deal(way.talks)

    with pytest.raises(Invalid) as asked:
        move_to_stage.run(deal.pk, actor=alma, stage=link(way.lost))

    assert {error.field for error in asked.value.errors} == {"reason", "note"}


def test_a_plain_write_into_lost_asks_for_the_reason_too(way, alma):
    deal = make_deal(way.talks)

    with pytest.raises(Invalid) as asked:
        update(named(DEALS), deal.pk, {"stage": link(way.lost)}, actor=alma)

    assert {error.field for error in asked.value.errors} == {"lost_reason", "lost_note"}
    assert again(deal).is_open


def test_trying_again_comes_after_the_loss(way, alma):
    deal, reason = make_deal(way.talks), make_reason()
    inputs = {"reason": link(reason), "note": "No budget.", "wake_on": company_today()}

    assert refused("wakes_too_early", lose_opportunity.run, deal.pk, actor=alma, **inputs).field == "wake_on"


def test_reopening_brings_a_deal_back_to_where_it_stood(way, alma):
    deal = make_deal(way.new)
    move_to_stage.run(deal.pk, actor=alma, stage=link(way.offer))
    lose_opportunity.run(deal.pk, actor=alma, reason=link(make_reason()), note="Gone.")

    reopen_opportunity.run(deal.pk, actor=alma, reason="They called back.")

    back = again(deal)
    assert (back.stage, back.closed_on, back.lost_reason, back.lost_note) == (way.offer, None, None, "")
    assert facts_of(deal)[-2:] == ["sales.stage_entered", "sales.opportunity_reopened"]


def test_only_roles_with_the_right_reopen(way, world, alma):
    ann = world.actor("ann")
    deal = make_deal(way.new, actor=ann)
    win_opportunity.run(deal.pk, actor=ann)

    with pytest.raises(Denied):
        reopen_opportunity.run(deal.pk, actor=ann, reason="A mistake.")
    reopen_opportunity.run(deal.pk, actor=alma, reason="A mistake.")

    assert again(deal).is_open


def test_an_open_deal_has_no_closing_day(way, alma):
    refused("not_closed", make_deal, way.talks, closed_on=company_today())


@pytest.mark.parametrize("amount", ["-5", "100000000000000000000"])
def test_amounts_that_cannot_be_are_refused_by_name(way, alma, amount):
    with pytest.raises(Invalid) as error:
        make_deal(way.talks, amount=amount)

    assert [one.field for one in error.value.errors] == ["amount"]


def test_a_thousand_million_million_rial_are_kept(way):
    deal = make_deal(way.talks, amount=Money(amount=Decimal(10) ** 15, currency="IRR"))

    assert (again(deal).amount, again(deal).weighted) == (Decimal(10) ** 15, Decimal(5) * 10**14)


def test_each_postponement_is_counted(way, alma):
    deal = make_deal(way.talks, expected_close=date(2026, 3, 1))

    for day in ("2026-04-01", "2026-03-15", "2026-05-01"):
        update(named(DEALS), deal.pk, {"expected_close": day}, actor=alma)

    assert again(deal).slips == 2


def test_a_deal_begins_on_the_page_of_its_customer(way, alma):
    firm = make_organisation("Kian")
    sara = make_person("Sara", organisation=firm)

    deal = new_opportunity.run(sara.pk, actor=alma, name="Forty chairs", of=named("parties.party"))

    assert isinstance(deal, Opportunity)
    assert (deal.party_id, deal.contact_id, deal.stage) == (firm.pk, sara.pk, way.new)


def test_a_lost_deal_wakes_once(way, alma):
    deal = make_deal(way.talks)
    soon = company_today() + timedelta(days=1)
    lose_opportunity.run(deal.pk, actor=alma, reason=link(make_reason()), note="No budget.", wake_on=soon)

    wake_opportunity.run(deal.pk, actor=system())

    assert facts_of(deal)[-1] == "sales.opportunity_woke"
    refused("not_asleep", wake_opportunity.run, deal.pk, actor=system())


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_every_fact_of_a_deal_is_told_in_words(way, alma, language):
    deal = make_deal(way.new, amount="IRR 500")
    move_to_stage.run(deal.pk, actor=alma, stage=link(way.offer))
    lose_opportunity.run(deal.pk, actor=alma, reason=link(make_reason()), note="Gone.")
    reopen_opportunity.run(deal.pk, actor=alma, reason="They called back.")
    win_opportunity.run(deal.pk, actor=alma)

    told = {
        fact.name: FACTS[fact.name].text(fact.payload, default_for(language))
        for fact in Fact.objects.filter(object=DEALS, subject_id=deal.pk).exclude(name__startswith="record.")
    }

    assert set(told) == {
        "sales.stage_entered",
        "sales.opportunity_lost",
        "sales.opportunity_reopened",
        "sales.opportunity_won",
    }
    assert all(told.values())
    assert "Gone." in told["sales.opportunity_lost"]
