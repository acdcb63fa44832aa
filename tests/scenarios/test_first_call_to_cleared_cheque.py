"""The story of one customer: a cold call, a lead with a score, a deal, a quote that is accepted on a phone, an order,
an invoice, and a cheque that clears. Ann sells; Alma runs the office, and does what needs more than a seller's rights.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from payvand.kernel import clock, outbox
from payvand.kernel.access import Actor
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.world import World, make_world
from payvand.parties.models import Party
from payvand.sales.account import balances_of
from payvand.sales.commands.acceptance import make_acceptance_code
from payvand.sales.commands.call_list import log_call, take_call
from payvand.sales.commands.cheque import clear_cheque, deposit_cheque, take_cheque
from payvand.sales.commands.invoice import invoice_order, issue_invoice
from payvand.sales.commands.lead import qualify_lead, respond_to_lead
from payvand.sales.commands.lead_conversion import convert_lead
from payvand.sales.commands.opportunity import move_to_stage, win_opportunity
from payvand.sales.commands.order import confirm_order, deliver_order, order_quote, send_order, start_order
from payvand.sales.commands.quote import issue_quote
from payvand.sales.commands.quote_lines import write_quote_lines
from payvand.sales.models import Cheque, Invoice, Lead, Opportunity, Order, Quote, Stage
from payvand.sales.testing.document import make_product, make_tax
from payvand.sales.testing.lead import make_call_list, make_formula, make_score_rule
from payvand.sales.testing.opportunity import make_way
from payvand.timeline.entries import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    make_way()
    make_tax("10")
    make_score_rule(make_formula("Fit"), "came by a call", 30, condition="source is cold_call")
    return make_world()


@pytest.mark.requirement("S0-3", "S1-8", "S1-9", "S1-10", "S2-3", "S4-49", "S4-52", "S4-54", "S4-55", "S4-62")
def test_from_the_first_call_to_the_cleared_cheque(world):
    ann, alma = world.actor("ann"), world.actor("alma")

    lead = somebody_is_interested_in_a_cold_call(ann)
    deal = the_lead_becomes_a_deal(lead, ann)
    quote = a_quote_goes_out(deal, ann, alma)
    the_customer_accepts_on_a_phone(quote, ann)
    order = the_order_is_delivered(quote, deal, ann, alma)
    the_invoice_is_paid_by_cheque(order, alma)

    trail = [one.name for one in entries(named("parties.party"), deal.party_id or 0, alma, limit=100).entries]
    assert {
        "sales.quote_issued", "sales.quote_accepted", "sales.order_confirmed", "sales.invoice_issued",
        "sales.cheque_cleared",
    } <= set(trail)  # fmt: skip
    assert Lead.objects.get().opportunity == deal


def somebody_is_interested_in_a_cold_call(ann: Actor) -> Lead:
    """Ann works through a list of people who have never heard of her; the call makes a lead, which is scored."""
    calls = make_call_list("Restaurants of Shiraz", actor=ann)
    stranger = {"call_list": Reference(id=calls.pk), "name": "Dora Ahmadi", "phone": "09171234567"}
    create(named("sales.calllistentry"), stranger | {"organisation": "Kian Restaurants"}, actor=ann)

    entry = take_call.run(calls.pk, actor=ann)
    assert isinstance(entry, int)
    log_call.run(entry, actor=ann, outcome="interested", note="Opens a second hall in spring.")
    outbox.deliver_all()

    lead = Lead.objects.get()
    assert (lead.name, lead.phone, lead.source) == ("Dora Ahmadi", "+989171234567", "cold_call")
    assert (lead.owner_id, lead.score) == (ann.user_id, 30)
    return lead


def the_lead_becomes_a_deal(lead: Lead, ann: Actor) -> Opportunity:
    """They talk; it is worth a deal, of a customer that is new in the register."""
    respond_to_lead.run(lead.pk, actor=ann, outcome="reached", questions="Do they stack?")
    qualify_lead.run(lead.pk, actor=ann)

    deal = convert_lead.run(lead.pk, actor=ann)

    assert isinstance(deal, Opportunity)
    assert deal.party is not None
    assert deal.contact is not None
    assert (deal.party.name, deal.contact.name) == ("Kian Restaurants", "Dora Ahmadi")
    assert deal.party.lifecycle == "prospect"
    return deal


def a_quote_goes_out(deal: Opportunity, ann: Actor, alma: Actor) -> Quote:
    """Forty chairs with five percent off, which Alma may give."""
    move_to_stage.run(deal.pk, actor=ann, stage=Reference(id=Stage.objects.get(name="Offer").pk))
    about = {"party": Reference(id=deal.party_id or 0), "opportunity": Reference(id=deal.pk)}
    draft = create(named("sales.quote"), {"name": "Forty chairs", **about}, actor=ann)
    chairs = {
        "product": {"id": make_product("Chair", "2500000").pk},
        "quantity": "40",
        "discount_percent": "5",
    }
    write_quote_lines.run(draft.pk, actor=ann, lines=[chairs])

    issue_quote.run(draft.pk, actor=alma)

    quote = Quote.objects.get(pk=draft.pk)
    assert quote.state == "sent"
    figures = [Decimal(figure or 0) for figure in (quote.net, quote.tax, quote.total)]
    assert figures == [95_000_000, 9_500_000, 104_500_000]
    return quote


def the_customer_accepts_on_a_phone(quote: Quote, ann: Actor) -> None:
    """Without an account, in Persian, by the code that Ann reads out; sent twice, it counts once."""
    phone = Client(headers={"user-agent": "A phone"})
    assert 'dir="rtl"' in phone.get(f"/q/{quote.token}?language=fa").content.decode()
    code = make_acceptance_code.run(quote.pk, actor=ann)

    for _twice in range(2):
        phone.post(f"/q/{quote.token}", {"do": "accept", "name": "Dora Ahmadi", "code": code})

    quote.refresh_from_db()
    assert quote.state == "accepted"
    assert (quote.acceptance.name, quote.acceptance.agent) == ("Dora Ahmadi", "A phone")


def the_order_is_delivered(quote: Quote, deal: Opportunity, ann: Actor, alma: Actor) -> Order:
    """The deal is won, the goods go out, and the prospect is a customer."""
    win_opportunity.run(deal.pk, actor=ann)
    order = order_quote.run(quote.pk, actor=ann)
    assert isinstance(order, Order)

    for step in (confirm_order, start_order, send_order, deliver_order):
        step.run(order.pk, actor=alma)
    outbox.deliver_all()

    order.refresh_from_db()
    deal.refresh_from_db()
    assert (order.state, order.net, order.tax, order.total) == (
        "delivered",
        quote.net,
        quote.tax,
        quote.total,
    )
    assert deal.stage.category == "won"
    assert Party.objects.get(pk=deal.party_id).lifecycle == "active"
    return order


def the_invoice_is_paid_by_cheque(order: Order, alma: Actor) -> None:
    """The invoice charges the account; a cheque of two months settles it when the bank pays."""
    bill = invoice_order.run(order.pk, actor=alma)
    assert isinstance(bill, Invoice)
    issue_invoice.run(bill.pk, actor=alma)
    assert owed(order.party_id) == order.total
    due = clock.now().date() + timedelta(days=60)

    cheque = take_cheque.run(
        order.party_id, actor=alma, serial="881204", amount=order.worth, due_on=due, sayad_id="1234567890123456",
        bank="Mellat", invoice=Reference(id=bill.pk),
    )  # fmt: skip
    assert isinstance(cheque, Cheque)
    with clock.at(clock.now() + timedelta(days=60)):
        deposit_cheque.run(cheque.pk, actor=alma)
        clear_cheque.run(cheque.pk, actor=alma)
        outbox.deliver_all()

    assert Cheque.objects.get().state == "cleared"
    assert Invoice.objects.get().state == "paid"
    assert owed(order.party_id) == 0


def owed(party_id: int) -> Decimal:
    """What the customer owes us, in Rial."""
    return sum((money.amount for money in balances_of(party_id)), Decimal(0))
