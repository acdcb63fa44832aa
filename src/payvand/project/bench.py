"""The figures of the performance contract, each beside its floor: the same rows by the bare driver, in the same run.

It measures a seeded instance and writes into it: contacts that are created and imported stay.
"""

import os
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

import orjson
from django.db import connection

from payvand.culture.locale import NEUTRAL
from payvand.kernel import clock
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.models import Fact, User
from payvand.parties.models import Party
from payvand.project.bench_clock import spent
from payvand.project.seed_people import USERS, username
from payvand.sales.models import Opportunity

Work = Callable[[], object]
Statements = list[tuple[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one call took, in milliseconds: of the clock (median, p95) and of the processor (mean)."""

    median: float
    p95: float
    cpu: float


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the table: what was done, what it cost, what the bare driver takes, what was promised."""

    work: str
    goal: str
    cost: Cost | None = None
    floor: Cost | None = None
    rate: float | None = None
    amount: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor's processor time."""
        return self.cost.cpu / self.floor.cpu if self.cost and self.floor and self.floor.cpu else None


class NotSeeded(Exception):
    """This is no seeded instance."""


def seeded_actor(number: int) -> Actor:
    """A user of the seeded world, who reads neutrally as a program does. Raises NotSeeded."""
    user = User.objects.filter(username=username(number)).first()
    if user is None:
        raise NotSeeded("bench measures a seeded instance: run `payvand seed` in a new PAYVAND_HOME first")
    return replace(actor_of(user), locale=NEUTRAL)


SELLER, LEADER, DIRECTOR = 0, 4, USERS - 1


# Enough turns for a median and a p95; what takes long is not done more often than that.
FEW, LONGEST_SECONDS = 10, 2.0


def measured(work: Work, *, times: int) -> Cost:
    """The cost of a piece of work, after it was done to warm up: at most so many times, few where each takes long."""
    warm = time.perf_counter()
    work()
    if time.perf_counter() - warm < LONGEST_SECONDS / FEW:
        work()
    walls: list[float] = []
    began, first = spent(), time.perf_counter()
    while len(walls) < times and (len(walls) < FEW or time.perf_counter() - first < LONGEST_SECONDS):
        start = time.perf_counter()
        work()
        walls.append(time.perf_counter() - start)
    cpu = (spent() - began) / len(walls)
    walls.sort()
    return Cost(median=median(walls) * 1e3, p95=walls[int(len(walls) * 0.95)] * 1e3, cpu=cpu * 1e3)


def beside_floor(work: str, goal: str, do: Work, *, times: int = 100) -> Figure:
    """A figure with its floor: the statements of the work, run again by the bare driver, their rows made JSON."""
    do()
    with heard() as statements:
        do()
    return Figure(work=work, goal=goal, cost=measured(do, times=times), floor=floor_of(statements, times))


def floor_of(statements: Statements, times: int) -> Cost:
    """The cost of the statements alone, without ORM, kinds or rights."""
    mark = "?" if connection.vendor == "sqlite" else "%s"
    asked = [(sql.replace("%s", mark), params or ()) for sql, params in statements]

    def do() -> bytes:
        found = []
        connection.ensure_connection()
        for sql, params in asked:
            cursor = connection.connection.cursor()
            cursor.execute(sql, params)
            names = [column[0] for column in cursor.description]
            found += [dict(zip(names, row, strict=False)) for row in cursor.fetchall()]
        return orjson.dumps(found, default=str)

    return measured(do, times=times)


@contextmanager
def heard() -> Iterator[Statements]:
    """The reading statements that go to the database meanwhile."""
    statements: Statements = []

    def listen(execute: Callable[..., object], sql: str, params: Any, many: bool, context: object) -> object:
        if sql.startswith(("SELECT", "WITH")):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield statements


def run(rows: Sequence[Callable[[], Sequence[Figure]]], say: Callable[[str], None]) -> list[Figure]:
    """Measure every row, telling each as soon as it stands."""
    seeded_actor(DIRECTOR)
    say(f"{Party.objects.count():,} parties, {connection.vendor}")
    say(heading())
    found: list[Figure] = []
    for measure in rows:
        for figure in measure():
            say(line_of(figure))
            found.append(figure)
    return found


def as_json(figures: Sequence[Figure], took: float) -> bytes:
    """The figures and where they were taken, for programs that compare runs."""
    world = {"parties": Party.objects.count(), "deals": Opportunity.objects.count(), "facts": last_fact()}
    machine = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "system": platform.platform(),
    }
    database = f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"
    rows = [asdict(figure) | {"ratio": figure.ratio} for figure in figures]
    told = {"at": clock.now(), "seconds": round(took), "database": database, **machine, **world, "rows": rows}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def last_fact() -> int:
    """About how many facts there are; to count ten millions takes seconds."""
    return Fact.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


COLUMNS = ("work", "median ms", "p95 ms", "CPU ms", "floor CPU ms", "ratio", "rate or amount", "goal")


def heading() -> str:
    """The head of the table, in Markdown."""
    return f"| {' | '.join(COLUMNS)} |\n|---|{'---:|' * (len(COLUMNS) - 2)}---|"


def line_of(figure: Figure) -> str:
    """One row of the table, in Markdown."""
    cost = figure.cost
    cells = [
        figure.work,
        *([f"{cost.median:.1f}", f"{cost.p95:.1f}", f"{cost.cpu:.2f}"] if cost else ["", "", ""]),
        f"{figure.floor.cpu:.2f}" if figure.floor else "",
        f"{figure.ratio:.1f}" if figure.ratio else "",
        f"{figure.rate:,.0f}/s" if figure.rate else figure.amount,
        figure.goal,
    ]
    return f"| {' | '.join(cells)} |"
