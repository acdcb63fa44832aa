"""The course of deals as measures: how long they wait, come back and drop off; each figure opens its stays."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from payvand.culture.money import Money
from payvand.insight.engine import engine
from payvand.insight.figures import measured
from payvand.insight.measure import all_measures, measure_named
from payvand.kernel import clock
from payvand.kernel.access.tokens import issue
from payvand.kernel.commands import command_named
from payvand.kernel.objects import named
from payvand.kernel.query import Query, count, parse_where
from payvand.kernel.records import archive
from payvand.kernel.testing.world import World, make_world
from payvand.sales.models import StageChange
from payvand.sales.testing.opportunity import Way, link, make_deal, make_reason, make_way

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2025, 3, 1, 9, tzinfo=UTC)
BACKEND = "payvand.ui.authentication.PasswordBackend"


@pytest.fixture
def world(transactional_db):
    yield make_world()
    engine.stop()


@pytest.fixture
def way(world: World) -> Way:
    return make_way()


@pytest.fixture
def courses(world: World, way: Way) -> World:
    """Days of Ann's deals: New 4, Talks 6, New 2 and lost; New 10 and won. Cleo's is lost after a day of Talks."""
    ann, cleo = world.actor("ann"), world.actor("cleo")
    too_dear = make_reason()
    with clock.at(START):
        first = make_deal(way.new, "Chairs", actor=ann, amount="IRR 100")
        second = make_deal(way.new, "Tables", actor=ann, amount="IRR 300")
        third = make_deal(way.talks, "Doors", actor=cleo)
    lose = {"reason": link(too_dear), "note": "Too dear"}
    for day, name, deal, inputs, actor in (
        (1, "lose_opportunity", third, lose, cleo),
        (4, "move_to_stage", first, {"stage": link(way.talks)}, ann),
        (10, "move_to_stage", first, {"stage": link(way.new)}, ann),
        (10, "win_opportunity", second, {}, ann),
        (12, "lose_opportunity", first, lose, ann),
    ):
        with clock.at(START + timedelta(days=day)):
            command_named(f"sales.{name}").run(deal.pk, **inputs, actor=actor)
    return world


def by_stage(name: str, world: World, who: str = "alma", **more) -> dict[str, object]:
    found = measured(measure_named(name), by=["stage"], actor=world.actor(who), **more)
    return {row.keys[0].label: row.value for row in found.rows}


def test_a_stage_tells_how_long_deals_stay_come_back_and_drop_off(courses):
    assert by_stage("sales.stage_days", courses) == {"New": Decimal(4), "Talks": Decimal("3.5")}
    assert by_stage("sales.slow_stage_days", courses) == {"New": Decimal("7.6"), "Talks": Decimal(5)}
    assert by_stage("sales.stage_entries", courses) == {"New": 3, "Talks": 2}
    assert by_stage("sales.stage_returns", courses) == {"New": 1}
    assert by_stage("sales.stage_return_rate", courses)["Talks"] == 0
    assert by_stage("sales.stage_drop_off", courses) == {"New": Decimal("33.33"), "Talks": Decimal(50)}
    assert by_stage("sales.stage_conversion", courses) == {"New": Decimal("66.67"), "Talks": Decimal(0)}
    assert by_stage("sales.stage_losses", courses) == {"New": 1, "Talks": 1}


def test_a_period_means_the_day_on_which_the_stage_was_left(courses):
    span = (date(2025, 3, 2), date(2025, 3, 6))

    assert by_stage("sales.stage_days", courses, period=span) == {"New": Decimal(4), "Talks": Decimal(1)}


def test_the_stays_of_a_deal_out_of_sight_count_for_nobody(courses, way):
    assert by_stage("sales.stage_entries", courses, "cleo") == {"Talks": 1}

    archive(
        named("sales.opportunity"),
        StageChange.objects.get(opportunity__name="Doors", left_at=None).opportunity_id,
        actor=courses.actor("cleo"),
    )

    assert by_stage("sales.stage_entries", courses, "cleo") == {}


def test_every_figure_opens_its_stays(courses):
    alma, stays = courses.actor("alma"), named("sales.stagechange")

    for measure in [one for one in all_measures() if one.of == stays.name]:
        for dimension in ("stage", "pipeline", "owner", "lost_reason", "went_on_to", "entered_at.month"):
            found = measured(measure, by=[dimension], actor=alma)
            assert found.total
            for row in (*found.rows, *found.total):
                where = parse_qs(urlsplit(row.href).query)["where"][0]
                behind = Query(where=parse_where(where, stays, alma.locale))
                assert count(stays, behind, alma, None) == row.records, (measure.name, dimension, where)


def test_the_api_cuts_stays_by_jalali_months(courses, client):
    token = {"Authorization": f"Bearer {issue('alma')}"}
    address = "/api/v1/measures/sales.stage_entries?by=entered_at.month&calendar=jalali"

    rows = client.get(address, headers=token).json()["rows"]

    assert [(row["keys"]["entered_at.month"]["value"], row["value"]) for row in rows] == [("2025-02-19", 5)]


def test_velocity_is_open_deals_times_rate_times_amount_by_days(courses, way):
    now = clock.now()
    for days, stage, amount in ((20, way.won, "IRR 500"), (40, way.won, "IRR 700"), (5, way.lost, "IRR 1")):
        make_deal(
            stage, f"Deal of {days}", amount=amount,
            opened_on=(now - timedelta(days=100)).date(), closed_on=(now - timedelta(days=100 - days)).date(),
        )  # fmt: skip
    for number in range(3):
        make_deal(way.talks, f"Open {number}", amount="IRR 1000")

    found = measured(measure_named("sales.velocity"), actor=courses.actor("alma"))

    # 3 open x 2/3 won x 600 a deal / 30 days.
    assert [row.value for row in found.total] == [Money(amount=Decimal(40), currency="IRR")]


def test_the_dashboards_are_narrowed_each_part_by_its_own_dimension(courses, client):
    client.force_login(courses.alma, backend=BACKEND)
    span = {"period": "own", "from": "2025-03-01", "to": "2025-04-30", "language": "en"}

    whole = client.get("/insight/course", span).content.decode()
    cleos = client.get("/insight/course", span | {"owner": str(courses.cleo.pk)}).content.decode()
    people = client.get("/insight/people", span).content.decode()

    assert "Half of the stays take at most" in whole
    assert "<bdi>New</bdi>" in whole
    assert "<bdi>New</bdi>" not in cleos
    assert "Too dear" in cleos
    assert 'class="grid-chart"' in whole
    assert "Why deals are lost, by owner" in people
