"""Finds likely sales in what customers bought: goods that others buy together, own rhythms, contracts that end.

Everything is counted over all customers at once, in a few queries read as streams.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise
from statistics import median

from payvand.sales.models import Contract, Invoice, InvoiceLine
from payvand.sales.models.contract import ContractState
from payvand.sales.models.invoice import InvoiceKind, InvoiceState
from payvand.sales.models.suggestion import SuggestionKind

# Two goods go together where at least so many customers bought both, so many of a hundred of those who bought the
# first also the second, and that is so much more than everybody does.
LEAST_TOGETHER = 3
LEAST_CONFIDENCE = 0.3
LEAST_LIFT = 1.2
MOST_FOR_ONE = 2
LARGEST_BASKET = 60
# A rhythm is known from so many purchases, broken when the usual time has gone by this often, and lost after that.
LEAST_PURCHASES = 3
LATE, LOST = 1.25, 4.0
CONTRACT_DAYS = 60

Baskets = Mapping[int, frozenset[int]]


@dataclass(frozen=True, kw_only=True)
class Likely:
    """A sale that is likely: whose, of what, how much so (0 to 100), and the figures behind it."""

    kind: SuggestionKind
    party: int
    strength: int
    why: Mapping[str, int | float | str]
    product: int | None = None
    contract: int | None = None

    @property
    def key(self) -> tuple[str, int, int | None, int | None]:
        """What makes it the same suggestion as another one."""
        return (self.kind.value, self.party, self.product, self.contract)


def find_likely(today: date) -> list[Likely]:
    """Every suggestion that the books give today. Three queries."""
    return [
        *bought_together(baskets()),
        *broken_rhythms(days_of_purchases(), today),
        *ending_contracts(today),
    ]


def baskets() -> Baskets:
    """The products that each customer ever bought."""
    sold = InvoiceLine.objects.filter(
        invoice__kind=InvoiceKind.SALE, product__isnull=False, product__archived_at=None
    ).exclude(invoice__state__in=(InvoiceState.DRAFT, InvoiceState.RETURNED))
    rows = sold.order_by("invoice__party_id").values_list("invoice__party_id", "product_id").distinct()
    return {
        party: frozenset(product for _party, product in group)
        for party, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0])
    }


def bought_together(bought: Baskets) -> Iterator[Likely]:
    """Goods that a customer has not bought, while others who bought the same did: by support, confidence and lift."""
    alone: Counter[int] = Counter()
    together: Counter[tuple[int, int]] = Counter()
    for basket in bought.values():
        alone.update(basket)
        if len(basket) <= LARGEST_BASKET:
            together.update(combinations(sorted(basket), 2))
    rules: dict[int, list[tuple[float, float, int, int]]] = {}
    for (one, other), count in together.items():
        for first, then in ((one, other), (other, one)):
            confidence = count / alone[first]
            lift = confidence / (alone[then] / len(bought))
            if count >= LEAST_TOGETHER and confidence >= LEAST_CONFIDENCE and lift >= LEAST_LIFT:
                rules.setdefault(first, []).append((lift, confidence, then, count))
    for party, basket in bought.items():
        yield from _best(party, basket, rules)


def _best(
    party: int, basket: frozenset[int], rules: Mapping[int, list[tuple[float, float, int, int]]]
) -> Iterator[Likely]:
    found: dict[int, tuple[float, float, int, int]] = {}
    for first in sorted(basket):
        for lift, confidence, then, count in rules.get(first, ()):
            if then not in basket and (then not in found or found[then][:2] < (lift, confidence)):
                found[then] = (lift, confidence, first, count)
    strongest = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_FOR_ONE]
    for then, (lift, confidence, first, count) in strongest:
        why = {
            "bought": first,
            "customers": count,
            "percent": round(confidence * 100),
            "lift": round(lift, 2),
        }
        yield Likely(
            kind=SuggestionKind.CROSS_SELL,
            party=party,
            product=then,
            strength=round(confidence * 100),
            why=why,
        )


def days_of_purchases() -> Iterator[tuple[int, list[date]]]:
    """The days on which each customer was invoiced."""
    sold = Invoice.objects.sales().issued().exclude(state=InvoiceState.RETURNED).exclude(on=None)
    rows = sold.order_by("party_id", "on").values_list("party_id", "on").distinct()
    for party, group in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
        yield party, [day for _party, day in group]


def broken_rhythms(purchases: Iterable[tuple[int, list[date]]], today: date) -> Iterator[Likely]:
    """Customers whose usual time between purchases has gone by, and who are not long gone."""
    for party, days in purchases:
        if len(days) < LEAST_PURCHASES:
            continue
        usual = median((after - before).days for before, after in pairwise(days))
        waited = (today - days[-1]).days
        if usual > 0 and LATE * usual <= waited <= LOST * usual:
            why: dict[str, int | float | str] = {
                "usual": round(usual),
                "waited": waited,
                "last": days[-1].isoformat(),
            }
            strength = max(10, min(95, round(100 - 25 * (waited / usual - 1))))
            yield Likely(kind=SuggestionKind.REPURCHASE, party=party, strength=strength, why=why)


def ending_contracts(today: date) -> Iterator[Likely]:
    """Signed contracts that end soon."""
    until = today + timedelta(days=CONTRACT_DAYS)
    rows = Contract.objects.current().filter(state=ContractState.SIGNED, end_on__gte=today, end_on__lte=until)
    for pk, party, end_on in rows.order_by("pk").values_list("pk", "party_id", "end_on"):
        why = {"end_on": str(end_on)}
        yield Likely(kind=SuggestionKind.CONTRACT, party=party, contract=pk, strength=80, why=why)
