"""How a timeline tells of orders, invoices, receipts and cheques: amounts and days as the reader writes them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.kinds import JSON
from payvand.sales.models.credit import Doubt
from payvand.sales.models.receipt import PaidBy

Payload = Mapping[str, JSON]


def of_document(payload: Payload, locale: Locale) -> str:
    """Number, total, day, and the day on which it is due."""
    due = _day(payload, "due_on", locale)
    return _joined(
        _code(payload, "number"),
        _money(payload, "total", locale),
        _day(payload, "on", locale),
        _("due %(day)s") % {"day": due} if due else "",
    )


def of_doubts(payload: Payload, locale: Locale) -> str:
    """The total, and what speaks against it."""
    doubts = payload.get("doubts")
    names = [str(Doubt(str(one)).label) for one in doubts] if isinstance(doubts, list) else []
    return _joined(_money(payload, "total", locale), *names)


def of_return(payload: Payload, locale: Locale) -> str:
    """Which invoice was taken back, and how much of it."""
    original = _code(payload, "original")
    return _joined(
        _code(payload, "number"),
        _("of invoice %(number)s") % {"number": original} if original else "",
        _money(payload, "total", locale),
    )


def of_settlement(payload: Payload, locale: Locale) -> str:
    """How much, and what is left to pay."""
    left = _money(payload, "left", locale)
    return _joined(
        _code(payload, "number"),
        _money(payload, "amount", locale),
        _("left to pay: %(amount)s") % {"amount": left} if left else "",
    )


def of_receipt(payload: Payload, locale: Locale) -> str:
    """Number, amount, how it was paid and when."""
    way = str(payload.get("paid_by") or "")
    return _joined(
        _code(payload, "number"),
        _money(payload, "amount", locale),
        str(PaidBy(way).label) if way else "",
        _day(payload, "on", locale),
    )


def of_cheque(payload: Payload, locale: Locale) -> str:
    """Serial, amount, day, to whom it went, why it was not paid."""
    due = _day(payload, "due_on", locale)
    return _joined(
        _code(payload, "serial"),
        _money(payload, "amount", locale),
        _day(payload, "on", locale),
        _("due %(day)s") % {"day": due} if due else "",
        _text(payload, "to"),
        _text(payload, "reason"),
    )


def of_shipment(payload: Payload, locale: Locale) -> str:
    """Who carries it under which code, and since when."""
    return _joined(_text(payload, "carrier"), _code(payload, "tracking"), _day(payload, "on", locale))


def of_external(payload: Payload, _locale: Locale) -> str:
    """The number and the state there."""
    return _joined(_code(payload, "external_id"), _text(payload, "status"))


def of_reason(payload: Payload, locale: Locale) -> str:
    """What it concerns, why, and when."""
    return _joined(
        _code(payload, "number"),
        _money(payload, "amount", locale),
        _text(payload, "reason"),
        _day(payload, "on", locale),
    )


def of_credit(payload: Payload, locale: Locale) -> str:
    """How much a customer may owe, and how long."""
    days = int(str(payload.get("days") or 0))
    words = ngettext("%(days)s day to pay", "%(days)s days to pay", days)
    return _joined(
        _money(payload, "limit", locale) or _("no limit"),
        words % {"days": format_number(Decimal(days), locale)},
    )


def of_opening(payload: Payload, locale: Locale) -> str:
    """The balance with which an account begins, and of which day."""
    return _joined(_money(payload, "balance", locale), _day(payload, "on", locale), _text(payload, "note"))


def _text(payload: Payload, name: str) -> str:
    return str(payload.get(name) or "")


def _code(payload: Payload, name: str) -> str:
    text = _text(payload, name)
    return isolate(text) if text else ""


def _day(payload: Payload, name: str, locale: Locale) -> str:
    on = _text(payload, name)
    return format_day(date.fromisoformat(on), locale) if on else ""


def _money(payload: Payload, name: str, locale: Locale) -> str:
    given = payload.get(name)
    if not isinstance(given, dict):
        return ""
    return format_money(Money(amount=Decimal(str(given["amount"])), currency=str(given["currency"])), locale)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
