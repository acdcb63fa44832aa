"""Moves a customer's account: entries and the balance in one transaction, and credits matched with debts.

Whoever moves an account holds its balance row until the transaction ends; documents are locked before it, so that two
who write at once wait for one another and never stand in each other's way.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from payvand.culture.money import Money
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.facts import record
from payvand.kernel.models import RecordQuerySet
from payvand.sales.commands.writing import write
from payvand.sales.facts.receivables import InvoiceReopened, InvoiceSettled
from payvand.sales.models.allocation import Allocation, Credit, Debt
from payvand.sales.models.invoice import Invoice, InvoiceState
from payvand.sales.models.ledger import LedgerEntry, PartyBalance
from payvand.sales.models.receipt import Direction, Receipt


def locked_account(party_id: int, currency: str) -> PartyBalance:
    """The balance of a party in a currency, locked; made where there is none yet."""
    empty = PartyBalance(party_id=party_id, amount=Decimal(0), amount_currency=currency)
    PartyBalance.objects.bulk_create([empty], ignore_conflicts=True)
    return PartyBalance.objects.select_for_update().get(party_id=party_id, amount_currency=currency)


def post(entry: LedgerEntry, *, actor: Actor) -> PartyBalance:
    """Write an entry and take it into the balance. What comes to nothing leaves no line."""
    account = locked_account(entry.party_id, entry.amount_currency)
    if entry.taken == 0:
        return account
    account.add(entry.taken)
    account.save(update_fields=["amount"])
    entry.at, entry.actor_id = clock.now(), actor.user_id
    entry.save(force_insert=True)
    return account


def take_back(entry: LedgerEntry, *, on: date, note: str, actor: Actor) -> None:
    """Reverse an entry by one of its own."""
    post(entry.reversal(on, note), actor=actor)


def match_up(
    party_id: int, currency: str, *, on: date, actor: Actor, first: Invoice | None = None
) -> list[Allocation]:
    """Let what a customer paid settle what it owes: `first`, then what is due first. The account is locked already.

    Returns come before money, as what they take back comes before what was only delivered.

    Afterwards a customer has open invoices, or money with us, and never both in one currency; but for what somebody
    else holds at this moment, which waits for the next who moves the account.
    """
    debts = _debts(party_id, currency, first)
    credits = [
        *free(Invoice.objects.with_rest(party_id, currency)),
        *free(Receipt.objects.with_rest(party_id, currency, Direction.IN)),
    ]
    made = list(_pairs(debts, credits))
    for one in made:
        one.on = on
        for side in one.sides:
            _write_side(side)
        if one.invoice is not None:
            record(_settled(one.invoice, one.amount or Decimal(0)), about=one.invoice, actor=actor)
    Allocation.objects.bulk_create(made)
    return made


def free(rows: RecordQuerySet) -> RecordQuerySet:
    """The rows, locked, without those that somebody else holds: who holds one may be waiting for this very account."""
    return rows.select_for_update(skip_locked=True, of=("self",))


def hold_settled(receipt: Receipt) -> None:
    """Lock what a receipt settles, before the account is locked."""
    own = Allocation.objects.filter(receipt=receipt) | Allocation.objects.filter(refund=receipt)
    for model, columns in ((Invoice, ("invoice_id", "credit_id")), (Receipt, ("receipt_id", "refund_id"))):
        wanted = {pk for row in own.values_list(*columns) for pk in row if pk}
        list(model.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",)))


def release_all(receipt: Receipt, *, actor: Actor) -> None:
    """Take back whatever a receipt settles."""
    is_in = receipt.direction == Direction.IN
    rows = receipt.settles.all() if is_in else receipt.settled_by.all()
    invoices = Invoice.objects.in_bulk([pk for pk in rows.values_list("invoice_id", flat=True) if pk])
    others = Receipt.objects.in_bulk([pk for pk in rows.values_list("refund_id", flat=True) if pk])
    credits = Invoice.objects.in_bulk([pk for pk in rows.values_list("credit_id", flat=True) if pk])
    for one in rows.order_by("id"):
        # One object for each row of the database, or the second allocation would undo the first one's figures.
        one.invoice = invoices.get(one.invoice_id)
        one.credit = credits.get(one.credit_id)
        one.refund = others.get(one.refund_id) if is_in else receipt
        one.receipt = receipt if is_in else one.receipt
        one.undo()
        for side in one.sides:
            _write_side(side)
        if one.invoice is not None:
            record(_reopened(one.invoice, one), about=one.invoice, actor=actor)
        one.delete()


def _debts(party_id: int, currency: str, first: Invoice | None) -> Sequence[Debt]:
    invoices = list(free(Invoice.objects.to_pay(party_id, currency)))
    if first is not None:
        invoices.sort(key=lambda one: one.pk != first.pk)
    returned = [one for one in invoices if one.state == InvoiceState.RETURNED]
    kept = [one for one in invoices if one.state != InvoiceState.RETURNED]
    return [*returned, *free(Receipt.objects.with_rest(party_id, currency, Direction.OUT)), *kept]


def _pairs(debts: Sequence[Debt], credits: Sequence[Credit]) -> Iterator[Allocation]:
    """Each credit against each debt, in order, as far as both reach."""
    waiting = list(credits)
    for debt in debts:
        while waiting and debt.rest > 0:
            yield Allocation.between(debt, waiting[0], min(debt.rest, waiting[0].rest))
            if waiting[0].rest == 0:
                del waiting[0]


def _write_side(side: Debt | Credit | None) -> None:
    if isinstance(side, Invoice):
        write(side, "open_amount", "state")
    elif side is not None:
        write(side, "allocated")


def _settled(invoice: Invoice, amount: Decimal) -> InvoiceSettled:
    return InvoiceSettled(
        number=invoice.number,
        amount=Money(amount=amount, currency=invoice.currency),
        left=Money(amount=invoice.rest, currency=invoice.currency),
    )


def _reopened(invoice: Invoice, one: Allocation) -> InvoiceReopened:
    return InvoiceReopened(
        number=invoice.number,
        amount=Money(amount=one.amount or Decimal(0), currency=invoice.currency),
        left=Money(amount=invoice.rest, currency=invoice.currency),
    )
