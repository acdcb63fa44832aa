"""Coupons are used so often as they may be, whoever comes at once."""

import threading
from datetime import date

import pytest
from django.db import connections

from payvand.catalog.commands import coupon_named, give_back_coupon, redeem_coupon
from payvand.catalog.models import Coupon, Redemption
from payvand.catalog.testing import make_coupon, make_promotion
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import archive, update
from payvand.kernel.testing.world import make_world
from payvand.timeline.entries import entries

DAY = date(2025, 6, 1)


def redeem(coupon: Coupon, reference: str, customer: int | None = None, on: date = DAY) -> None:
    redeem_coupon.run(coupon.pk, actor=system(), reference=reference, customer=customer, on=on)


@pytest.mark.django_db
def test_a_coupon_is_used_as_often_as_it_may_be():
    coupon = make_coupon(make_promotion(), limit=2)

    redeem(coupon, "sales.order:1", 1)
    redeem(coupon, "sales.order:2", 2)
    with pytest.raises(DomainError) as refused:
        redeem(coupon, "sales.order:3", 3)

    assert refused.value.code == "coupon_used_up"
    assert Coupon.objects.get().redeemed == Redemption.objects.count() == 2


@pytest.mark.django_db
def test_a_document_uses_it_once_however_often_it_is_said():
    coupon = make_coupon(make_promotion(), limit=1)

    redeem(coupon, "sales.order:1")
    redeem(coupon, "sales.order:1")

    assert Coupon.objects.get().redeemed == 1
    assert Fact.objects.filter(name="catalog.coupon_redeemed").count() == 1


@pytest.mark.django_db
def test_a_customer_uses_it_as_often_as_each_may():
    coupon = make_coupon(make_promotion(), customer_limit=1)
    redeem(coupon, "sales.order:1", 7)

    with pytest.raises(DomainError) as refused:
        redeem(coupon, "sales.order:2", 7)
    redeem(coupon, "sales.order:3", 8)

    assert refused.value.code == "coupon_used_up"
    assert Coupon.objects.get().redeemed == 2


@pytest.mark.django_db
def test_what_is_given_back_may_be_used_again():
    coupon = make_coupon(make_promotion(), limit=1)
    redeem(coupon, "sales.order:1", 7)

    give_back_coupon.run(coupon.pk, actor=system(), reference="sales.order:1")
    give_back_coupon.run(coupon.pk, actor=system(), reference="sales.order:1")
    redeem(coupon, "sales.order:2", 7)

    assert Coupon.objects.get().redeemed == 1
    assert Fact.objects.filter(name="catalog.coupon_given_back").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("over", ["coupon", "promotion", "archive"])
def test_an_expired_coupon_is_refused(over):
    promotion = make_promotion(valid_until=DAY if over == "promotion" else None)
    coupon = make_coupon(promotion, valid_until=DAY if over == "coupon" else None)
    if over == "archive":
        archive(named("catalog.coupon"), coupon.pk, actor=system())

    with pytest.raises(DomainError) as refused:
        redeem(coupon, "sales.order:1", on=date(2025, 6, 2))

    assert (refused.value.code, refused.value.field) == ("coupon_expired", "coupon")
    assert not Redemption.objects.exists()


@pytest.mark.django_db
def test_a_limit_does_not_fall_below_what_was_used():
    coupon = make_coupon(make_promotion(), limit=5, customer_limit=None)
    for number in range(3):
        redeem(coupon, f"sales.order:{number}")

    with pytest.raises(DomainError) as refused:
        update(named("catalog.coupon"), coupon.pk, {"limit": 2}, actor=system())

    assert (refused.value.code, refused.value.field) == ("below_used", "limit")


@pytest.mark.django_db
def test_a_code_is_found_as_people_type_it():
    coupon = make_coupon(make_promotion(), code="نوروز ۱۴۰۴")

    found = coupon_named(" نوروز  1404 ", actor=system())
    with pytest.raises(DomainError) as unknown:
        coupon_named("NOWRUZ", actor=system())

    assert found == coupon
    assert (unknown.value.code, unknown.value.field) == ("no_such_coupon", "coupon")


@pytest.mark.django_db
def test_a_seller_uses_a_coupon_and_a_stranger_does_not():
    world, coupon = make_world(), make_coupon(make_promotion())

    redeem_coupon.run(coupon.pk, actor=world.actor("ann"), reference="sales.order:1", on=DAY)
    with pytest.raises(DomainError) as refused:
        redeem_coupon.run(coupon.pk, actor=world.actor("stranger"), reference="sales.order:2", on=DAY)

    assert refused.value.status in (403, 404)
    assert Coupon.objects.get().redeemed == 1


@pytest.mark.django_db
def test_the_timeline_tells_the_uses():
    coupon = make_coupon(make_promotion(), limit=5)
    redeem(coupon, "sales.order:12")

    told = entries(named("catalog.coupon"), coupon.pk, system()).entries[0]

    assert told.text == "sales.order:12 · 1 of 5 uses"


@pytest.mark.django_db(transaction=True)
def test_the_last_use_is_one_use_for_two_at_once():
    coupon, refused = make_coupon(make_promotion(), limit=1), []
    together = threading.Barrier(2)

    def use(number: int) -> None:
        try:
            together.wait(timeout=20)
            redeem(coupon, f"sales.order:{number}")
        except DomainError as error:
            refused.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=use, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert refused == ["coupon_used_up"]
    assert Coupon.objects.get().redeemed == Redemption.objects.count() == 1
