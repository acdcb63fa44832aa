"""The page of a deal and the tab of its customer: path, figures, weak points, and what leads on."""

import pytest
from django.test import Client

from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import World, make_world
from payvand.parties.testing import make_organisation, make_person
from payvand.sales.commands.estimate import learn
from payvand.sales.models import Opportunity
from payvand.sales.testing.opportunity import Way, link, make_deal, make_way
from payvand.sales.weaknesses import weaknesses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    return make_way()


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def page(world) -> Client:
    client = Client()
    client.force_login(world.alma)
    return client


def read(page: Client, address: str) -> str:
    answer = page.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_page_shows_the_path_the_figures_and_what_is_weak(way, page):
    deal = make_deal(way.talks, amount="IRR 1,000,000", expected_close="2020-01-01")

    text = read(page, f"/sales/opportunity/{deal.pk}")

    assert f"/sales/opportunity/{deal.pk}/move_to_stage?stage={way.offer.pk}" in text
    assert "500,000" in text
    assert "no next step" in text
    assert "no decider is known" in text


@pytest.mark.parametrize("tab", ["people", "products", "checklist", "probability"])
def test_every_tab_opens_empty_and_filled(way, page, world, tab):
    update(named("sales.stage"), way.talks.pk, {"checklist": "Send samples"}, actor=world.actor("alma"))
    deal = make_deal(way.talks)
    read(page, f"/sales/opportunity/{deal.pk}?tab={tab}")
    person = {"opportunity": link(deal), "party": link(make_person()), "role": "decider"}
    create(named("sales.stakeholder"), person, actor=world.actor("alma"))
    line = {"opportunity": link(deal), "description": "Chair", "quantity": 4, "unit_price": "IRR 9"}
    create(named("sales.opportunityline"), line, actor=world.actor("alma"))
    share = {"opportunity": link(deal), "user": link(world.ben), "percent": 30}
    create(named("sales.split"), share, actor=world.actor("alma"))

    text = read(page, f"/sales/opportunity/{deal.pk}?tab={tab}")

    expected = {
        "people": "Ben 30%",
        "products": "Chair",
        "checklist": "Send samples",
        "probability": "Not learned yet",
    }
    assert expected[tab] in text


def test_a_customer_shows_its_deals_with_their_sums_to_those_who_may_see_them(way, page, world):
    firm = make_organisation("Kian", actor=world.actor("ann"))
    make_deal(way.talks, "Open one", party=link(firm), amount="IRR 700")
    make_deal(way.won, "Won one", party=link(firm), amount="IRR 300")
    seller = Client()
    seller.force_login(world.ann)

    text = read(page, f"/parties/party/{firm.pk}?tab=opportunities")
    other = read(seller, f"/parties/party/{firm.pk}?tab=opportunities")

    assert "Open one" in text
    assert "Won one" in text
    assert "Open one" not in other
    assert "No deal yet" in other


def test_a_deal_that_is_looked_after_is_not_weak_and_closed_ones_never_are(way, world):
    sound = make_deal(way.talks, next_step="Call", next_step_on="2099-01-01", expected_close="2099-01-01")
    closed = make_deal(way.won, "Done")
    person = {"opportunity": link(sound), "party": Reference(id=make_person().pk), "role": "decider"}
    create(named("sales.stakeholder"), person, actor=world.actor("alma"))

    assert weaknesses_of(Opportunity.objects.filter(pk__in=[sound.pk, closed.pk])) == {}


def test_weak_points_take_the_same_queries_however_many_deals(way, django_assert_max_num_queries):
    for number in range(6):
        make_deal(way.talks, f"Deal {number}")

    with django_assert_max_num_queries(3):
        found = weaknesses_of(Opportunity.objects.all())

    assert {one.sign for signs in found.values() for one in signs} == {"no_next_step", "no_decider"}


def test_the_page_of_probabilities_says_why_they_are_not_used(page):
    assert "Nothing was learned yet" in read(page, "/sales/win-probability")
    learn()

    assert "too few deals are closed" in read(page, "/sales/win-probability")


def test_strangers_do_not_see_the_page_of_probabilities(world):
    client = Client()
    client.force_login(world.stranger)

    assert client.get("/sales/win-probability").status_code == 403
