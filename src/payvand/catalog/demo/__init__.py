"""The demo's catalogue: what a food distributor in Tehran sells, for how much, and what it gives away."""

from payvand.catalog.demo.story import fill

__all__ = ["fill"]
