"""Commands over orders: from a quote or a deal to a draft, confirmed after a look at the credit, then on its way."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, TypeVar

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.access.actor import Grants
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.records.write import stamp
from payvand.parties.commands import note_purchase
from payvand.parties.models import Party
from payvand.sales.account import standing_of
from payvand.sales.commands.account import locked_account
from payvand.sales.commands.keeping import rework_order
from payvand.sales.commands.quote_offers import give_back_for, redeem_for
from payvand.sales.commands.writing import day_of, write
from payvand.sales.facts.receivables import (
    CreditApproved,
    CreditRefused,
    OrderAwaitsApproval,
    OrderCancelled,
    OrderClosed,
    OrderConfirmed,
    OrderDelivered,
    OrderNotedByErp,
    OrderSent,
    OrderStarted,
)
from payvand.sales.models.credit import doubts_about
from payvand.sales.models.invoice import InvoiceKind, InvoiceState
from payvand.sales.models.line import AMOUNTS, Line
from payvand.sales.models.number_series import DocumentType, take_number
from payvand.sales.models.order import Order, OrderLine, OrderState, Shipment
from payvand.sales.models.quote import Quote, QuoteState
from payvand.sales.models.seller import seller_side
from payvand.sales.models.side import side_of

L = TypeVar("L", bound=Line)

# What a line takes along into the next document.
COPIED = (
    "product_id", "description", "unit", "quantity", "unit_price", "discount_percent", "discount_amount",
    "tax_percent", "tax_rate", "list_price", "unit_cost",
)  # fmt: skip
HEAD = ("contact_id", "discount_percent", "delivery_terms", "payment_terms", "note")
BOUND = ("state", "state_on", "number", "key", "on", "seal", "buyer", "seller", "doubts")

When = Annotated[date | None, Input(label=_("date"), help=_("Empty: today."))]
Why = Annotated[str, Input(label=_("reason"))]


def may_become(state: OrderState) -> Callable[[Order], bool]:
    """Whether an order may go to a state from where it is."""
    return lambda order: order.may_become(state)


@command(
    "sales.order_quote",
    label=_("Make the order"),
    on=Quote,
    action="view",
    icon="clipboard-check",
    primary=True,
    applies=lambda quote: quote.state == QuoteState.ACCEPTED,
)
def order_quote(quote: Quote, *, actor: Actor) -> Order:
    """Make an order of what the customer accepted: the same lines, the same terms. There is one order of a quote."""
    if Order.objects.filter(quote=quote).exclude(state=OrderState.CANCELLED).exists():
        raise DomainError("ordered_already", _("There is an order of this quote already."), "quote")
    values = {
        "name": quote.name,
        "party": Reference(id=quote.party_id),
        "opportunity": Reference(id=quote.opportunity_id) if quote.opportunity_id else None,
        "currency": quote.currency,
        "owner": Reference(id=quote.owner_id) if quote.owner_id else None,
        "team": Reference(id=quote.team_id) if quote.team_id else None,
    }
    order = create(named("sales.order"), values, actor=actor)
    assert isinstance(order, Order)
    redeem_for(quote, actor)
    order.quote = quote
    for name in HEAD:
        setattr(order, name, getattr(quote, name))
    write(order, "quote", *HEAD)
    lines = quote.lines.filter(archived_at=None)
    OrderLine.objects.bulk_create(copied(lines, lambda: OrderLine(order=order)))
    rework_order(order)
    return order


@command("sales.confirm_order", label=_("Confirm"), on=Order, icon="circle-check", primary=True,
         applies=lambda order: order.state == OrderState.DRAFT)  # fmt: skip
def confirm_order(order: Order, *, on: When = None, actor: Actor) -> None:
    """Say yes to the customer, or let the order wait where its credit is in doubt."""
    day = day_of(on, actor)
    lines = rework_order(order)
    # Held until the end, so that two orders at once do not pass below one limit.
    locked_account(order.party_id, order.currency)
    doubts = doubts_about(standing_of(order.party_id, order.currency, day), order.money.amount)
    if not doubts:
        order.confirm(lines, take_number(DocumentType.ORDER, day), day)
        bind(order, day, actor)
        return
    order.wait(lines, doubts, day)
    write(order, *BOUND)
    told = OrderAwaitsApproval(total=order.money, doubts=[doubt.value for doubt in doubts])
    record(told, about=order, actor=actor)


@command("sales.approve_credit", label=_("Approve the credit"), on=Order, action="approve", icon="thumb-up",
         primary=True, applies=lambda order: order.state == OrderState.AWAITING)  # fmt: skip
def approve_credit(order: Order, *, reason: Why, on: When = None, actor: Actor) -> None:
    """Say yes in spite of doubts, and why."""
    day = day_of(on, actor)
    order.approve(take_number(DocumentType.ORDER, day), day)
    record(CreditApproved(reason=reason), about=order, actor=actor)
    bind(order, day, actor)


@command("sales.refuse_credit", label=_("Refuse the credit"), on=Order, action="approve", icon="ban", danger=True,
         applies=lambda order: order.state == OrderState.AWAITING)  # fmt: skip
def refuse_credit(order: Order, *, reason: Why, on: When = None, actor: Actor) -> None:
    """Give the order back to its seller, and say why."""
    order.refuse(day_of(on, actor))
    write(order, "state", "state_on", "seal")
    record(CreditRefused(reason=reason), about=order, actor=actor)


@command("sales.start_order", label=_("Prepare"), on=Order, icon="package",
         applies=may_become(OrderState.IN_FULFILMENT))  # fmt: skip
def start_order(order: Order, *, on: When = None, actor: Actor) -> None:
    """Begin to prepare what was ordered."""
    day = day_of(on, actor)
    order.start(day)
    write(order, "state", "state_on")
    record(OrderStarted(on=day), about=order, actor=actor)


@command("sales.send_order", label=_("Send goods"), on=Order, icon="truck-delivery",
         applies=lambda order: order.state in (OrderState.CONFIRMED, OrderState.IN_FULFILMENT))  # fmt: skip
def send_order(
    order: Order,
    *,
    carrier: Annotated[str | None, Input(label=_("carrier"))] = None,
    tracking: Annotated[str | None, Input(label=_("tracking code"))] = None,
    note: Annotated[str | None, Input(label=_("note"))] = None,
    on: When = None,
    actor: Actor,
) -> None:
    """Note that goods went out, all of them or a part; the customer can follow them by the tracking code."""
    day = day_of(on, actor)
    if order.state == OrderState.CONFIRMED:
        order.start(day)
        write(order, "state", "state_on")
    Shipment.objects.create(
        order=order, sent_on=day, carrier=carrier or "", tracking=tracking or "", note=note or ""
    )
    record(OrderSent(on=day, carrier=carrier or "", tracking=tracking or ""), about=order, actor=actor)


@command("sales.deliver_order", label=_("Delivered"), on=Order, icon="home-check", primary=True,
         applies=may_become(OrderState.DELIVERED))  # fmt: skip
def deliver_order(order: Order, *, on: When = None, actor: Actor) -> None:
    """All of it has reached the customer."""
    day = day_of(on, actor)
    order.deliver(day)
    write(order, "state", "state_on")
    order.shipments.filter(arrived_on=None).update(arrived_on=day)
    record(OrderDelivered(on=day), about=order, actor=actor)


@command("sales.close_order", label=_("Close"), on=Order, icon="lock", applies=may_become(OrderState.CLOSED))
def close_order(order: Order, *, on: When = None, actor: Actor) -> None:
    """Nothing is left to do."""
    day = day_of(on, actor)
    order.close(day)
    write(order, "state", "state_on")
    record(OrderClosed(on=day), about=order, actor=actor)


@command("sales.cancel_order", label=_("Cancel the order"), on=Order, icon="circle-x", danger=True,
         applies=may_become(OrderState.CANCELLED))  # fmt: skip
def cancel_order(order: Order, *, reason: Why, on: When = None, actor: Actor) -> None:
    """Call the order off. Its number stays taken."""
    day = day_of(on, actor)
    sold = order.invoices.filter(kind=InvoiceKind.SALE, archived_at=None)
    order.cancel(day, has_invoices=sold.exclude(state=InvoiceState.RETURNED).exists())
    write(order, "state", "state_on")
    if order.quote is not None:
        give_back_for(order.quote, actor)
    record(OrderCancelled(reason=reason, on=day), about=order, actor=actor)


@command("sales.note_erp_state", label=_("Note the state in the ERP"), on=Order, action="sync", icon="building-factory",
         applies=lambda order: order.is_binding)  # fmt: skip
def note_erp_state(
    order: Order,
    *,
    external_id: Annotated[str, Input(label=_("number in the ERP"))],
    status: Annotated[str | None, Input(label=_("state in the ERP"))] = None,
    actor: Actor,
) -> None:
    """Keep what the ERP answered. The same answer twice is told once; another number for one order is refused."""
    if order.external_id and order.external_id != external_id:
        message = _("The ERP knows this order as %(number)s already.") % {"number": order.external_id}
        raise DomainError("known_already", message, "external_id")
    if (order.external_id, order.external_status) == (external_id, status or ""):
        return
    order.external_id, order.external_status = external_id, status or ""
    write(order, "external_id", "external_status")
    record(OrderNotedByErp(external_id=external_id, status=status or ""), about=order, actor=actor)


def bind(order: Order, day: date, actor: Actor) -> None:
    """Write a confirmed order, tell of it, and let the customer's lifecycle hear of the purchase."""
    branch = order.team.branch_id if order.team is not None else None
    order.buyer, order.seller = side_of(order.party, order.contact), seller_side(branch)
    write(order, *BOUND)
    told = OrderConfirmed(number=order.number, total=order.money, key=str(order.key), on=day)
    record(told, about=order, actor=actor)
    bought(order.party, day, actor)


def bought(party: Party, day: date, actor: Actor) -> None:
    """Note the purchase on the party, whoever answers for it: that follows from the order and asks for no right."""
    entitled = replace(actor, grants=Grants(everything=True))
    note_purchase.run(party.pk, on=day, actor=entitled)


def copied(lines: Iterable[Line], blank: Callable[[], L]) -> list[L]:
    """New lines with what the others say, not yet written; what a promotion gave is a discount from now on."""
    made = []
    for place, line in enumerate(lines):
        one = blank()
        one.position = place
        for name in COPIED:
            setattr(one, name, getattr(line, name))
        one.discount_amount = line.terms.discount_amount
        for name in AMOUNTS:
            setattr(one, f"{name}_currency", getattr(line, f"{name}_currency"))
        stamp(one, adding=True)
        made.append(one)
    return made
