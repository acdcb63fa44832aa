"""What products are made of: categories, bundles, packings, options and the rules that they keep."""

from decimal import Decimal

import pytest

from payvand.catalog.configuration import choices_of, configure
from payvand.catalog.models import BundlePart, Category, Unit
from payvand.catalog.models.bundle import contents, parts_of_all
from payvand.catalog.models.category import parents, within
from payvand.catalog.testing import (
    make_category,
    make_option,
    make_part,
    make_product,
    make_rule,
)
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, update, write_many

pytestmark = pytest.mark.django_db


def test_a_category_is_no_part_of_itself():
    food = make_category("food")
    sweets = make_category("sweets", parent=food)
    cakes = make_category("cakes", parent=sweets)

    with pytest.raises(DomainError) as refused:
        update(named("catalog.category"), food.pk, {"parent": Reference(id=cakes.pk)}, actor=system())

    assert (refused.value.code, refused.value.field) == ("circle", "parent")
    assert Category.objects.get(pk=food.pk).parent is None
    assert within([food.pk], parents()) == {food.pk, sweets.pk, cakes.pk}


def test_a_bundle_does_not_hold_itself_over_any_number_of_steps():
    boxes = [make_product(f"box {place}", kind="bundle") for place in range(3)]
    make_part(boxes[0], boxes[1])
    make_part(boxes[1], boxes[2])

    for holder, held in ((0, 0), (1, 0), (2, 0)):
        with pytest.raises(DomainError) as refused:
            make_part(boxes[holder], boxes[held])
        assert (refused.value.code, refused.value.field) == ("circle", "product")

    assert BundlePart.objects.count() == 2


def test_two_bundles_of_one_file_do_not_hold_one_another():
    one, two = make_product("one", kind="bundle"), make_product("two", kind="bundle")
    rows = [
        {"bundle": Reference(id=one.pk), "product": Reference(id=two.pk), "quantity": 1},
        {"bundle": Reference(id=two.pk), "product": Reference(id=one.pk), "quantity": 1},
    ]

    with pytest.raises(DomainError) as refused:
        write_many(named("catalog.bundlepart"), rows, actor=system())

    assert refused.value.code == "circle"
    assert not BundlePart.objects.exists()


def test_only_a_bundle_has_parts_and_stays_one_while_it_has():
    tea, box = make_product("tea"), make_product("box", kind="bundle")
    make_part(box, tea)

    with pytest.raises(DomainError) as no_bundle:
        make_part(tea, box)
    with pytest.raises(DomainError) as has_parts:
        update(named("catalog.product"), box.pk, {"kind": "goods"}, actor=system())

    assert no_bundle.value.code in ("not_a_bundle", "circle")
    assert (has_parts.value.code, has_parts.value.field) == ("has_parts", "kind")


@pytest.mark.parametrize("quantity", ["0", "-2"])
def test_a_part_is_so_many_of_something(quantity):
    tea, box = make_product("tea"), make_product("box", kind="bundle")
    values = {"bundle": Reference(id=box.pk), "product": Reference(id=tea.pk), "quantity": quantity}

    with pytest.raises(DomainError) as refused:
        create(named("catalog.bundlepart"), values, actor=system())

    assert refused.value.field == "quantity"


def test_bundles_are_taken_apart_to_what_is_handed_over():
    tea, cup = make_product("tea"), make_product("cup")
    box, hamper = make_product("box", kind="bundle"), make_product("hamper", kind="bundle")
    make_part(box, tea, 3)
    make_part(hamper, box, 2)
    make_part(hamper, tea, Decimal("0.5"))
    make_part(hamper, cup)

    assert contents(hamper.pk, Decimal(4), parts_of_all()) == {tea.pk: 26, cup.pk: 4}
    assert contents(tea.pk, Decimal(2), parts_of_all()) == {tea.pk: 2}


def test_pieces_are_not_divided():
    piece = create(named("catalog.unit"), {"name": "piece", "decimals": 0}, actor=system())
    kilo = create(named("catalog.unit"), {"name": "kilo", "decimals": 3}, actor=system())
    assert isinstance(piece, Unit)
    assert isinstance(kilo, Unit)

    kilo.refuse_fraction(Decimal("1.125"))
    piece.refuse_fraction(Decimal("3.000"))
    with pytest.raises(DomainError) as refused:
        piece.refuse_fraction(Decimal("0.5"))

    assert (refused.value.code, refused.value.field) == ("too_precise", "quantity")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"sales_tax_id": "12345"}, "sales_tax_id"),
        ({"sales_tax_id": "27200001145AB"}, "sales_tax_id"),
        ({"recurring_months": 0}, "recurring_months"),
        ({"sold_from": "2025-02-01", "sold_until": "2025-01-01"}, "sold_until"),
        ({"cost": {"amount": "-1", "currency": "IRR"}}, "cost"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_no_product_is_refused_by_field(values, field):
    with pytest.raises(DomainError) as refused:
        create(named("catalog.product"), {"name": "tea", **values}, actor=system())

    assert refused.value.field == field


def test_a_code_names_one_product_in_any_digits():
    make_product("tea", code="چ-۱۲")

    with pytest.raises(DomainError) as refused:
        make_product("another", code="چ-12")

    assert isinstance(refused.value, Invalid)
    assert refused.value.field == "code"
    assert make_product("no code").pk != make_product("no code either").pk


def test_the_id_of_the_tax_office_is_kept_in_plain_digits():
    made = create(named("catalog.product"), {"name": "tea", "sales_tax_id": "۲۷۲۰۰۰۰۱۱۴۵۴۲"}, actor=system())

    assert getattr(made, "sales_tax_id", "") == "2720000114542"


def laptop():
    product = make_product("laptop", price=500)
    small, large = (
        make_option(product, "memory", name, price=price) for name, price in (("8", 0), ("16", 120))
    )
    plain, touch = (
        make_option(product, "screen", name, price=price) for name, price in (("plain", -10), ("touch", 40))
    )
    pen = make_option(product, "extras", "pen", price=15, least=0, most=2)
    case = make_option(product, "extras", "case", price=25)
    return product, small, large, plain, touch, pen, case


@pytest.mark.requirement("S2-8")
def test_a_configuration_is_checked_and_priced():
    product, _small, large, _plain, touch, pen, _case = laptop()
    make_rule(pen, "requires", touch)

    found = configure(product, [pen.pk, touch.pk, large.pk], "IRR")

    assert found.price == 120 + 40 + 15
    assert found.text == "memory: 16, screen: touch, extras: pen"
    assert configure(product, [_small.pk, _plain.pk], "IRR").price == -10


@pytest.mark.requirement("S2-8")
def test_a_configuration_that_breaks_rules_is_told_all_of_them():
    product, small, large, _plain, touch, pen, case = laptop()
    make_rule(pen, "requires", touch)
    make_rule(case, "excludes", touch, reason="The case does not fit a touch screen.")

    with pytest.raises(Invalid) as counted:
        configure(product, [small.pk, large.pk, pen.pk], "IRR")
    with pytest.raises(Invalid) as ruled:
        configure(product, [small.pk, touch.pk, case.pk], "IRR")

    assert [error.code for error in counted.value.errors] == ["too_many", "too_few", "option_requires"]
    assert "“pen” needs “touch”" in str(counted.value.errors[2].message)
    assert [str(error.message) for error in ruled.value.errors] == ["The case does not fit a touch screen."]
    assert {error.field for error in (*counted.value.errors, *ruled.value.errors)} == {"options"}


def test_an_option_of_another_product_is_refused():
    product, small, _large, plain, *_rest = laptop()
    foreign = make_option(make_product("phone"), "colour", "red")

    with pytest.raises(DomainError) as refused:
        configure(product, [small.pk, plain.pk, foreign.pk], "IRR")

    assert (refused.value.code, refused.value.field) == ("no_such_option", "options")


def test_a_rule_joins_two_different_options():
    product, small, large, *_rest = laptop()
    foreign = make_option(make_product("phone"), "colour", "red")

    with pytest.raises(DomainError) as itself:
        make_rule(small, "requires", small)
    with pytest.raises(DomainError) as another:
        make_rule(small, "requires", foreign)

    assert (itself.value.code, another.value.code) == ("same_option", "foreign_option")
    assert [rule.pk for rule in choices_of(product).rules] == []
    assert make_rule(small, "excludes", large).pk


def test_options_priced_in_another_currency_are_refused():
    product, small, large, plain, *_rest = laptop()

    with pytest.raises(DomainError) as refused:
        configure(product, [large.pk, plain.pk], "USD")

    assert refused.value.code == "other_currency"
    assert small.price == 0


def test_a_group_asks_for_something_that_can_be_chosen():
    product = make_product("laptop")
    values = {"product": Reference(id=product.pk), "name": "memory", "least": 2, "most": 1}

    with pytest.raises(DomainError) as refused:
        create(named("catalog.optiongroup"), values, actor=system())

    assert (refused.value.code, refused.value.field) == ("least_above_most", "least")


def test_a_configuration_costs_three_queries(django_assert_num_queries):
    product, small, _large, plain, *_rest = laptop()

    with django_assert_num_queries(3):
        configure(product, [small.pk, plain.pk], "IRR")
