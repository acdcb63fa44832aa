"""Takes over what was sold before Payvand: closed orders and settled returns of another system, whole, as sets.

They keep the number and the day that they had. No number of ours is taken for them, and no account moves: what
customers owed at the end of the old books comes as an opening balance (`commands.opening`).
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import object_of
from payvand.kernel.records import write_many
from payvand.kernel.records.table import blanks, insert, overwrite
from payvand.parties.models import Party
from payvand.sales.commands.order import bought
from payvand.sales.commands.past_document import PastDocument
from payvand.sales.commands.past_origin import origin_of, sold_to
from payvand.sales.models import Invoice, InvoiceKind, InvoiceLine, Order, OrderLine
from payvand.sales.models.order import BINDING

D = TypeVar("D", Order, Invoice)
L = TypeVar("L", OrderLine, InvoiceLine)


def take_over(documents: Sequence[PastDocument], *, actor: Actor, label: str) -> int:
    """Write documents with their lines, all or none; returns how many were new.

    What was taken over before stays as it is, so the same set may come again. A return refers to the newest order of
    its customer that holds all its goods, or line by line to the newest order of each. Raises DomainError, naming the
    document, for a number that stands on another one and for what no document may be.
    """
    with transaction.atomic():
        sales = _unknown(Order, [one for one in documents if not one.is_return])
        _write_sales(sales, actor, label)
        returns = _unknown(Invoice, [one for one in documents if one.is_return])
        _write_returns(returns, actor, label)
    return len(sales) + len(returns)


def note_purchases(parties: Collection[int], *, actor: Actor) -> None:
    """Let the lifecycle of parties hear of the newest order of each. Doing so again changes nothing."""
    rows = Order.objects.filter(party_id__in=parties, state__in=BINDING).order_by().values("party_id")
    newest = {row["party_id"]: row["day"] for row in rows.annotate(day=Max("on"))}
    for party in Party.objects.filter(pk__in=newest).order_by("pk"):
        day = newest[party.pk]
        if party.last_purchase_on is None or party.last_purchase_on < day:
            bought(party, day, actor)


def _unknown(model: type[D], documents: Sequence[PastDocument]) -> list[PastDocument]:
    """Those that are not there yet. Raises DomainError where a number stands on another document."""
    rows = model.objects.filter(number__in=[one.number for one in documents]).exclude(number="")
    if model is Invoice:
        rows = rows.filter(kind=InvoiceKind.RETURN)
    known = {number: (party, on) for number, party, on in rows.values_list("number", "party_id", "on")}
    for one in documents:
        if one.number in known and known[one.number] != (one.party, one.on):
            message = _("There is another document with the number %(number)s.")
            raise DomainError("number_taken", message % {"number": one.number}, "number")
    return [one for one in documents if one.number not in known]


def _write_sales(documents: Sequence[PastDocument], actor: Actor, label: str) -> None:
    orders = _heads(Order, documents, actor, label)
    written: list[OrderLine] = []
    for order, document in zip(orders, documents, strict=True):
        lines = _lines(OrderLine, document)
        for line in lines:
            line.order_id = order.pk
        with _told_of(document):
            order.take_over(lines, number=document.number, buyer=document.buyer)
        written += lines
    overwrite(orders)
    insert(written)


def _write_returns(documents: Sequence[PastDocument], actor: Actor, label: str) -> None:
    returns = _heads(Invoice, documents, actor, label)
    sold = sold_to(documents)
    written: list[InvoiceLine] = []
    for made, document in zip(returns, documents, strict=True):
        origin = origin_of(document, sold)
        lines = _lines(InvoiceLine, document)
        for line, order_line in zip(lines, origin.lines, strict=True):
            line.invoice_id, line.order_line_id = made.pk, order_line
        made.kind, made.order_id = InvoiceKind.RETURN, origin.order
        with _told_of(document):
            made.take_over(lines, number=document.number, buyer=document.buyer)
        written += lines
    overwrite(returns)
    insert(written)


def _heads(model: type[D], documents: Sequence[PastDocument], actor: Actor, label: str) -> list[D]:
    """The documents as drafts without lines, each with its fact, in their order."""
    rows = [
        {"name": one.name, "party": Reference(id=one.party), "on": one.on, "currency": one.currency}
        for one in documents
    ]
    outcomes, _batch = write_many(
        object_of(model), rows, actor=actor, locale=NEUTRAL, mode="create", label=label
    )
    for outcome, document in zip(outcomes, documents, strict=True):
        for error in outcome.errors:
            raise DomainError(error.code, f"{document.number}: {error.message}", error.field)
    made: dict[int, D] = model.objects.in_bulk([outcome.id for outcome in outcomes])
    return [made[outcome.id or 0] for outcome in outcomes]


def _lines(model: type[L], document: PastDocument) -> list[L]:
    """The lines of a document, not yet written."""
    lines, now = blanks(model, len(document.lines)), clock.now()
    for place, (line, past) in enumerate(zip(lines, document.lines, strict=True)):
        line.position = place
        line.product_id, line.description = past.product, past.description
        line.quantity, line.unit_price = past.quantity, past.unit_price
        # What the law asked then is in the price, or was never told: nothing is added to it.
        line.tax_percent = line.tax_rate
        line.created_at, line.updated_at = past.written_at, now
    return lines


@contextmanager
def _told_of(document: PastDocument) -> Iterator[None]:
    """What is wrong with a document is told with its number."""
    try:
        yield
    except DomainError as error:
        raise DomainError(error.code, f"{document.number}: {error.message}", error.field) from error
