"""Cheques: their way to our bank, what each step does to the customer's account, and the turns that are refused."""

from datetime import date, timedelta

import pytest

from payvand.kernel import records
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.parties.testing import make_organisation, make_person
from payvand.sales.commands.cheque import (
    bounce_cheque,
    clear_cheque,
    deposit_cheque,
    endorse_cheque,
    give_cheque_back,
    receive_cheque,
    take_cheque,
)
from payvand.sales.commands.invoice import take_invoice_back
from payvand.sales.commands.receipt import (
    reverse_receipt,
)
from payvand.sales.models import PartyBalance, Receipt
from payvand.sales.testing.receivables import make_invoice, rial

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


def make_cheque(party, amount=500, **more):
    values = {"serial": "123/4", "amount": rial(amount), "due_on": LATER, **more}
    return take_cheque.run(party.pk, actor=ROOT, **values)


@pytest.mark.requirement("S2-3")
def test_cheque_is_received_deposited_and_cleared(dora):
    invoice = make_invoice(dora, 500)

    cheque = make_cheque(dora, sayad_id="1234567890123456", bank="ملت")
    paid = again(invoice).state
    deposit_cheque.run(cheque.pk, actor=ROOT)
    clear_cheque.run(cheque.pk, actor=ROOT)

    assert (paid, again(cheque).state, balance(dora)) == ("paid", "cleared", 0)
    assert [fact.name for fact in Fact.objects.filter(object="sales.cheque").order_by("id")] == [
        "record.created", "sales.cheque_received", "sales.cheque_deposited", "sales.cheque_cleared",
    ]  # fmt: skip


def test_bounced_cheque_is_owed_again_and_may_be_presented_again(dora):
    invoice = make_invoice(dora, 500)
    cheque = make_cheque(dora)
    deposit_cheque.run(cheque.pk, actor=ROOT)

    bounce_cheque.run(cheque.pk, actor=ROOT, reason="No money")
    bounced = (again(invoice).state, balance(dora), again(cheque).bounces)
    deposit_cheque.run(cheque.pk, actor=ROOT)
    at_the_bank = balance(dora)
    clear_cheque.run(cheque.pk, actor=ROOT)

    assert bounced == ("issued", 500, 1)
    assert (at_the_bank, balance(dora), again(invoice).state) == (500, 0, "paid")


def test_what_was_taken_back_stands_against_its_return_when_the_cheque_that_paid_it_bounces(dora):
    taken_back, kept = make_invoice(dora, 500), make_invoice(dora, 70)
    cheque = make_cheque(dora, 600)
    deposit_cheque.run(cheque.pk, actor=ROOT)
    back = take_invoice_back.run(taken_back.pk, actor=ROOT, reason="Damaged")

    bounce_cheque.run(cheque.pk, actor=ROOT, reason="No money")

    assert (again(taken_back).state, again(taken_back).rest, again(back).rest) == ("returned", 0, 0)
    assert (again(kept).rest, balance(dora)) == (70, 70)


def test_cheque_given_back_is_owed_and_an_endorsed_one_is_paid(dora):
    first, second = make_cheque(dora, 300), make_cheque(dora, 200, serial="9")

    give_cheque_back.run(first.pk, actor=ROOT, reason="Exchanged for cash")
    endorse_cheque.run(second.pk, actor=ROOT, to=Reference(id=make_organisation("Supplier").pk))
    with pytest.raises(DomainError) as own:
        third = make_cheque(dora, 1, serial="10")
        endorse_cheque.run(third.pk, actor=ROOT, to=Reference(id=dora.pk))

    assert (again(first).state, again(second).state) == ("returned", "endorsed")
    assert own.value.code == "same_party"
    assert balance(dora) == -201


@pytest.mark.parametrize("turn", [clear_cheque, endorse_cheque, bounce_cheque], ids=lambda turn: turn.name)
def test_wrong_turns_of_a_cheque_are_refused(dora, turn):
    cheque = make_cheque(dora)
    deposit_cheque.run(cheque.pk, actor=ROOT)
    clear_cheque.run(cheque.pk, actor=ROOT)

    with pytest.raises(DomainError) as refused:
        turn.run(cheque.pk, actor=ROOT)

    assert refused.value.code == "not_applicable"
    assert again(cheque).state == "cleared"


def test_verbs_of_a_cheque_refuse_wrong_turns_themselves(dora):
    cheque = make_cheque(dora)

    with pytest.raises(DomainError) as wrong:
        cheque.clear(TODAY)
    with pytest.raises(DomainError) as early:
        cheque.deposit(TODAY - timedelta(days=1))

    assert (wrong.value.code, wrong.value.field) == ("wrong_turn", "state")
    assert (early.value.code, early.value.field) == ("before_last_turn", "on")


@pytest.mark.parametrize("sayad", ["123456789012345", "12345678901234567", "12345678901234ab"])
def test_sayad_id_has_sixteen_digits(dora, sayad):
    values = {"party": Reference(id=dora.pk), "serial": "1", "amount": rial(5), "due_on": LATER}

    with pytest.raises(Invalid) as refused:
        records.create(named("sales.cheque"), {**values, "sayad_id": sayad}, actor=ROOT)

    assert [(error.field, error.code) for error in refused.value.errors] == [("sayad_id", "not_sayad")]


def test_sayad_id_is_read_in_any_digits_and_grouping_and_known_once(dora):
    make_cheque(dora, sayad_id="1234567890123456")
    values = {"party": Reference(id=dora.pk), "serial": "2", "amount": rial(5), "due_on": LATER}

    with pytest.raises(DomainError) as refused:
        records.create(
            named("sales.cheque"),
            {**values, "sayad_id": "۱۲۳۴-۵۶۷۸-۹۰۱۲-۳۴۵۶"},
            actor=ROOT,
            allow_duplicate=True,
        )

    assert (refused.value.code, refused.value.field) == ("not_unique", "sayad_id")


def test_receipt_of_a_cheque_is_reversed_by_the_cheque_only(dora):
    cheque = make_cheque(dora)

    with pytest.raises(DomainError) as refused:
        reverse_receipt.run(Receipt.objects.get(cheque=cheque).pk, actor=ROOT, reason="x")

    assert refused.value.code == "stands_on_cheque"


def test_expected_cheque_may_change_and_counts_when_it_is_received(dora):
    values = {"party": Reference(id=dora.pk), "serial": "7", "amount": rial(5), "due_on": LATER}
    cheque = records.create(named("sales.cheque"), values, actor=ROOT)
    records.update(named("sales.cheque"), cheque.pk, {"amount": rial(6)}, actor=ROOT)

    before = balance(dora)
    receive_cheque.run(cheque.pk, actor=ROOT)
    with pytest.raises(DomainError) as refused:
        records.update(named("sales.cheque"), cheque.pk, {"amount": rial(7)}, actor=ROOT)

    assert (before, balance(dora), refused.value.code) == (0, -6, "in_our_hands")
