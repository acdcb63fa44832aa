"""The story of one customer, clicked in Persian: a lead, a deal, a quote accepted on a phone, an order, an invoice,
and a cheque that clears. Digits, dates and amounts are typed as people type them.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from payvand.kernel.access import system
from payvand.kernel.models import User
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import make_world
from payvand.sales.commands.acceptance import make_acceptance_code
from payvand.sales.models import Cheque, Invoice, Lead, Opportunity, Order, Quote
from payvand.sales.testing.document import make_tax
from payvand.sales.testing.opportunity import make_way

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERSIAN = {"language": "fa", "calendar": "jalali", "digits": "persian", "money_unit": "toman"}


@pytest.fixture
def office(chromium: Browser, live_server, client) -> Iterator[Page]:
    """Alma's browser: she runs a small firm, and does everything herself."""
    make_way()
    make_tax("10")
    world = make_world()
    User.objects.filter(pk=world.alma.pk).update(**PERSIAN)
    client.force_login(world.alma, backend="payvand.ui.authentication.PasswordBackend")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    yield page
    context.close()


def do(page: Page, command: str, **inputs: str) -> None:
    """Do something to the record on the page: by its button, or out of the menu; answer what it asks."""
    deed = page.locator(f'#main :is([href$="/{command}"], [formaction$="/{command}"])').first
    if not deed.is_visible():
        page.get_by_role("button", name="بیشتر", exact=True).first.click()
    if deed.get_attribute("href") is None:
        # What is done brings the page anew.
        with page.expect_event("load"):
            deed.click()
    else:
        deed.click()
        dialog = page.locator("#dialog form")
        for name, value in inputs.items():
            # A day is typed into the field that its picker shows; the one of its name is hidden.
            shown = f"[name='{name}']:not([type=hidden]), pv-day-picker:has([name='{name}']) input:not([type=hidden])"
            dialog.locator(shown).first.fill(value)
            page.keyboard.press("Tab")
        with page.expect_event("load"):
            dialog.locator("button[type=submit]").click()
    deliver_all()


@pytest.mark.requirement("S0-3", "S1-9", "S1-10", "S2-3", "S1-26")
def test_a_deal_from_lead_to_cleared_cheque_is_clicked_in_persian(office, chromium, live_server):
    home = live_server.url

    office.goto(f"{home}/sales/lead/new")
    office.locator("[name=name]").fill("دورا احمدی")
    office.locator("[name=phone]").fill("۰۹۱۷۱۲۳۴۵۶۷")
    office.keyboard.press("Control+Enter")
    expect(office.locator("h1")).to_have_text("دورا احمدی")
    do(office, "take_up_lead")
    do(office, "convert_lead", opportunity="چهل صندلی")
    assert Lead.objects.get().status == "converted"

    deal = Opportunity.objects.get()
    office.goto(f"{home}/sales/opportunity/{deal.pk}")
    expect(office.locator("h1")).to_have_text("چهل صندلی")
    office.goto(f"{home}/sales/quote/new?party={deal.party_id}&opportunity={deal.pk}")
    office.locator("[name=name]").fill("صندلی تالار")
    office.locator("[name$='.description'] >> nth=0").fill("صندلی")
    office.locator("[name$='.quantity'] >> nth=0").fill("۴۰")
    office.locator("[name$='.unit_price'] >> nth=0").fill("۲۵۰ هزار تومان")
    office.locator("[name$='.tax_percent'] >> nth=0").fill("۱۰")
    office.keyboard.press("Control+Enter")
    expect(office.locator("#main")).to_contain_text("۱۱٬۰۰۰٬۰۰۰ تومان")
    do(office, "issue_quote")
    quote = Quote.objects.get()
    assert quote.state == "sent"

    the_customer_accepts(
        chromium, f"{home}/q/{quote.token}", make_acceptance_code.run(quote.pk, actor=system())
    )
    quote.refresh_from_db()
    assert quote.state == "accepted"

    the_goods_go_and_the_money_comes(office, home, quote)


def the_customer_accepts(chromium: Browser, address: str, code: object) -> None:
    """On a phone, without an account."""
    phone = chromium.new_context(viewport={"width": 390, "height": 800}, is_mobile=True).new_page()
    phone.goto(f"{address}?language=fa")
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    accept = phone.locator("form", has=phone.locator("input[value=accept]"))
    accept.locator("[name=name]").fill("دورا احمدی")
    accept.locator("[name=code]").fill(str(code))
    accept.locator("button[type=submit]").click()
    expect(phone.locator("form", has=phone.locator("input[value=accept]"))).to_have_count(0)
    phone.context.close()


def the_goods_go_and_the_money_comes(office: Page, home: str, quote: Quote) -> None:
    """The accepted quote becomes an order, the order an invoice, and the invoice is paid by cheque."""
    office.goto(f"{home}/sales/quote/{quote.pk}")
    do(office, "order_quote")
    order = Order.objects.get()
    office.goto(f"{home}/sales/order/{order.pk}")
    for step in ("confirm_order", "start_order", "send_order", "deliver_order", "invoice_order"):
        do(office, step)
    bill = Invoice.objects.get()
    office.goto(f"{home}/sales/invoice/{bill.pk}")
    do(office, "issue_invoice")
    expect(office.locator("#main")).to_contain_text("۱۱٬۰۰۰٬۰۰۰")

    office.goto(f"{home}/parties/party/{order.party_id}")
    do(office, "take_cheque", serial="۸۸۱۲۰۴", amount="۱۱ میلیون تومان", due_on="پس‌فردا")
    office.goto(f"{home}/sales/cheque/{Cheque.objects.get().pk}")
    do(office, "deposit_cheque")
    do(office, "clear_cheque")
    assert Cheque.objects.get().state == "cleared"
    assert Invoice.objects.get().state == "paid"
