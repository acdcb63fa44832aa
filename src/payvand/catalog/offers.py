"""What promotions give on the lines of a document: amounts off and free goods, always the same for the same lines.

On each line all promotions that go with others are added up, and the best of those that do not stands alone; whichever
gives more is given. Free goods are given beside that, of the promotions on a line the one with the highest priority
where they do not go together.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

from django.db.models import Q

from payvand.catalog.models import Coupon, Product, Promotion, PromotionKind
from payvand.catalog.models.category import parents, within
from payvand.catalog.models.region import regions_of
from payvand.catalog.pricing import Buyer
from payvand.catalog.totals import EXACT, HUNDRED, ZERO, places_of, spread
from payvand.culture.folding import fold


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A line as it stands before promotions: `amount` is its gross amount less its own discount."""

    product: Product
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a promotion gives on the line at a place: an amount off."""

    place: int
    promotion: Promotion
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Gift:
    """Free goods, and the promotion that gives them for the lines at some places."""

    product_id: int
    quantity: Decimal
    promotion: Promotion
    places: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Everything that is given on a document."""

    given: tuple[Given, ...]
    gifts: tuple[Gift, ...]

    def off(self, place: int) -> Decimal:
        """The amount off the line at a place."""
        return sum((one.amount for one in self.given if one.place == place), ZERO)


def offers_on(
    lines: Sequence[Offered], *, on: date, currency: str, buyer: Buyer, coupons: Collection[Coupon] = ()
) -> Offers:
    """What the promotions of a day give a buyer on the lines; those by coupon only where it is among `coupons`.

    Whether a coupon may still be used is not asked here: that is for redeeming it.
    """
    found = [
        (promotion, places)
        for promotion, places in _matching(lines, _promotions(on, buyer, coupons))
        if _is_reached(promotion, [lines[place] for place in places], currency)
    ]
    off = [
        Given(place=place, promotion=promotion, amount=amount)
        for promotion, places in found
        for place, amount in _off(promotion, places, lines, currency).items()
    ]
    given = [
        one
        for place in range(len(lines))
        for one in _best([g for g in off if g.place == place], lines[place])
    ]
    return Offers(given=tuple(given), gifts=tuple(_gifts(found, lines)))


def _promotions(on: date, buyer: Buyer, coupons: Collection[Coupon]) -> list[Promotion]:
    """The promotions that run for a buyer, the highest priority first."""
    opened = Q(by_coupon=False) | Q(pk__in=[coupon.promotion_id for coupon in coupons])
    rows = Promotion.objects.running(on).filter(
        opened, tier_fold__in=["", *map(fold, buyer.tiers)], region__in=["", *regions_of(buyer.region)]
    )
    return list(rows.order_by("-priority", "pk").prefetch_related("products", "categories"))


def _matching(
    lines: Sequence[Offered], promotions: Sequence[Promotion]
) -> list[tuple[Promotion, tuple[int, ...]]]:
    """Each promotion with the places of the lines that it is for."""
    above: Mapping[int, int | None] = {}
    if any(promotion.categories.all() for promotion in promotions):
        above = parents()
    found = []
    for promotion in promotions:
        products = {one.pk for one in promotion.products.all()}
        categories = within([one.pk for one in promotion.categories.all()], above)
        places = tuple(
            place
            for place, line in enumerate(lines)
            if not (products or categories)
            or line.product.pk in products
            or (line.product.category_id or 0) in categories
        )
        if places:
            found.append((promotion, places))
    return found


def _is_reached(promotion: Promotion, lines: Sequence[Offered], currency: str) -> bool:
    """Whether enough is bought. An amount in another currency is never reached."""
    if promotion.least_quantity is not None and _quantity(lines) < promotion.least_quantity:
        return False
    if promotion.least_amount is None:
        return True
    amount = sum((line.amount for line in lines), ZERO)
    return promotion.least_amount_currency == currency and amount >= promotion.least_amount


def _quantity(lines: Sequence[Offered]) -> Decimal:
    return sum((line.quantity for line in lines), ZERO)


def _off(
    promotion: Promotion, places: Sequence[int], lines: Sequence[Offered], currency: str
) -> dict[int, Decimal]:
    """The amount that a promotion takes off each line, by place."""
    coins = places_of(currency)
    if promotion.kind == PromotionKind.PERCENT and promotion.percent is not None:
        with localcontext(EXACT):
            share = promotion.percent / HUNDRED
            unit = Decimal(1).scaleb(-coins)
            return {place: (lines[place].amount * share).quantize(unit, ROUND_HALF_UP) for place in places}
    if promotion.kind == PromotionKind.AMOUNT and promotion.amount is not None:
        amounts = [lines[place].amount for place in places]
        if promotion.amount_currency == currency and sum(amounts, ZERO) > 0:
            whole = min(Decimal(promotion.amount), sum(amounts, ZERO))
            return dict(zip(places, spread(whole, amounts, coins), strict=True))
    return {}


def _best(given: Sequence[Given], line: Offered) -> list[Given]:
    """What a line gets: those that go together, or the best of the others alone. Never more than the line is worth."""
    together = [one for one in given if one.promotion.stackable]
    alone = max(
        (one for one in given if not one.promotion.stackable),
        key=lambda one: (one.amount, one.promotion.priority, -one.promotion.pk),
        default=None,
    )
    if alone is not None and alone.amount >= sum((one.amount for one in together), ZERO):
        together = [alone]
    rest, kept = line.amount, []
    for one in together:
        amount = min(one.amount, rest)
        rest -= amount
        if amount > 0:
            kept.append(Given(place=one.place, promotion=one.promotion, amount=amount))
    return kept


def _gifts(found: Sequence[tuple[Promotion, tuple[int, ...]]], lines: Sequence[Offered]) -> list[Gift]:
    """Free goods, by priority; a line that has earned a gift earns no second one that does not go with it."""
    gifts: list[Gift] = []
    taken: set[int] = set()
    for promotion, places in found:
        if (
            promotion.kind != PromotionKind.GIFT
            or promotion.buy_quantity is None
            or promotion.gift_quantity is None
        ):
            continue
        free = tuple(place for place in places if promotion.stackable or place not in taken)
        for product, earning in _earning(promotion, free, lines).items():
            times = (
                _quantity([lines[place] for place in earning]) / promotion.buy_quantity
            ).to_integral_value(ROUND_FLOOR)
            if times > 0:
                taken.update(() if promotion.stackable else earning)
                quantity = times * promotion.gift_quantity
                gifts.append(Gift(product_id=product, quantity=quantity, promotion=promotion, places=earning))
    return gifts


def _earning(
    promotion: Promotion, places: Sequence[int], lines: Sequence[Offered]
) -> dict[int, tuple[int, ...]]:
    """The free product, with the places of the lines that count for it; without one of its own, each its own kind."""
    if promotion.gift_id is not None:
        return {promotion.gift_id: tuple(places)} if places else {}
    found: dict[int, tuple[int, ...]] = {}
    for place in places:
        pk = lines[place].product.pk
        found[pk] = (*found.get(pk, ()), place)
    return found
