"""What holds with every generic write of orders, invoices, receipts and cheques: what counts does not vanish."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Batch, Record
from payvand.kernel.objects import Written
from payvand.sales.commands.filling import fill
from payvand.sales.commands.writing import write
from payvand.sales.models.cheque import Cheque
from payvand.sales.models.document import TOTALS, Document
from payvand.sales.models.invoice import Invoice, InvoiceLine, InvoiceState
from payvand.sales.models.line import AMOUNTS
from payvand.sales.models.order import Order, OrderLine
from payvand.sales.models.receipt import Receipt

FIGURES = tuple(column for name in TOTALS for column in (name, f"{name}_currency"))
OF_LINE = (
    "position", "description", "unit", "discount_percent", "tax_percent", "tax_rate",
    *(column for name in AMOUNTS for column in (name, f"{name}_currency")),
)  # fmt: skip
# What the figures of a draft follow from, beside its lines.
DECISIVE = {"currency", "discount_percent", "on", "party"}


def keep(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001 - as the kernel calls it
    """Refuse to put away or to delete what counts: books and numbers would have a hole.

    A changed head changes the figures of a draft.
    """
    for one in written:
        counting = isinstance(one.record, Order | Invoice | Receipt | Cheque) and one.record.counts
        if counting and one.did in ("archived", "deleted"):
            raise DomainError("counts", _("This counts in the books and stays. Only a draft may go."))
        if "currency" in one.changes and one.did == "updated":
            refuse_with_lines(one.record)
        is_decisive = one.did == "updated" and DECISIVE & one.changes.keys() and not counting
        if is_decisive and isinstance(one.record, Order | Invoice):
            rework(one.record)


def refuse_with_lines(record: Record) -> None:
    """Raise DomainError where prices stand in the currency that was: they would be read as another one."""
    if isinstance(record, Order | Invoice) and record.lines.exists():
        message = _("Prices stand in the other currency. Take the lines out first.")
        raise DomainError("has_lines", message, "currency")


def rework_drafts(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001
    """Work the orders and invoices out anew whose lines were written. Raises DomainError where one is no draft."""
    for lines, documents, key in (
        (OrderLine, Order.objects, "order_id"),
        (InvoiceLine, Invoice.objects, "invoice_id"),
    ):
        of = {one.record.pk: getattr(one.record, key) for one in written if isinstance(one.record, lines)}
        for document in documents.filter(pk__in={*of.values()}).order_by("pk").select_for_update(no_key=True):
            document.require_draft()
            own = [one for one in written if of.get(one.record.pk) == document.pk]
            refuse_other_currency(document, own)
            rework(document, new=_pks(own, "created"), without=_pks(own, "deleted"))


def rework(document: Order | Invoice, *, new: Collection[int] = (), without: Collection[int] = ()) -> None:
    """Work an order or an invoice out anew."""
    if isinstance(document, Order):
        rework_order(document, new=new, without=without)
    else:
        rework_invoice(document, new=new, without=without)


def rework_order(
    order: Order, *, new: Collection[int] = (), without: Collection[int] = ()
) -> list[OrderLine]:
    """The order and its lines with every figure worked out anew, written; new lines stand behind the others."""
    lines = list(order.lines.filter(archived_at=None).exclude(pk__in=without))
    lines.sort(key=lambda line: line.pk in new)
    fill(order, lines)
    order.total_up(lines)
    OrderLine.objects.bulk_update(lines, OF_LINE)
    write(order, *FIGURES)
    return lines


def rework_invoice(
    invoice: Invoice, *, new: Collection[int] = (), without: Collection[int] = ()
) -> list[InvoiceLine]:
    """The invoice and its lines with every figure worked out anew, written; the lines of a return are shares."""
    lines = list(invoice.lines.filter(archived_at=None).exclude(pk__in=without))
    lines.sort(key=lambda line: line.pk in new)
    if invoice.is_return:
        _share_out(invoice, lines)
    else:
        fill(invoice, lines)
        invoice.total_up(lines)
    InvoiceLine.objects.bulk_update(lines, OF_LINE)
    write(invoice, *FIGURES)
    return lines


def _share_out(invoice: Invoice, lines: Sequence[InvoiceLine]) -> None:
    """Let each line of a return take its share of the line that it takes back."""
    wanted = [line.original_id for line in lines if line.original_id]
    issued = ~Q(returned_by__invoice__state=InvoiceState.DRAFT)
    rows = InvoiceLine.objects.filter(pk__in=wanted).annotate(
        back=Sum("returned_by__quantity", filter=issued)
    )
    originals = {one.pk: (one, one.back or Decimal(0)) for one in rows}
    for place, line in enumerate(lines):
        if line.original_id is None:
            message = _("A return holds only what is on its invoice.")
            raise DomainError("not_on_invoice", message, f"lines.{place}.product")
        original, back = originals[line.original_id]
        line.take_back(original, back, invoice.currency)
    invoice.add_up(lines)


def refuse_other_currency(document: Document, written: Iterable[Written]) -> None:
    """Raise DomainError where a line was given an amount in another currency than its document's."""
    for one in written:
        for name, amount in _amounts(one.changes).items():
            if amount.currency != document.currency:
                message = _("This document is in %(currency)s.") % {"currency": document.currency}
                raise DomainError("other_currency", message, name)


def _amounts(changes: Mapping[str, tuple[object, object]]) -> dict[str, Money]:
    return {
        name: after
        for name, (_before, after) in changes.items()
        if isinstance(after, Money) and after.amount != 0
    }


def _pks(written: Iterable[Written], did: str) -> set[int]:
    return {one.record.pk for one in written if one.did == did}
