"""What promotions and the coupon give on a quote: amounts off, free goods, and the one use of the coupon."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from payvand.catalog.commands.coupon import coupon_named, give_back_coupon, redeem_coupon
from payvand.catalog.models import Coupon
from payvand.catalog.offers import Offered, Offers, offers_on
from payvand.catalog.totals import total_up
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, system
from payvand.kernel.access.actor import Grants
from payvand.sales.commands.filling import buyer_of, fill, products_of
from payvand.sales.models import Quote, QuoteLine
from payvand.sales.models.document import settle_at
from payvand.sales.models.number_series import company_today


def with_offers(quote: Quote, lines: Sequence[QuoteLine], locale: Locale) -> list[QuoteLine]:
    """The lines that somebody wrote with what is taken off each, and behind them the goods that come free.

    The lines are filled already. Raises DomainError at "coupon" where it cannot be used.
    """
    on = quote.on or company_today()
    offers = offered(quote, lines, coupons_of(quote, on), on)
    names: dict[int, list[str]] = {}
    for one in offers.given:
        names.setdefault(one.place, []).append(one.promotion.name)
    places = [place for place, line in enumerate(lines) if line.product_id]
    for line in lines:
        line.promotion, line.promotion_amount = "", Decimal(0)
    for at, place in enumerate(places):
        lines[place].promotion = ", ".join(names.get(at, ()))[:200]
        lines[place].promotion_amount = offers.off(at)
    return [*lines, *gifts_of(quote, offers, len(lines), locale)]


def offered(quote: Quote, lines: Sequence[QuoteLine], coupons: Sequence[Coupon], on: date) -> Offers:
    """What the promotions of a day give on the lines that have a product."""
    for place, line in enumerate(lines):
        settle_at(place, line)
    products = products_of(lines)
    own = total_up([line.own_terms for line in lines], currency=quote.currency).lines
    wanted = [
        Offered(
            product=products[line.product_id], quantity=line.quantity, amount=figures.gross - figures.discount
        )
        for line, figures in zip(lines, own, strict=True)
        if line.product_id
    ]
    return offers_on(wanted, on=on, currency=quote.currency, buyer=buyer_of(quote.party), coupons=coupons)


def gifts_of(quote: Quote, offers: Offers, place: int, locale: Locale) -> list[QuoteLine]:
    """The free goods as lines at their full price, all of it taken off."""
    gifts = [
        QuoteLine(
            position=place + at,
            product_id=gift.product_id,
            quantity=gift.quantity,
            promotion=gift.promotion.name[:200],
            gift=True,
        )
        for at, gift in enumerate(offers.gifts)
    ]
    if gifts:
        fill(quote, gifts, locale)
        worth = total_up([gift.own_terms for gift in gifts], currency=quote.currency).lines
        for gift, figures in zip(gifts, worth, strict=True):
            gift.promotion_amount = figures.gross
    return gifts


def coupons_of(quote: Quote, on: date) -> list[Coupon]:
    """The coupon of a quote. Raises DomainError at "coupon" where there is none of that code that is usable."""
    if not quote.coupon.strip():
        return []
    coupon = coupon_named(quote.coupon, actor=system())
    coupon.require_usable(on, quote.party_id)
    return [coupon]


def redeem_for(quote: Quote, actor: Actor) -> None:
    """Use the coupon of an accepted quote, once for all its versions; whoever accepts needs no right of their own.

    Raises DomainError where another document has taken the last use meanwhile.
    """
    if quote.coupon.strip():
        redeem_coupon.run(
            coupon_named(quote.coupon, actor=system()).pk,
            reference=reference_of(quote),
            customer=quote.party_id,
            on=company_today(),
            actor=entitled(actor),
        )


def give_back_for(quote: Quote, actor: Actor) -> None:
    """Give the use of the coupon back, since what was accepted came to nothing."""
    if quote.coupon.strip():
        coupon = coupon_named(quote.coupon, actor=system())
        give_back_coupon.run(coupon.pk, reference=reference_of(quote), actor=entitled(actor))


def reference_of(quote: Quote) -> str:
    """By what a coupon knows the document that uses it."""
    return f"sales.quote:{quote.root_id}"


def entitled(actor: Actor) -> Actor:
    """The same actor with the rights of what follows by itself."""
    return replace(actor, grants=Grants(everything=True))
