"""The pages of the catalogue by the client: figures, prices on all lists, options with their rules, contents."""

import pytest
from django.test import Client

from payvand.catalog.commands import add_common_taxes
from payvand.catalog.testing import (
    make_coupon,
    make_option,
    make_part,
    make_price,
    make_price_list,
    make_product,
    make_promotion,
    make_rule,
)
from payvand.kernel.access import system
from payvand.kernel.models import Right, Role
from payvand.kernel.objects import all_objects
from payvand.kernel.testing.world import make_world, narrow

pytestmark = pytest.mark.django_db

OURS = [one for one in all_objects() if one.name.startswith("catalog.")]


@pytest.fixture
def world():
    add_common_taxes(actor=system())
    return make_world()


def page(client: Client, user, address: str) -> str:
    client.force_login(user, backend="payvand.ui.authentication.PasswordBackend")
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_strip_says_price_margin_tax_and_lists(world, client):
    tea = make_product("tea", price=1000, cost=700)
    make_price(make_price_list(tier="gold"), tea, 900)

    content = page(client, world.ann, f"/catalog/product/{tea.pk}")

    assert content.count('class="figure-label"') == 4
    assert all(word in content for word in ("1,000 Rial", "30%", "cost 700 Rial", "10%"))


def test_costs_and_margins_are_hidden_from_whom_they_do_not_concern(world, client):
    tea = make_product("tea", price=1000, cost=777)
    narrow(Role.objects.get(name="Seller"), "catalog.product", "cost", Right.HIDDEN)

    for tab in ("", "?tab=prices"):
        content = page(client, world.ann, f"/catalog/product/{tea.pk}{tab}")
        assert "777" not in content
        assert "Margin" not in content


def test_prices_stand_on_the_product_and_on_the_list(world, client):
    tea, old = make_product("tea", price=1000, cost=700), make_price_list("Old", valid_until="2020-01-01")
    gold = make_price_list("Golden", tier="gold", change_percent=-5)
    make_price(old, tea, 500)
    make_price(gold, tea, 875, from_quantity=12)

    of_product = page(client, world.ann, f"/catalog/product/{tea.pk}?tab=prices")
    of_list = page(client, world.ann, f"/catalog/pricelist/{gold.pk}?tab=prices")

    assert of_product.index("Golden") < of_product.index("Old")
    assert all(word in of_product for word in ("875 Rial", "gold", "ended", "holds now", "20%"))
    assert all(word in of_list for word in ("tea", "875 Rial", "-12.5%", "-5%", "gold"))


def test_options_stand_with_their_rules(world, client):
    machine = make_product("machine")
    small = make_option(machine, "size", "small", price=0)
    large = make_option(machine, "size", "large", price=4000)
    red = make_option(machine, "colour", "red", least=0, most=2)
    make_rule(red, "excludes", large)
    make_rule(red, "requires", small)

    content = page(client, world.ann, f"/catalog/product/{machine.pk}?tab=options")

    assert all(
        word in content
        for word in ("4,000 Rial", "not with large", "needs small", "choose one", "choose 0 to 2")
    )


def test_contents_stand_on_both_sides(world, client):
    tea = make_product("tea", price=1000, cost=700)
    box = make_product("box", price=None, kind="bundle")
    make_part(box, tea, 3)

    of_box = page(client, world.ann, f"/catalog/product/{box.pk}?tab=contents")
    of_tea = page(client, world.ann, f"/catalog/product/{tea.pk}?tab=contents")

    assert "Holds" in of_box
    assert "New part" in of_box
    assert "sum of its parts" in of_box
    assert "30%" in of_box
    assert "Part of" in of_tea
    assert "New part" not in of_tea


def test_coupons_stand_on_their_promotion_with_a_warning_where_they_open_nothing(world, client):
    promotion = make_promotion()
    make_coupon(promotion, code="SPRING", limit=9)

    content = page(client, world.ann, f"/catalog/promotion/{promotion.pk}?tab=coupons")

    assert "SPRING" in content
    assert "0 of 9" in content
    assert "open nothing more" in content


@pytest.mark.parametrize("tab", ["prices", "options", "contents"])
def test_empty_tabs_say_what_they_are_for(world, client, tab):
    bare = make_product("bare", price=None)

    content = page(client, world.ann, f"/catalog/product/{bare.pk}?tab={tab}")

    assert 'class="state"' in content


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.name)
def test_every_list_and_form_opens(world, client, one):
    assert page(client, world.alma, one.address)
    assert "<form" in page(client, world.alma, f"{one.address}/new")


def test_the_number_of_queries_does_not_grow_with_the_prices(world, client, django_assert_max_num_queries):
    tea = make_product("tea")
    for place in range(12):
        make_price(make_price_list(f"list {place}"), tea, 100 + place)
    address = f"/catalog/product/{tea.pk}?tab=prices"
    page(client, world.ann, address)

    with django_assert_max_num_queries(24):
        content = page(client, world.ann, address)

    assert content.count("holds now") == 12
