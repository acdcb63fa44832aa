"""Deals as sets: their lines and shares, and imports that bring deals with their past."""

from datetime import date

import pytest

from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import create, delete, write_many
from payvand.kernel.testing.world import World, make_world
from payvand.sales.models import Opportunity, StageChange
from payvand.sales.models.company_day import company_today
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


def test_priced_lines_make_the_amount_and_others_leave_it(way, alma):
    deal = make_deal(way.talks, amount="IRR 77")
    line = {"opportunity": link(deal), "description": "Chair", "quantity": 3}
    create(named("sales.opportunityline"), line, actor=alma)
    assert again(deal).amount == 77

    priced = create(
        named("sales.opportunityline"), {**line, "unit_price": "IRR 1,000", "discount": 10}, actor=alma
    )
    create(named("sales.opportunityline"), {**line, "unit_price": "IRR 50"}, actor=alma)
    assert again(deal).amount == 2_850
    delete(named("sales.opportunityline"), priced.pk, actor=alma)

    assert again(deal).amount == 150


def test_lines_in_two_currencies_and_lines_about_nothing_are_refused(way, alma):
    deal = make_deal(way.talks)
    line = {"opportunity": link(deal), "description": "Chair", "unit_price": "IRR 10"}
    create(named("sales.opportunityline"), line, actor=alma)

    refused(
        "two_currencies", create, named("sales.opportunityline"), {**line, "unit_price": "USD 10"}, actor=alma
    )
    nothing = {"opportunity": link(deal), "unit_price": "IRR 10"}
    assert refused("required", create, named("sales.opportunityline"), nothing, actor=alma).field == "product"
    refused("too_small", create, named("sales.opportunityline"), {**line, "quantity": 0}, actor=alma)


def test_nobody_shares_more_than_the_whole(way, alma, world):
    deal = make_deal(way.talks)
    share = {"opportunity": link(deal), "user": link(world.ben), "percent": 60}
    create(named("sales.split"), share, actor=alma)

    error = refused(
        "over_shared",
        create,
        named("sales.split"),
        {**share, "user": link(world.cleo), "percent": 41},
        actor=alma,
    )

    assert error.field == "percent"


def test_a_set_that_comes_with_its_past_keeps_it(way, alma):
    rows = [
        {
            "name": "A",
            "stage": link(way.won),
            "opened_on": "2017-01-01",
            "closed_on": "2017-02-20",
            "amount": "USD 10",
        },
        {"name": "B", "stage": link(way.lost), "opened_on": "2017-01-05", "closed_on": "2017-02-01"},
        {"name": "C", "stage": link(way.talks), "opened_on": "2017-01-07"},
    ]

    outcomes, batch = write_many(named(DEALS), rows, actor=alma)

    won, lost, talks = (Opportunity.objects.get(pk=outcome.id) for outcome in outcomes)
    assert batch is not None
    assert won.days_open(company_today()) == 50
    assert [stays_of(deal) for deal in (won, lost, talks)] == [
        [("Won", True)],
        [("Lost", True)],
        [("Talks", True)],
    ]
    assert facts_of(won) == ["record.created", "sales.opportunity_won"]
    assert facts_of(lost) == ["record.created", "sales.opportunity_lost"]
    assert StageChange.objects.get(opportunity=talks).entered_at.date() == date(2017, 1, 7)


def test_a_set_that_moves_deals_on_keeps_the_days_that_it_tells(way, alma):
    deal = make_deal(way.offer, opened_on="2017-01-01", reference="X1")
    other = make_deal(way.offer, opened_on="2017-01-01", reference="X2")
    rows = [
        {"reference": "X1", "stage": link(way.won), "closed_on": "2017-02-20"},
        {"reference": "X2", "stage": link(way.lost), "closed_on": "2017-02-21"},
    ]

    outcomes, _batch = write_many(named(DEALS), rows, actor=alma, match=[["reference"]])

    assert [outcome.did for outcome in outcomes] == ["updated", "updated"], outcomes
    first, last = StageChange.objects.filter(opportunity=deal).order_by("id")
    assert (first.entered_at.date(), first.left_at) == (date(2017, 1, 1), last.entered_at)
    assert last.entered_at.date() == date(2017, 2, 20)
    assert facts_of(other)[-2:] == ["sales.stage_entered", "sales.opportunity_lost"]


def test_a_bulk_write_of_deals_counts_as_work_on_each(way, alma):
    deals = [make_deal(way.talks) for _each in range(3)]
    deliver_all()
    Opportunity.objects.filter(pk__in=[deal.pk for deal in deals]).update(last_activity_on=None)

    ids = [deal.pk for deal in deals[:2]]
    write_many(named(DEALS), [{"name": "Renamed"}] * 2, ids=ids, actor=alma, mode="update")
    deliver_all()

    assert [again(deal).last_activity_on for deal in deals] == [company_today(), company_today(), None]
