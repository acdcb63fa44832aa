"""The demo's register: a distributor in Tehran, its customers in three languages, two and a half years of history."""

from payvand.parties.demo.people import DEMO_USERS
from payvand.parties.demo.story import fill

__all__ = ["DEMO_USERS", "fill"]
