"""How lists beside records show invoices, receipts and cheques, and amounts in the reader's unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from markupsafe import Markup

from payvand.culture.calendars import format_day
from payvand.culture.locale import Locale
from payvand.culture.money import Money
from payvand.kernel.kinds import MoneyKind, address
from payvand.kernel.objects import named
from payvand.sales.models import Cheque, Invoice, Order, Receipt
from payvand.sales.models.cheque import ChequeState
from payvand.ui.components import Tone

SHOWN = MoneyKind(negative=True)
NOTHING = Markup("")
TONES: Mapping[str, Tone] = {
    "grey": "neutral", "blue": "info", "violet": "primary", "green": "success", "orange": "warning", "red": "danger",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document in a list: what it is called, its state, its days and amounts."""

    name: str
    href: str
    state: str
    tone: Tone
    day: str = ""
    due: str = ""
    is_late: bool = False
    amount: Markup = NOTHING
    rest: Markup = NOTHING
    how: str = ""


def text_of(amount: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount in the reader's unit."""
    return SHOWN.text(Money(amount=Decimal(amount or 0), currency=currency), locale)


def shown_money(amount: Decimal | None, currency: str, locale: Locale) -> Markup:
    """An amount as a cell shows it."""
    return Markup(SHOWN.html(Money(amount=Decimal(amount or 0), currency=currency), locale))  # noqa: S704 - kinds give safe HTML


def list_of(name: str, where: str) -> str:
    """The address of a list with a condition."""
    return f"{named(name).address}?where={quote(where)}"


def tone_of(record: Order | Invoice | Receipt | Cheque) -> Tone:
    """The tone of the state that it is in."""
    return TONES[record.TONES.get(record.state, "grey")]


def invoice_shown(one: Invoice, today: date, locale: Locale) -> Paper:
    """An invoice or a return in a list."""
    return Paper(
        name=one.number or one.name,
        href=address("sales.invoice", one.pk),
        state=str(one.get_state_display()),
        tone=tone_of(one),
        how=str(one.get_kind_display()),
        day=format_day(one.on, locale) if one.on else "",
        due=format_day(one.due_on, locale) if one.due_on else "",
        is_late=bool(one.is_owed and one.due_on and one.due_on < today),
        amount=shown_money(one.total, one.currency, locale),
        rest=shown_money(one.open_amount, one.currency, locale),
    )


def receipt_shown(one: Receipt, locale: Locale) -> Paper:
    """A receipt in a list."""
    return Paper(
        name=one.number or one.name,
        href=address("sales.receipt", one.pk),
        state=str(one.get_state_display()),
        tone=tone_of(one),
        how=" · ".join((str(one.get_direction_display()), str(one.get_paid_by_display()))),
        day=format_day(one.on, locale),
        amount=shown_money(one.amount, one.amount_currency, locale),
        rest=shown_money(one.rest, one.amount_currency, locale),
    )


def cheque_shown(one: Cheque, today: date, locale: Locale) -> Paper:
    """A cheque in a list."""
    return Paper(
        name=one.serial,
        href=address("sales.cheque", one.pk),
        state=str(one.get_state_display()),
        tone=tone_of(one),
        how=one.bank,
        due=format_day(one.due_on, locale),
        is_late=one.state in (ChequeState.RECEIVED, ChequeState.BOUNCED) and one.due_on < today,
        amount=shown_money(one.amount, one.amount_currency, locale),
    )
