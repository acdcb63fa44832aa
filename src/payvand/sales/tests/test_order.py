"""Orders: from a draft to the customer's door, with the look at the credit on the way, and what is refused."""

import threading
from datetime import date

import pytest
from django.db import connection

from payvand.kernel import records
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from payvand.parties.models import Party
from payvand.parties.testing import make_dora, make_person
from payvand.sales.commands.cheque import bounce_cheque, deposit_cheque, take_cheque
from payvand.sales.commands.credit import agree_credit
from payvand.sales.commands.invoice import invoice_order, issue_invoice
from payvand.sales.commands.order import (
    approve_credit,
    cancel_order,
    close_order,
    confirm_order,
    deliver_order,
    note_erp_state,
    refuse_credit,
    send_order,
)
from payvand.sales.models import Order, Shipment
from payvand.sales.testing.receivables import make_confirmed_order, make_order, rial

pytestmark = pytest.mark.django_db
ROOT = system()
SOME_DAY = date(2030, 1, 1)


@pytest.fixture
def dora() -> Party:
    return make_person("Dora Ahmadi")


def told(record, name: str) -> list[dict[str, object]]:
    facts = Fact.objects.filter(object=record._meta.label_lower, subject_id=record.pk, name=name)
    return [fact.payload for fact in facts.order_by("id")]


@pytest.mark.requirement("S1-26", "S2-3")
def test_order_goes_its_way_and_each_step_is_told(dora):
    order = make_order(dora, 100, 250, quantity=2, tax_percent=10)

    confirm_order.run(order.pk, actor=ROOT)
    send_order.run(order.pk, actor=ROOT, carrier="Post", tracking="RR 12")
    deliver_order.run(order.pk, actor=ROOT)
    close_order.run(order.pk, actor=ROOT)

    order.refresh_from_db()
    assert order.total == 770
    assert order.state == "closed"
    assert order.number.endswith("-000001")
    assert Shipment.objects.get().arrived_on is not None
    facts = Fact.objects.filter(object="sales.order", subject_id=order.pk).order_by("id")
    assert [fact.name for fact in facts] == [
        "record.created", "sales.order_confirmed", "sales.order_sent", "sales.order_delivered", "sales.order_closed",
    ]  # fmt: skip
    assert {fact.party_id for fact in facts} == {dora.pk}


@pytest.mark.requirement("S1-31")
def test_confirmed_order_carries_a_key_for_the_erp_and_notes_the_purchase(dora):
    order = make_confirmed_order(dora, 100)

    note_erp_state.run(order.pk, actor=ROOT, external_id="SO-7", status="picked")
    note_erp_state.run(order.pk, actor=ROOT, external_id="SO-7", status="picked")
    with pytest.raises(DomainError) as other:
        note_erp_state.run(order.pk, actor=ROOT, external_id="SO-8")

    assert told(order, "sales.order_confirmed")[0]["key"] == str(order.key)
    assert len(told(order, "sales.order_noted_by_erp")) == 1
    assert other.value.code == "known_already"
    dora.refresh_from_db()
    assert dora.last_purchase_on == order.on


@pytest.mark.requirement("S1-33")
def test_order_over_the_limit_waits_for_somebody_who_may_approve(dora):
    agree_credit.run(dora.pk, actor=ROOT, limit=rial(1_000), days=30)
    first, second = make_order(dora, 600), make_order(dora, 600)

    confirm_order.run(first.pk, actor=ROOT)
    confirm_order.run(second.pk, actor=ROOT)
    second.refresh_from_db()
    waiting = (second.state, second.doubts, second.number)
    approve_credit.run(second.pk, actor=ROOT, reason="Known for years")

    second.refresh_from_db()
    assert waiting == ("awaiting", ["over_limit"], "")
    assert (second.state, second.number[-6:]) == ("confirmed", "000002")
    assert told(second, "sales.credit_approved") == [{"reason": "Known for years"}]


@pytest.mark.requirement("S1-33")
def test_what_is_invoiced_counts_once_against_the_limit(dora):
    agree_credit.run(dora.pk, actor=ROOT, limit=rial(1_000), days=30)
    invoice = invoice_order.run(make_confirmed_order(dora, 600).pk, actor=ROOT)
    issue_invoice.run(invoice.pk, actor=ROOT)

    order = make_confirmed_order(dora, 400)

    assert order.state == "confirmed"


@pytest.mark.requirement("S1-33")
def test_bounced_cheque_makes_every_order_wait_until_it_is_paid(dora):
    cheque = take_cheque.run(dora.pk, actor=ROOT, serial="1", amount=rial(50), due_on=SOME_DAY)
    deposit_cheque.run(cheque.pk, actor=ROOT)
    bounce_cheque.run(cheque.pk, actor=ROOT, reason="No money")

    order = make_confirmed_order(dora, 1)
    refuse_credit.run(order.pk, actor=ROOT, reason="Pays cash only")

    assert (order.state, order.doubts) == ("awaiting", ["bounced"])
    order.refresh_from_db()
    assert order.state == "draft"
    assert not told(order, "sales.order_confirmed")


def test_approval_asks_for_the_right_to_approve():
    world = make_world()
    party = make_dora(world)
    agree_credit.run(party.pk, actor=ROOT, limit=rial(0), days=0)
    order = make_order(party, 5, actor=world.actor("ann"))
    confirm_order.run(order.pk, actor=world.actor("ann"))

    with pytest.raises(DomainError) as refused:
        approve_credit.run(order.pk, actor=world.actor("ben"), reason="Because")

    assert refused.value.code == "denied"
    assert Order.objects.get().state == "awaiting"


def test_confirmed_order_is_not_changed_put_away_or_deleted(dora):
    order = make_confirmed_order(dora, 100)
    line = order.lines.get()

    attempts = {
        "sealed": lambda: records.update(named("sales.order"), order.pk, {"discount_percent": 5}, actor=ROOT),
        "not_draft": lambda: records.update(named("sales.orderline"), line.pk, {"quantity": 9}, actor=ROOT),
        "counts": lambda: records.archive(named("sales.order"), order.pk, actor=ROOT),
    }
    for code, attempt in attempts.items():
        with pytest.raises(DomainError) as refused:
            attempt()
        assert refused.value.code == code
    with pytest.raises(DomainError) as kept:
        records.delete(named("sales.order"), order.pk, actor=ROOT)

    assert kept.value.code == "counts"
    order.refresh_from_db()
    assert order.total == 100
    assert order.lines.get().quantity == 1
    assert order.archived_at is None


def test_promised_day_may_still_change_after_the_confirmation(dora):
    order = make_confirmed_order(dora, 100)

    records.update(named("sales.order"), order.pk, {"promised_on": SOME_DAY}, actor=ROOT)

    order.refresh_from_db()
    assert order.promised_on == SOME_DAY


@pytest.mark.parametrize(
    ("amount", "code"), [(-5, "negative"), (10**20, "too_large"), ("twelve apples", "money.unreadable")]
)
def test_impossible_price_is_refused_with_its_field(dora, amount, code):
    order = make_order(dora)
    line = {"order": Reference(id=order.pk), "description": "Thing", "unit_price": {"amount": str(amount)}}
    if isinstance(amount, str):
        line["unit_price"] = amount

    with pytest.raises(Invalid) as refused:
        records.create(named("sales.orderline"), line, actor=ROOT)

    assert [(error.field, error.code) for error in refused.value.errors] == [("unit_price", code)]
    assert not order.lines.exists()


def test_line_without_product_and_description_is_refused(dora):
    order = make_order(dora)

    with pytest.raises(DomainError) as refused:
        records.create(named("sales.orderline"), {"order": Reference(id=order.pk)}, actor=ROOT)

    assert (refused.value.code, refused.value.field) == ("line_without_product", "description")


def test_line_in_another_currency_is_refused(dora):
    order = make_order(dora)
    line = {
        "order": Reference(id=order.pk),
        "description": "Thing",
        "unit_price": {"amount": "5", "currency": "USD"},
    }

    with pytest.raises(DomainError) as refused:
        records.create(named("sales.orderline"), line, actor=ROOT)

    assert (refused.value.code, refused.value.field) == ("other_currency", "unit_price")
    assert not order.lines.exists()


def test_currency_of_an_order_with_lines_is_not_changed(dora):
    order = make_order(dora, 100)

    with pytest.raises(DomainError) as refused:
        records.update(named("sales.order"), order.pk, {"currency": "USD"}, actor=ROOT)

    assert (refused.value.code, refused.value.field) == ("has_lines", "currency")
    order.refresh_from_db()
    assert order.currency == "IRR"


def test_discount_on_a_draft_changes_its_figures_at_once(dora):
    order = make_order(dora, 100, 200)

    records.update(named("sales.order"), order.pk, {"discount_percent": 10}, actor=ROOT)

    order.refresh_from_db()
    assert order.total == 270


def test_order_without_lines_is_not_confirmed(dora):
    with pytest.raises(DomainError) as refused:
        confirm_order.run(make_order(dora).pk, actor=ROOT)

    assert refused.value.code == "no_lines"


def test_invoiced_order_is_not_cancelled_and_a_cancelled_one_keeps_its_number(dora):
    invoiced, other = make_confirmed_order(dora, 1), make_confirmed_order(dora, 2)
    invoice_order.run(invoiced.pk, actor=ROOT)

    with pytest.raises(DomainError) as refused:
        cancel_order.run(invoiced.pk, actor=ROOT, reason="Changed their mind")
    cancel_order.run(other.pk, actor=ROOT, reason="Changed their mind")

    assert refused.value.code == "is_invoiced"
    other.refresh_from_db()
    assert (other.state, other.number[-6:]) == ("cancelled", "000002")


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_orders_at_once_do_not_pass_below_one_limit():
    party = make_person("Dora")
    agree_credit.run(party.pk, actor=ROOT, limit=rial(1_000), days=30)
    orders = [make_order(party, 600), make_order(party, 600)]

    def confirm(order: Order) -> None:
        try:
            confirm_order.run(order.pk, actor=ROOT)
        finally:
            connection.close()

    running = [threading.Thread(target=confirm, args=(order,)) for order in orders]
    for one in running:
        one.start()
    for one in running:
        one.join(timeout=60)

    assert sorted(Order.objects.values_list("state", flat=True)) == ["awaiting", "confirmed"]
