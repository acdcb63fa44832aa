"""What follows from facts about documents: numbers that search finds."""

from payvand.kernel.access import Actor
from payvand.kernel.facts import on
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.search.index import index


@on(
    "sales.order_confirmed", "sales.order_noted_by_erp", "sales.invoice_issued", "sales.return_issued",
    "sales.receipt_registered", "sales.refund_registered",
)  # fmt: skip
def find_by_number(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Index a document again once it has a number."""
    index(named(fact.object), [fact.subject_id])
