"""Commands over invoices: made of an order, issued once and for all, and taken back by returns."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.catalog.totals import places_of, rounded
from payvand.culture.money import RIAL
from payvand.kernel.access import Actor, require
from payvand.kernel.commands import command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.sales.commands.account import match_up, post
from payvand.sales.commands.keeping import rework_invoice
from payvand.sales.commands.order import HEAD, When, Why, copied
from payvand.sales.commands.writing import day_of, write
from payvand.sales.facts.receivables import InvoiceIssued, ReturnIssued
from payvand.sales.models.credit import CreditTerms
from payvand.sales.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from payvand.sales.models.ledger import EntryKind, LedgerEntry
from payvand.sales.models.number_series import DocumentType, take_number
from payvand.sales.models.order import Order, OrderLine
from payvand.sales.models.seller import seller_of, seller_side
from payvand.sales.models.side import side_of
from payvand.sales.printing.moadian import tax_id

ISSUED = (
    "number", "on", "due_on", "tax_id", "state", "open_amount", "open_amount_currency", "seal", "buyer", "seller",
)  # fmt: skip
ZERO = Decimal(0)


@command("sales.invoice_order", label=_("Make the invoice"), on=Order, icon="file-invoice",
         applies=lambda order: order.is_binding)  # fmt: skip
def invoice_order(order: Order, *, actor: Actor) -> Invoice:
    """Draft an invoice of all that is ordered and not invoiced; take out of it what is not delivered yet."""
    invoiced = invoiced_of(order)
    left = [
        (line, line.quantity - invoiced.get(line.pk, ZERO))
        for line in order.lines.filter(archived_at=None).order_by("position", "id")
    ]
    wanted = [(line, quantity) for line, quantity in left if quantity > 0]
    if not wanted:
        raise DomainError("nothing_to_invoice", _("All of this order is invoiced already."))
    invoice = _draft(order, actor, name=order.name)
    for name in HEAD:
        setattr(invoice, name, getattr(order, name))
    invoice.order = order
    write(invoice, "order", *HEAD)
    lines = copied([line for line, _quantity in wanted], lambda: InvoiceLine(invoice=invoice))
    for made, (line, quantity) in zip(lines, wanted, strict=True):
        made.order_line, made.quantity = line, quantity
        made.discount_amount = discount_left(line, quantity, order.currency)
    InvoiceLine.objects.bulk_create(lines)
    rework_invoice(invoice)
    return invoice


@command("sales.issue_invoice", label=_("Issue"), on=Invoice, action="issue", icon="circle-check", primary=True,
         applies=lambda invoice: invoice.state == InvoiceState.DRAFT)  # fmt: skip
def issue_invoice(invoice: Invoice, *, on: When = None, actor: Actor) -> None:
    """Number the invoice and charge the customer's account. From then on it is taken back by a return only."""
    issue(invoice, day_of(on, actor), actor)


@command("sales.return_part", label=_("Return a part"), on=Invoice, action="issue", icon="receipt-refund",
         applies=lambda invoice: invoice.may_be_returned)  # fmt: skip
def return_part(invoice: Invoice, *, actor: Actor) -> Invoice:
    """Draft a return of all that was invoiced and not returned; take out of it what the customer keeps."""
    return draft_return(invoice, actor)


@command("sales.take_invoice_back", label=_("Take back"), on=Invoice, action="issue", icon="arrow-back-up", danger=True,
         applies=lambda invoice: invoice.may_be_returned)  # fmt: skip
def take_invoice_back(invoice: Invoice, *, reason: Why, on: When = None, actor: Actor) -> Invoice:
    """Return all that is left of an invoice at once: the way to call off what was issued."""
    made = draft_return(invoice, actor, note=reason)
    issue(made, day_of(on, actor), actor)
    return made


def issue(invoice: Invoice, day: date, actor: Actor) -> None:
    """Let a draft count: figures, number, entry, what settles it, and the fact."""
    original = _original_of(invoice)
    order = (
        Order.objects.select_for_update(no_key=True).get(pk=invoice.order_id) if invoice.order_id else None
    )
    # Prices stand, but the tax is that of the day on which it is issued.
    invoice.on = day
    lines = rework_invoice(invoice)
    if original is None and order is not None:
        refuse_more_than_ordered(order, lines)
    if original is not None and original.on is not None and day < original.on:
        raise DomainError("before_invoice", _("A return cannot be older than its invoice."), "on")
    series = DocumentType.RETURN if invoice.is_return else DocumentType.INVOICE
    branch = branch_of(invoice)
    invoice.buyer, invoice.seller = side_of(invoice.party, invoice.contact), seller_side(branch)
    invoice.issue(
        lines,
        number=take_number(series, day),
        on=day,
        due_on=due_day(invoice, day),
        tax_id=tax_id_of(invoice, branch, day),
    )
    write(invoice, *ISSUED)
    entry = LedgerEntry(
        party_id=invoice.party_id,
        kind=EntryKind.RETURN if invoice.is_return else EntryKind.INVOICE,
        on=day,
        due_on=invoice.due_on,
        amount=invoice.moves_balance_by,
        amount_currency=invoice.currency,
        number=invoice.number,
        invoice=invoice,
    )
    post(entry, actor=actor)
    _tell(invoice, original, day, actor)
    match_up(invoice.party_id, invoice.currency, on=day, actor=actor, first=original)
    if original is not None and not left_of(original):
        original.refresh_from_db()
        original.take_back()
        write(original, "state")


def draft_return(invoice: Invoice, actor: Actor, note: str = "") -> Invoice:
    """A return of all that is left of an invoice, not yet issued."""
    left = left_of(invoice)
    if not left:
        raise DomainError("returned_already", _("All of this invoice was taken back already."))
    name = translate("Return of invoice %(number)s") % {"number": invoice.number}
    made = _draft(invoice, actor, name=name)
    made.kind, made.original, made.order_id = InvoiceKind.RETURN, invoice, invoice.order_id
    made.contact_id, made.note = invoice.contact_id, note
    write(made, "kind", "original", "order", "contact", "note")
    originals = list(invoice.lines.filter(pk__in=left).order_by("position", "id"))
    lines = copied(originals, lambda: InvoiceLine(invoice=made))
    for line, original in zip(lines, originals, strict=True):
        line.original, line.order_line_id = original, original.order_line_id
        line.quantity = left[original.pk]
    InvoiceLine.objects.bulk_create(lines)
    rework_invoice(made)
    return made


def due_day(invoice: Invoice, day: date) -> date:
    """When an invoice falls due: as it says itself, or by what was agreed with the customer."""
    if invoice.due_on is not None:
        return max(invoice.due_on, day)
    terms = CreditTerms.objects.filter(party_id=invoice.party_id).first()
    return day + timedelta(days=terms.days if terms and not invoice.is_return else 0)


def branch_of(document: Order | Invoice) -> int | None:
    """The branch whose seller stands on a document."""
    return document.team.branch_id if document.team is not None else None


def tax_id_of(invoice: Invoice, branch: int | None, day: date) -> str:
    """The tax number that Iran asks for; nothing where the seller has no tax memory, or sells in other money.

    Its serial is the number of the record, which invoices and returns of all years share.
    """
    seller = seller_of(branch)
    if seller is None or not seller.memory_id or invoice.currency != RIAL:
        return ""
    return tax_id(seller.memory_id, day, invoice.pk)


def refuse_more_than_ordered(order: Order, lines: Sequence[InvoiceLine]) -> None:
    """Raise DomainError where an invoice charges more of a line than was ordered. The order is locked."""
    invoiced = invoiced_of(order)
    ordered = {line.pk: line.quantity for line in order.lines.all()}
    for place, line in enumerate(lines):
        if line.order_line_id is None:
            continue
        left = ordered[line.order_line_id] - invoiced.get(line.order_line_id, ZERO)
        if line.quantity > left:
            message = _("Of “%(what)s” only %(left)s are ordered and not invoiced.")
            words = {"what": line.description, "left": f"{left.normalize():f}"}
            raise DomainError("more_than_ordered", message % words, f"lines.{place}.quantity")


def invoiced_of(order: Order) -> Mapping[int, Decimal]:
    """How much of each line of an order is invoiced."""
    counted = Q(invoiced_by__invoice__kind=InvoiceKind.SALE) & ~Q(
        invoiced_by__invoice__state=InvoiceState.DRAFT
    )
    rows = OrderLine.objects.filter(order=order).order_by().values("pk")
    sums = rows.annotate(sum=Sum("invoiced_by__quantity", filter=counted))
    return {row["pk"]: row["sum"] or ZERO for row in sums}


def left_of(invoice: Invoice) -> Mapping[int, Decimal]:
    """How much of each line of an invoice was not taken back by issued returns; lines without a rest are left out."""
    lines = invoice.lines.filter(archived_at=None)
    issued = ~Q(returned_by__invoice__state=InvoiceState.DRAFT)
    rows = (
        lines.order_by().values("pk", "quantity").annotate(back=Sum("returned_by__quantity", filter=issued))
    )
    left = {row["pk"]: row["quantity"] - (row["back"] or ZERO) for row in rows}
    return {pk: quantity for pk, quantity in left.items() if quantity > 0}


def discount_left(line: OrderLine, quantity: Decimal, currency: str) -> Decimal:
    """The share of a line's discount in money that falls on a part of it."""
    whole = line.discount_amount or ZERO
    if quantity == line.quantity:
        return whole
    return rounded(whole * quantity / line.quantity, places_of(currency))


def _draft(source: Order | Invoice, actor: Actor, *, name: str) -> Invoice:
    """An empty invoice for the customer of another document."""
    require(actor, "create", named("sales.invoice"))
    values = {
        "name": name,
        "party": Reference(id=source.party_id),
        "opportunity": Reference(id=source.opportunity_id) if source.opportunity_id else None,
        "currency": source.currency,
        "owner": Reference(id=source.owner_id) if source.owner_id else None,
        "team": Reference(id=source.team_id) if source.team_id else None,
    }
    made = create(named("sales.invoice"), values, actor=actor)
    assert isinstance(made, Invoice)
    return made


def _original_of(invoice: Invoice) -> Invoice | None:
    """The invoice that a return takes back, locked."""
    if invoice.original_id is None:
        return None
    original: Invoice = Invoice.objects.select_for_update(no_key=True).get(pk=invoice.original_id)
    return original


def _tell(invoice: Invoice, original: Invoice | None, day: date, actor: Actor) -> None:
    if original is None:
        told = InvoiceIssued(number=invoice.number, total=invoice.money, on=day, due_on=invoice.due_on or day)
        record(told, about=invoice, actor=actor)
        return
    back = ReturnIssued(number=invoice.number, original=original.number, total=invoice.money, on=day)
    record(back, about=invoice, actor=actor)
