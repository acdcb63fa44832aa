"""What one of a product costs us: its own cost, and of a bundle without one the costs of its parts.

A cost in another currency counts by the rate of the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from payvand.catalog.exchange import Rate, rate_on
from payvand.catalog.models import Product
from payvand.catalog.models.bundle import Parts
from payvand.catalog.pricing import with_parts
from payvand.catalog.totals import EXACT, ZERO, places_of
from payvand.kernel.errors import DomainError


def costs_of(products: Iterable[Product], currency: str, on: date) -> dict[int, Decimal | None]:
    """The costs of products by their numbers, in two queries and one for each other currency.

    None where a cost, or the rate of its currency, is not known.
    """
    sold = list(products)
    known, parts = with_parts(sold)
    book = _Costs(known=known, parts=parts, currency=currency, on=on)
    return {product.pk: book.cost(product) for product in sold}


@dataclass(kw_only=True)
class _Costs:
    """The costs in one currency on one day; each rate is read once."""

    known: Mapping[int, Product]
    parts: Parts
    currency: str
    on: date
    rates: dict[str, Rate | None] = field(default_factory=dict)

    def cost(self, product: Product) -> Decimal | None:
        """What one of a product costs."""
        if product.cost is not None:
            return self._converted(Decimal(product.cost), product.cost_currency)
        held = self.parts.get(product.pk)
        if not held:
            return None
        total = ZERO
        for part, count in held:
            cost = self.cost(self.known[part])
            if cost is None:
                return None
            total += cost * count
        return total

    def _converted(self, cost: Decimal, currency: str) -> Decimal | None:
        if currency == self.currency:
            return cost
        if currency not in self.rates:
            try:
                self.rates[currency] = rate_on(currency, self.currency, self.on)
            except DomainError:
                self.rates[currency] = None
        rate = self.rates[currency]
        if rate is None:
            return None
        with localcontext(EXACT):
            return rate.apply(cost).quantize(Decimal(1).scaleb(-places_of(self.currency)), ROUND_HALF_UP)
