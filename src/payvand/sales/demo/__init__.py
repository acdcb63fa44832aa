"""The demo's sales: pipelines, deals and what follows from them, over the same two and a half years as the register."""

from payvand.kernel.access import Actor
from payvand.sales.demo import deals, leads, quotes, receivables, targets


def fill(actor: Actor) -> None:
    """Write the demo's sales into a database that has the demo's register; each part does nothing where it was done."""
    deals.fill(actor)
    quotes.fill(actor)
    leads.fill(actor)
    receivables.fill(actor)
    targets.fill(actor)
