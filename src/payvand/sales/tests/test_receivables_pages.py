"""The pages of orders, invoices, receipts, cheques and accounts by the client, and their papers."""

from datetime import date

import pytest

from payvand.kernel.access import system
from payvand.kernel.testing.world import make_world
from payvand.parties.testing import make_dora
from payvand.sales.commands.cheque import take_cheque
from payvand.sales.commands.credit import agree_credit
from payvand.sales.commands.invoice import invoice_order, issue_invoice
from payvand.sales.commands.receipt import pay_invoice
from payvand.sales.testing.receivables import make_confirmed_order, make_invoice, make_order, rial

pytestmark = pytest.mark.django_db
ROOT = system()


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def client(world, client):
    client.force_login(world.alma, backend="payvand.ui.authentication.PasswordBackend")
    return client


def page(client, address: str) -> str:
    answer = client.get(address)
    text: str = answer.content.decode()
    assert answer.status_code == 200, text[:2000]
    return text


@pytest.mark.requirement("S2-3")
def test_account_tab_tells_balance_ages_invoices_receipts_and_cheques(world, client):
    dora = make_dora(world)
    empty = page(client, f"/parties/party/{dora.pk}?tab=account")
    agree_credit.run(dora.pk, actor=ROOT, limit=rial(10_000_000), days=0)
    invoice = make_invoice(dora, 3_000_000, on=date(2025, 1, 5))
    pay_invoice.run(invoice.pk, actor=ROOT, amount=rial(1_000_000))
    take_cheque.run(dora.pk, actor=ROOT, serial="C-77", amount=rial(500_000), due_on=date(2030, 1, 1))

    full = page(client, f"/parties/party/{dora.pk}?tab=account")

    assert 'class="state"' in empty
    assert "1,500,000" in full
    assert "C-77" in full
    assert invoice.number in full
    assert "over 90 days" in full
    assert "no data yet" not in full.split("Open balance")[1][:200]


@pytest.mark.requirement("S1-26")
def test_order_page_shows_its_way_lines_and_invoices(world, client):
    order = make_confirmed_order(make_dora(world), 1_000, quantity=3)
    invoice = invoice_order.run(order.pk, actor=ROOT)
    issue_invoice.run(invoice.pk, actor=ROOT)

    shown = page(client, f"/sales/order/{order.pk}?tab=money")
    listed = page(client, "/sales/order")

    assert "Thing 1" in shown
    assert "3,000" in shown
    assert f"/sales/invoice/{invoice.pk}" in shown
    assert 'aria-current="step"' in shown
    assert order.number in listed


def test_order_that_waits_says_why(world, client):
    dora = make_dora(world)
    agree_credit.run(dora.pk, actor=ROOT, limit=rial(1), days=0)
    order = make_confirmed_order(dora, 1_000)

    shown = page(client, f"/sales/order/{order.pk}")

    assert "over the credit limit" in shown
    assert "approve_credit" in shown


def test_form_of_a_command_is_filled_and_done(world, client):
    invoice = make_invoice(make_dora(world), 700)

    asked = page(client, f"/sales/invoice/{invoice.pk}/pay_invoice")
    done = client.post(f"/sales/invoice/{invoice.pk}/pay_invoice", {"amount": "700", "paid_by": "cash"})

    assert 'name="amount"' in asked
    assert done.status_code in (200, 302)
    invoice.refresh_from_db()
    assert invoice.state == "paid"


def test_refused_amount_comes_back_with_its_reason(world, client):
    invoice = make_invoice(make_dora(world), 700)

    refused = client.post(f"/sales/invoice/{invoice.pk}/pay_invoice", {"amount": "-5", "paid_by": "cash"})

    assert refused.status_code == 422
    assert "below zero" in refused.content.decode()


def test_stranger_sees_neither_documents_nor_papers(world, client):
    invoice, order = make_invoice(make_dora(world), 700), make_order(make_dora(world), 5)
    client.force_login(world.stranger, backend="payvand.ui.authentication.PasswordBackend")

    for address in (
        f"/sales/invoice/{invoice.pk}",
        f"/sales/invoice/{invoice.pk}/print.pdf",
        f"/sales/order/{order.pk}/print.pdf",
    ):
        assert client.get(address).status_code in (403, 404)


@pytest.mark.parametrize("language", ["fa", "ar", "en"])
def test_papers_are_drawn(world, client, language):
    order = make_confirmed_order(make_dora(world), 1_000, tax_percent=10)
    invoice = invoice_order.run(order.pk, actor=ROOT)
    issue_invoice.run(invoice.pk, actor=ROOT)
    receipt = pay_invoice.run(invoice.pk, actor=ROOT)

    for name, record in (("order", order), ("invoice", invoice), ("receipt", receipt)):
        answer = client.get(f"/sales/{name}/{record.pk}/print.pdf?language={language}")
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
