"""The grid of a forecast: the same sums by measures, by the database, and by the lists behind the figures."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.culture.locale import DEFAULTS, Language
from payvand.culture.money import Money
from payvand.insight.engine import engine
from payvand.insight.figures import measured
from payvand.insight.measure import measure_named
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Right, Role
from payvand.kernel.testing.world import World, make_world, narrow
from payvand.sales.forecast.counted import COLUMNS
from payvand.sales.forecast.grid import Grid, grid_of
from payvand.sales.forecast.periods import Period, period, periods_of
from payvand.sales.forecast.subjects import Subject, read_staff, subjects_for
from payvand.sales.forecast.sums import FIGURES, Sums, summed
from payvand.sales.models import Opportunity, PeriodKind
from payvand.sales.testing.opportunity import Way, make_deal, make_way

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FA = DEFAULTS["fa"]
AZAR = period(PeriodKind.MONTH, 1405, 9, FA)


@pytest.fixture
def world(transactional_db):
    with clock.at(NOW):
        yield make_world()
    engine.stop()


@pytest.fixture
def way(world) -> Way:
    return make_way()


def deal(way: Way, actor: Actor, amount: str, expected="2026-12-01", *, stage="", **more) -> Opportunity:
    given = {"amount": amount, "expected_close": expected, "opened_on": "2026-01-01"} | more
    return make_deal(getattr(way, stage or "talks"), f"deal of {amount}", actor=actor, **given)


@pytest.fixture
def deals(world: World, way: Way) -> World:
    """Every sort of deal, at the edges of months, quarters and years of three calendars, in two currencies."""
    ann, ben, cleo = map(world.actor, ("ann", "ben", "cleo"))
    for forecast in ("commit", "best_case", "pipeline", "omitted"):
        for actor, amount in ((ann, "IRR 101"), (ben, "IRR 7"), (cleo, "USD 5.25")):
            deal(way, actor, amount, forecast=forecast)
    for day in (
        "2026-03-20",
        "2026-03-21",
        "2026-06-21",
        "2026-11-21",
        "2026-12-31",
        "2027-01-01",
        "2027-03-20",
    ):
        deal(way, ann, "IRR 1000000000000001", day)
        deal(way, cleo, "IRR 3", day, stage="won", closed_on=day)
    deal(way, ben, "IRR 900", stage="lost", closed_on="2026-11-22")
    deal(way, ben, "", "2026-12-02")
    return world


def reader(world: World, who: str, language: Language = "fa") -> Actor:
    return replace(world.actor(who), locale=DEFAULTS[language])


def subject(actor: Actor, key: str) -> Subject:
    return next(one for one in subjects_for(actor, read_staff()) if one.key == key)


def grid(world: World, periods, chosen: Period | None = None, language: Language = "fa") -> Grid:
    alma = reader(world, "alma", language)
    return grid_of(subject(alma, "company"), periods, chosen, actor=alma)


def test_each_deal_counts_in_its_column_and_its_period(world, way):
    ann = world.actor("ann")
    for amount, forecast in ((100, "commit"), (30, "best_case"), (7, "pipeline"), (1000, "omitted")):
        deal(way, ann, f"IRR {amount}", forecast=forecast)
    deal(way, ann, "IRR 500", stage="won", closed_on="2026-11-22")
    deal(way, ann, "IRR 900", stage="lost", closed_on="2026-11-22")
    deal(way, ann, "IRR 11", "2026-12-22")

    found = grid(world, periods_of(PeriodKind.MONTH, 1405, FA)).by_period("IRR")

    azar, dey = found[8], found[9]
    assert [azar.closed, azar.commit, azar.best_case, azar.pipeline] == [500, 100, 30, 137]
    # Half of 100, of 30 and of 7, each in whole Rial.
    assert azar.weighted == 50 + 15 + 4
    assert azar.expected == 600
    assert dey.pipeline == 11
    # What was lost or left out counts nowhere.
    assert sum(one.deals for one in found) == 5


def test_the_last_day_of_a_month_is_in_it_and_the_next_is_not(world, way):
    deal(way, world.actor("ann"), "IRR 1", AZAR.last.isoformat())
    deal(way, world.actor("ann"), "IRR 10", AZAR.end.isoformat())

    found = grid(world, periods_of(PeriodKind.MONTH, 1405, FA), AZAR)

    assert found.by_person("IRR") == {world.ann.pk: Sums(pipeline=Decimal(1), weighted=Decimal(1), deals=1)}


def test_another_currency_is_not_added(world, way):
    deal(way, world.actor("ann"), "USD 5")

    found = grid(world, periods_of(PeriodKind.MONTH, 1405, FA), AZAR)

    assert found.by_person("IRR") == {}
    assert found.by_person("USD")[world.ann.pk].pipeline == 5
    assert found.currencies == ["USD"]


@pytest.mark.parametrize("kind", [*PeriodKind])
def test_measures_and_the_database_agree_in_every_calendar(deals, kind):
    years: dict[Language, int] = {"fa": 1405, "ar": 2026, "en": 2026}
    for language, year in years.items():
        periods = periods_of(kind, year, DEFAULTS[language])
        bounds = [(one.start, one.end) for one in periods]
        chosen = next(one for one in periods if one.covers(date(2026, 12, 1)))

        found = grid(deals, periods, chosen, language)

        rows = summed(Opportunity.objects.current(), bounds)
        for currency in ("IRR", "USD"):
            own = [one for one in rows if one.currency == currency]
            assert found.by_period(currency) == [
                sum((one.sums for one in own if one.at == at), Sums()) for at in range(len(periods))
            ]
            assert found.by_person(currency) == {
                one.owner: one.sums for one in own if one.at == periods.index(chosen)
            }


def test_each_column_is_the_measure_that_it_names(deals):
    found = grid(deals, periods_of(PeriodKind.YEAR, 1405, FA))
    span = periods_of(PeriodKind.YEAR, 1405, FA)[1]

    for name in FIGURES:
        one = measured(
            measure_named(COLUMNS[name].measure), period=(span.start, span.end), actor=reader(deals, "alma")
        )
        amounts = [figure.value for figure in one.total if isinstance(figure.value, Money)]
        told = {amount.currency: amount.amount for amount in amounts}
        assert told == {
            currency: getattr(found.by_period(currency)[1], name)
            for currency in ("IRR", "USD")
            if getattr(found.by_period(currency)[1], name)
        }


def test_a_team_s_leader_counts_what_the_leader_sees(deals):
    ben = reader(deals, "ben")
    team = subject(ben, f"team:{deals.north.pk}")

    found = grid_of(team, [AZAR], AZAR, actor=ben)

    assert {*found.by_person("IRR")} == {deals.ann.pk, deals.ben.pk}
    assert found.by_person("USD") == {}


def test_a_grid_asks_the_database_for_nothing_but_what_frames_it(deals):
    periods = periods_of(PeriodKind.MONTH, 1405, FA)
    alma = reader(deals, "alma")
    company = subject(alma, "company")
    grid_of(company, periods, AZAR, actor=alma)

    with CaptureQueriesContext(connection) as queries:
        grid_of(company, periods, AZAR, actor=alma)

    assert [query["sql"] for query in queries if "sales_opportunity" in query["sql"]] == []


def test_from_whom_amounts_are_hidden_sees_no_forecast(deals, client):
    narrow(Role.objects.get(name="Seller"), "sales.opportunity", "amount", Right.HIDDEN)
    client.force_login(deals.ann, backend="payvand.ui.authentication.PasswordBackend")

    with pytest.raises(DomainError) as refused:
        grid_of(subject(reader(deals, "ann"), f"user:{deals.ann.pk}"), [AZAR], actor=reader(deals, "ann"))
    answers = {client.get(f"/sales/forecast{part}").status_code for part in ("", "/changes", "/weak")}

    assert refused.value.code == "hidden_field"
    assert answers == {400}
