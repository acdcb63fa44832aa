"""Prices as tables: of a product on all lists, of a list for all products; and the coupons of a promotion."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from payvand.catalog.costs import costs_of
from payvand.catalog.models import Coupon, Price, PriceList, Product, Promotion
from payvand.catalog.panels.glance import for_whom, margin_of, may_see_cost, share, shown, state_of
from payvand.catalog.totals import percent_of
from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import address
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.ui.components import Tone

MOST = 200


@dataclass(frozen=True, kw_only=True)
class PriceLine:
    """A price: the list or the product that it is for, the conditions, and what is left of it."""

    name: str
    href: str
    amount: str
    quantity: str = ""
    for_whom: str = ""
    days: str = ""
    state: str = ""
    tone: Tone = "neutral"
    margin: str = ""
    difference: str = ""
    edit_href: str = ""


@dataclass(frozen=True, kw_only=True)
class CouponLine:
    """A coupon and how much of it is left."""

    code: str
    href: str
    used: str
    until: str


def of_product(record: Record, actor: Actor) -> dict[str, object]:
    """The prices of a product on every list that the reader may see, the lists that hold first."""
    assert isinstance(record, Product)
    today, locale = today_in(actor.locale), actor.locale
    rows = visible(Price.objects.current().filter(product=record, price_list__archived_at=None), actor)
    found = list(rows.select_related("price_list", "price_list__customer")[: MOST + 1])
    found.sort(key=lambda one: (_has_no_say(one.price_list, today), one.price_list.name, one.from_quantity))
    costs = {
        currency: costs_of([record], currency, today)[record.pk]
        for currency in {record.price_currency, *(one.amount_currency for one in found)}
    }
    return {
        "lines": [_on_list(one, costs[one.amount_currency], today, actor) for one in found[:MOST]],
        "own": shown(record.price, record.price_currency, locale),
        "own_margin": share(margin_of(costs[record.price_currency], record.price), locale),
        "with_margin": may_see_cost(actor),
        "new_href": _new("catalog.price", f"product={record.pk}", actor),
    }


def of_list(record: Record, actor: Actor) -> dict[str, object]:
    """The prices of a list beside the products' own."""
    assert isinstance(record, PriceList)
    rows = visible(Price.objects.current().filter(price_list=record), actor).select_related("product")
    found = list(rows.order_by("product__name_sort", "product_id", "from_quantity")[: MOST + 1])
    costs = costs_of([one.product for one in found], record.currency, today_in(actor.locale))
    return {
        "lines": [_of_product(one, costs[one.product_id], actor) for one in found[:MOST]],
        "with_margin": may_see_cost(actor),
        "all_href": f"{named('catalog.price').address}?where=price_list is {record.pk}"
        if len(found) > MOST
        else "",
        "new_href": _new("catalog.price", f"price_list={record.pk}", actor),
        "rest": share(record.change_percent, actor.locale) if record.change_percent is not None else "",
    }


def coupons(record: Record, actor: Actor) -> dict[str, object]:
    """The coupons of a promotion, and how much of each is left."""
    assert isinstance(record, Promotion)
    rows = visible(Coupon.objects.current().filter(promotion=record), actor).order_by("-id")[:MOST]
    return {
        "lines": [_coupon(one, actor.locale) for one in rows],
        "by_coupon": record.by_coupon,
        "new_href": _new("catalog.coupon", f"promotion={record.pk}", actor),
    }


def _on_list(one: Price, cost: Decimal | None, today: date, actor: Actor) -> PriceLine:
    state, tone = state_of(one.price_list, today)
    return PriceLine(
        name=one.price_list.name,
        href=address("catalog.pricelist", one.price_list_id),
        edit_href=address("catalog.price", one.pk),
        amount=shown(one.amount, one.amount_currency, actor.locale),
        quantity=_quantity(one, actor.locale),
        for_whom=for_whom(one.price_list),
        days=_days(one.price_list, actor.locale),
        state=state,
        tone=tone,
        margin=share(margin_of(cost, one.amount), actor.locale),
    )


def _of_product(one: Price, cost: Decimal | None, actor: Actor) -> PriceLine:
    product, difference = one.product, None
    if product.price is not None and product.price_currency == one.amount_currency:
        own = Decimal(product.price)
        difference = percent_of(Decimal(one.amount or 0) - own, own)
    return PriceLine(
        name=product.name,
        href=address("catalog.product", product.pk),
        edit_href=address("catalog.price", one.pk),
        amount=shown(one.amount, one.amount_currency, actor.locale),
        quantity=_quantity(one, actor.locale),
        difference=share(difference, actor.locale),
        margin=share(margin_of(cost, one.amount), actor.locale),
    )


def _has_no_say(one: PriceList, today: date) -> bool:
    """Whether a list does not hold on a day."""
    begun = one.valid_from is None or one.valid_from <= today
    return not begun or (one.valid_until is not None and one.valid_until < today)


def _days(one: PriceList, locale: Locale) -> str:
    since, until = (format_day(day, locale) if day else "" for day in (one.valid_from, one.valid_until))
    if since and until:
        return _("%(since)s to %(until)s") % {"since": since, "until": until}
    if since:
        return _("since %(since)s") % {"since": since}
    return _("until %(until)s") % {"until": until} if until else ""


def _quantity(one: Price, locale: Locale) -> str:
    return format_number(one.from_quantity, locale) if one.from_quantity > 0 else ""


def _coupon(one: Coupon, locale: Locale) -> CouponLine:
    used = format_number(one.redeemed, locale)
    if one.limit is not None:
        used = _("%(used)s of %(limit)s") % {"used": used, "limit": format_number(one.limit, locale)}
    until = format_day(one.valid_until, locale) if one.valid_until else ""
    return CouponLine(code=one.code, href=address("catalog.coupon", one.pk), used=used, until=until)


def _new(name: str, given: str, actor: Actor) -> str:
    """The form of a new record; empty where the reader may not make one."""
    one = named(name)
    return f"{one.address}/new?{given}" if may(actor, "create", one) else ""
