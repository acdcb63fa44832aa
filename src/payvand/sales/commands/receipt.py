"""Commands over money that comes in and goes back: registered, it moves the account; reversed, it never did."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor, require
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Choice, Link, LongText, Option, Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, locked
from payvand.parties.models import Party
from payvand.sales.commands.account import hold_settled, match_up, post, release_all, take_back
from payvand.sales.commands.writing import day_of, write
from payvand.sales.facts.receivables import ReceiptRegistered, ReceiptReversed, RefundRegistered
from payvand.sales.models.invoice import Invoice
from payvand.sales.models.ledger import EntryKind, LedgerEntry
from payvand.sales.models.number_series import DocumentType, take_number
from payvand.sales.models.receipt import Direction, PaidBy, Receipt, ReceiptState

# A cheque is written down as a cheque; its receipt follows from that.
WAYS = Choice(
    options=tuple(Option(value=value, label=label) for value, label in PaidBy.choices if value != "cheque")
)
INVOICE = Link(target="sales.invoice", title="name")

Amount = Annotated[Money, Input(label=_("amount"))]
Way = Annotated[str, Input(label=_("paid by"), kind=WAYS)]
When = Annotated[date | None, Input(label=_("date"), help=_("Empty: today."))]
Tracking = Annotated[str | None, Input(label=_("tracking code"))]
Note = Annotated[str | None, Input(label=_("note"), kind=LongText())]
Settles = Annotated[
    Reference | None,
    Input(label=_("settles first"), kind=INVOICE, help=_("Empty: what is due first.")),
]


def is_draft(receipt: Receipt) -> bool:
    """Whether the receipt does not count yet."""
    return receipt.state == ReceiptState.DRAFT


@command(
    "sales.register_receipt",
    label=_("Register"),
    on=Receipt,
    action="register",
    icon="circle-check",
    primary=True,
    applies=is_draft,
)
def register_receipt(receipt: Receipt, *, invoice: Settles = None, actor: Actor) -> None:
    """Number a receipt and let it move the customer's account."""
    day_of(receipt.on, actor)
    book(receipt, actor=actor, first=invoice_of(receipt.party_id, invoice, actor))


@command("sales.take_money", label=_("Receive money"), on=Party, action="register", icon="cash")
def take_money(
    party: Party,
    *,
    amount: Amount,
    paid_by: Way = "transfer",
    on: When = None,
    reference: Tracking = None,
    invoice: Settles = None,
    note: Note = None,
    actor: Actor,
) -> Receipt:
    """Write down money that a customer paid, and register it at once."""
    first = invoice_of(party.pk, invoice, actor)
    made = draft(
        party,
        amount,
        actor,
        paid_by=paid_by,
        on=day_of(on, actor),
        reference=reference,
        note=note,
        first=first,
    )
    return book(made, actor=actor, first=first)


@command("sales.give_money_back", label=_("Give money back"), on=Party, action="register", icon="cash-off")
def give_money_back(
    party: Party,
    *,
    amount: Amount,
    paid_by: Way = "transfer",
    on: When = None,
    reference: Tracking = None,
    note: Note = None,
    actor: Actor,
) -> Receipt:
    """Write down money that went back to a customer: never more than we owe it."""
    made = draft(
        party,
        amount,
        actor,
        paid_by=paid_by,
        on=day_of(on, actor),
        reference=reference,
        note=note,
        direction=Direction.OUT,
    )
    return book(made, actor=actor)


@command("sales.pay_invoice", label=_("Receive money"), on=Invoice, action="register", icon="cash",
         applies=lambda invoice: invoice.is_owed)  # fmt: skip
def pay_invoice(
    invoice: Invoice,
    *,
    amount: Annotated[
        Money | None, Input(label=_("amount"), help=_("Empty: all that is left to pay."))
    ] = None,
    paid_by: Way = "transfer",
    on: When = None,
    reference: Tracking = None,
    note: Note = None,
    actor: Actor,
) -> Receipt:
    """Write down money that a customer paid for an invoice. What is more than is left settles others, or waits."""
    paid = amount or Money(amount=invoice.rest, currency=invoice.currency)
    made = draft(
        invoice.party,
        paid,
        actor,
        paid_by=paid_by,
        on=day_of(on, actor),
        reference=reference,
        note=note,
        first=invoice,
    )
    return book(made, actor=actor, first=invoice)


@command(
    "sales.reverse_receipt",
    label=_("Reverse"),
    on=Receipt,
    action="reverse",
    icon="arrow-back-up",
    danger=True,
    applies=lambda receipt: receipt.state == ReceiptState.REGISTERED,
)
def reverse_receipt(
    receipt: Receipt,
    *,
    reason: Annotated[str, Input(label=_("reason"))],
    on: When = None,
    actor: Actor,
) -> None:
    """Take a receipt back by an entry of its own: the transfer never came, or it was written down wrongly."""
    if receipt.cheque_id is not None:
        message = _("This receipt stands on a cheque: say there that it bounced or was given back.")
        raise DomainError("stands_on_cheque", message, "cheque")
    undo(receipt, on=day_of(on, actor), reason=reason, actor=actor)


def draft(
    party: Party,
    amount: Money,
    actor: Actor,
    *,
    paid_by: str,
    on: date,
    reference: str | None = None,
    note: str | None = None,
    direction: Direction = Direction.IN,
    first: Invoice | None = None,
) -> Receipt:
    """A receipt that does not count yet. Raises Denied where the actor may not register one."""
    require(actor, "register", named("sales.receipt"))
    values = {
        "name": title_of(direction, first),
        "party": Reference(id=party.pk),
        "amount": amount,
        "paid_by": paid_by,
        "on": on,
        "reference": reference,
        "note": note,
        "direction": direction.value,
    }
    made = create(named("sales.receipt"), values, actor=actor)
    assert isinstance(made, Receipt)
    return made


def title_of(direction: Direction, first: Invoice | None) -> str:
    """What a receipt is called where nobody called it anything."""
    if first is not None:
        return translate("Payment of invoice %(number)s") % {"number": first.number}
    return translate("Payment") if direction == Direction.IN else translate("Money given back")


def invoice_of(party_id: int, invoice: Reference | None, actor: Actor) -> Invoice | None:
    """The invoice that is to be settled first, locked. Raises DomainError for one of somebody else."""
    if invoice is None:
        return None
    found = locked(named("sales.invoice"), invoice.id, actor, "view")
    if not isinstance(found, Invoice) or found.party_id != party_id or not found.is_owed:
        message = _("This customer has no open invoice of that number.")
        raise DomainError("no_such_invoice", message, "invoice")
    return found


def book(receipt: Receipt, *, actor: Actor, first: Invoice | None = None) -> Receipt:
    """Let a draft count: number, entry, what it settles, and the fact."""
    is_in = receipt.direction == Direction.IN
    if first is not None and first.currency != receipt.amount_currency:
        message = _("This document is in %(currency)s.") % {"currency": first.currency}
        raise DomainError("other_currency", message, "amount")
    receipt.register(take_number(DocumentType.RECEIPT if is_in else DocumentType.REFUND, receipt.on))
    write(receipt, "number", "state")
    entry = LedgerEntry(
        party_id=receipt.party_id,
        kind=EntryKind.RECEIPT if is_in else EntryKind.REFUND,
        on=receipt.on,
        due_on=receipt.on,
        amount=receipt.moves_balance_by,
        amount_currency=receipt.amount_currency,
        number=receipt.number,
        receipt=receipt,
    )
    account = post(entry, actor=actor)
    if not is_in and account.money.amount > 0:
        raise DomainError("no_such_credit", _("We do not owe this customer so much."), "amount")
    match_up(receipt.party_id, receipt.amount_currency, on=receipt.on, actor=actor, first=first)
    told = ReceiptRegistered if is_in else RefundRegistered
    fact = told(number=receipt.number, amount=receipt.money, paid_by=receipt.paid_by, on=receipt.on)
    record(fact, about=receipt, actor=actor)
    return receipt


def undo(receipt: Receipt, *, on: date, reason: str, actor: Actor) -> None:
    """Let a receipt count no more: the entry that takes it back, the invoices that are open again, and the fact."""
    hold_settled(receipt)
    entry = LedgerEntry.objects.get(receipt=receipt, reverses=None)
    take_back(entry, on=on, note=reason[:200], actor=actor)
    receipt.refresh_from_db(fields=["allocated"])
    release_all(receipt, actor=actor)
    receipt.reverse()
    write(receipt, "state")
    match_up(receipt.party_id, receipt.amount_currency, on=on, actor=actor)
    told = ReceiptReversed(number=receipt.number, amount=receipt.money, reason=reason, on=on)
    record(told, about=receipt, actor=actor)
