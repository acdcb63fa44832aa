"""Commands over cheques: each moves one of them a step, and the account where its money begins or ceases to count."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.facts import record
from payvand.kernel.kinds import Code, Link, Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, locked
from payvand.parties.models import Party
from payvand.sales.commands.receipt import Settles as SettlesFirst
from payvand.sales.commands.receipt import When, book, draft, invoice_of, undo
from payvand.sales.commands.writing import day_of, write
from payvand.sales.facts.receivables import (
    ChequeBounced,
    ChequeCleared,
    ChequeDeposited,
    ChequeEndorsed,
    ChequeReceived,
    ChequeReturned,
)
from payvand.sales.kinds import SayadId
from payvand.sales.models.cheque import Cheque, ChequeState
from payvand.sales.models.invoice import Invoice
from payvand.sales.models.receipt import PaidBy, Receipt, ReceiptState

MOVED = ("state", "state_on", "bounces", "endorsed_to")
PAYEE = Link(target="parties.party", fold="name_fold")
Why = Annotated[str, Input(label=_("reason"))]


@command("sales.take_cheque", label=_("Receive a cheque"), on=Party, action="register", icon="file-check")
def take_cheque(
    party: Party,
    *,
    serial: Annotated[str, Input(label=_("serial number"), kind=Code(max_length=40))],
    amount: Annotated[Money, Input(label=_("amount"))],
    due_on: Annotated[date, Input(label=_("due date"))],
    sayad_id: Annotated[str | None, Input(label=_("Sayad id"), kind=SayadId())] = None,
    bank: Annotated[str | None, Input(label=_("bank"))] = None,
    bank_branch: Annotated[str | None, Input(label=_("branch of the bank"))] = None,
    holder: Annotated[str | None, Input(label=_("account holder"), help=_("Empty: the customer."))] = None,
    holder_national_id: Annotated[str | None, Input(label=_("account holder’s national id"))] = None,
    on: When = None,
    invoice: SettlesFirst = None,
    actor: Actor,
) -> Cheque:
    """Write down a cheque that a customer handed over; its account is credited at once."""
    values = {
        "party": Reference(id=party.pk),
        "serial": serial,
        "amount": amount,
        "due_on": due_on,
        "sayad_id": sayad_id,
        "bank": bank,
        "bank_branch": bank_branch,
        "holder": holder or party.name,
        "holder_national_id": holder_national_id,
    }
    made = create(named("sales.cheque"), values, actor=actor)
    assert isinstance(made, Cheque)
    made.party = party
    first = invoice_of(party.pk, invoice, actor)
    take_in(made, on=day_of(on, actor), actor=actor, first=first)
    return made


@command("sales.receive_cheque", label=_("Received"), on=Cheque, action="register", icon="file-check", primary=True,
         applies=lambda cheque: cheque.may_become(ChequeState.RECEIVED))  # fmt: skip
def receive_cheque(cheque: Cheque, *, on: When = None, invoice: SettlesFirst = None, actor: Actor) -> None:
    """An expected cheque came into our hands; the customer's account is credited."""
    first = invoice_of(cheque.party_id, invoice, actor)
    take_in(cheque, on=day_of(on, actor), actor=actor, first=first)


@command("sales.deposit_cheque", label=_("Deposited"), on=Cheque, action="register", icon="building-bank", primary=True,
         applies=lambda cheque: cheque.may_become(ChequeState.DEPOSITED))  # fmt: skip
def deposit_cheque(cheque: Cheque, *, on: When = None, actor: Actor) -> None:
    """The cheque was handed to our bank."""
    day = day_of(on, actor)
    cheque.deposit(day)
    write(cheque, *MOVED)
    record(ChequeDeposited(serial=cheque.serial, amount=cheque.money, on=day), about=cheque, actor=actor)


@command("sales.clear_cheque", label=_("Cleared"), on=Cheque, action="register", icon="checks", primary=True,
         applies=lambda cheque: cheque.may_become(ChequeState.CLEARED))  # fmt: skip
def clear_cheque(cheque: Cheque, *, on: When = None, actor: Actor) -> None:
    """The money has come. Where the cheque had bounced before, the account is credited only now."""
    day = day_of(on, actor)
    cheque.clear(day)
    write(cheque, *MOVED)
    if live_receipt(cheque) is None:
        credit(cheque, on=day, actor=actor)
    record(ChequeCleared(serial=cheque.serial, amount=cheque.money, on=day), about=cheque, actor=actor)


@command("sales.bounce_cheque", label=_("Bounced"), on=Cheque, action="register", icon="alert-triangle", danger=True,
         applies=lambda cheque: cheque.may_become(ChequeState.BOUNCED))  # fmt: skip
def bounce_cheque(cheque: Cheque, *, reason: Why, on: When = None, actor: Actor) -> None:
    """The bank has not paid: the customer owes the amount again, and the cheque counts in its credit check."""
    day = day_of(on, actor)
    cheque.bounce(day)
    write(cheque, *MOVED)
    take_credit_back(cheque, on=day, reason=reason, actor=actor)
    told = ChequeBounced(
        serial=cheque.serial, amount=cheque.money, on=day, reason=reason, times=cheque.bounces
    )
    record(told, about=cheque, actor=actor)


@command("sales.endorse_cheque", label=_("Endorse"), on=Cheque, action="register", icon="writing-sign",
         applies=lambda cheque: cheque.may_become(ChequeState.ENDORSED))  # fmt: skip
def endorse_cheque(
    cheque: Cheque,
    *,
    to: Annotated[Reference, Input(label=_("to"), kind=PAYEE)],
    on: When = None,
    actor: Actor,
) -> None:
    """Pay somebody else with the cheque. The customer's account stays as it is."""
    day = day_of(on, actor)
    payee = locked(named("parties.party"), to.id, actor, "view")
    assert isinstance(payee, Party)
    cheque.endorse(payee, day)
    write(cheque, *MOVED)
    told = ChequeEndorsed(serial=cheque.serial, amount=cheque.money, on=day, to=payee.name)
    record(told, about=cheque, actor=actor)


@command("sales.give_cheque_back", label=_("Give back"), on=Cheque, action="register", icon="arrow-back-up",
         danger=True, applies=lambda cheque: cheque.may_become(ChequeState.RETURNED))  # fmt: skip
def give_cheque_back(cheque: Cheque, *, reason: Why, on: When = None, actor: Actor) -> None:
    """Hand the cheque back to the customer, who owes its amount again."""
    day = day_of(on, actor)
    cheque.give_back(day)
    write(cheque, *MOVED)
    take_credit_back(cheque, on=day, reason=reason, actor=actor)
    record(ChequeReturned(serial=cheque.serial, amount=cheque.money, on=day), about=cheque, actor=actor)


def take_in(cheque: Cheque, *, on: date, actor: Actor, first: Invoice | None) -> None:
    """Let a cheque be in our hands, and credit the account."""
    cheque.receive(on)
    write(cheque, *MOVED)
    credit(cheque, on=on, actor=actor, first=first)
    told = ChequeReceived(serial=cheque.serial, amount=cheque.money, due_on=cheque.due_on)
    record(told, about=cheque, actor=actor)


def credit(cheque: Cheque, *, on: date, actor: Actor, first: Invoice | None = None) -> None:
    """The receipt that a cheque stands for."""
    made = draft(
        cheque.party, cheque.money, actor, paid_by=PaidBy.CHEQUE, on=on, reference=cheque.serial, first=first
    )
    made.name = translate("Cheque %(serial)s") % {"serial": cheque.serial}
    made.cheque = cheque
    write(made, "cheque", "name")
    book(made, actor=actor, first=first)


def take_credit_back(cheque: Cheque, *, on: date, reason: str, actor: Actor) -> None:
    """Reverse the receipt of a cheque, where one counts."""
    receipt = live_receipt(cheque)
    if receipt is not None:
        undo(receipt, on=on, reason=reason, actor=actor)


def live_receipt(cheque: Cheque) -> Receipt | None:
    """The receipt by which the account is credited with the cheque now, locked."""
    found = Receipt.objects.filter(cheque=cheque, state=ReceiptState.REGISTERED).select_for_update(
        no_key=True
    )
    receipt: Receipt | None = found.first()
    return receipt
