"""The values of what orders, invoices and cheques show on their pages: how far they are, their lines, their money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import Percent, address
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.sales.account import standing_of
from payvand.sales.models import Cheque, Invoice, Order, Receipt
from payvand.sales.models.cheque import ChequeState
from payvand.sales.models.credit import Doubt
from payvand.sales.models.line import Line
from payvand.sales.models.order import PATH, OrderState
from payvand.sales.papers_shown import TONES, invoice_shown, receipt_shown, shown_money, text_of
from payvand.ui.components import Figure, Progress, Step

MOST = 20
# The way of a cheque that is paid.
WAY = (ChequeState.EXPECTED, ChequeState.RECEIVED, ChequeState.DEPOSITED, ChequeState.CLEARED)


@dataclass(frozen=True, kw_only=True)
class LineShown:
    """A line of a document."""

    what: str
    href: str
    quantity: str
    price: Markup
    discount: str
    tax: str
    total: Markup


def order_strip(record: Record, actor: Actor) -> dict[str, object]:
    """How far an order has come, its figures, and what it waits for."""
    assert isinstance(record, Order)
    locale = actor.locale
    invoiced = sum((one.total or Decimal(0) for one in record.invoices.sales().issued()), Decimal(0))
    paid = invoiced - sum((one.rest for one in record.invoices.sales().issued()), Decimal(0))
    figures = [
        Figure(label=_("Total"), value=text_of(record.total, record.currency, locale), icon="sum"),
        Figure(label=_("Invoiced"), value=text_of(invoiced, record.currency, locale), icon="file-invoice"),
        Figure(label=_("Paid"), value=text_of(paid, record.currency, locale), icon="cash"),
        Figure(
            label=_("Promised for"),
            value=format_day(record.promised_on, locale) if record.promised_on else "—",
            icon="calendar-event",
            tone="danger" if is_late(record, today_in(locale)) else "neutral",
        ),
    ]
    deal = record.opportunity if record.opportunity and record.opportunity.closed_on is None else None
    return {
        "steps": steps_of(record.state, record.TONES, PATH, OrderState),
        "figures": figures,
        "doubts": [str(Doubt(one).label) for one in record.doubts]
        if record.state == OrderState.AWAITING
        else [],
        "standing": _credit(record, actor) if record.state == OrderState.AWAITING else [],
        "print_href": f"{address('sales.order', record.pk)}/print.pdf?inline",
        "deal": deal.name if deal and record.is_binding else "",
        "deal_href": f"{address('sales.opportunity', deal.pk)}/win_opportunity" if deal else "",
    }


def order_lines(record: Record, actor: Actor) -> dict[str, object]:
    """The lines of an order with its sums."""
    assert isinstance(record, Order)
    lines = record.lines.filter(archived_at=None).select_related("product")
    is_open = record.state == OrderState.DRAFT and may(actor, "edit", named("sales.order"))
    new = f"{named('sales.orderline').address}/new?order={record.pk}"
    return lines_of(record, lines, "sales.orderline", new if is_open else "", actor.locale)


def invoice_lines(record: Record, actor: Actor) -> dict[str, object]:
    """The lines of an invoice with its sums."""
    assert isinstance(record, Invoice)
    lines = record.lines.filter(archived_at=None).select_related("product")
    is_open = not record.counts and not record.is_return and may(actor, "edit", named("sales.invoice"))
    new = f"{named('sales.invoiceline').address}/new?invoice={record.pk}"
    return lines_of(record, lines, "sales.invoiceline", new if is_open else "", actor.locale)


def order_way(record: Record, actor: Actor) -> dict[str, object]:
    """What belongs to an order: shipments, invoices and the money that came for them."""
    assert isinstance(record, Order)
    today, locale = today_in(actor.locale), actor.locale
    invoices = visible(Invoice.objects.filter(order=record, archived_at=None), actor).order_by("id")
    paid = visible(Receipt.objects.filter(settles__invoice__order=record), actor).distinct().order_by("-on")
    return {
        "shipments": [
            {
                "sent": format_day(one.sent_on, locale),
                "carrier": one.carrier,
                "tracking": one.tracking,
                "note": one.note,
                "arrived": format_day(one.arrived_on, locale) if one.arrived_on else "",
            }
            for one in record.shipments.order_by("sent_on", "id")
        ],
        "invoices": [invoice_shown(one, today, locale) for one in invoices[:MOST]],
        "receipts": [receipt_shown(one, locale) for one in paid[:MOST]],
        "address": address("sales.order", record.pk),
        "may_invoice": record.is_binding and may(actor, "create", named("sales.invoice")),
        "may_send": record.state in (OrderState.CONFIRMED, OrderState.IN_FULFILMENT)
        and may(actor, "edit", named("sales.order")),
    }


def invoice_strip(record: Record, actor: Actor) -> dict[str, object]:
    """What an invoice comes to, what is left, and since when it is late."""
    assert isinstance(record, Invoice)
    today, locale = today_in(actor.locale), actor.locale
    late = (today - record.due_on).days if record.due_on and record.is_owed else 0
    days = ngettext("%(count)s day overdue", "%(count)s days overdue", max(late, 0))
    return {
        "print_href": f"{address('sales.invoice', record.pk)}/print.pdf?inline",
        "figures": [
            Figure(label=_("Total"), value=text_of(record.total, record.currency, locale), icon="sum"),
            Figure(
                label=_("Left to give back") if record.is_return else _("Left to pay"),
                value=text_of(record.open_amount, record.currency, locale),
                icon="wallet",
                tone="danger" if late > 0 else "neutral",
            ),
            Figure(
                label=_("Due date"),
                value=format_day(record.due_on, locale) if record.due_on else "—",
                hint=days % {"count": format_number(Decimal(late), locale)} if late > 0 else "",
                icon="calendar-event",
                tone="danger" if late > 0 else "neutral",
            ),
        ],
    }


def invoice_payments(record: Record, actor: Actor) -> dict[str, object]:
    """What settled an invoice, and what was taken back of it."""
    assert isinstance(record, Invoice)
    today, locale = today_in(actor.locale), actor.locale
    rows = record.settled_by.select_related("receipt", "credit").order_by("id")
    settled = []
    for one in rows:
        source = one.receipt or one.credit
        if source is None:
            continue
        shown = (
            receipt_shown(source, locale)
            if isinstance(source, Receipt)
            else invoice_shown(source, today, locale)
        )
        settled.append((shown, shown_money(one.amount, record.currency, locale)))
    returns = visible(Invoice.objects.filter(original=record, archived_at=None), actor).order_by("id")
    return {
        "settled": settled,
        "returns": [invoice_shown(one, today, locale) for one in returns],
        "address": address("sales.invoice", record.pk),
        "may_receive": record.is_owed and may(actor, "register", named("sales.invoice")),
    }


def cheque_strip(record: Record, actor: Actor) -> dict[str, object]:
    """How far a cheque has come."""
    assert isinstance(record, Cheque)
    locale = actor.locale
    return {
        "steps": steps_of(record.state, record.TONES, WAY, ChequeState),
        "figures": [
            Figure(
                label=_("Amount"), value=text_of(record.amount, record.amount_currency, locale), icon="cash"
            ),
            Figure(label=_("Due date"), value=format_day(record.due_on, locale), icon="calendar-event"),
            Figure(
                label=_("Times bounced"),
                value=format_number(Decimal(record.bounces), locale),
                icon="alert-triangle",
                tone="danger" if record.bounces else "neutral",
            ),
        ],
    }


def cheque_receipts(record: Record, actor: Actor) -> dict[str, object]:
    """The receipts by which a cheque moved the account."""
    rows = visible(Receipt.objects.filter(cheque=record.pk), actor).order_by("-id")
    return {"receipts": [receipt_shown(one, actor.locale) for one in rows]}


def steps_of(
    state: str,
    tones: Mapping[str, str],
    path: Sequence[str],
    names: type[OrderState] | type[ChequeState],
) -> list[Step]:
    """The way as steps: those behind, the present one, those ahead. A state beside the way stands in its first step."""
    if state not in path:
        return [Step(label=str(names(state).label), state="current", tone=TONES[tones.get(state, "grey")])]
    at = path.index(state)

    def progress(place: int) -> Progress:
        return "done" if place < at else "current" if place == at else "todo"

    return [Step(label=str(names(one).label), state=progress(place)) for place, one in enumerate(path)]


def lines_of(
    record: Order | Invoice,
    lines: Iterable[Line],
    name: str,
    new_href: str,
    locale: Locale,
) -> dict[str, object]:
    """Lines and sums for the template."""
    currency = record.currency
    sums = (
        (_("Sum"), record.subtotal),
        (_("Discount"), record.discount),
        (_("Tax"), record.tax),
        (_("Total"), record.total),
    )
    return {
        "lines": [
            LineShown(
                what=line.description or (line.product.name if line.product else ""),
                href=address(name, line.pk),
                quantity=f"{format_number(line.quantity, locale)} {line.unit}".strip(),
                price=shown_money(line.unit_price, currency, locale),
                discount=Percent().text(line.discount_percent.normalize(), locale)
                if line.discount_percent
                else "",
                tax=Percent().text(line.tax_rate.normalize(), locale) if line.tax_rate else "",
                total=shown_money(line.total, currency, locale),
            )
            for line in lines
        ],
        "sums": [(label, shown_money(amount, currency, locale)) for label, amount in sums],
        "new_href": new_href,
    }


def is_late(order: Order, today: date) -> bool:
    """Whether the promised day has gone by."""
    waits = order.state in (OrderState.CONFIRMED, OrderState.IN_FULFILMENT)
    return waits and order.promised_on is not None and order.promised_on < today


def _credit(order: Order, actor: Actor) -> list[Figure]:
    """The figures that a decision over credit looks at."""
    locale = actor.locale
    found = standing_of(order.party_id, order.currency, today_in(locale))
    rows = (
        (_("Balance"), found.balance, "wallet"),
        (_("Ordered, not invoiced"), found.ordered, "clipboard-check"),
        (_("Cheques not cleared"), found.under_way, "writing-sign"),
        (_("Overdue"), found.overdue, "alert-triangle"),
    )
    figures = [
        Figure(label=label, value=text_of(amount, order.currency, locale), icon=icon)
        for label, amount, icon in rows
    ]
    limit = _("no limit") if found.limit is None else text_of(found.limit, order.currency, locale)
    bounced = format_number(Decimal(found.bounced), locale)
    return [
        *figures,
        Figure(label=_("Credit limit"), value=limit, icon="credit-card"),
        Figure(label=_("Bounced cheques"), value=bounced, icon="alert-triangle"),
    ]
