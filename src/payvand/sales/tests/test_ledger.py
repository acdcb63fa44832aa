"""The books: whatever happens, balances are sums, lines add up, and numbers have no gap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.time import today_in
from payvand.parties.models import Party
from payvand.parties.testing import make_person
from payvand.sales.account import ageing_of
from payvand.sales.commands.cheque import (
    bounce_cheque,
    clear_cheque,
    deposit_cheque,
    give_cheque_back,
    take_cheque,
)
from payvand.sales.commands.invoice import issue_invoice, return_part, take_invoice_back
from payvand.sales.commands.receipt import give_money_back, reverse_receipt, take_money
from payvand.sales.models import Allocation, Cheque, Direction, Invoice, LedgerEntry, PartyBalance, Receipt
from payvand.sales.testing.receivables import make_invoice, rial

pytestmark = pytest.mark.django_db
ROOT = system()
NUMBERED = ((Invoice, "kind"), (Receipt, "direction"))


def balance(party: Party) -> Decimal:
    found = PartyBalance.objects.filter(party=party, amount_currency="IRR").first()
    return found.money.amount if found else Decimal(0)


def check_books(party: Party) -> None:
    """Every invariant of a customer's account."""
    entries = LedgerEntry.objects.filter(party=party)
    debts = sum((one.rest for one in Invoice.objects.to_pay(party.pk, "IRR")), Decimal(0))
    debts += sum((one.rest for one in Receipt.objects.with_rest(party.pk, "IRR", Direction.OUT)), Decimal(0))
    credits = sum((one.rest for one in Receipt.objects.with_rest(party.pk, "IRR", Direction.IN)), Decimal(0))
    credits += sum((one.rest for one in Invoice.objects.with_rest(party.pk, "IRR")), Decimal(0))
    ages = ageing_of([party.pk], today_in(ROOT.locale)).get((party.pk, "IRR"))

    assert balance(party) == (entries.aggregate(sum=Sum("amount"))["sum"] or 0)
    assert balance(party) == debts - credits
    assert not (debts and credits), "open invoices beside money that settles nothing"
    assert (ages.total if ages else 0) == max(balance(party), 0)
    for invoice in Invoice.objects.filter(party=party).issued():
        lines = invoice.lines.aggregate(net=Sum("net"), tax=Sum("tax"), total=Sum("total"))
        assert (lines["net"], lines["tax"], lines["total"]) == (invoice.net, invoice.tax, invoice.total)
        field = "credit" if invoice.is_return else "invoice"
        settled = Allocation.objects.filter(**{field: invoice}).aggregate(sum=Sum("amount"))["sum"] or 0
        assert settled == invoice.total - invoice.rest
    for receipt in Receipt.objects.filter(party=party):
        field = "receipt" if receipt.direction == "in" else "refund"
        settled = Allocation.objects.filter(**{field: receipt}).aggregate(sum=Sum("amount"))["sum"] or 0
        assert settled == receipt.allocated <= receipt.amount
    check_numbers()


def check_numbers() -> None:
    """No number twice and none left out, for each sort of document and year."""
    for model, sort in NUMBERED:
        numbers: dict[tuple[str, str], list[int]] = {}
        for kind, number in model.objects.exclude(number="").values_list(sort, "number"):
            year, _dash, count = number.rpartition("-")
            numbers.setdefault((kind, year), []).append(int(count))
        for found in numbers.values():
            assert sorted(found) == list(range(1, len(found) + 1))


AMOUNT = st.integers(min_value=1, max_value=10**15)
STEP = st.one_of(
    st.tuples(st.just("invoice"), AMOUNT, st.integers(0, 120)),
    st.tuples(st.just("receive"), AMOUNT, st.integers(0, 120)),
    st.tuples(st.just("refund"), AMOUNT, st.just(0)),
    st.tuples(st.just("cheque"), AMOUNT, st.just(0)),
    st.tuples(st.just("bounce"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("again"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("hand back"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("reverse"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("return"), st.integers(0, 9), st.just(0)),
)


def play(party: Party, did: str, number: int, days: int) -> None:
    """One step of a story; what is not possible is refused and changes nothing."""
    day = today_in(ROOT.locale) - timedelta(days=days)
    cheques = Cheque.objects.filter(party=party).order_by("id")
    if did == "invoice":
        make_invoice(party, number, max(number // 3, 1), on=day)
    elif did == "receive":
        take_money.run(party.pk, actor=ROOT, amount=rial(number), on=day)
    elif did == "refund":
        give_money_back.run(party.pk, actor=ROOT, amount=rial(number))
    elif did == "cheque":
        cheque = take_cheque.run(
            party.pk, actor=ROOT, serial="1", amount=rial(number), due_on=date(2030, 1, 1)
        )
        deposit_cheque.run(cheque.pk, actor=ROOT)
    elif did in ("bounce", "again", "hand back") and cheques:
        pk = cheques[number % len(cheques)].pk
        if did == "bounce":
            bounce_cheque.run(pk, actor=ROOT, reason="no money")
        elif did == "again":
            deposit_cheque.run(pk, actor=ROOT)
            clear_cheque.run(pk, actor=ROOT)
        else:
            give_cheque_back.run(pk, actor=ROOT, reason="exchanged")
    elif did == "reverse" and (
        found := list(Receipt.objects.filter(party=party, cheque=None).order_by("id"))
    ):
        reverse_receipt.run(found[number % len(found)].pk, actor=ROOT, reason="typed twice")
    elif did == "return" and (sold := list(Invoice.objects.filter(party=party).sales().order_by("id"))):
        take_invoice_back.run(sold[number % len(sold)].pk, actor=ROOT, reason="damaged")


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_whatever_happens_the_books_add_up(steps):
    party = make_person("Dora")

    for did, number, days in steps:
        try:
            play(party, did, number, days)
        except DomainError as refused:
            assert refused.code in {
                "no_such_credit", "not_applicable", "wrong_turn", "too_large", "before_invoice", "stands_on_cheque",
            }  # fmt: skip
        check_books(party)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(price=st.integers(1, 10**9), parts=st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_returns_of_a_whole_invoice_add_up_to_it_however_they_are_split(price, parts):
    party = make_person("Dora")
    invoice = make_invoice(party, price, issued=False)
    line = invoice.lines.get()
    line.quantity, line.tax_percent, line.discount_percent = Decimal(sum(parts)), Decimal(9), Decimal("3.5")
    line.save()
    issue_invoice.run(invoice.pk, actor=ROOT)

    for part in parts:
        draft = return_part.run(invoice.pk, actor=ROOT)
        draft.lines.update(quantity=part)
        issue_invoice.run(draft.pk, actor=ROOT)

    invoice.refresh_from_db()
    returned = Invoice.objects.filter(original=invoice).aggregate(sum=Sum("total"))["sum"]
    assert (returned, invoice.state) == (invoice.total, "returned")
    assert balance(party) == 0
    check_books(party)


def test_ten_to_the_fifteen_rial_survive_to_the_last_digit():
    party = make_person("Dora")
    amount = 10**15 + 1

    make_invoice(party, amount)
    make_invoice(party, amount)

    assert balance(party) == 2 * amount
    assert LedgerEntry.objects.filter(party=party).aggregate(sum=Sum("amount"))["sum"] == 2 * amount


def test_a_balance_beyond_what_can_be_kept_is_refused_and_changes_nothing():
    party = make_person("Dora")
    make_invoice(party, 10**18 - 1)

    with pytest.raises(DomainError) as refused:
        make_invoice(party, 10**18 - 1)

    assert (refused.value.code, refused.value.field) == ("too_large", "amount")
    assert balance(party) == 10**18 - 1
    check_numbers()


def test_currencies_have_accounts_of_their_own():
    party = make_person("Dora")

    make_invoice(party, 100, currency="USD")
    take_money.run(party.pk, actor=ROOT, amount=rial(1_000))

    owed = {one.amount_currency: one.amount for one in PartyBalance.objects.filter(party=party)}
    assert owed == {"USD": 100, "IRR": -1_000}


def test_ageing_counts_from_the_due_date_and_never_takes_a_query_more(django_assert_num_queries):
    today = today_in(ROOT.locale)
    parties = [make_person(f"Customer {place}") for place in range(4)]
    for place, late in enumerate((0, 10, 45, 200)):
        make_invoice(parties[place], 1_000, on=today - timedelta(days=late))
    make_invoice(parties[0], 500, due_on=today + timedelta(days=30))

    with django_assert_num_queries(2):
        ages = ageing_of([party.pk for party in parties], today)

    spans = [ages[party.pk, "IRR"] for party in parties]
    assert [one.not_due for one in spans] == [1_500, 0, 0, 0]
    overdue = [[int(amount) for amount in one.spans] for one in spans]
    assert overdue == [[0, 0, 0, 0], [1_000, 0, 0, 0], [0, 1_000, 0, 0], [0, 0, 0, 1_000]]
