"""The demo's catalogue stands, by the ordinary rules, and is written once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from payvand.catalog.configuration import choices_of, configure
from payvand.catalog.demo import fill
from payvand.catalog.models import Coupon, PriceList, Product, Promotion
from payvand.catalog.pricing import Buyer, Wanted, price_lines
from payvand.catalog.taxation import taxes_of
from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.models import Fact

pytestmark = pytest.mark.django_db


def test_everything_that_is_sold_has_a_price_and_a_tax_and_is_written_once():
    fill(system())
    facts = Fact.objects.count()
    fill(system())
    products, today = list(Product.objects.all()), clock.now().date()

    priced = price_lines([Wanted(product=one) for one in products], on=today, currency="IRR", buyer=Buyer())
    taxes = taxes_of(products, "IR-23", today)

    assert len(products) >= 60
    assert all(one.unit_price > 0 for one in priced)
    assert {tax.percent for tax in taxes.values()} == {Decimal(0), Decimal(10)}
    assert Fact.objects.count() == facts
    assert PriceList.objects.valid(today).count() == 3
    assert Promotion.objects.running(today).count() == 4
    assert Coupon.objects.count() == 2


def test_its_buyers_pay_by_their_class():
    fill(system())
    tea, today = Product.objects.get(code="G-101"), clock.now().date()
    last_year = today - timedelta(days=366)

    def paid(quantity: int, tier: str, currency: str = "IRR", on=today) -> Decimal:
        wanted = Wanted(product=tea, quantity=Decimal(quantity))
        return price_lines([wanted], on=on, currency=currency, buyer=Buyer(tiers=(tier,)))[0].unit_price

    own, golden, dozen = paid(1, ""), paid(1, "طلایی"), paid(12, "عمده")

    assert paid(120, "عمده") < dozen < own
    assert golden == own * Decimal("0.92")
    assert paid(12, "عمده", on=last_year) < dozen
    assert paid(1, "", currency="USD") < 10


def test_its_machine_is_configured_by_its_rules():
    fill(system())
    machine = Product.objects.get(code="E-801")

    standard = configure(machine, choices_of(machine).standard, "IRR")

    assert [option.name for option in standard.options] == ["دو گروه", "استیل"]
    assert standard.price == 0
