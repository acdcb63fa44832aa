"""The measures of selling on a handful of deals: right by hand, and each opens the deals behind it."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from payvand.culture.money import Money
from payvand.insight.engine import engine
from payvand.insight.figures import Table, measured
from payvand.insight.measure import all_measures, measure_named
from payvand.kernel.access import Actor
from payvand.kernel.objects import named
from payvand.kernel.query import Query, count, parse_where
from payvand.kernel.testing.world import World, make_world
from payvand.sales.testing.opportunity import make_deal, make_way

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db):
    yield make_world()
    engine.stop()


@pytest.fixture
def deals(world: World) -> World:
    """Ann: two won, one lost, one open. Cleo: one won. In Iran's calendar Ann's second is of another year."""
    way = make_way()
    ann, cleo = world.actor("ann"), world.actor("cleo")
    for actor, stage, name, opened, closed, amount in (
        (ann, way.won, "Chairs", "2025-01-01", "2025-03-20", "IRR 300"),
        (ann, way.won, "Tables", "2025-03-01", "2025-03-21", "IRR 500"),
        (ann, way.lost, "Lamps", "2025-02-01", "2025-03-11", "IRR 70"),
        (ann, way.talks, "Desks", "2025-03-05", "", "IRR 1000"),
        (cleo, way.won, "Doors", "2024-12-31", "2025-01-01", "IRR 9"),
    ):
        more = {"opened_on": opened, "amount": amount, "source": "referral"} | (
            {"closed_on": closed} if closed else {}
        )
        make_deal(stage, name, actor=actor, **more)
    return world


def total(name: str, actor: Actor, **more: object) -> object:
    found = ask(name, actor, **more)
    return found.total[0].value if found.total else None


def ask(name: str, actor: Actor, **more) -> Table:
    return measured(measure_named(name), actor=actor, **more)


def rial(amount: int | str) -> Money:
    return Money(amount=Decimal(amount), currency="IRR")


EXPECTED = {
    "sales.won_count": Decimal(3),
    "sales.won_value": rial(809),
    "sales.average_deal": rial("269.6667"),
    "sales.win_rate": Decimal(75),
    "sales.lost_count": Decimal(1),
    "sales.lost_value": rial(70),
    # 78, 20 and 1 days.
    "sales.mean_cycle_days": Decimal(33),
    "sales.median_cycle_days": Decimal(20),
    "sales.slow_cycle_days": Decimal("54.8"),
    "sales.new_count": Decimal(5),
    "sales.open_count": Decimal(1),
    "sales.pipeline_value": rial(1000),
    "sales.weighted_value": rial(500),
}


def test_measures_are_what_they_say(deals):
    alma = deals.actor("alma")

    assert {name: total(name, alma) for name in EXPECTED} == EXPECTED


def test_a_seller_counts_own_deals_only(deals):
    assert total("sales.won_count", deals.actor("ann")) == 2
    assert total("sales.won_count", deals.actor("cleo")) == 1
    assert total("sales.won_count", deals.actor("ben")) == 2


def test_a_period_means_the_day_of_closing(deals):
    quarter = (date(2025, 1, 1), date(2025, 3, 21))

    assert total("sales.won_value", deals.actor("alma"), period=quarter) == rial(309)


def test_by_manager_and_stage(deals):
    managers = ask("sales.won_value", deals.actor("alma"), by=["manager"])
    stages = ask("sales.pipeline_value", deals.actor("alma"), by=["pipeline", "stage_position", "stage"])

    assert {row.keys[0].label: row.value for row in managers.rows} == {"Ben": rial(800), "none": rial(9)}
    assert [[key.label for key in row.keys] for row in stages.rows] == [["Sales", "1", "Talks"]]


def test_every_measure_opens_its_deals_by_every_dimension(deals):
    alma, opportunities = deals.actor("alma"), named("sales.opportunity")
    dimensions = (
        "owner",
        "team",
        "branch",
        "pipeline",
        "source",
        "customer",
        "sector",
        "lost_reason",
        "opened_on.month",
    )

    for measure in all_measures():
        if measure.of != opportunities.name:
            continue
        for dimension in dimensions:
            found = measured(measure, by=[dimension], actor=alma)
            for row in (*found.rows, *found.total):
                where = parse_qs(urlsplit(row.href).query).get("where", [""])[0]
                behind = Query(where=parse_where(where, opportunities, alma.locale))
                assert count(opportunities, behind, alma, None) == row.records, (
                    measure.name,
                    dimension,
                    where,
                )
