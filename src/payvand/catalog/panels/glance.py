"""The figures on top of a product: what it costs, what is left of it, which tax it bears, where it has prices."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from payvand.catalog.costs import costs_of
from payvand.catalog.models import Price, PriceList, Product
from payvand.catalog.pricing import Buyer, Wanted, price_lines
from payvand.catalog.taxation import taxes_of
from payvand.catalog.totals import percent_of
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor, company_settings, right, visible
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record, Right
from payvand.kernel.objects import named
from payvand.ui.components import Figure, Tone

THIN_MARGIN = Decimal(10)
NOTHING = "—"


def strip(record: Record, actor: Actor) -> dict[str, object]:
    """The figures that the reader may see."""
    assert isinstance(record, Product)
    figure, price = _price(record, actor)
    found = [figure, *_margin(record, price, actor), _tax(record, actor), _lists(record, actor)]
    return {"figures": found}


def strip_of_list(record: Record, actor: Actor) -> dict[str, object]:
    """Whether a list holds, for whom, and how many prices it has."""
    assert isinstance(record, PriceList)
    rows = visible(Price.objects.current().filter(price_list=record), actor)
    state, tone = state_of(record, today_in(actor.locale))
    href = f"{named('catalog.price').address}?where=price_list is {record.pk}"
    count = format_number(rows.count(), actor.locale)
    return {
        "figures": [
            Figure(label=_("State"), value=state, tone=tone, icon="calendar-event"),
            Figure(label=_("For whom"), value=for_whom(record), icon="users"),
            Figure(label=_("Prices"), value=count, icon="tag", href=href),
        ]
    }


def state_of(one: PriceList, today: date) -> tuple[str, Tone]:
    """Whether a list holds on a day, in words."""
    if one.valid_until and one.valid_until < today:
        return _("ended"), "neutral"
    if one.valid_from and one.valid_from > today:
        return _("to come"), "info"
    return _("holds now"), "success"


def for_whom(one: PriceList) -> str:
    """The conditions of a list in words; everybody where there are none."""
    parts = [one.customer.name if one.customer else "", one.tier, one.region]
    return " · ".join(part for part in parts if part) or _("everybody")


def may_see_cost(actor: Actor) -> bool:
    """Whether costs and margins are shown to the reader."""
    return right(named("catalog.product"), "cost", actor) != Right.HIDDEN


def shown(amount: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount as the reader reads it; a dash where there is none."""
    return (
        NOTHING if amount is None else format_money(Money(amount=Decimal(amount), currency=currency), locale)
    )


def share(percent: Decimal | None, locale: Locale) -> str:
    """A percentage as the reader reads it; a dash where there is none."""
    sign = "%" if locale.digits == "latin" else "٪"
    return NOTHING if percent is None else format_number(round(percent, 1), locale) + sign


def margin_of(cost: Decimal | None, price: Decimal | None) -> Decimal | None:
    """What is left of a price after the cost, in percent; None where either is not known."""
    if price is None or cost is None:
        return None
    return percent_of(Decimal(price) - cost, Decimal(price))


def _price(product: Product, actor: Actor) -> tuple[Figure, Decimal | None]:
    """What a buyer without a class pays here today, and where that comes from."""
    unit = product.unit.name if product.unit else ""
    wanted = Wanted(product=product)
    buyer, currency = Buyer(region=company_settings().region), product.price_currency
    try:
        priced = price_lines(
            [wanted], on=today_in(actor.locale), currency=currency, buyer=buyer, locale=actor.locale
        )[0]
    except DomainError as error:
        return Figure(label=_("Price"), value=NOTHING, hint=str(error), tone="warning", icon="tag"), None
    hints = [_("for one %(unit)s") % {"unit": unit} if unit else ""]
    if priced.price_list is not None or priced.parts:
        hints.append(priced.why(actor.locale))
    value = shown(priced.unit_price, currency, actor.locale)
    hint = " · ".join(filter(None, hints))
    return Figure(label=_("Price"), value=value, hint=hint, icon="tag"), priced.unit_price


def _margin(product: Product, price: Decimal | None, actor: Actor) -> list[Figure]:
    if not may_see_cost(actor):
        return []
    cost = costs_of([product], product.price_currency, today_in(actor.locale))[product.pk]
    margin = margin_of(cost, price)
    tone: Tone = "neutral" if margin is None else "warning" if margin < THIN_MARGIN else "success"
    return [
        Figure(
            label=_("Margin"),
            value=share(margin, actor.locale),
            hint=_("cost %(cost)s") % {"cost": shown(cost, product.price_currency, actor.locale)},
            tone=tone,
            icon="chart-bar",
        )
    ]


def _tax(product: Product, actor: Actor) -> Figure:
    region, today = company_settings().region, today_in(actor.locale)
    href = named("catalog.taxrate").address
    try:
        tax = taxes_of([product], region, today, actor.locale)[product.pk]
    except DomainError as error:
        return Figure(
            label=_("Tax"), value=NOTHING, hint=str(error), tone="warning", icon="receipt-tax", href=href
        )
    value = share(tax.percent, actor.locale)
    return Figure(label=_("Tax"), value=value, hint=tax.name, icon="receipt-tax", href=href)


def _lists(product: Product, actor: Actor) -> Figure:
    rows = visible(Price.objects.current().filter(product=product), actor)
    count = rows.values("price_list").distinct().count()
    href = f"{named('catalog.price').address}?where=product is {product.pk}"
    return Figure(label=_("Price lists"), value=format_number(count, actor.locale), icon="list", href=href)
