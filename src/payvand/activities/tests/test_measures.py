"""What people did, counted: by kind and by owner, with the way to each activity."""

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest

from payvand.activities.commands import complete_activity
from payvand.activities.testing import make_activity
from payvand.insight.engine import engine
from payvand.insight.figures import measured
from payvand.insight.measure import measure_named
from payvand.kernel.objects import named
from payvand.kernel.query import Query, count, parse_where
from payvand.kernel.testing.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db):
    yield make_world()
    engine.stop()


@pytest.fixture
def work(world: World) -> World:
    """Ann reached one of two and visited one; Cleo has done a task; one of Ann's is planned."""
    ann, cleo = world.actor("ann"), world.actor("cleo")
    for actor, kind, outcome in (
        (ann, "call", "positive"), (ann, "call", "not_reached"), (ann, "visit", ""), (cleo, "task", ""),
    ):  # fmt: skip
        made = make_activity(f"{kind} {outcome}", actor, kind=kind)
        complete_activity.run(made.pk, outcome=outcome, actor=actor)
    make_activity("later", ann)
    return world


def test_activities_are_counted_by_person_and_kind(work):
    found = measured(measure_named("activities.done_count"), by=["owner", "kind"], actor=work.actor("alma"))

    assert {tuple(key.label for key in row.keys): row.value for row in found.rows} == {
        ("Ann", "call"): 2,
        ("Ann", "visit"): 1,
        ("Cleo", "task"): 1,
    }
    for row in found.rows:
        where = parse_where(
            parse_qs(urlsplit(row.href).query)["where"][0],
            named("activities.activity"),
            work.actor("alma").locale,
        )
        assert (
            count(named("activities.activity"), Query(where=where), work.actor("alma"), None) == row.records
        )


def test_half_of_the_calls_reached_somebody(work):
    found = measured(measure_named("activities.reach_rate"), actor=work.actor("ann"))

    assert [row.value for row in found.total] == [Decimal(50)]
