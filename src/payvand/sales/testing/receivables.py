"""Typed factories of orders and invoices for tests, and what the contract suite cannot know of them."""

from datetime import date
from decimal import Decimal

from payvand.culture.money import Money
from payvand.kernel.access import Actor, system
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL, UNIQUE
from payvand.parties.models import Party
from payvand.sales.commands.invoice import issue_invoice
from payvand.sales.commands.order import confirm_order
from payvand.sales.models import Invoice, Order

LINE: dict[str, object] = {
    "quantity": 3,
    "unit_price": {"amount": "1000000", "currency": "IRR"},
    "discount_percent": 5,
    "discount_amount": {"amount": "1000", "currency": "IRR"},
    "tax_percent": 10,
}
SPECIAL["sales.order"] = SPECIAL["sales.invoice"] = {"currency": "IRR", "discount_percent": 2}
SPECIAL["sales.orderline"] = SPECIAL["sales.invoiceline"] = LINE
SPECIAL["sales.receipt"] = {"paid_by": "transfer"}
UNIQUE["sales.cheque"] = {"sayad_id": "%016d"}


def make_order(
    party: Party,
    *prices: int,
    quantity: int = 1,
    tax_percent: int = 0,
    currency: str = "IRR",
    actor: Actor | None = None,
) -> Order:
    """A draft order with a line for each price."""
    actor = actor or system()
    values = {"name": "Order of Dora", "party": Reference(id=party.pk), "currency": currency}
    order = create(named("sales.order"), values, actor=actor)
    for place, price in enumerate(prices, start=1):
        line = {
            "order": Reference(id=order.pk),
            "description": f"Thing {place}",
            "quantity": quantity,
            "unit_price": Money(amount=Decimal(price), currency=currency),
            "tax_percent": tax_percent,
        }
        create(named("sales.orderline"), line, actor=actor)
    order.refresh_from_db()
    assert isinstance(order, Order)
    return order


def make_confirmed_order(party: Party, *prices: int, quantity: int = 1, tax_percent: int = 0) -> Order:
    """An order that we have said yes to."""
    order = make_order(party, *prices, quantity=quantity, tax_percent=tax_percent)
    confirm_order.run(order.pk, actor=system())
    order.refresh_from_db()
    return order


def make_invoice(
    party: Party,
    *prices: int,
    on: date | None = None,
    due_on: date | None = None,
    currency: str = "IRR",
    issued: bool = True,
) -> Invoice:
    """An invoice without an order, issued unless it shall stay a draft."""
    values = {"name": "Goods", "party": Reference(id=party.pk), "currency": currency, "due_on": due_on}
    invoice = create(named("sales.invoice"), values, actor=system())
    for place, price in enumerate(prices, start=1):
        line = {
            "invoice": Reference(id=invoice.pk),
            "description": f"Thing {place}",
            "unit_price": Money(amount=Decimal(price), currency=currency),
        }
        create(named("sales.invoiceline"), line, actor=system())
    if issued:
        issue_invoice.run(invoice.pk, actor=system(), on=on)
    invoice.refresh_from_db()
    assert isinstance(invoice, Invoice)
    return invoice


def rial(amount: int) -> Money:
    """So many Rial."""
    return Money(amount=Decimal(amount), currency="IRR")
