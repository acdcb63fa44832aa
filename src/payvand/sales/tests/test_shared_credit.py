"""Shared credit in the forecast: each share counts for whom it is given, and the whole stays the whole."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.culture.locale import DEFAULTS
from payvand.insight.engine import engine
from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.world import World, make_world
from payvand.sales.commands.forecast_snapshot import take_snapshots
from payvand.sales.forecast.credit import credit_by_period, credit_by_person
from payvand.sales.forecast.grid import Grid, grid_of
from payvand.sales.forecast.periods import Period, period
from payvand.sales.forecast.shares import moved
from payvand.sales.forecast.subjects import read_staff, subjects_for
from payvand.sales.models import ForecastSnapshot, Opportunity, PeriodKind
from payvand.sales.testing.opportunity import make_deal, make_way

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
AZAR = period(PeriodKind.MONTH, 1405, 9, DEFAULTS["fa"])
BOUNDS = (AZAR.start, AZAR.end)


@pytest.fixture
def world(transactional_db):
    with clock.at(NOW):
        yield make_world()
    engine.stop()


@pytest.fixture
def shared(world: World) -> Opportunity:
    """A deal of Ann's of 1001 Rial at 50 %, in whose credit Ben has a share of 30 %."""
    deal = make_deal(
        make_way().talks, "Shared", actor=world.actor("ann"), amount="IRR 1001", expected_close="2026-12-01"
    )
    split = {"opportunity": {"id": deal.pk}, "user": {"id": world.ben.pk}, "percent": "30"}
    create(named("sales.split"), split, actor=system())
    return deal


def test_shares_count_by_person_and_add_up_to_the_whole(world, shared):
    deals = Opportunity.objects.all()

    moves = list(moved(deals, [BOUNDS]))
    found = own(world, "company", AZAR)
    people = credit_by_person(found.by_person("IRR"), moves, "IRR", 0)

    whole = found.by_period("IRR")[0]
    assert {pk: one.pipeline for pk, one in people.items()} == {
        world.ann.pk: Decimal("700.7"),
        world.ben.pk: Decimal("300.3"),
    }
    assert sum(one.weighted for one in people.values()) == whole.weighted
    for who, credited in ((world.ben, "300.3"), (world.ann, "700.7")):
        sums = own(world, f"user:{who.pk}").by_period("IRR")
        assert credit_by_period(sums, moves, "IRR", who.pk)[0].pipeline == Decimal(credited)


def own(world: World, key: str, chosen: Period | None = None) -> Grid:
    alma = replace(world.actor("alma"), locale=DEFAULTS["fa"])
    subject = next(one for one in subjects_for(alma, read_staff()) if one.key == key)
    return grid_of(subject, [AZAR], chosen, actor=alma)


def test_shares_are_looked_for_by_the_shares_not_by_the_deals(world, shared):
    for number in range(30):
        make_deal(make_way(f"way {number}").talks, f"deal {number}", actor=world.actor("ann"), amount="IRR 1",
                  expected_close="2026-12-01")  # fmt: skip

    with CaptureQueriesContext(connection) as asked:
        found = list(moved(Opportunity.objects.all(), [BOUNDS]))
    plan = "\n".join(explained(query["sql"]) for query in asked)

    assert [one.sums.pipeline for one in found] == [Decimal("300.3")]
    # Where the deals drive, the plan begins with one of their indexes of days.
    assert "sales_opportunity_expected" not in plan and "sales_opportunity_closed" not in plan


def explained(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(("EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN ") + sql)
        return str(cursor.fetchall())


def test_a_snapshot_keeps_the_shares_and_knows_nothing_of_later_deals(world, shared):
    take_snapshots(NOW.date())
    Opportunity.objects.filter(pk=shared.pk).update(opened_on="2026-11-25")
    take_snapshots(datetime(2026, 11, 15, tzinfo=UTC).date())

    kept = ForecastSnapshot.objects.filter(calendar=world.ann.calendar)
    assert {(one.day, one.owner_id): one.pipeline for one in kept} == {
        (NOW.date(), world.ann.pk): Decimal("700.7"),
        (NOW.date(), world.ben.pk): Decimal("300.3"),
    }


def test_the_page_of_a_person_shows_the_share_and_opens_its_deal(world, shared, client):
    client.force_login(world.alma, backend="payvand.ui.authentication.PasswordBackend")

    page = client.get("/sales/forecast", {"of": f"user:{world.ben.pk}"}).content.decode()

    assert f"id+in+%28{shared.pk}%29" in page
