"""The forecast page: what it shows to whom, the lists behind its figures, and how leaders steer by it."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.insight.engine import engine
from payvand.kernel import clock
from payvand.kernel.objects import named
from payvand.kernel.query import Query, count, parse_where
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import make_world
from payvand.sales.forecast.grid import grid_of
from payvand.sales.forecast.subjects import read_staff, subjects_for
from payvand.sales.models import ForecastOverride, Target
from payvand.sales.pages.forecast_grid import Figures, Pen
from payvand.sales.tests.test_forecast import AZAR, FA, NOW, make_deal, stages

pytestmark = pytest.mark.django_db(transaction=True)

# The stages are those of the forecast's own tests.
__all__ = ["stages"]


@pytest.fixture
def world(transactional_db):
    with clock.at(NOW):
        yield make_world()
    engine.stop()


def test_the_page_shows_the_reader_s_own_forecast(client, world, stages):
    make_deal(stages, world.ann, 100, clock.now().date().isoformat(), forecast="commit")
    make_deal(stages, world.cleo, 9999, clock.now().date().isoformat())
    client.force_login(world.ann)

    page = client.get("/sales/forecast")

    text = page.content.decode()
    assert page.status_code == 200
    assert ">100</a>" in text and "9,999" not in text
    assert "forecast+is+commit" in text
    assert "Set the target" not in text


@pytest.mark.parametrize("by", ["month", "quarter", "year", "nonsense"])
@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_every_sort_of_period_is_shown_in_every_language(client, world, stages, by, language):
    calendar = {"fa": "jalali", "ar": "hijri", "en": "gregorian"}[language]
    type(world.alma).objects.filter(pk=world.alma.pk).update(language=language, calendar=calendar)
    client.force_login(world.alma)

    assert client.get("/sales/forecast", {"by": by, "year": "x"}).status_code == 200


def test_the_lists_behind_the_figures_hold_the_deals_that_were_counted(client, world, stages):
    today = clock.now().date().isoformat()
    for forecast in ("commit", "best_case", "pipeline", "omitted"):
        make_deal(stages, world.ann, 100, today, forecast=forecast)
    make_deal(stages, world.ann, 100, stage="won", closed_on=today)
    asked = AZAR
    subject = next(
        one for one in subjects_for(world.actor("alma"), read_staff()) if one.key == f"team:{world.north.pk}"
    )
    alma = replace(world.actor("alma"), locale=FA)
    sums = grid_of(subject, [asked], actor=alma).by_period("IRR")
    cells = Pen(locale=FA, currency="IRR").cells(Figures(sums=sums[0]), subject, asked)

    counted = []
    for cell in cells[1:5]:
        where = parse_where(parse_qs(urlsplit(cell.href).query)["where"][0], named("sales.opportunity"), FA)
        query = Query(columns=("name",), where=where)
        counted.append(count(named("sales.opportunity"), query, world.actor("alma")))

    assert counted == [1, 1, 1, 3]


def test_a_leader_steers_by_the_page_and_a_seller_is_told_no(client, world, stages):
    asked = {"of": f"user:{world.ann.pk}", "by": "month", "amount": "250", "note": "safe", "currency": "IRR"}
    client.force_login(world.ben)
    client.post("/sales/forecast/steer", asked | {"deed": "target"})
    client.post("/sales/forecast/steer", asked | {"deed": "override"})
    client.post("/sales/forecast/steer", asked | {"deed": "override", "amount": "lots"})
    seen = client.get("/sales/forecast", {"of": asked["of"]}).content.decode()
    client.post("/sales/forecast/steer", asked | {"deed": "drop"})
    client.force_login(world.ann)
    client.post("/sales/forecast/steer", asked | {"deed": "target", "amount": "1"})

    assert Target.objects.get().amount == 250
    assert "Let the deals count again" in seen and "safe" in seen
    assert not ForecastOverride.objects.exists()


def test_the_changes_come_as_a_part(client, world, stages):
    make_deal(stages, world.ann, 100, clock.now().date().isoformat())
    client.force_login(world.ann)

    part = client.get("/sales/forecast/changes")

    assert part.status_code == 200
    assert "deal of Ann 100" in part.content.decode() and "<html" not in part.content.decode()


def test_a_stranger_has_no_forecast(client, world):
    client.force_login(world.stranger)

    assert client.get("/sales/forecast").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_people(client, world, stages):
    client.force_login(world.alma)

    def queries():
        # What is remembered for a second would be asked for now and then.
        forget_everything()
        with CaptureQueriesContext(connection) as found:
            client.get("/sales/forecast", {"of": "company"})
        return len(found)

    make_deal(stages, world.ann, 1, clock.now().date().isoformat())
    few = queries()
    for owner in (world.ben, world.cleo, world.alma):
        make_deal(stages, owner, 1, clock.now().date().isoformat())

    assert queries() == few


def test_weak_deals_come_with_their_reasons_the_largest_first(client, world, stages):
    today = clock.now().date().isoformat()
    make_deal(stages, world.ann, 100, today)
    make_deal(stages, world.ann, 700, "2026-01-05")
    make_deal(stages, world.ann, 900, today, forecast="omitted")
    make_deal(stages, world.cleo, 800, today)
    client.force_login(world.ann)

    text = client.get("/sales/forecast/weak").content.decode()

    assert text.index("deal of Ann 700") < text.index("deal of Ann 100")
    assert "no next step" in text and "should have closed" in text
    assert "900" not in text and "800" not in text


def test_the_page_says_of_when_its_figures_are(client, world, stages):
    client.force_login(world.alma)

    assert "As of " in client.get("/sales/forecast").content.decode()


def test_people_come_a_page_at_a_time(client, world, stages, monkeypatch):
    monkeypatch.setattr("payvand.sales.pages.forecast_view.PEOPLE", 2)
    today = clock.now().date().isoformat()
    for owner in (world.ann, world.ben, world.cleo):
        make_deal(stages, owner, 10, today)
    client.force_login(world.alma)

    first = client.get("/sales/forecast", {"of": "company"}).content.decode()
    second = client.get("/sales/forecast", {"of": "company", "people": "2"}).content.decode()
    beyond = client.get("/sales/forecast", {"of": "company", "people": "99"}).content.decode()

    assert "1 to 2 of 3" in first and "people=2" in first
    assert "3 to 3 of 3" in second and "people=1" in second
    assert "3 to 3 of 3" in beyond
