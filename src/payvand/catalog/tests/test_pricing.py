"""Which price holds for whom: the most particular list, told in words, in a few queries however many the lines."""

from datetime import date
from decimal import Decimal

import pytest

from payvand.catalog.models import Product
from payvand.catalog.pricing import Buyer, Priced, Wanted, price_lines, quote_price
from payvand.catalog.testing import (
    make_exchange_rate,
    make_part,
    make_price,
    make_price_list,
    make_product,
    money,
)
from payvand.culture.locale import default_for
from payvand.culture.money import Money
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import archive, create

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 1)
ENGLISH = default_for("en")
ANYBODY = Buyer()


def price_of(
    product: Product, *, quantity: int = 1, on: date = DAY, currency: str = "IRR", buyer: Buyer = ANYBODY
) -> Priced:
    return quote_price(
        product, on=on, quantity=Decimal(quantity), currency=currency, buyer=buyer, locale=ENGLISH
    )


def test_without_a_list_the_products_own_price_holds():
    tea = make_product(price=120_000)

    priced = price_of(tea)

    assert (priced.unit_price, priced.currency) == (Decimal(120_000), "IRR")
    assert priced.price_list is None
    assert priced.why(ENGLISH) == "the product's own price"


@pytest.mark.requirement("S2-15")
def test_the_most_particular_list_goes_first_whatever_its_priority():
    tea = make_product()
    # Parties stand beside the catalogue, not below it: they are known by name alone.
    kian = create(named("parties.party"), {"kind": "organisation", "name": "Kian"}, actor=system())
    conditions: list[dict[str, object]] = [
        {},
        {"region": "IR"},
        {"region": "IR-23"},
        {"tier": "gold"},
        {"tier": "gold", "region": "IR"},
        {"customer": Reference(id=kian.pk)},
    ]
    for place, condition in enumerate(conditions):
        made = make_price_list(f"list {place}", priority=-place, **condition)
        make_price(made, tea, 1000 + place)

    buyers = [
        ANYBODY,
        Buyer(region="IR-07"),
        Buyer(region="ir-23"),
        Buyer(tiers=("Gold",)),
        Buyer(tiers=("GOLD",), region="IR-23"),
        Buyer(tiers=("gold",), region="IR", party_id=kian.pk),
    ]

    assert [price_of(tea, buyer=buyer).unit_price for buyer in buyers] == [1000, 1001, 1002, 1003, 1004, 1005]


def test_of_two_equal_lists_the_higher_priority_wins_and_then_the_older_one():
    tea = make_product()
    for name, priority, amount in (("first", 1, 10), ("second", 5, 20), ("third", 5, 30)):
        make_price(make_price_list(name, priority=priority), tea, amount)

    priced = price_of(tea)

    assert priced.unit_price == 20
    assert priced.why(ENGLISH) == "price list “second”"


def test_quantity_steps_hold_from_their_quantity_on():
    tea, wholesale = make_product(price=100), make_price_list()
    for least, amount in ((12, 90), (144, 80)):
        make_price(wholesale, tea, amount, from_quantity=least)

    found = [price_of(tea, quantity=quantity) for quantity in (11, 12, 143, 144)]

    assert [priced.unit_price for priced in found] == [100, 90, 90, 80]
    assert found[3].why(ENGLISH) == "price list “Wholesale” · from 144 on"


def test_a_list_holds_on_its_days_only_and_not_in_the_archive():
    tea = make_product(price=100)
    spring = make_price_list("spring", valid_from=date(2025, 3, 21), valid_until=date(2025, 6, 21))
    make_price(spring, tea, 70)
    days = (date(2025, 3, 20), date(2025, 3, 21), date(2025, 6, 21), date(2025, 6, 22))

    found = [price_of(tea, on=day).unit_price for day in days]
    archive(named("catalog.pricelist"), spring.pk, actor=system())

    assert found == [100, 70, 70, 100]
    assert price_of(tea).unit_price == 100


def test_a_list_may_change_every_price_that_it_does_not_name():
    tea, cake = make_product("tea", price=999), make_product("cake", price=1000)
    partners = make_price_list("partners", change_percent=Decimal("-8.5"))
    make_price(partners, cake, 500)

    assert price_of(cake).unit_price == 500
    assert price_of(tea).unit_price == 914
    assert price_of(tea).why(ENGLISH) == "price list “partners” · 999 Rial, changed by -8.5 %"


def test_a_price_in_another_currency_is_exchanged_by_the_rate_of_the_day():
    pump = make_product("pump", price=Money(amount=Decimal("12.50"), currency="USD"))
    make_exchange_rate("2025-05-01", "600000")
    make_exchange_rate("2025-06-02", "700000")

    priced = price_of(pump)

    assert priced.unit_price == 7_500_000
    assert priced.why(ENGLISH) == "the product's own price · 12.50 USD at the rate of 2025-05-01"


def test_a_list_in_another_currency_does_not_hold():
    tea, export = make_product(price=100), make_price_list("export", currency="USD")
    make_price(export, tea, Money(amount=Decimal(3), currency="USD"))

    assert price_of(tea).unit_price == 100
    assert price_of(tea, currency="USD").unit_price == 3


def test_a_bundle_without_a_price_costs_what_its_parts_cost():
    tea, pot = make_product("tea", price=100), make_product("pot", price=1000)
    box = make_product("box", price=None, kind="bundle")
    hamper = make_product("hamper", price=None, kind="bundle")
    make_part(box, tea, 3)
    make_part(hamper, box, 2)
    make_part(hamper, pot)
    make_price(make_price_list(), tea, 90, from_quantity=6)

    priced = price_of(hamper)

    assert priced.unit_price == 2 * 3 * 90 + 1000
    assert priced.why(ENGLISH) == "sum of its parts"
    assert price_of(box).unit_price == 300


def test_where_nobody_has_set_a_price_the_line_is_named():
    tea, nameless = make_product("tea"), make_product("Old stock", price=None)
    lines = [Wanted(product=tea), Wanted(product=nameless)]

    with pytest.raises(DomainError) as refused:
        price_lines(lines, on=DAY, currency="IRR", buyer=Buyer())

    assert (refused.value.code, refused.value.field) == ("price_missing", "lines.1.product")
    assert "Old stock" in str(refused.value)


def test_a_price_without_a_rate_of_exchange_is_refused():
    pump = make_product("pump", price=Money(amount=Decimal(1), currency="EUR"))

    with pytest.raises(DomainError) as refused:
        price_of(pump)

    assert refused.value.code == "exchange_rate_missing"


def test_many_lines_cost_as_many_queries_as_one(django_assert_num_queries):
    wholesale = make_price_list()
    lines = []
    for place in range(30):
        product = make_product(f"product {place}", price=100)
        make_price(wholesale, product, 50 + place)
        lines.append(Wanted(product=product))

    with django_assert_num_queries(2):
        one = price_lines(lines[:1], on=DAY, currency="IRR", buyer=Buyer())
    with django_assert_num_queries(2):
        all_of_them = price_lines(lines, on=DAY, currency="IRR", buyer=Buyer())

    assert one[0] == all_of_them[0]
    assert [priced.unit_price for priced in all_of_them] == [50 + place for place in range(30)]


@pytest.mark.parametrize("amount", ["-1", "1e20", "100000000000000000000", "-12500000000000000000000"])
def test_a_price_below_zero_or_beyond_all_measure_is_refused_by_its_field(amount):
    given = {"name": "tea", "price": {"amount": amount, "currency": "IRR"}}

    with pytest.raises(Invalid) as refused:
        create(named("catalog.product"), given, actor=system())

    assert [error.field for error in refused.value.errors] == ["price"]
    assert not Product.objects.exists()


def test_the_largest_price_of_the_region_is_kept_to_the_last_rial():
    tea = make_product(price=10**15 + 1)
    make_price(make_price_list(), tea, 10**15 + 3)

    assert price_of(tea).unit_price == 10**15 + 3
    assert Product.objects.get().price == 10**15 + 1


def test_a_price_in_another_currency_than_its_list_is_refused():
    tea, wholesale = make_product(), make_price_list()

    with pytest.raises(DomainError) as refused:
        make_price(wholesale, tea, Money(amount=Decimal(1), currency="USD"))

    assert (refused.value.code, refused.value.field) == ("other_currency", "amount")


def test_a_lowest_price_above_the_price_is_refused():
    with pytest.raises(DomainError) as refused:
        make_product(price=100, lowest_price=101)

    assert (refused.value.code, refused.value.field) == ("lowest_above_price", "lowest_price")
    assert money(100) == Money(amount=Decimal(100), currency="IRR")
