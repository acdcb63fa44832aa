"""The published figures of the Maven data, by measures, by the API and on screen; each opens its deals."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from payvand.culture.money import Money
from payvand.insight.engine import engine
from payvand.insight.figures import Figure, measured
from payvand.insight.measure import measure_named
from payvand.kernel.access import actor_of
from payvand.kernel.access.tokens import issue
from payvand.kernel.objects import named
from payvand.kernel.query import Query, count, parse_where
from payvand.kernel.testing.world import make_user
from payvand.sales.testing.maven import import_maven

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]

YEAR = (date(2017, 1, 1), date(2018, 1, 1))
QUARTERS = {
    "2017-01-01": 1_134_672,
    "2017-04-01": 3_086_111,
    "2017-07-01": 2_982_255,
    "2017-10-01": 2_802_496,
}
MANAGERS = {
    "Melvin Marxen": 2_251_930,
    "Summer Sewald": 1_964_750,
    "Celia Rouche": 1_603_897,
    "Rocco Neubert": 1_960_545,
    "Cara Losch": 1_130_049,
    "Dustin Brinkmann": 1_094_363,
}


@pytest.fixture
def boss(data):
    """An administrator, after the files came in."""
    import_maven(data)
    yield make_user("boss", None, [], is_administrator=True)
    engine.stop()


def test_the_published_figures(boss, client: Client):
    actor = actor_of(boss)
    deals = named("sales.opportunity")

    def behind(figure: Figure) -> int:
        where = parse_qs(urlsplit(figure.href).query).get("where", [""])[0]
        return count(deals, Query(where=parse_where(where, deals, actor.locale)), actor, None)

    def whole(name: str) -> Figure:
        (figure,) = measured(measure_named(name), actor=actor).total
        assert behind(figure) == figure.records
        return figure

    assert whole("sales.won_count").value == 4238
    assert whole("sales.win_rate").value == Decimal("63.15")
    assert whole("sales.mean_cycle_days").value == Decimal("51.78")
    assert amount(whole("sales.won_value")) == 10_005_534
    assert whole("sales.new_count").records == 8800

    quarters = measured(measure_named("sales.won_value"), by=["quarter"], period=YEAR, actor=actor)
    assert {row.keys[0].value: amount(row) for row in quarters.rows} == QUARTERS
    managers = measured(measure_named("sales.won_value"), by=["manager"], actor=actor)
    assert {row.keys[0].label: amount(row) for row in managers.rows} == MANAGERS
    assert all(behind(row) == row.records for row in (*quarters.rows, *managers.rows))

    told_by_the_api(client)
    shown_on_screen(boss, client)


def amount(figure: Figure) -> Decimal:
    """The bare amount of a figure in money."""
    assert isinstance(figure.value, Money)
    assert figure.value.currency == "USD"
    return figure.value.amount


def told_by_the_api(client: Client) -> None:
    token = {"Authorization": f"Bearer {issue('boss')}"}
    by_quarter = client.get("/api/v1/measures/sales.won_value?by=quarter&period=2017", headers=token).json()
    share = client.get("/api/v1/measures/sales.win_rate", headers=token).json()

    assert {
        row["keys"]["quarter"]["value"]: int(row["value"]["amount"]) for row in by_quarter["rows"]
    } == QUARTERS
    assert share["total"][0]["value"] == "63.15"
    for row in by_quarter["rows"]:
        found = client.get(
            "/api/v1/sales/opportunity", {"where": row["where"], "count": "all", "limit": "1"}, headers=token
        ).json()
        assert found["count"] == row["records"]


def shown_on_screen(boss, client: Client) -> None:
    client.force_login(boss, backend="payvand.ui.authentication.PasswordBackend")
    page = client.get(
        "/insight/sales", {"period": "own", "from": "2017-01-01", "to": "2017-12-31"}
    ).content.decode()

    for label, shown in (("won deals", "4,238"), ("win rate", "63.2%"), ("sales cycle", "51.8 days")):
        assert re.search(
            rf"{label}</span>\s*<span class=\"tile-value\"><bdi>{re.escape(shown)}</bdi>", page
        ), label
    assert "10.0 million US dollar" in page or "10.0 million USD" in page
    link = re.search(r'class="tile" href="(/sales/opportunity\?[^"]+)"', page)
    assert link
    listed = client.get(link[1].replace("&amp;", "&"))
    assert listed.status_code == 200
    assert "4,238" in listed.content.decode()
