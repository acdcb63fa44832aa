"""What promotions give: amounts off that never exceed a line, free goods, and limits of discount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payvand.catalog.discounts import Allowed, allowed_discount
from payvand.catalog.models import Category, Coupon, Product, Promotion
from payvand.catalog.offers import Given as GivenOff
from payvand.catalog.offers import Offered, Offers, _best, offers_on
from payvand.catalog.pricing import Buyer
from payvand.catalog.testing import make_category, make_coupon, make_product, make_promotion, money
from payvand.catalog.totals import Line, total_up
from payvand.culture.money import Money
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Role
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import World, make_world

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 1)
ANYBODY = Buyer()


def line(product: Product, quantity: int = 1, amount: int = 1000) -> Offered:
    return Offered(product=product, quantity=Decimal(quantity), amount=Decimal(amount))


def offers(
    *lines: Offered, on: date = DAY, coupons: tuple[Coupon, ...] = (), buyer: Buyer = ANYBODY
) -> Offers:
    return offers_on(lines, on=on, currency="IRR", buyer=buyer, coupons=coupons)


def only_on(promotion: Promotion, *products: Product, categories: tuple[Category, ...] = ()) -> Promotion:
    links = {
        "products": [{"value": {"id": one.pk}} for one in products],
        "categories": [{"value": {"id": one.pk}} for one in categories],
    }
    update(named("catalog.promotion"), promotion.pk, links, actor=system())
    return promotion


def test_a_percentage_is_taken_off_every_line():
    tea, cake = make_product("tea"), make_product("cake")
    make_promotion()

    found = offers(line(tea, amount=999), line(cake, amount=5))

    assert [found.off(0), found.off(1)] == [100, 1]


def test_products_and_categories_narrow_it_with_all_that_is_part_of_them():
    food = make_category("food")
    sweets = make_category("sweets", parent=food)
    cake, tea, soap = make_product("cake", category=sweets), make_product("tea"), make_product("soap")
    only_on(make_promotion(), tea, categories=(food,))

    found = offers(line(cake), line(tea), line(soap))

    assert [found.off(place) for place in range(3)] == [100, 100, 0]


def test_it_runs_on_its_days_for_its_class_and_in_its_place():
    tea = make_product("tea")
    make_promotion(valid_from=DAY, valid_until=DAY, tier="gold", region="IR")
    gold = Buyer(tiers=("Gold",), region="IR-23")

    given_to = [
        offers(line(tea), buyer=gold).off(0),
        offers(line(tea), buyer=Buyer(tiers=("silver",), region="IR")).off(0),
        offers(line(tea), buyer=Buyer(tiers=("gold",), region="SA")).off(0),
        offers(line(tea), on=date(2025, 6, 2), buyer=gold).off(0),
        offers(line(tea), on=date(2025, 5, 31), buyer=gold).off(0),
    ]

    assert given_to == [100, 0, 0, 0, 0]


def test_enough_must_be_bought():
    tea = make_product("tea")
    make_promotion(least_quantity=Decimal(10), least_amount=money(5000))

    assert offers(line(tea, 9, 9000)).off(0) == 0
    assert offers(line(tea, 10, 4999)).off(0) == 0
    assert offers(line(tea, 4, 2000), line(tea, 6, 3000)).off(1) == 300


def test_an_amount_off_is_shared_among_the_lines_to_the_last_rial():
    tea, cake = make_product("tea"), make_product("cake")
    make_promotion(kind="amount", percent=None, amount=money(1000))

    found = offers(line(tea, amount=2000), line(cake, amount=1000))

    assert [found.off(0), found.off(1)] == [667, 333]
    assert offers(line(tea, amount=400)).off(0) == 400


def test_an_amount_in_another_currency_is_not_given():
    tea = make_product("tea")
    make_promotion(kind="amount", percent=None, amount=Money(amount=Decimal(5), currency="USD"))

    assert offers(line(tea)).off(0) == 0


def test_the_best_alone_or_those_that_go_together_whichever_gives_more():
    tea = make_product("tea")
    make_promotion("ten", percent=Decimal(10))
    make_promotion("fifteen", percent=Decimal(15))
    make_promotion("eight", percent=Decimal(8), stackable=True)

    alone = offers(line(tea))
    make_promotion("nine", percent=Decimal(9), stackable=True)
    together = offers(line(tea))

    assert [one.promotion.name for one in alone.given] == ["fifteen"]
    assert [one.promotion.name for one in together.given] == ["eight", "nine"]
    assert together.off(0) == 170


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.booleans()), max_size=6),
    st.integers(0, 1500),
)
def test_no_line_gets_more_than_it_is_worth(amounts, worth):
    promotions = [
        Promotion(pk=place + 1, stackable=together) for place, (_amount, together) in enumerate(amounts)
    ]
    found = [
        GivenOff(place=0, promotion=promotion, amount=Decimal(amount))
        for promotion, (amount, _together) in zip(promotions, amounts, strict=True)
    ]

    kept = _best(found, Offered(product=Product(), quantity=Decimal(1), amount=Decimal(worth)))

    assert sum(one.amount for one in kept) <= worth
    assert sum(one.amount for one in kept) >= min(worth, max((one.amount for one in found), default=0))


def test_what_is_given_goes_into_the_totals_and_adds_up():
    tea = make_product("tea")
    make_promotion(percent=Decimal("33.33"))
    off = offers(line(tea, 3, 1000)).off(0)

    totals = total_up(
        [Line(quantity=Decimal(3), unit_price=Decimal("333.3333"), discount_amount=off)], currency="IRR"
    )

    assert [off, totals.net] == [333, 667]


def test_for_every_ten_one_is_free():
    tea, cake = make_product("tea"), make_product("cake")
    ten_plus_one: dict[str, object] = {
        "kind": "gift",
        "buy_quantity": Decimal(10),
        "gift_quantity": Decimal(1),
        "percent": None,
    }
    only_on(make_promotion("ten plus one", **ten_plus_one), tea)

    found = offers(line(tea, 14), line(tea, 16), line(cake, 100))

    assert [(gift.product_id, gift.quantity, gift.places) for gift in found.gifts] == [
        (tea.pk, Decimal(3), (0, 1))
    ]
    assert found.given == ()
    assert offers(line(tea, 9)).gifts == ()


def test_another_product_may_be_the_gift_and_of_two_gifts_the_higher_priority_is_given():
    tea, cup, spoon = make_product("tea"), make_product("cup"), make_product("spoon")
    terms: dict[str, object] = {
        "kind": "gift",
        "percent": None,
        "buy_quantity": Decimal(5),
        "gift_quantity": Decimal(2),
    }
    make_promotion("spoons", gift=Reference(id=spoon.pk), **terms)
    make_promotion("cups", gift=Reference(id=cup.pk), priority=5, **terms)

    alone = offers(line(tea, 10))
    make_promotion("more", stackable=True, gift=Reference(id=spoon.pk), **terms)
    beside = offers(line(tea, 10))

    assert [(gift.product_id, gift.quantity) for gift in alone.gifts] == [(cup.pk, Decimal(4))]
    assert {gift.promotion.name for gift in beside.gifts} == {"cups", "more"}


def test_by_coupon_only_for_who_has_it():
    tea = make_product("tea")
    coupon = make_coupon(make_promotion(by_coupon=True))

    assert offers(line(tea)).off(0) == 0
    assert offers(line(tea), coupons=(coupon,)).off(0) == 100


def test_many_lines_cost_as_many_queries_as_one(django_assert_num_queries):
    category = make_category("food")
    lines = [line(make_product(f"product {place}", category=category)) for place in range(20)]
    for place in range(5):
        only_on(make_promotion(f"promotion {place}", stackable=True), categories=(category,))

    with django_assert_num_queries(4):
        found = offers(*lines)

    assert found.off(19) == 500


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": "-1"}, "percent"),
        ({"kind": "percent"}, "percent"),
        ({"kind": "amount"}, "amount"),
        ({"kind": "amount", "amount": {"amount": "-5", "currency": "IRR"}}, "amount"),
        ({"kind": "gift", "buy_quantity": "3"}, "gift_quantity"),
        ({"kind": "gift", "buy_quantity": "0", "gift_quantity": "1"}, "buy_quantity"),
        ({"percent": "5", "valid_from": "2025-02-01", "valid_until": "2025-01-01"}, "valid_until"),
        ({"percent": "5", "region": "Tehran"}, "region"),
    ],
)
def test_what_is_no_promotion_is_refused_by_field(values, field):
    with pytest.raises(DomainError) as refused:
        create(named("catalog.promotion"), {"name": "wrong", **values}, actor=system())

    assert refused.value.field == field
    assert not Promotion.objects.exists()


def limit(world: World, role: str, percent: int, margin: int | None = None) -> None:
    values = {
        "role": Reference(id=Role.objects.get(name=role).pk),
        "percent": percent,
        "least_margin": margin,
    }
    create(named("catalog.discountlimit"), values, actor=world.actor("alma"))


def test_a_role_without_a_limit_has_none_and_who_has_no_role_may_give_nothing():
    world = make_world()

    assert allowed_discount(world.actor("ann")).discount == 100
    assert allowed_discount(world.actor("stranger")).discount == 0
    assert allowed_discount(world.actor("alma")).discount == 100


@pytest.mark.requirement("S2-15")
def test_the_widest_limit_of_all_roles_holds():
    world = make_world()
    limit(world, "Seller", 5, margin=20)
    limit(world, "Leader", 15, margin=10)
    before = allowed_discount(world.actor("ann"))

    world.ann.roles.add(Role.objects.get(name="Leader"))

    assert before == Allowed(discount=Decimal(5), margin=Decimal(20))
    assert allowed_discount(world.actor("ann")) == Allowed(discount=Decimal(15), margin=Decimal(10))


def test_a_document_over_the_limit_or_under_the_margin_is_not_covered():
    world = make_world()
    limit(world, "Seller", 10, margin=20)
    allowed = allowed_discount(world.actor("ann"))

    def covered(discount: int, cost: int | None) -> bool:
        sold = Line(
            quantity=Decimal(1), unit_price=Decimal(100), discount_percent=Decimal(discount),
            unit_cost=None if cost is None else Decimal(cost),
        )  # fmt: skip
        return allowed.covers(total_up([sold], currency="IRR"))

    assert [covered(10, 72), covered(11, 10), covered(10, 73), covered(10, None)] == [
        True,
        False,
        False,
        True,
    ]


def test_sellers_do_not_write_their_own_limit():
    world = make_world()
    limit(world, "Seller", 10)

    with pytest.raises(Denied):
        create(
            named("catalog.discountlimit"),
            {"role": Reference(id=Role.objects.get(name="Leader").pk), "percent": 100},
            actor=world.actor("ann"),
        )
