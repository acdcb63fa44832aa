"""What is measured of a seeded pipeline: the board, the list of deals, and the measures that managers look at."""

import time
from collections.abc import Sequence
from dataclasses import replace

from payvand.culture.locale import default_for
from payvand.insight.figures import measured as worked_out
from payvand.insight.measure import measure_named
from payvand.project.bench import (
    DIRECTOR,
    LEADER,
    Cost,
    Figure,
    NotSeeded,
    beside_floor,
    measured,
    seeded_actor,
)
from payvand.project.bench_rows import by_session
from payvand.sales.models import Opportunity

BOARD = "/sales/opportunity?view=all&as=board"


FORECAST = "/sales/forecast"
JALALI = replace(default_for("fa"), calendar="jalali")


def boards() -> Sequence[Figure]:
    """The board of eight columns with counts and sums, for whoever sees all deals and for a team's leader."""
    require_deals()
    goal = "p95 ≤ 80 ms"
    director, leader = by_session(DIRECTOR), by_session(LEADER)
    deals = "/sales/opportunity?view=all&where=closed_on%20is%20empty&sort=expected_close"
    return [
        beside_floor("board of eight columns, all deals", goal, lambda: director.ask(BOARD), times=40),
        beside_floor("board of eight columns, a team's deals", goal, lambda: leader.ask(BOARD), times=40),
        beside_floor("list of open deals, whole page", "p95 ≤ 60 ms", lambda: director.ask(deals), times=40),
        beside_floor("forecast page, all deals", "", lambda: director.ask(FORECAST), times=3),
        beside_floor("forecast page, a team's deals", "", lambda: leader.ask(FORECAST), times=10),
    ]


def require_deals() -> None:
    """Raise NotSeeded where there are none."""
    if not Opportunity.objects.exists():
        raise NotSeeded("bench measures deals, too: run `payvand seed --parties 0 --opportunities N` first")


def measures() -> Sequence[Figure]:
    """Deals grouped by the months of the reader's own calendar, by whoever sees all of them."""
    require_deals()
    actor = replace(seeded_actor(DIRECTOR), locale=JALALI)
    value, count = measure_named("sales.won_value"), measure_named("sales.new_count")
    began = time.perf_counter()
    worked_out(value, by=["month"], actor=actor)
    first = (time.perf_counter() - began) * 1e3
    goal = "≤ 100 ms"
    return [
        Figure(
            work="measure by Jalali month: the first time, reading all deals", goal="",
            cost=Cost(median=first, p95=first, cpu=0),
        ),
        Figure(
            work="won value by Jalali month", goal=goal,
            cost=measured(lambda: worked_out(value, by=["month"], actor=actor), times=20),
        ),
        Figure(
            work="new deals by Jalali month and stage", goal=goal,
            cost=measured(lambda: worked_out(count, by=["month", "stage"], actor=actor), times=20),
        ),
    ]  # fmt: skip
