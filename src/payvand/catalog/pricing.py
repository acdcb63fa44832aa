"""What a product costs a buyer on a day: the choice among price lists, always the same, and told in words.

The most particular list goes first: for this customer, then for the customer's class, then for the province, then for
the country; of two equally particular ones the higher priority, then the older list. A list that has no price for the
product hands on to the next one, and the product's own price is the last. So several lines cost a few queries, not a
few each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db.models import Q
from django.utils.translation import gettext as _

from payvand.catalog.exchange import Rate, rate_on
from payvand.catalog.models import Price, PriceList, Product, ProductKind
from payvand.catalog.models.bundle import Parts, parts_of_all
from payvand.catalog.models.region import regions_of
from payvand.catalog.totals import EXACT, HUNDRED, ZERO, places_of
from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.folding import fold
from payvand.culture.locale import NEUTRAL, Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """What the choice of a price looks at: the number of the customer, its classes, the province or country."""

    party_id: int | None = None
    tiers: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """So many of a product, in its own unit."""

    product: Product
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Priced:
    """The price of one unit, and where it comes from: a list, or the product itself where there is none."""

    product_id: int
    unit_price: Decimal
    currency: str
    price_list: PriceList | None = None
    from_quantity: Decimal = ZERO
    change_percent: Decimal | None = None
    own: Money | None = None
    rate: Rate | None = None
    parts: bool = False

    def why(self, locale: Locale) -> str:
        """Where the price comes from, in the words of a reader."""
        said = [self._source(locale)]
        if self.from_quantity > 0:
            said.append(_("from %(quantity)s on") % {"quantity": format_number(self.from_quantity, locale)})
        if self.change_percent is not None and self.own is not None:
            words = {
                "price": format_money(self.own, locale),
                "percent": format_number(self.change_percent, locale),
            }
            said.append(_("%(price)s, changed by %(percent)s %%") % words)
        elif self.rate is not None and self.own is not None:
            words = {"price": format_money(self.own, locale), "day": format_day(self.rate.day, locale)}
            said.append(_("%(price)s at the rate of %(day)s") % words)
        return " · ".join(said)

    def _source(self, locale: Locale) -> str:
        if self.price_list is not None:
            return _("price list “%(name)s”") % {"name": self.price_list.name}
        return _("sum of its parts") if self.parts else _("the product's own price")


def quote_price(
    product: Product, *, on: date, quantity: Decimal, currency: str, buyer: Buyer, locale: Locale = NEUTRAL
) -> Priced:
    """The price of one product. Raises DomainError("price_missing") where nobody has set one."""
    wanted = Wanted(product=product, quantity=quantity)
    return price_lines([wanted], on=on, currency=currency, buyer=buyer, locale=locale)[0]


def price_lines(
    lines: Sequence[Wanted], *, on: date, currency: str, buyer: Buyer, locale: Locale = NEUTRAL
) -> list[Priced]:
    """The prices of the lines of a document, in their order; four queries however many they are.

    Raises DomainError: "price_missing" with the field ("lines.0.product") where nobody has set a price, and
    "exchange_rate_missing" where there is one in another currency only and no rate.
    """
    products, parts = with_parts([line.product for line in lines])
    book = Book(products=products, parts=parts, on=on, currency=currency, buyer=buyer, locale=locale)
    found: list[Priced] = []
    for place, line in enumerate(lines):
        priced = book.price(line.product, line.quantity)
        if priced is None:
            message = _("There is no price of “%(product)s” in %(currency)s.")
            words = {"product": line.product.name, "currency": currency}
            raise DomainError("price_missing", message % words, f"lines.{place}.product")
        found.append(priced)
    return found


def lists_for(buyer: Buyer, on: date, currency: str) -> list[PriceList]:
    """The lists that hold for a buyer, the most particular first."""
    regions = regions_of(buyer.region)
    conditions = Q(customer=None) | Q(customer=buyer.party_id) if buyer.party_id else Q(customer=None)
    rows = PriceList.objects.valid(on).filter(
        conditions, currency=currency, tier_fold__in=["", *map(fold, buyer.tiers)], region__in=["", *regions]
    )
    return sorted(rows, key=lambda one: (*_particularity(one), one.pk))


def _particularity(one: PriceList) -> tuple[bool, bool, int, int]:
    """Sorts the most particular list to the front."""
    narrow = 0 if not one.region else 2 if "-" in one.region else 1
    return one.customer_id is None, not one.tier_fold, -narrow, -one.priority


@dataclass(kw_only=True)
class Book:
    """The prices that hold for one buyer on one day, read once for all lines."""

    products: Mapping[int, Product]
    parts: Parts
    on: date
    currency: str
    buyer: Buyer
    locale: Locale
    lists: Sequence[PriceList] = field(init=False)
    prices: dict[tuple[int, int], list[tuple[Decimal, Decimal]]] = field(init=False, default_factory=dict)
    rates: dict[str, Rate] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.lists = lists_for(self.buyer, self.on, self.currency)
        rows = Price.objects.current().filter(price_list__in=self.lists, product__in=self.products)
        for row in rows.order_by("from_quantity"):
            steps = self.prices.setdefault((row.price_list_id, row.product_id), [])
            steps.append((row.from_quantity, row.amount))

    def price(self, product: Product, quantity: Decimal) -> Priced | None:
        """The price of one unit where so many are bought; None where nobody has set one."""
        for one in self.lists:
            found = self._on_list(one, product, quantity)
            if found is not None:
                return found
        return self._own(product) or self._of_parts(product, quantity)

    def _on_list(self, one: PriceList, product: Product, quantity: Decimal) -> Priced | None:
        reached = [step for step in self.prices.get((one.pk, product.pk), ()) if step[0] <= quantity]
        if reached:
            least, amount = reached[-1]
            return Priced(
                product_id=product.pk, unit_price=amount, currency=self.currency, price_list=one, from_quantity=least
            )  # fmt: skip
        own = self._own(product)
        if one.change_percent is None or own is None or (one.pk, product.pk) in self.prices:
            return None
        return Priced(
            product_id=product.pk,
            unit_price=self._rounded(own.unit_price * (HUNDRED + one.change_percent) / HUNDRED),
            currency=self.currency,
            price_list=one,
            change_percent=one.change_percent,
            own=own.own,
        )

    def _own(self, product: Product) -> Priced | None:
        """The product's own price, exchanged where it is in another currency."""
        if product.price is None:
            return None
        own = Money(amount=Decimal(product.price), currency=product.price_currency)
        if own.currency == self.currency:
            return Priced(product_id=product.pk, unit_price=own.amount, currency=self.currency, own=own)
        rate = self._rate(own.currency)
        amount = self._rounded(rate.apply(own.amount))
        return Priced(product_id=product.pk, unit_price=amount, currency=self.currency, own=own, rate=rate)

    def _of_parts(self, product: Product, quantity: Decimal) -> Priced | None:
        """A bundle without a price of its own costs what its parts cost."""
        if product.kind != ProductKind.BUNDLE or not self.parts.get(product.pk):
            return None
        total = ZERO
        for part, count in self.parts[product.pk]:
            priced = self.price(self.products[part], quantity * count)
            if priced is None:
                return None
            total += priced.unit_price * count
        return Priced(
            product_id=product.pk, unit_price=self._rounded(total), currency=self.currency, parts=True
        )

    def _rate(self, currency: str) -> Rate:
        if currency not in self.rates:
            self.rates[currency] = rate_on(currency, self.currency, self.on, self.locale)
        return self.rates[currency]

    def _rounded(self, amount: Decimal) -> Decimal:
        with localcontext(EXACT):
            return amount.quantize(Decimal(1).scaleb(-places_of(self.currency)), ROUND_HALF_UP)


def with_parts(products: Iterable[Product]) -> tuple[dict[int, Product], Parts]:
    """The products by number, and with them all that their bundles hold."""
    known = {product.pk: product for product in products}
    bundles = [product for product in known.values() if product.kind == ProductKind.BUNDLE]
    if not bundles:
        return known, {}
    parts = parts_of_all()
    waiting, needed = [product.pk for product in bundles], set[int]()
    while waiting:
        held = {part for part, _count in parts.get(waiting.pop(), ())} - needed
        needed |= held
        waiting += held
    known |= {product.pk: product for product in Product.objects.filter(pk__in=needed - known.keys())}
    return known, parts
