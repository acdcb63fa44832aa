"""Invoices, receipts and cheques: what each does to the customer's account, and what is refused."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from payvand.culture.money import Money
from payvand.kernel import records
from payvand.kernel.access import system
from payvand.kernel.commands import command_named
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.parties.testing import make_person
from payvand.sales.commands.credit import agree_credit
from payvand.sales.commands.invoice import invoice_order, issue_invoice, return_part, take_invoice_back
from payvand.sales.commands.receipt import (
    give_money_back,
    pay_invoice,
    register_receipt,
    reverse_receipt,
    take_money,
)
from payvand.sales.models import Direction, Invoice, LedgerEntry, PartyBalance, Receipt
from payvand.sales.testing.receivables import make_confirmed_order, make_invoice, rial

pytestmark = pytest.mark.django_db
ROOT = system()
TODAY = today_in(ROOT.locale)
LATER = date(2030, 1, 1)


@pytest.fixture
def dora() -> Party:
    return make_person("Dora Ahmadi")


def balance(party):
    found = PartyBalance.objects.filter(party=party, amount_currency="IRR").first()
    return int(found.money.amount) if found else 0


def again(record):
    record.refresh_from_db()
    return record


def run_with(command, pk, given):
    return command.run(pk, actor=ROOT, **given)


def test_order_is_invoiced_in_parts_and_never_beyond_what_was_ordered(dora):
    order = make_confirmed_order(dora, 100, quantity=5)
    first = invoice_order.run(order.pk, actor=ROOT)
    first.lines.update(quantity=2)
    issue_invoice.run(first.pk, actor=ROOT)
    second, third = (invoice_order.run(order.pk, actor=ROOT) for _twice in range(2))

    issue_invoice.run(second.pk, actor=ROOT)
    with pytest.raises(DomainError) as refused:
        issue_invoice.run(third.pk, actor=ROOT)
    with pytest.raises(DomainError) as nothing:
        invoice_order.run(order.pk, actor=ROOT)

    assert [again(one).total for one in (first, second)] == [200, 300]
    assert (refused.value.code, refused.value.field) == ("more_than_ordered", "lines.0.quantity")
    assert nothing.value.code == "nothing_to_invoice"
    assert balance(dora) == 500


def test_issued_invoice_is_immutable(dora):
    invoice = make_invoice(dora, 100)
    line = invoice.lines.get()
    attempts = {
        "sealed": lambda: records.update(named("sales.invoice"), invoice.pk, {"note": "x"}, actor=ROOT),
        "is_issued": lambda: records.update(named("sales.invoiceline"), line.pk, {"quantity": 9}, actor=ROOT),
        "counts": lambda: records.delete(named("sales.invoice"), invoice.pk, actor=ROOT),
        "not_applicable": lambda: issue_invoice.run(invoice.pk, actor=ROOT),
    }

    codes = []
    for attempt in attempts.values():
        with pytest.raises(DomainError) as refused:
            attempt()
        codes.append(refused.value.code)
    records_archived = records.archive_many
    with pytest.raises(DomainError):
        records_archived(named("sales.invoice"), [invoice.pk], actor=ROOT)

    assert codes == [*attempts]
    assert again(invoice).archived_at is None


def test_invoice_falls_due_by_what_was_agreed(dora):
    agree_credit.run(dora.pk, actor=ROOT, limit=rial(10**15), days=45)

    agreed, said = make_invoice(dora, 1), make_invoice(dora, 1, due_on=LATER)

    assert (agreed.due_on, said.due_on) == (TODAY + timedelta(days=45), LATER)


def test_payment_settles_its_invoice_first_and_then_what_is_due_first(dora):
    old = make_invoice(dora, 100, on=TODAY - timedelta(days=60))
    new = make_invoice(dora, 100)

    pay_invoice.run(new.pk, actor=ROOT, amount=rial(130))

    assert [(again(one).state, one.rest) for one in (old, new)] == [
        ("partly_paid", Decimal(70)),
        ("paid", Decimal(0)),
    ]
    assert balance(dora) == 70
    facts = Fact.objects.filter(name="sales.invoice_settled", party_id=dora.pk).order_by("id")
    assert [Decimal(fact.payload["left"]["amount"]) for fact in facts] == [0, 70]


def test_prepayment_waits_and_settles_the_next_invoice(dora):
    take_money.run(dora.pk, actor=ROOT, amount=rial(300))

    invoice = make_invoice(dora, 200)

    assert (invoice.state, balance(dora), Receipt.objects.get().rest) == ("paid", -100, Decimal(100))


def test_money_goes_back_only_as_far_as_we_owe_it(dora):
    take_money.run(dora.pk, actor=ROOT, amount=rial(300))

    give_money_back.run(dora.pk, actor=ROOT, amount=rial(200))
    with pytest.raises(DomainError) as refused:
        give_money_back.run(dora.pk, actor=ROOT, amount=rial(101))

    assert (refused.value.code, refused.value.field) == ("no_such_credit", "amount")
    assert balance(dora) == -100
    assert Receipt.objects.count() == 2


def test_reversed_receipt_opens_its_invoice_again_and_leaves_both_entries(dora):
    invoice = make_invoice(dora, 100)
    receipt = pay_invoice.run(invoice.pk, actor=ROOT)

    reverse_receipt.run(receipt.pk, actor=ROOT, reason="The transfer never came")
    with pytest.raises(DomainError) as twice:
        reverse_receipt.run(receipt.pk, actor=ROOT, reason="Again")

    assert (again(invoice).state, balance(dora)) == ("issued", 100)
    assert list(LedgerEntry.objects.of(dora.pk).values_list("kind", flat=True)) == [
        "invoice", "receipt", "reversal",
    ]  # fmt: skip
    assert twice.value.code == "not_applicable"


def test_draft_receipt_counts_only_when_it_is_registered(dora):
    values = {"name": "Cash", "party": Reference(id=dora.pk), "amount": rial(70), "on": TODAY}
    receipt = records.create(named("sales.receipt"), values, actor=ROOT)
    before = balance(dora)

    register_receipt.run(receipt.pk, actor=ROOT)
    with pytest.raises(DomainError) as refused:
        records.update(named("sales.receipt"), receipt.pk, {"amount": rial(80)}, actor=ROOT)

    assert (before, balance(dora)) == (0, -70)
    assert refused.value.code == "registered"
    assert again(receipt).number.endswith("-000001")


@pytest.mark.parametrize(
    ("amount", "code"), [("-5", "negative"), ("1e20", "too_large"), ("0", "not_positive")]
)
def test_impossible_amount_of_money_is_refused_with_its_field(dora, amount, code):
    command = command_named("sales.take_money")

    with pytest.raises(DomainError) as refused:
        given = command.read({"amount": {"amount": amount}}, ROOT.locale)
        run_with(command, dora.pk, given)

    assert (refused.value.code, refused.value.field) == (code, "amount")
    assert not Receipt.objects.exists()


def test_money_of_tomorrow_is_refused(dora):
    with pytest.raises(DomainError) as refused:
        take_money.run(dora.pk, actor=ROOT, amount=rial(1), on=TODAY + timedelta(days=2))

    assert (refused.value.code, refused.value.field) == ("in_future", "on")


def test_payment_of_somebody_elses_invoice_is_refused(dora):
    other = make_invoice(make_person("Sara"), 100)

    with pytest.raises(DomainError) as refused:
        take_money.run(dora.pk, actor=ROOT, amount=rial(1), invoice=Reference(id=other.pk))

    assert (refused.value.code, refused.value.field) == ("no_such_invoice", "invoice")


@pytest.mark.requirement("S2-3")
def test_part_of_an_invoice_is_returned_and_never_more_than_it_holds(dora):
    order = make_confirmed_order(dora, 100, quantity=5, tax_percent=9)
    invoice = invoice_order.run(order.pk, actor=ROOT)
    issue_invoice.run(invoice.pk, actor=ROOT)
    part, too_much = (return_part.run(invoice.pk, actor=ROOT) for _twice in range(2))
    part.lines.update(quantity=2)

    issue_invoice.run(part.pk, actor=ROOT)
    with pytest.raises(DomainError) as refused:
        issue_invoice.run(too_much.pk, actor=ROOT)

    assert (again(part).total, again(invoice).rest, balance(dora)) == (218, 327, 327)
    assert part.number.endswith("-000001")
    assert (refused.value.code, refused.value.field) == ("more_than_invoiced", "lines.0.quantity")


def test_paid_invoice_taken_back_leaves_the_money_to_the_customer(dora):
    invoice = make_invoice(dora, 100)
    pay_invoice.run(invoice.pk, actor=ROOT)

    take_invoice_back.run(invoice.pk, actor=ROOT, reason="Damaged")
    refund = give_money_back.run(dora.pk, actor=ROOT, amount=rial(100))

    assert (again(invoice).state, balance(dora), again(refund).rest) == ("returned", 0, 0)
    with pytest.raises(DomainError) as twice:
        take_invoice_back.run(invoice.pk, actor=ROOT, reason="Damaged")
    assert twice.value.code == "not_applicable"


def test_return_holds_only_what_is_on_its_invoice(dora):
    draft = return_part.run(make_invoice(dora, 100).pk, actor=ROOT)
    line = {"invoice": Reference(id=draft.pk), "description": "Something else"}

    with pytest.raises(DomainError) as refused:
        records.create(named("sales.invoiceline"), line, actor=ROOT)

    assert refused.value.code == "not_on_invoice"


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_one_invoice_at_once_issue_it_once():
    party = make_person("Dora")
    invoice = make_invoice(party, 100, issued=False)

    refusals = together([lambda: issue_invoice.run(invoice.pk, actor=ROOT)] * 2)

    assert refusals == ["not_applicable"]
    assert LedgerEntry.objects.count() == 1
    assert balance(party) == 100


@pytest.mark.django_db(transaction=True)
def test_receipts_that_come_at_once_settle_no_invoice_twice():
    party = make_person("Dora")
    invoices = [make_invoice(party, 100), make_invoice(party, 100)]

    refusals = together([lambda: take_money.run(party.pk, actor=ROOT, amount=rial(100))] * 3)

    assert refusals == []
    assert balance(party) == -100
    assert {one.state for one in Invoice.objects.all()} == {"paid"}
    assert len(invoices) == 2
    assert sorted(one.number[-6:] for one in Receipt.objects.all()) == ["000001", "000002", "000003"]


@pytest.mark.django_db(transaction=True)
def test_whoever_moves_one_account_at_once_waits_and_never_stands_in_the_way():
    party = make_person("Dora")
    invoices = [make_invoice(party, 100) for _twice in range(2)]
    wrong = take_money.run(party.pk, actor=ROOT, amount=rial(30))

    refusals = together(
        [
            lambda: pay_invoice.run(invoices[0].pk, actor=ROOT, amount=rial(40)),
            lambda: take_money.run(party.pk, actor=ROOT, amount=rial(50)),
            lambda: take_invoice_back.run(invoices[1].pk, actor=ROOT, reason="Damaged"),
            lambda: reverse_receipt.run(wrong.pk, actor=ROOT, reason="Typed twice"),
        ]
    )

    assert refusals == []
    assert balance(party) == 200 - 40 - 50 - 100
    left = sum(one.rest for one in Invoice.objects.to_pay(party.pk, "IRR"))
    money = sum(one.rest for one in Receipt.objects.with_rest(party.pk, "IRR", Direction.IN))
    assert left - money == balance(party)


def test_payment_in_another_currency_settles_nothing_by_mistake(dora):
    invoice = make_invoice(dora, 100)

    with pytest.raises(DomainError) as refused:
        pay_invoice.run(invoice.pk, actor=ROOT, amount=Money(amount=Decimal(5), currency="USD"))

    assert (refused.value.code, refused.value.field) == ("other_currency", "amount")
    assert balance(dora) == 100


def together(works) -> list[str]:
    """Let several do something at once; the codes of what was refused."""
    refusals: list[str] = []

    def run(work) -> None:
        try:
            work()
        except DomainError as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    running = [threading.Thread(target=run, args=(work,)) for work in works]
    for one in running:
        one.start()
    for one in running:
        one.join(timeout=60)
    return refusals
