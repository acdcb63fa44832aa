"""The values of a party's account on its page: balances with their ages, what is open, what came in, cheques."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import address
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.sales.account import Ageing, ageing_of, balances_of, standing_of
from payvand.sales.models import Cheque, CreditTerms, Invoice, Receipt
from payvand.sales.papers_shown import (
    cheque_shown,
    invoice_shown,
    list_of,
    receipt_shown,
    shown_money,
    text_of,
)
from payvand.ui.components import Figure, Tone

MOST = 20


@dataclass(frozen=True, kw_only=True)
class Span:
    """A span of an ageing: how long overdue, and how much."""

    label: str
    amount: Markup
    tone: Tone


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An account in one currency: the balance and how old it is."""

    figures: Sequence[Figure]
    spans: Sequence[Span]


def account(record: Record, actor: Actor) -> dict[str, object]:
    """A party's account: balances with their ages, what is open, what came in, and the cheques."""
    assert isinstance(record, Party)
    today, locale = today_in(actor.locale), actor.locale
    ages = ageing_of([record.pk], today)
    owed = {one.currency: one for one in balances_of(record.pk)}
    terms = CreditTerms.objects.filter(party=record).first()
    invoices = visible(Invoice.objects.of(record.pk).sales().unsettled(), actor).order_by("due_on", "id")
    receipts = visible(Receipt.objects.of(record.pk), actor)
    cheques = visible(Cheque.objects.of(record.pk), actor)
    return {
        "standings": [
            _standing(record, money, ages.get((record.pk, money.currency), Ageing()), terms, actor)
            for money in owed.values()
        ],
        "terms": _terms(terms, locale),
        "invoices": [invoice_shown(one, today, locale) for one in invoices[:MOST]],
        "receipts": [receipt_shown(one, locale) for one in receipts[:MOST]],
        "cheques": [cheque_shown(one, today, locale) for one in cheques[:MOST]],
        "orders_href": list_of("sales.order", f"party is {record.pk}"),
        "invoices_href": list_of("sales.invoice", f"party is {record.pk}"),
        "receipts_href": list_of("sales.receipt", f"party is {record.pk}"),
        "cheques_href": list_of("sales.cheque", f"party is {record.pk}"),
        "address": address("parties.party", record.pk),
        "may_register": may(actor, "register", named("parties.party")),
        "may_approve": may(actor, "approve", named("parties.party")),
    }


def open_balance(party: Party, actor: Actor) -> Figure | None:
    """What a party owes, or has with us, for the strip of its page; the largest of several currencies."""
    if not may(actor, "view", named("sales.invoice")):
        return None
    owed = max(balances_of(party.pk), key=lambda one: abs(one.amount), default=None)
    if owed is None:
        return None
    late = ageing_of([party.pk], today_in(actor.locale)).get((party.pk, owed.currency), Ageing()).overdue
    overdue = _("overdue: %(amount)s") % {"amount": text_of(late, owed.currency, actor.locale)}
    return Figure(
        label="",
        value=text_of(abs(owed.amount), owed.currency, actor.locale),
        hint=overdue if late else side_of_balance(owed.amount),
        tone="danger" if late else "neutral",
        href=f"{address('parties.party', party.pk)}?tab=account",
    )


def side_of_balance(amount: Decimal) -> str:
    """Who owes whom."""
    return _("debtor") if amount > 0 else _("creditor")


def _standing(party: Party, balance: Money, age: Ageing, terms: CreditTerms | None, actor: Actor) -> Standing:
    locale, currency = actor.locale, balance.currency
    figures = [
        Figure(
            label=_("Balance"),
            value=text_of(abs(balance.amount), currency, locale),
            hint=side_of_balance(balance.amount),
            icon="wallet",
            tone="danger" if age.overdue else "neutral",
        ),
        Figure(
            label=_("Overdue"),
            value=text_of(age.overdue, currency, locale),
            icon="alert-triangle",
            tone="danger" if age.overdue else "neutral",
            href=list_of(
                "sales.invoice", f"party is {party.pk} and state in (issued, partly_paid) and due_on < today"
            ),
        ),
    ]
    if terms is not None and terms.limit is not None and terms.limit_currency == currency:
        free = standing_of(party.pk, currency, today_in(locale)).free or Decimal(0)
        figures.append(
            Figure(
                label=_("Free credit"),
                value=text_of(max(free, Decimal(0)), currency, locale),
                hint=_("of %(limit)s") % {"limit": text_of(terms.limit, currency, locale)},
                icon="credit-card",
                tone="danger" if free < 0 else "neutral",
            )
        )
    labels = (
        _("not due"),
        *(_("%(first)s to %(last)s days") % _range(span, locale) for span in ((1, 30), (31, 60), (61, 90))),
    )
    over = _("over %(days)s days") % {"days": format_number(Decimal(90), locale)}
    amounts = (age.not_due, *age.spans)
    tones: tuple[Tone, ...] = ("neutral", "warning", "warning", "danger", "danger")
    return Standing(
        figures=figures,
        spans=[
            Span(
                label=label, amount=shown_money(amount, currency, locale), tone=tone if amount else "neutral"
            )
            for label, amount, tone in zip((*labels, over), amounts, tones, strict=True)
        ],
    )


def _range(span: tuple[int, int], locale: Locale) -> dict[str, str]:
    return {
        "first": format_number(Decimal(span[0]), locale),
        "last": format_number(Decimal(span[1]), locale),
    }


def _terms(terms: CreditTerms | None, locale: Locale) -> str:
    if terms is None:
        return ""
    limit = _("no limit") if terms.limit is None else text_of(terms.limit, terms.limit_currency, locale)
    words = ngettext("%(days)s day to pay", "%(days)s days to pay", terms.days)
    return f"{limit} · {words % {'days': format_number(Decimal(terms.days), locale)}}"
