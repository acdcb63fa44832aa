"""The forecast: whose it is, the sums of a period in the reader's calendar, targets, overrides, snapshots, changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.culture.locale import DEFAULTS
from payvand.culture.money import Money
from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.commands import COMMANDS
from payvand.kernel.errors import Denied, DomainError, Missing
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import make_world
from payvand.sales.commands.forecast_snapshot import take_snapshots
from payvand.sales.commands.target import drop_override, override_forecast, set_target
from payvand.sales.forecast.changes import Turn, changes_since, effects
from payvand.sales.forecast.counted import COLUMNS
from payvand.sales.forecast.periods import period, periods_of
from payvand.sales.forecast.subjects import may_steer, read_staff, subject_named, subjects_for
from payvand.sales.models import (
    ForecastOverride,
    ForecastSnapshot,
    Opportunity,
    PeriodKind,
    Target,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FA = DEFAULTS["fa"]
AZAR = period(PeriodKind.MONTH, 1405, 9, FA)


@pytest.fixture
def world():
    with clock.at(NOW):
        yield make_world()


@pytest.fixture
def stages(world):
    pipeline = create(named("sales.pipeline"), {"name": "Main"}, actor=system())
    return {
        category: create(
            named("sales.stage"),
            {"pipeline": {"id": pipeline.pk}, "name": category, "category": category, "probability": 50},
            actor=system(),
        )
        for category in ("open", "won", "lost")
    }


def make_deal(stages, owner, amount, expected="2026-12-01", *, stage="open", currency="IRR", **more):
    values = {
        "name": f"deal of {owner} {amount}",
        "stage": {"id": stages[stage].pk},
        "owner": {"id": owner.pk},
        "team": {"id": owner.team_id} if owner.team_id else None,
        "amount": {"amount": str(amount), "currency": currency},
        "expected_close": expected,
        "opened_on": "2026-01-01",
        **more,
    }
    return create(named("sales.opportunity"), values, actor=system(), allow_duplicate=True)


def rials(amount):
    return Money(amount=Decimal(amount), currency="IRR")


def everything():
    return Opportunity.objects.current()


def test_jalali_months_and_quarters_have_their_own_bounds():
    months = periods_of(PeriodKind.MONTH, 1403, FA)
    quarters = periods_of(PeriodKind.QUARTER, 1403, FA)

    assert (months[0].start, months[11].end) == (date(2024, 3, 20), date(2025, 3, 21))
    assert [one.start for one in quarters] == [
        date(2024, 3, 20), date(2024, 6, 21), date(2024, 9, 22), date(2024, 12, 21),
    ]  # fmt: skip
    assert quarters[3].end == date(2025, 3, 21)
    assert all(one.end == following.start for one, following in pairwise(months))


def test_a_fiscal_year_may_begin_in_another_month():
    egypt = replace(DEFAULTS["ar"], fiscal_start=(7, 1))

    months = periods_of(PeriodKind.MONTH, 2026, egypt)

    assert (months[0].start, months[-1].end) == (date(2026, 7, 1), date(2027, 7, 1))
    assert periods_of(PeriodKind.QUARTER, 2026, egypt)[1].start == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("who", "keys"),
    [("ann", {"user:ann"}), ("ben", {"team:north", "user:ann", "user:ben"}), ("stranger", set())],
)
def test_one_sees_whose_deals_one_sees(world, who, keys):
    names = {f"user:{getattr(world, name).pk}": f"user:{name}" for name in ("ann", "ben", "cleo", "alma")}
    names |= {f"team:{world.north.pk}": "team:north", f"team:{world.south.pk}": "team:south"}

    found = {names[one.key] for one in subjects_for(world.actor(who), read_staff())}

    assert found == keys


def test_an_administrator_sees_everybody_and_the_company(world):
    found = {one.key for one in subjects_for(world.actor("alma"), read_staff())}

    assert {
        "company",
        f"branch:{world.north.branch.pk}",
        f"team:{world.south.pk}",
        f"user:{world.cleo.pk}",
    } <= found


def test_the_forecast_of_somebody_else_is_not_found(world):
    with pytest.raises(Missing):
        subject_named(f"user:{world.cleo.pk}", subjects_for(world.actor("ann"), read_staff()))


def test_only_a_leader_steers(world):
    staff = read_staff()
    subjects = {one.key: one for one in subjects_for(world.actor("alma"), staff)}
    ann, north, south = (
        subjects[key] for key in (f"user:{world.ann.pk}", f"team:{world.north.pk}", f"team:{world.south.pk}")
    )

    assert may_steer(world.actor("ben"), ann, staff) and may_steer(world.actor("ben"), north, staff)
    assert not may_steer(world.actor("ben"), south, staff)
    assert not may_steer(world.actor("ben"), subjects["company"], staff)
    assert not may_steer(world.actor("ann"), ann, staff)
    assert may_steer(world.actor("alma"), subjects["company"], staff)


def ann_of(world):
    return subject_named(f"user:{world.ann.pk}", subjects_for(world.actor("ben"), read_staff()))


def test_a_leader_sets_a_target_once_and_changes_it(world):
    for amount in (100, 250, 250):
        set_target(
            ann_of(world),
            AZAR,
            rials(amount),
            calendar="jalali",
            actor=world.actor("ben"),
        )

    target = Target.objects.get()
    assert [target.amount, target.subject, target.starts_on] == [250, f"user:{world.ann.pk}", AZAR.start]
    assert Fact.objects.filter(name="sales.target_set").count() == 2


def test_an_override_says_why_and_may_be_taken_back(world):
    money = rials(70)

    with pytest.raises(DomainError) as refusal:
        override_forecast(ann_of(world), AZAR, money, " ", calendar="jalali", actor=world.actor("ben"))
    override_forecast(
        ann_of(world), AZAR, money, "Two deals are safe", calendar="jalali", actor=world.actor("ben")
    )
    kept = ForecastOverride.objects.get()
    drop_override(ann_of(world), AZAR, calendar="jalali", actor=world.actor("ben"))

    assert refusal.value.field == "note"
    assert [kept.amount, kept.note, kept.by] == [70, "Two deals are safe", world.ben]
    assert not ForecastOverride.objects.exists()
    assert Fact.objects.filter(name="sales.forecast_overridden").count() == 2


def test_a_seller_overrides_nothing_and_sets_no_target(world):
    money = rials(70)

    with pytest.raises(Denied):
        override_forecast(ann_of(world), AZAR, money, "because", calendar="jalali", actor=world.actor("ann"))
    with pytest.raises(Denied):
        set_target(ann_of(world), AZAR, money, calendar="jalali", actor=world.actor("ann"))


def test_the_api_keeps_the_same_rule(world):
    values = {
        "whose": "user", "owner": {"id": world.ann.pk}, "calendar": "jalali", "kind": "month", "year": 1405,
        "number": 9, "amount": {"amount": "5", "currency": "IRR"}, "note": "mine",
    }  # fmt: skip

    with pytest.raises(Denied):
        create(named("sales.forecastoverride"), values, actor=world.actor("ann"))

    assert not ForecastOverride.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": 13}, "number"),
        ({"kind": "quarter", "number": 5}, "number"),
        ({"year": 9000}, "year"),
        ({"whose": "team"}, "team"),
        ({"whose": "branch"}, "branch"),
        ({"amount": None}, "amount"),
    ],
)
def test_a_target_that_cannot_be_is_refused(world, values, field):
    given = {
        "whose": "user", "owner": {"id": world.ann.pk}, "calendar": "jalali", "kind": "month", "year": 1405,
        "number": 9, "measure": "won_value", "amount": {"amount": "5", "currency": "IRR"},
    } | values  # fmt: skip

    with pytest.raises(DomainError) as refusal:
        create(named("sales.target"), given, actor=system())

    assert refusal.value.field == field


def test_a_negative_target_is_refused(world):
    with pytest.raises(DomainError) as refusal:
        set_target(
            ann_of(world),
            AZAR,
            rials(-1),
            calendar="jalali",
            actor=world.actor("ben"),
        )

    assert refusal.value.field == "amount"


def test_a_snapshot_of_a_day_is_taken_once_however_often_it_runs(world, stages):
    make_deal(stages, world.ann, 100, forecast="commit")
    make_deal(stages, world.ann, 20)
    make_deal(stages, world.cleo, 5)

    first = take_snapshots(date(2026, 11, 22))
    make_deal(stages, world.cleo, 6)
    second = take_snapshots(date(2026, 11, 22))
    take_snapshots(date(2026, 11, 23))

    rows = ForecastSnapshot.objects.filter(day=date(2026, 11, 22), owner_id=world.ann.pk)
    assert first == second == ForecastSnapshot.objects.filter(day=date(2026, 11, 22)).count()
    assert [[row.commit, row.pipeline, row.deals] for row in rows] == [[100, 120, 2]]
    assert ForecastSnapshot.objects.get(day=date(2026, 11, 22), owner_id=world.cleo.pk).pipeline == 11
    assert ForecastSnapshot.objects.filter(day=date(2026, 11, 23)).count() == second


def test_what_changed_since_last_week(world, stages):
    with clock.at(NOW - timedelta(days=20)):
        slipped, pulled, grown, shrunk, won, lost, still = (
            make_deal(stages, world.ann, amount, expected)
            for amount, expected in (
                (10, "2026-12-01"), (20, "2027-02-01"), (30, "2026-12-02"), (40, "2026-12-03"), (50, "2026-12-04"),
                (60, "2026-12-05"), (70, "2026-12-06"),
            )
        )  # fmt: skip
    deals = named("sales.opportunity")
    reason = create(named("sales.lostreason"), {"name": "price"}, actor=system())
    with clock.at(NOW - timedelta(days=2)):
        update(deals, slipped.pk, {"expected_close": "2027-03-01"}, actor=system())
        update(deals, pulled.pk, {"expected_close": "2026-12-10"}, actor=system())
        update(deals, grown.pk, {"amount": {"amount": "33", "currency": "IRR"}}, actor=system())
        update(deals, shrunk.pk, {"amount": {"amount": "35", "currency": "IRR"}}, actor=system())
        close(won, "win", on=date(2026, 11, 20))
        close(lost, "lose", reason=Reference(id=reason.pk), note="too dear", on=date(2026, 11, 20))
        new = make_deal(stages, world.ann, 80)
        update(deals, still.pk, {"next_step": "call"}, actor=system())

    with CaptureQueriesContext(connection) as queries:
        found = changes_since(NOW - timedelta(days=7), everything(), AZAR)
        # All that the page tells of a deal has come with it.
        for change in found:
            assert change.deal.name and str(change.deal.owner) and not change.deal.party

    assert len(queries) == 2
    assert {change.deal.pk: change.turn for change in found} == {
        won.pk: Turn.WON, lost.pk: Turn.LOST, new.pk: Turn.NEW, slipped.pk: Turn.SLIPPED, pulled.pk: Turn.PULLED_IN,
        grown.pk: Turn.GROWN, shrunk.pk: Turn.SHRUNK,
    }  # fmt: skip
    assert effects(found) == {
        Turn.WON: 50, Turn.LOST: -60, Turn.NEW: 80, Turn.SLIPPED: -10, Turn.PULLED_IN: 20, Turn.GROWN: 3,
        Turn.SHRUNK: -5,
    }  # fmt: skip


def test_no_part_of_a_forecast_walks_all_deals(db):
    won, expected = (COLUMNS[name].condition((AZAR.start, AZAR.end)) for name in ("closed", "pipeline"))
    since = everything().filter(updated_at__gte=NOW)

    plans = [
        plan_of(everything().filter(won).values_list("owner_id", "amount_currency", "amount")),
        plan_of(everything().filter(expected).values_list("forecast", "amount", "weighted")),
        plan_of(since.order_by("-updated_at", "-id")),
    ]

    assert "sales_opportunity_closed" in plans[0]
    assert "sales_opportunity_expected" in plans[1]
    if connection.vendor == "sqlite":
        assert "sales_opportunity_changed" in plans[2]
        # No row is looked at: what is added up stands in the index.
        assert "COVERING INDEX sales_opportunity_closed" in plans[0]


def plan_of(rows):
    if connection.vendor == "postgresql":
        # Of a table without rows it would read the rows.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def close(deal, verb, **inputs):
    COMMANDS[f"sales.{verb}_opportunity"].run(deal.pk, actor=system(), **inputs)
