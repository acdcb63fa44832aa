"""Moves a customer's account: entries and the balance in one transaction, and credits matched with debts.

Whoever moves an account holds its balance row until the transaction ends; documents are locked before it, so that two
who write at once wait for one another and never stand in each other's way.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum

from payvand.culture.money import Money
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.facts import record
from payvand.kernel.kinds.time import today_in
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
    return PartyBalance.objects.select_for_update(no_key=True).get(
        party_id=party_id, amount_currency=currency
    )


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
    return rows.select_for_update(skip_locked=True, of=("self",), no_key=True)


def hold_settled(receipt: Receipt) -> None:
    """Lock what a receipt settles, before the account is locked."""
    own = Allocation.objects.filter(receipt=receipt) | Allocation.objects.filter(refund=receipt)
    for model, columns in ((Invoice, ("invoice_id", "credit_id")), (Receipt, ("receipt_id", "refund_id"))):
        wanted = {pk for row in own.values_list(*columns) for pk in row if pk}
        list(model.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True))


def release_all(receipt: Receipt, *, actor: Actor) -> None:
    """Take back whatever a receipt settles."""
    rows = receipt.settles.all() if receipt.direction == Direction.IN else receipt.settled_by.all()
    _release(rows, actor, known=[receipt])


def follow_merge(pks: Sequence[int], *, actor: Actor) -> None:
    """Let balances, and what settles what, follow the documents that a merge of parties or its undo has turned."""
    for pk in pks:
        _follow_origins(pk)
    entries = LedgerEntry.objects.filter(party__in=pks).order_by()
    sums = {
        (pk, currency): total
        for pk, currency, total in entries.values_list("party", "amount_currency").annotate(sum=Sum("amount"))
    }
    owed = PartyBalance.objects.filter(party__in=pks).values_list("amount_currency", flat=True)
    currencies = sorted({currency for _pk, currency in sums} | set(owed))
    for currency in currencies:
        for pk in sorted(pks):
            account = locked_account(pk, currency)
            account.amount = sums.get((pk, currency), Decimal(0))
            account.save(update_fields=["amount"])
    if currencies:
        _release(Allocation.objects.between_parties(pks), actor)
    for currency in currencies:
        for pk in sorted(pks):
            match_up(pk, currency, on=today_in(actor.locale), actor=actor)


def _follow_origins(pk: int) -> None:
    """Let what was written between a merge and its undo stand with what it came of."""
    Invoice.objects.filter(original__party=pk).exclude(party=pk).update(party=pk)
    Receipt.objects.filter(cheque__party=pk).exclude(party=pk).update(party=pk)
    of_documents = Q(invoice__party=pk) | Q(receipt__party=pk)
    LedgerEntry.objects.filter(of_documents).exclude(party=pk).update(party=pk)


def _release(rows: models.QuerySet[Allocation], actor: Actor, known: Sequence[Receipt] = ()) -> None:
    """Take allocations back. One object stands for each row, or the second one would undo the first one's figures."""
    found = list(rows.order_by("id"))
    invoices = Invoice.objects.in_bulk({pk for one in found for pk in (one.invoice_id, one.credit_id) if pk})
    receipts = Receipt.objects.in_bulk({pk for one in found for pk in (one.receipt_id, one.refund_id) if pk})
    receipts |= {one.pk: one for one in known}
    for one in found:
        one.invoice, one.credit = invoices.get(one.invoice_id), invoices.get(one.credit_id)
        one.receipt, one.refund = receipts.get(one.receipt_id), receipts.get(one.refund_id)
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
