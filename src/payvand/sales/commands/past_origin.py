"""Which order the goods of a return were sold by, where only customer and product can tell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from payvand.sales.commands.past_document import PastDocument
from payvand.sales.models import OrderLine
from payvand.sales.models.order import BINDING

Sold = Mapping[tuple[int, int], Sequence[tuple[date, int, int]]]
"""By customer and product: the day, the order and the line of each sale, the newest first."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The order that holds all goods of a return, if there is one, and the order line of each of its lines."""

    order: int | None
    lines: Sequence[int | None]


def sold_to(returns: Collection[PastDocument]) -> Sold:
    """What the customers of some returns have bought of the goods that are on them. One query."""
    wanted = {(one.party, line.product) for one in returns if one.names_customer for line in one.lines}
    if not wanted:
        return {}
    parties, products = zip(*wanted, strict=True)
    rows = OrderLine.objects.filter(
        order__party__in=set(parties), product__in=set(products), order__state__in=BINDING
    ).order_by("-order__on", "-order_id", "id")
    found: dict[tuple[int, int], list[tuple[date, int, int]]] = {}
    for party, product, on, order, line in rows.values_list(
        "order__party_id", "product_id", "order__on", "order_id", "pk"
    ):
        if (party, product) in wanted:
            found.setdefault((party, product), []).append((on, order, line))
    return found


def origin_of(document: PastDocument, sold: Sold) -> Origin:
    """The newest order, up to the day of the return, that holds all its goods; else the newest one of each line."""
    sales: list[dict[int, int]] = []
    for line in document.lines:
        of_line: dict[int, int] = {}
        for on, order, pk in sold.get((document.party, line.product), ()) if document.names_customer else ():
            if on <= document.on:
                of_line.setdefault(order, pk)
        sales.append(of_line)
    shared = next((order for order in sales[0] if all(order in others for others in sales)), None)
    if shared is not None:
        return Origin(order=shared, lines=[of_line[shared] for of_line in sales])
    return Origin(order=None, lines=[next(iter(of_line.values()), None) for of_line in sales])
