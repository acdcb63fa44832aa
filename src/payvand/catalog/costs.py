"""What one of a product costs us: its own cost, and of a bundle without one the costs of its parts."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from payvand.catalog.models import Product
from payvand.catalog.models.bundle import Parts
from payvand.catalog.pricing import with_parts
from payvand.catalog.totals import ZERO


def costs_of(products: Iterable[Product], currency: str) -> dict[int, Decimal | None]:
    """The costs of products by their numbers, in two queries at most; None where one is not known in the currency."""
    sold = list(products)
    known, parts = with_parts(sold)
    return {product.pk: _cost(product, known, parts, currency) for product in sold}


def _cost(product: Product, known: Mapping[int, Product], parts: Parts, currency: str) -> Decimal | None:
    if product.cost is not None:
        return Decimal(product.cost) if product.cost_currency == currency else None
    held = parts.get(product.pk)
    if not held:
        return None
    total = ZERO
    for part, count in held:
        cost = _cost(known[part], known, parts, currency)
        if cost is None:
            return None
        total += cost * count
    return total
