"""How a timeline says what happened to a document: the second line of each fact, in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_day
from payvand.culture.digits import localise, parse_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.kinds import JSON

Payload = Mapping[str, JSON]


def of_lines(payload: Payload, locale: Locale) -> str:
    """How many lines, and what they come to."""
    count = whole(payload, "lines")
    lines = ngettext("%(count)d line", "%(count)d lines", count) % {"count": count}
    return joined(localise(lines, locale), money(payload, "total", locale))


def of_total(payload: Payload, locale: Locale) -> str:
    """What it comes to."""
    return money(payload, "total", locale)


def of_issue(payload: Payload, locale: Locale) -> str:
    """Under which number, for how much, until when."""
    until = day(payload, "valid_until", locale)
    return joined(
        number(payload, locale),
        money(payload, "total", locale),
        _("valid until %(day)s") % {"day": until} if until else "",
    )


def of_number(payload: Payload, locale: Locale) -> str:
    """The number of the document, and the day that goes with it."""
    return joined(number(payload, locale), day(payload, "on", locale))


def of_version(payload: Payload, locale: Locale) -> str:
    """Which version."""
    return localise(_("version %(revision)s") % {"revision": whole(payload, "revision")}, locale)


def of_acceptance(payload: Payload, locale: Locale) -> str:
    """Who agreed to which number, for how much, and how they showed it."""
    return joined(
        text(payload, "name"),
        number(payload, locale),
        money(payload, "total", locale),
        _("with a one-time code") if text(payload, "way") == "online" else text(payload, "note"),
    )


def of_answer(payload: Payload, _locale: Locale) -> str:
    """Who answered, and why so."""
    return joined(text(payload, "name"), text(payload, "reason"))


def of_deadline(payload: Payload, locale: Locale) -> str:
    """How often it was asked for, and the new deadline."""
    count = whole(payload, "reminders")
    told = ngettext("reminder %(count)d", "reminder %(count)d", count) % {"count": count}
    until = day(payload, "until", locale)
    return joined(localise(told, locale), _("new deadline %(day)s") % {"day": until} if until else "")


def of_escalation(payload: Payload, locale: Locale) -> str:
    """Who is to see to it, and how often it was asked for."""
    return joined(text(payload, "leader"), of_deadline(payload, locale))


def of_contract(payload: Payload, locale: Locale) -> str:
    """Under which number, what it is worth, and by when it is to be returned."""
    until = _("to be returned by %(day)s") % {"day": day(payload, "until", locale)}
    return joined(number(payload, locale), money(payload, "value", locale), until)


def of_period(payload: Payload, locale: Locale) -> str:
    """The last day, and why it ended."""
    return joined(day(payload, "on", locale), text(payload, "reason"))


def text(payload: Payload, name: str) -> str:
    """A value as text; nothing is ""."""
    return str(payload.get(name) or "")


def whole(payload: Payload, name: str) -> int:
    """A value as a whole number; nothing is 0."""
    return int(text(payload, name) or 0)


def number(payload: Payload, locale: Locale) -> str:
    """The number of a document, which reads from left to right in every language."""
    given = text(payload, "number")
    return isolate(localise(given, locale)) if given else ""


def day(payload: Payload, name: str, locale: Locale) -> str:
    """A day in the reader's calendar."""
    given = text(payload, name)
    return format_day(date.fromisoformat(given), locale) if given else ""


def money(payload: Payload, name: str, locale: Locale) -> str:
    """An amount with its unit."""
    given = payload.get(name)
    if not isinstance(given, dict):
        return ""
    amount = Money(amount=parse_number(str(given["amount"])), currency=str(given["currency"]))
    return format_money(amount, locale)


def joined(*parts: str) -> str:
    """What there is, in one line; each part keeps its own direction beside the others."""
    return " · ".join(isolate(part, "auto") for part in parts if part)
