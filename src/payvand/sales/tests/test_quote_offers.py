"""Quotes with configured products, promotions, coupons, a customer's class and bundles, and orders without a quote."""

import threading
from datetime import date

import pytest
from django.db import connection

from payvand.catalog.models import Coupon
from payvand.catalog.testing import (
    make_coupon,
    make_option,
    make_part,
    make_price,
    make_price_list,
    make_promotion,
    make_rule,
)
from payvand.catalog.testing import make_product as make_item
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import make_world
from payvand.parties.testing import make_organisation
from payvand.sales.commands.acceptance import accept_quote
from payvand.sales.commands.opportunity_order import order_opportunity
from payvand.sales.commands.order import cancel_order, order_quote
from payvand.sales.commands.quote_version import new_quote_version
from payvand.sales.models import Order, Quote
from payvand.sales.testing.document import make_issued, make_product, make_quote, make_tax
from payvand.sales.testing.opportunity import make_deal, make_way, refused

pytestmark = pytest.mark.django_db
ROOT = system()
DAY = date(2024, 3, 20)


@pytest.fixture(autouse=True)
def tax(db):
    make_tax("10")


def line_of(product, **more) -> dict[str, object]:
    return {"product": {"id": product.pk}, "quantity": "1", **more}


def test_the_standard_options_of_a_product_make_its_price_and_words():
    laptop = make_product("Laptop", "1000")
    usual = make_option(laptop, "Memory", "8 GB")
    update(named("catalog.option"), usual.pk, {"is_standard": True}, actor=ROOT)
    large = make_option(laptop, "Memory", "16 GB", price=300)

    standard = make_quote(lines=[line_of(laptop)]).lines.get()
    chosen = make_quote(lines=[line_of(laptop, options=str(large.pk))]).lines.get()

    assert [standard.description, standard.unit_price] == ["Laptop (Memory: 8 GB)", 1000]
    assert [chosen.description, chosen.unit_price, chosen.list_price] == [
        "Laptop (Memory: 16 GB)",
        1300,
        1300,
    ]


def test_options_that_break_a_rule_are_refused_with_its_reason():
    laptop = make_product("Laptop", "1000")
    small = make_option(laptop, "Memory", "8 GB")
    fast = make_option(laptop, "Disk", "Fast")
    make_rule(fast, "excludes", small, "The fast disk needs more memory.")

    with pytest.raises(Invalid) as error:
        make_quote(lines=[line_of(laptop, options=f"{small.pk}, {fast.pk}")])

    assert error.value.by_field() == {"lines.0.options": ["The fast disk needs more memory."]}
    refused("not_numbers", make_quote, lines=[line_of(laptop, options="large")])


def test_a_promotion_takes_its_part_off_and_asks_for_no_approval():
    tea = make_product("Tea", "1000")
    make_promotion(
        "Nowruz", kind="percent", percent="20", valid_from=DAY, products=[{"value": {"id": tea.pk}}]
    )

    quote = make_issued(lines=[line_of(tea, quantity="2")])

    line = quote.lines.get()
    assert [line.promotion, line.promotion_amount, line.net, quote.total] == ["Nowruz", 400, 1600, 1760]
    assert quote.state == "sent"


def test_a_gift_stands_behind_the_lines_as_long_as_they_earn_it():
    tea = make_product("Tea", "1000")
    make_promotion(
        "Ten and one", kind="gift", buy_quantity="10", gift_quantity="1", valid_from=DAY,
        products=[{"value": {"id": tea.pk}}],
    )  # fmt: skip
    quote = make_quote(lines=[line_of(tea, quantity="20")])

    bought, gift = quote.lines.order_by("position")

    assert [gift.gift, gift.quantity, gift.net, gift.total] == [True, 2, 0, 0]
    assert quote.total == 22000
    update(named("sales.quoteline"), bought.pk, {"quantity": "9"}, actor=ROOT)
    assert [line.gift for line in quote.lines.all()] == [False]


@pytest.fixture
def coupon() -> Coupon:
    promotion = make_promotion("Welcome", kind="percent", percent="10", by_coupon=True, valid_from=DAY)
    return make_coupon(promotion, "HELLO", limit=1)


def test_a_coupon_counts_on_the_quote_and_is_used_once_at_acceptance(coupon):
    tea = make_product("Tea", "1000")
    quote = make_issued(lines=[line_of(tea)], coupon="hello")
    second = new_quote_version.run(quote.pk, actor=ROOT)
    assert [quote.total, second.total] == [990, 990]

    accept_quote.run(quote.pk, name="Dora", actor=ROOT)
    order = order_quote.run(quote.pk, actor=ROOT)

    coupon.refresh_from_db()
    assert [coupon.redeemed, order.total] == [1, 990]
    assert Fact.objects.filter(name="catalog.coupon_redeemed").count() == 1
    refused("coupon_used_up", make_quote, lines=[line_of(tea)], coupon="HELLO")
    refused("no_such_coupon", make_quote, lines=[line_of(tea)], coupon="GOODBYE")
    cancel_order.run(order.pk, reason="Too late", actor=ROOT)
    coupon.refresh_from_db()
    assert coupon.redeemed == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_with_the_last_use_of_a_coupon_at_once_use_it_once(coupon):
    tea = make_product("Tea", "1000")
    quotes = [make_issued(lines=[line_of(tea)], coupon="HELLO") for _turn in range(2)]
    barrier, said = threading.Barrier(2), []

    def accept(pk: int) -> None:
        try:
            barrier.wait()
            accept_quote.run(pk, name="Dora", actor=ROOT)
            said.append("accepted")
        except DomainError as error:
            said.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(quote.pk,)) for quote in quotes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    coupon.refresh_from_db()
    assert sorted(said) == ["accepted", "coupon_used_up"]
    assert coupon.redeemed == 1
    assert Quote.objects.filter(state="accepted").count() == 1


def test_a_tag_of_the_customer_opens_the_list_of_its_class():
    tea = make_product("Tea", "1000")
    make_price(make_price_list("Golden", tier="gold"), tea, 900)
    tag = create(named("kernel.tag"), {"name": "Gold"}, actor=ROOT)
    party = make_organisation(actor=ROOT)

    before = make_quote(party=party, lines=[line_of(tea)])
    update(named("parties.party"), party.pk, {"tags": [{"value": {"id": tag.pk}}]}, actor=ROOT)
    after = make_quote(party=party, lines=[line_of(tea)])

    assert [before.lines.get().unit_price, after.lines.get().unit_price] == [1000, 900]


def test_a_bundle_costs_what_its_parts_cost():
    bundle = make_item("Set", kind="bundle", price=1000)
    make_part(bundle, make_item("Cup", cost=100), 4)
    make_part(bundle, make_item("Pot", cost=250))

    assert make_quote(lines=[line_of(bundle)]).lines.get().unit_cost == 650


def test_an_order_straight_from_a_deal_has_its_products_at_the_prices_of_the_deal_and_the_catalogue():
    make_world()
    tea = make_product("Tea", "1000")
    deal = make_deal(make_way().talks, party=Reference(id=make_organisation(actor=ROOT).pk))
    lines = named("sales.opportunityline")
    refused("no_lines", order_opportunity.run, deal.pk, actor=ROOT)
    for more in (
        {"product": {"id": tea.pk}},
        {"description": "Delivery", "unit_price": "50", "quantity": "2"},
    ):
        create(lines, {"opportunity": {"id": deal.pk}, **more}, actor=ROOT)

    order = order_opportunity.run(deal.pk, actor=ROOT)

    assert [(line.description, line.unit_price) for line in order.lines.order_by("position")] == [
        ("Tea", 1000), ("Delivery", 50),
    ]  # fmt: skip
    assert (order.opportunity_id, order.state, order.net) == (deal.pk, "draft", 1100)
    refused("ordered_already", order_opportunity.run, deal.pk, actor=ROOT)


def test_where_a_quote_is_accepted_the_order_is_made_of_that():
    deal = make_deal(make_way().talks, party=Reference(id=make_organisation(actor=ROOT).pk))
    quote = make_issued(opportunity=Reference(id=deal.pk))
    accept_quote.run(quote.pk, name="Dora", actor=ROOT)

    refused("quote_accepted", order_opportunity.run, deal.pk, actor=ROOT)
    assert not Order.objects.exists()
