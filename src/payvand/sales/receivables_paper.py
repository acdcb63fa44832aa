"""Orders, invoices, returns and receipts as papers, in any of the three languages: what pages hand to the printing."""

from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal

from django.utils.translation import override

from payvand.catalog.totals import ZERO
from payvand.culture.locale import Language, Locale, default_for
from payvand.sales.commands.seller import logo_of
from payvand.sales.models import Direction, Invoice, Order, Receipt
from payvand.sales.models.number_series import company_today
from payvand.sales.models.seller import seller_side
from payvand.sales.models.side import Side, side_of
from payvand.sales.paper_parts import item_of, sides_of, sums_of
from payvand.sales.printing import Means, Paper, PaperKind, Settlement, Totals, block_of
from payvand.sales.printing.zatca import qr

SAUDI = "SA"


def order_paper(order: Order, language: Language) -> Paper:
    """The order as it was confirmed; a draft as it would be today."""
    locale = default_for(language)
    return replace(_paper(order, "order", locale), delivery_on=order.promised_on)


def invoice_paper(invoice: Invoice, language: Language) -> Paper:
    """The invoice or return as it was issued; a draft as it would be today."""
    locale = default_for(language)
    return replace(
        _paper(invoice, "return" if invoice.is_return else "invoice", locale),
        due_on=invoice.due_on,
        settlement=_settlement(invoice),
        tax_id=invoice.tax_id,
        qr=_square_code(invoice),
    )


def receipt_paper(receipt: Receipt, language: Language) -> Paper:
    """A receipt, with the way in which the money came."""
    locale = default_for(language)
    seller = seller_side(receipt.team.branch_id if receipt.team else None)
    cheque = receipt.cheque
    amount = receipt.money.amount
    with override(language):
        means = Means(
            label=str(receipt.get_paid_by_display()),
            amount=amount,
            reference=receipt.reference,
            due_on=cheque.due_on if cheque else None,
        )
        title = "" if receipt.direction == Direction.IN else str(receipt.get_direction_display())
    return Paper(
        kind="receipt",
        locale=locale,
        number=receipt.number,
        on=receipt.on,
        currency=receipt.amount_currency,
        seller=block_of(seller, locale),
        buyer=block_of(side_of(receipt.party), locale),
        means=(means,),
        totals=Totals(gross=amount, discount=ZERO, net=amount, tax=ZERO, total=amount),
        title=title,
        subject=receipt.name,
        note=receipt.note,
        logo=logo_of(seller.get("logo")),
    )


def _paper(document: Order | Invoice, kind: PaperKind, locale: Locale) -> Paper:
    seller, buyer = sides_of(document)
    lines = document.lines.filter(archived_at=None).select_related("product")
    on = document.on or company_today()
    return Paper(
        kind=kind,
        locale=locale,
        number=document.number,
        on=on,
        currency=document.currency,
        seller=block_of(seller, locale),
        buyer=block_of(buyer, locale),
        items=tuple(item_of(line, locale, with_tax_id=True) for line in lines),
        totals=sums_of(document, rest=_rest(document)),
        subject=document.name,
        reference=_reference(document),
        note=document.note,
        prepared_by=str(document.owner) if document.owner else "",
        logo=logo_of(seller.get("logo")),
    )


def _rest(document: Order | Invoice) -> Decimal | None:
    """What is left to pay, where a part is paid."""
    if not isinstance(document, Invoice) or not document.counts or document.is_return:
        return None
    return document.rest if document.rest < (document.total or ZERO) else None


def _reference(document: Order | Invoice) -> str:
    """The document that this one follows."""
    if isinstance(document, Order):
        return document.quote.number if document.quote else ""
    if document.original is not None:
        return str(document.original.number)
    return document.order.number if document.order else ""


def _settlement(invoice: Invoice) -> Settlement:
    """Cash where it is due at once, credit where it is due later."""
    if invoice.due_on is None or invoice.on is None:
        return ""
    return "credit" if invoice.due_on > invoice.on else "cash"


def _square_code(invoice: Invoice) -> str:
    """What a Saudi seller's invoice must carry; nothing elsewhere."""
    seller: Side = invoice.seller
    if seller.get("country") != SAUDI or not invoice.counts or invoice.on is None:
        return ""
    return qr(
        seller=seller.get("name", ""),
        vat_number=seller.get("economic_number", ""),
        issued_at=datetime.combine(invoice.on, time(12), UTC),
        total=invoice.total or ZERO,
        tax=invoice.tax or ZERO,
    )
