"""Closed orders and returns of another system: taken over whole, once, and without a number or an account of ours."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.catalog.testing import make_product
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import archive, update
from payvand.parties.models import Party
from payvand.parties.testing import make_organisation
from payvand.sales.commands.past import note_purchases, take_over
from payvand.sales.commands.past_document import PastDocument, PastLine
from payvand.sales.models import (
    Invoice,
    InvoiceLine,
    LedgerEntry,
    NumberSeries,
    Order,
    OrderLine,
    PartyBalance,
)

pytestmark = pytest.mark.django_db
ROOT = system()
NOON = datetime(2010, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def dora() -> Party:
    return make_organisation("Dora Ltd")


@pytest.fixture
def goods() -> list[int]:
    return [make_product(name).pk for name in ("Clock", "Lamp", "Mug")]


def line(product: int, quantity: str = "1", price: str = "2.55") -> PastLine:
    return PastLine(
        product=product,
        description="THING",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        written_at=NOON,
    )


def document(
    party: Party,
    number: str,
    lines: Sequence[PastLine],
    *,
    on: date = date(2010, 3, 1),
    is_return: bool = False,
    names_customer: bool = True,
) -> PastDocument:
    return PastDocument(
        number=number,
        name=f"Invoice {number}",
        party=party.pk,
        on=on,
        currency="GBP",
        is_return=is_return,
        lines=lines,
        buyer={"name": "DORA", "country": "GB"},
        names_customer=names_customer,
    )


def taken(*documents: PastDocument) -> int:
    return take_over(documents, actor=ROOT, label="old system")


def test_an_order_keeps_number_day_words_and_figures(dora, goods):
    lines = [line(goods[0], "12", "6.95"), line(goods[1], "3", "0.001"), line(goods[0], "12", "6.95")]

    assert taken(document(dora, "489434", lines)) == 1

    order = Order.objects.get()
    assert (order.number, order.state, order.on) == ("489434", "closed", date(2010, 3, 1))
    assert (order.total, order.total_currency) == (Decimal("166.80"), "GBP")
    assert order.buyer == {"name": "DORA", "country": "GB"}
    written = list(OrderLine.objects.order_by("position"))
    assert [one.total for one in written] == [Decimal("83.40"), 0, Decimal("83.40")]
    assert {(one.description, one.created_at) for one in written} == {("THING", NOON)}
    assert Fact.objects.filter(name="record.created", object="sales.order", subject_id=order.pk).count() == 1


def test_no_number_of_ours_is_taken_and_no_account_moves(dora, goods):
    taken(document(dora, "1", [line(goods[0])]), document(dora, "C2", [line(goods[0])], is_return=True))

    assert not NumberSeries.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert not PartyBalance.objects.exists()
    assert not Invoice.objects.unsettled().exists()


def test_what_was_taken_over_is_sealed_and_stays(dora, goods):
    taken(document(dora, "1", [line(goods[0])]))
    order = Order.objects.get()

    with pytest.raises(DomainError):
        update(named("sales.order"), order.pk, {"name": "Another"}, actor=ROOT)
    with pytest.raises(DomainError):
        archive(named("sales.order"), order.pk, actor=ROOT)
    with pytest.raises(DomainError):
        update(named("sales.orderline"), order.lines.get().pk, {"quantity": 5}, actor=ROOT)


def test_the_same_documents_come_once(dora, goods):
    both = (document(dora, "1", [line(goods[0])]), document(dora, "C2", [line(goods[0])], is_return=True))

    assert taken(*both) == 2
    assert taken(*both, document(dora, "3", [line(goods[1])])) == 1
    assert (Order.objects.count(), Invoice.objects.count()) == (2, 1)


def test_a_number_of_another_document_is_refused(dora, goods):
    taken(document(dora, "1", [line(goods[0])]))

    with pytest.raises(DomainError, match="1") as refused:
        taken(document(make_organisation("Other Ltd"), "1", [line(goods[0])]))

    assert refused.value.code == "number_taken"
    assert Order.objects.count() == 1


@pytest.mark.parametrize("number", ["1404-000123", "1404-2-000007", ""])
def test_a_number_that_a_series_of_ours_would_give_is_refused(dora, goods, number):
    with pytest.raises(DomainError) as refused:
        taken(document(dora, "7", [line(goods[0])]), document(dora, number, [line(goods[0])]))

    assert refused.value.code == "own_number"
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"), [("quantity", "lines.1.quantity"), ("price", "lines.1.unit_price")]
)
def test_what_no_line_may_be_is_told_with_its_document_and_changes_nothing(dora, goods, wrong, field):
    with pytest.raises(DomainError, match="C9") as refused:
        taken(
            document(dora, "1", [line(goods[0])]),
            document(dora, "C9", [line(goods[0]), line(goods[0], **{wrong: "-1"})], is_return=True),
        )

    assert refused.value.field == field
    assert not Order.objects.exists()
    assert not Fact.objects.filter(object="sales.order").exists()


def test_a_return_refers_to_the_newest_order_that_holds_all_of_it(dora, goods):
    clock, lamp, mug = goods
    taken(
        document(dora, "1", [line(clock), line(lamp)], on=date(2010, 1, 1)),
        document(dora, "2", [line(clock), line(lamp), line(mug)], on=date(2010, 2, 1)),
        document(dora, "3", [line(clock)], on=date(2010, 2, 2)),
        document(dora, "4", [line(clock), line(lamp)], on=date(2010, 4, 1)),
        document(make_organisation("Other Ltd"), "5", [line(clock), line(lamp)], on=date(2010, 2, 3)),
        document(dora, "C6", [line(clock), line(lamp)], is_return=True),
    )

    back = Invoice.objects.get()
    assert (back.kind, back.state) == ("return", "paid")
    assert back.open_amount == 0
    assert back.order == Order.objects.get(number="2")
    assert [one.order_line.product_id for one in back.lines.order_by("position")] == [clock, lamp]
    assert {one.order_line.order.number for one in back.lines.all()} == {"2"}


def test_a_return_of_several_orders_refers_to_them_line_by_line(dora, goods):
    clock, lamp, mug = goods
    taken(
        document(dora, "1", [line(clock)]),
        document(dora, "2", [line(lamp)]),
        document(dora, "C3", [line(clock), line(lamp), line(mug)], is_return=True),
    )

    back = Invoice.objects.get()
    assert back.order is None
    lines = InvoiceLine.objects.order_by("position")
    assert [one.order_line.order.number if one.order_line else "" for one in lines] == ["1", "2", ""]


def test_what_passers_by_bought_says_nothing_of_a_return(dora, goods):
    taken(
        document(dora, "1", [line(goods[0])], names_customer=False),
        document(dora, "C2", [line(goods[0])], is_return=True, names_customer=False),
    )

    assert Invoice.objects.get().order is None


def test_customers_hear_of_their_newest_purchase_once(dora, goods):
    taken(
        document(dora, "1", [line(goods[0])], on=date(2010, 5, 1)),
        document(dora, "2", [line(goods[0])], on=date(2010, 3, 1)),
    )

    note_purchases([dora.pk], actor=ROOT)
    note_purchases([dora.pk], actor=ROOT)

    dora.refresh_from_db()
    assert dora.last_purchase_on == date(2010, 5, 1)
    assert Fact.objects.filter(name="parties.purchase_noted").count() == 1


def test_as_many_queries_for_many_documents_as_for_few(dora, goods):
    def queries(first: int, count: int) -> int:
        numbers = range(first, first + count)
        sales = [document(dora, f"{number}", [line(goods[0])] * 3) for number in numbers]
        back = [document(dora, f"C{number}", [line(goods[0])], is_return=True) for number in numbers]
        with CaptureQueriesContext(connection) as asked:
            taken(*sales, *back)
        return len(asked)

    queries(1, 1)

    assert queries(1000, 30) == queries(100, 2)
