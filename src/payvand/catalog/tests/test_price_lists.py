"""Whole lists at once: copied and changed as a set, or not at all; amounts in other currencies."""

from datetime import date
from decimal import Decimal

import pytest

from payvand.catalog.commands import change_prices, copy_price_list
from payvand.catalog.exchange import convert
from payvand.catalog.models import Price, PriceList
from payvand.catalog.testing import make_exchange_rate, make_price, make_price_list, make_product
from payvand.culture.locale import default_for
from payvand.culture.money import Money
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.timeline.entries import entries

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 1)


def test_a_list_is_copied_with_all_its_prices_changed():
    tea, cake, old = (
        make_product("tea"),
        make_product("cake"),
        make_price_list("old", tier="gold", priority=3),
    )
    make_price(old, tea, 1234)
    make_price(old, cake, 999, from_quantity=12)

    copy_price_list.run(
        old.pk, actor=system(), name="new", percent=Decimal(20), step=Decimal(10), valid_from=DAY
    )

    new = PriceList.objects.get(name="new")
    assert (new.tier, new.priority, new.valid_from) == ("gold", 3, DAY)
    found = Price.objects.filter(price_list=new).order_by("id")
    assert [(one.product, one.from_quantity, one.amount) for one in found] == [
        (tea, 0, 1480),
        (cake, 12, 1200),
    ]
    told = entries(named("catalog.pricelist"), new.pk, system()).entries[0]
    assert told.text == "from “old” · 2 prices · 20%"


def test_all_prices_of_a_list_are_raised_and_every_line_remembers_it():
    tea, wholesale = make_product("tea"), make_price_list()
    price = make_price(wholesale, tea, 1001)

    change_prices.run(wholesale.pk, actor=system(), percent=Decimal(-10))

    assert Price.objects.get().amount == 901
    assert (
        Fact.objects.filter(object="catalog.price", subject_id=price.pk, name="record.updated").count() == 1
    )
    assert Fact.objects.get(name="catalog.prices_changed").payload == {"percent": "-10", "count": 1}


@pytest.mark.parametrize(
    ("percent", "step", "field"), [("-100", None, "percent"), ("1001", None, "percent"), ("5", "0", "step")]
)
def test_a_change_that_is_none_is_refused_and_nothing_is_written(percent, step, field):
    tea, wholesale = make_product("tea"), make_price_list()
    make_price(wholesale, tea, 1000)

    with pytest.raises(DomainError) as refused:
        change_prices.run(
            wholesale.pk, actor=system(), percent=Decimal(percent), step=Decimal(step) if step else None
        )

    assert refused.value.field == field
    assert Price.objects.get().amount == 1000


def test_a_change_beyond_all_measure_is_refused_as_a_whole():
    tea, cake, wholesale = make_product("tea"), make_product("cake"), make_price_list()
    make_price(wholesale, tea, 1000)
    make_price(wholesale, cake, 9 * 10**17)

    with pytest.raises(DomainError) as refused:
        change_prices.run(wholesale.pk, actor=system(), percent=Decimal(50))

    assert refused.value.code == "too_large"
    assert set(Price.objects.values_list("amount", flat=True)) == {Decimal(1000), Decimal(9 * 10**17)}


def test_a_list_without_prices_has_nothing_to_change():
    with pytest.raises(DomainError) as refused:
        change_prices.run(make_price_list().pk, actor=system(), percent=Decimal(5))

    assert refused.value.code == "no_prices"


def test_money_is_converted_by_the_last_rate_before_the_day():
    make_exchange_rate("2025-05-01", "600000")
    make_exchange_rate("2025-06-01", "612345.5")
    ten = Money(amount=Decimal(10), currency="USD")

    found = [convert(ten, "IRR", day).amount for day in (date(2025, 5, 31), DAY, date(2026, 1, 1))]

    assert found == [6_000_000, 6_123_455, 6_123_455]
    assert convert(ten, "USD", date(1990, 1, 1)) == ten


def test_a_rate_known_the_other_way_round_serves_too_and_the_later_day_wins():
    make_exchange_rate("2025-05-01", "600000")
    back = convert(Money(amount=Decimal(1_500_000), currency="IRR"), "USD", DAY)

    make_exchange_rate("2025-05-20", "0.000002", currency="IRR", into="USD")
    later = convert(Money(amount=Decimal(1_500_000), currency="IRR"), "USD", DAY)

    assert (back.amount, later.amount) == (Decimal("2.50"), Decimal("3.00"))


@pytest.mark.parametrize(("language", "day"), [("en", "2025-04-30"), ("fa", "۱۴۰۴/۰۲/۱۰")])
def test_a_day_before_the_first_rate_is_refused_in_the_readers_calendar(language, day):
    make_exchange_rate("2025-05-01", "600000")

    with pytest.raises(DomainError) as refused:
        convert(Money(amount=Decimal(1), currency="USD"), "IRR", date(2025, 4, 30), default_for(language))

    assert refused.value.code == "exchange_rate_missing"
    assert day in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rate": "0"}, "rate"),
        ({"rate": "-5"}, "rate"),
        ({"into": "USD"}, "into"),
        ({"currency": "XYZ"}, "currency"),
    ],
)
def test_what_is_no_exchange_rate_is_refused_by_field(values, field):
    given = {"day": "2025-05-01", "currency": "USD", "into": "IRR", "rate": "600000", **values}

    with pytest.raises(DomainError) as refused:
        create(named("catalog.exchangerate"), given, actor=system())

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"region": "Tehran"}, "region"),
        ({"change_percent": "-101"}, "change_percent"),
        ({"valid_from": "2025-02-01", "valid_until": "2025-01-01"}, "valid_until"),
        ({"currency": "XYZ"}, "currency"),
    ],
)
def test_what_is_no_price_list_is_refused_by_field(values, field):
    with pytest.raises(DomainError) as refused:
        create(named("catalog.pricelist"), {"name": "wrong", **values}, actor=system())

    assert refused.value.field == field


def test_a_price_stands_once_on_a_list():
    tea, wholesale = make_product("tea"), make_price_list()
    make_price(wholesale, tea, 10, from_quantity=5)

    with pytest.raises(DomainError) as refused:
        make_price(wholesale, tea, 20, from_quantity=5)

    assert refused.value.code in ("not_unique", "constraint", "duplicate")
    assert Reference(id=tea.pk).id == Price.objects.get().product_id
