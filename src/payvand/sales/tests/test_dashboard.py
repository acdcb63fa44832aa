"""The dashboard of sales and the API of measures: what they show to whom, in which words, and what they refuse."""

import re
from urllib.parse import quote

import pytest

from payvand.insight.engine import engine
from payvand.kernel.access.tokens import issue
from payvand.kernel.models import Right, Scope
from payvand.kernel.testing.world import World, make_role, make_user, make_world, narrow
from payvand.sales.testing.opportunity import make_deal, make_way

pytestmark = pytest.mark.django_db(transaction=True)

BACKEND = "payvand.ui.authentication.PasswordBackend"


@pytest.fixture
def world(transactional_db):
    yield make_world()
    engine.stop()


@pytest.fixture
def deals(world: World) -> World:
    """Three won deals of this year's spring in two currencies, one lost, one open."""
    way = make_way()
    ann, cleo = world.actor("ann"), world.actor("cleo")
    for actor, stage, name, closed, amount in (
        (ann, way.won, "Chairs", "2025-03-20", "IRR 30000000"),
        (ann, way.won, "Tables", "2025-03-21", "IRR 50000000"),
        (cleo, way.won, "Doors", "2025-04-02", "USD 12"),
        (ann, way.lost, "Lamps", "2025-03-11", "IRR 70"),
        (ann, way.talks, "Desks", "", "IRR 1000"),
    ):
        more = {"closed_on": closed} if closed else {}
        make_deal(stage, name, actor=actor, opened_on="2025-01-01", amount=amount, **more)
    return world


def page_of(client, user, **params: str) -> str:
    client.force_login(user, backend=BACKEND)
    answer = client.get("/insight/sales", params)
    assert answer.status_code == 200
    return str(answer.content.decode())


def tile(page: str, label: str) -> str:
    found = re.search(rf'{label}</span>\s*<span class="tile-value"><bdi>(.*?)</bdi>', page)
    assert found, label
    return found[1]


SPRING = {"period": "own", "from": "2025-03-01", "to": "2025-04-30"}


def test_tiles_and_charts_of_a_period_of_ones_own(deals, client):
    page = page_of(client, deals.alma, **SPRING)

    assert tile(page, "won deals") == "3"
    assert tile(page, "won value") == "80.0 million Rial"
    assert tile(page, "win rate") == "75%"
    assert "12.00 USD" in page or "12 USD" in page
    assert "In another currency" in page
    assert "As of" in page
    assert page.count("time-chart") >= 2


def test_a_seller_sees_own_figures(deals, client):
    assert tile(page_of(client, deals.cleo, **SPRING), "won deals") == "1"


def test_a_filter_narrows_and_stays_in_the_links(deals, client):
    page = page_of(client, deals.alma, **SPRING, owner=str(deals.cleo.pk))

    assert tile(page, "won deals") == "1"
    assert quote(f'owner is "{deals.cleo.pk}"').replace("%20", "+") in page


def test_what_an_address_asks_for_wrongly_is_said(deals, client):
    client.force_login(deals.alma, backend=BACKEND)

    for params in (
        {"period": "next blue moon"},
        {"period": "own", "from": "2025-04-30", "to": "2025-03-01"},
        {"period": "own", "from": "somewhen", "to": ""},
        {"owner": "-1"},
    ):
        answer = client.get("/insight/sales", params)
        assert answer.status_code == 400, params
        assert 'role="alert"' in answer.content.decode()


def test_without_deals_the_page_says_what_it_is_for(world, client):
    assert "Nothing to count yet" in page_of(client, world.alma)


def test_whoever_may_see_no_deal_has_no_dashboard(world, client):
    client.force_login(world.stranger, backend=BACKEND)

    assert client.get("/insight/sales").status_code == 403
    assert "No dashboard for you" in client.get("/insight").content.decode()


def test_an_unknown_dashboard_is_missing(world, client):
    client.force_login(world.alma, backend=BACKEND)

    assert client.get("/insight/weather").status_code == 404


def test_the_api_lists_measures_with_their_definitions(world, client):
    listed = client.get("/api/v1/measures", headers={"Authorization": f"Bearer {issue('ann')}"}).json()[
        "measures"
    ]
    nothing = client.get("/api/v1/measures", headers={"Authorization": f"Bearer {issue('stranger')}"}).json()

    share = next(one for one in listed if one["name"] == "sales.win_rate")
    assert share["kind"] == "percent"
    assert {"owner", "month", "fiscal_year", "lost_reason"} <= {*share["dimensions"]}
    assert nothing == {"measures": []}


def test_the_api_cuts_in_the_calendar_that_is_asked_for(deals, client):
    token = {"Authorization": f"Bearer {issue('alma')}"}
    jalali = client.get(
        "/api/v1/measures/sales.won_count?by=year,owner&calendar=jalali", headers=token
    ).json()
    gregorian = client.get("/api/v1/measures/sales.won_count?by=year", headers=token).json()

    assert [(row["keys"]["year"]["value"], row["keys"]["owner"]["label"], row["value"]) for row in jalali["rows"]] == [
        ("2024-03-20", "Ann", 1), ("2025-03-21", "Ann", 1), ("2025-03-21", "Cleo", 1),
    ]  # fmt: skip
    assert [row["value"] for row in gregorian["rows"]] == [3]
    assert jalali["as_of"].endswith("Z")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("sales.nothing", 404),
        ("sales.won_count?by=colour", 400),
        ("sales.won_count?where=colour+is+red", 400),
        ("sales.won_count?period=whenever", 422),
        ("sales.won_count?calendar=mayan", 400),
        ("sales.open_count?period=this+month", 400),
        ("sales.won_count?wher=x", 400),
    ],
)
def test_the_api_refuses_by_name(world, client, address, status):
    answer = client.get(f"/api/v1/measures/{address}", headers={"Authorization": f"Bearer {issue('alma')}"})

    assert answer.status_code == status
    assert answer.json()["code"]


def test_a_field_that_is_hidden_takes_its_tiles_away_and_leaves_the_others(deals, client):
    role = make_role("Blind", Scope.ALL)
    user = make_user("blind", None, [role])
    narrow(role, "sales.opportunity", "amount", Right.HIDDEN)

    page = page_of(client, user, **SPRING)

    assert tile(page, "won deals") == "3"
    assert "won value" not in page
