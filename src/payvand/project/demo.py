"""The demo world: a distributor in Tehran with its customers, and people who may sign in to look at it.

Each app that has something to show adds its part to PARTS, lower apps first; a part does nothing where its records
are there already.
"""

from collections.abc import Callable
from dataclasses import dataclass

from payvand.activities import demo as activities
from payvand.catalog import demo as catalog
from payvand.kernel.access import system
from payvand.parties import demo as parties
from payvand.parties.demo.doubles import fill_doubles
from payvand.sales import demo as sales


@dataclass(frozen=True, kw_only=True)
class DemoUser:
    """One who may sign in to the demo, and what there is to see as that person."""

    username: str
    password: str
    sees: str


PARTS: tuple[Callable[[], None], ...] = (
    lambda: parties.fill(system("demo")),
    lambda: activities.fill(system("demo")),
    lambda: catalog.fill(system("demo")),
    lambda: sales.fill(system("demo")),
    lambda: fill_doubles(system("demo")),
)
USERS: tuple[DemoUser, ...] = tuple(
    DemoUser(username=username, password=password, sees=sees)
    for username, password, sees in parties.DEMO_USERS
)


def build() -> None:
    """Fill the database of this instance with the demo world, as far as it is not there."""
    for part in PARTS:
        part()
