"""What is measured of a seeded pipeline: the board, the list of deals, and the measures that managers look at."""

from collections.abc import Sequence

from payvand.project.bench import DIRECTOR, LEADER, Figure, NotSeeded, beside_floor
from payvand.project.bench_rows import by_session
from payvand.sales.models import Opportunity

BOARD = "/sales/opportunity?view=all&as=board"


def boards() -> Sequence[Figure]:
    """The board of eight columns with counts and sums, for whoever sees all deals and for a team's leader."""
    if not Opportunity.objects.exists():
        raise NotSeeded("bench measures deals, too: run `payvand seed --parties 0 --opportunities N` first")
    goal = "p95 ≤ 80 ms"
    director, leader = by_session(DIRECTOR), by_session(LEADER)
    deals = "/sales/opportunity?view=all&where=closed_on%20is%20empty&sort=expected_close"
    return [
        beside_floor("board of eight columns, all deals", goal, lambda: director.ask(BOARD), times=40),
        beside_floor("board of eight columns, a team's deals", goal, lambda: leader.ask(BOARD), times=40),
        beside_floor("list of open deals, whole page", "p95 ≤ 60 ms", lambda: director.ask(deals), times=40),
    ]
