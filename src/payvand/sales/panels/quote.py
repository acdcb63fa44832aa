"""The values of what quotes and contracts add to pages: their own, those of deals and of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote as quoted

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from payvand.catalog.totals import ZERO
from payvand.culture.calendars import format_day, format_moment
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.sales.commands.approval import Reason
from payvand.sales.commands.quote_lines import lines_of
from payvand.sales.models import Acceptance, Contract, Opportunity, Quote, QuoteState
from payvand.sales.quote_reckoning import margin_words
from payvand.ui.components import Figure, MenuItem, Step, Tone

MOST = 50
PATH = (QuoteState.DRAFT, QuoteState.AWAITING, QuoteState.SENT, QuoteState.ACCEPTED)
TONES: Mapping[str, Tone] = {
    QuoteState.AWAITING: "warning",
    QuoteState.APPROVED: "info",
    QuoteState.SENT: "info",
    QuoteState.ACCEPTED: "success",
    QuoteState.DECLINED: "danger",
    QuoteState.EXPIRED: "warning",
}


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """A quote or a contract in a list of another page."""

    name: str
    number: str
    href: str
    state: str
    tone: Tone
    amount: str
    until: str


def course(record: Record, actor: Actor) -> Mapping[str, object]:
    """The way of a quote, its figures, and why it waits."""
    quote = quote_in(record)
    figures = [Figure(label=_("Total"), value=format_money(quote.worth, actor.locale), icon="cash")]
    margin = margin_words(quote, actor)
    if margin:
        figures.append(Figure(label=_("Margin"), value=margin, icon="trending-up"))
    if quote.valid_until:
        figures.append(
            Figure(label=_("Valid until"), value=format_day(quote.valid_until, actor.locale), icon="calendar")
        )
    return {
        "steps": steps_of(quote),
        "figures": figures,
        "reasons": [Reason(**reason).in_words(actor.locale) for reason in quote.why_approval],
        "is_waiting": quote.state == QuoteState.AWAITING,
    }


def steps_of(quote: Quote) -> list[Step]:
    """Draft, approval, sent, accepted; in place of the last one what came of it instead."""
    state = QuoteState(quote.state)
    path = [one for one in PATH if one != QuoteState.AWAITING or quote.why_approval or state == one]
    if state == QuoteState.APPROVED:
        path[path.index(QuoteState.AWAITING) if QuoteState.AWAITING in path else 0] = state
    elif state not in path:
        path[-1] = state
    place = path.index(state) if state in path else 0
    return [
        Step(
            label=str(one.label),
            state="done" if at < place else "current" if at == place else "todo",
            tone=TONES.get(one, "primary"),
        )
        for at, one in enumerate(path)
    ]


def content(record: Record, actor: Actor) -> Mapping[str, object]:
    """The lines of a quote, and the way to write them."""
    quote, locale = quote_in(record), actor.locale
    rows = [
        {
            "description": line.description,
            "quantity": f"{format_number(line.quantity.normalize() + 0, locale)} {line.unit}".strip(),
            "price": money(line.unit_price, quote.currency, locale),
            "off": money(line.discount, quote.currency, locale) if line.discount else "",
            "total": money(line.total, quote.currency, locale),
            "promotion": line.promotion,
        }
        for line in lines_of(quote)
    ]
    may_edit = quote.state == QuoteState.DRAFT and may(actor, "edit", named("sales.quote"))
    return {"rows": rows, "edit_href": address("sales.quote", quote.pk) + "/edit" if may_edit else ""}


def papers(record: Record, actor: Actor) -> Mapping[str, object]:
    """The quote on paper, and where its customer reads and accepts it."""
    quote, locale = quote_in(record), actor.locale
    languages = (("fa", "فارسی"), ("ar", "العربية"), ("en", "English"))
    kept = Acceptance.objects.filter(quote=quote).first()
    link = settings.PAYVAND.url + reverse("public_quote", args=[quote.token]) if quote.token else ""
    sheets = [("quote_pdf", _("Quote"))]
    if quote.proforma_number:
        sheets.append(("proforma_pdf", _("Pro-forma invoice")))
    return {
        "sheets": [
            (label, [
                MenuItem(label=name, href=f"{reverse(view, args=[quote.pk])}?language={code}&inline")
                for code, name in languages
            ])
            for view, label in sheets
        ],
        "link": link,
        "may_code": quote.state == QuoteState.SENT,
        "code_url": reverse("quote_code", args=[quote.pk]),
        "accepted": None if kept is None else {
            "name": kept.name,
            "way": str(kept.get_way_display()),
            "at": format_moment(kept.at, locale),
            "address": kept.address or "",
            "agent": kept.agent,
            "note": kept.note,
            "digest": kept.content,
        },
        "versions": versions_of(quote, actor),
    }  # fmt: skip


def versions_of(quote: Quote, actor: Actor) -> list[DocumentLine]:
    """The other versions of a quote."""
    family = Quote.objects.filter(Q(pk=quote.root_id) | Q(first=quote.root_id)).exclude(pk=quote.pk)
    return [line_of(one, actor.locale) for one in visible(family, actor).order_by("revision")[:MOST]]


def of_opportunity(record: Record, actor: Actor) -> Mapping[str, object]:
    """The quotes and contracts of a deal."""
    assert isinstance(record, Opportunity)
    return documents(
        {"opportunity": record.pk}, f"opportunity={record.pk}&party={record.party_id or ''}", actor
    )


def of_party(record: Record, actor: Actor) -> Mapping[str, object]:
    """The quotes and contracts of a customer."""
    assert isinstance(record, Party)
    return documents({"party": record.pk}, f"party={record.pk}", actor)


def documents(of: Mapping[str, int], values: str, actor: Actor) -> Mapping[str, object]:
    """Quotes and contracts under a condition, the newest first, and the way to more of them."""
    quotes = visible(Quote.objects.current().filter(**of), actor).order_by("-id")[:MOST]
    contracts = visible(Contract.objects.current().filter(**of), actor).order_by("-id")[:MOST]
    one = named("sales.quote")
    (name, pk), *_rest = of.items()
    return {
        "quotes": [line_of(quote, actor.locale) for quote in quotes] if may(actor, "view", one) else [],
        "contracts": [
            contract_line(contract, actor.locale)
            for contract in (contracts if may(actor, "view", named("sales.contract")) else ())
        ],
        "new_href": f"{one.address}/new?{values}" if may(actor, "create", one) else "",
        "all_href": f"{one.address}?where={quoted(f'{name} is {pk}')}",
    }


def line_of(quote: Quote, locale: Locale) -> DocumentLine:
    """A quote in a list."""
    return DocumentLine(
        name=quote.name,
        number=quote.number,
        href=address("sales.quote", quote.pk),
        state=str(quote.get_state_display()),
        tone=TONES.get(quote.state, "neutral"),
        amount=format_money(quote.worth, locale),
        until=format_day(quote.valid_until, locale) if quote.valid_until else "",
    )


def contract_line(contract: Contract, locale: Locale) -> DocumentLine:
    """A contract in a list."""
    tones: Mapping[str, Tone] = {"sent": "info", "signed": "success", "terminated": "danger"}
    return DocumentLine(
        name=contract.name,
        number=contract.number,
        href=address("sales.contract", contract.pk),
        state=str(contract.get_state_display()),
        tone=tones.get(contract.state, "neutral"),
        amount=money(contract.value, contract.value_currency, locale) if contract.value is not None else "",
        until=format_day(contract.end_on, locale) if contract.end_on else "",
    )


def contract_papers(record: Record, actor: Actor) -> Mapping[str, object]:
    """A contract on paper, in each language of its frame."""
    assert isinstance(record, Contract)
    languages: Sequence[tuple[str, str]] = (("fa", "فارسی"), ("ar", "العربية"), ("en", "English"))
    href = reverse("contract_pdf", args=[record.pk])
    sheets = [MenuItem(label=name, href=f"{href}?language={code}&inline") for code, name in languages]
    return {"sheets": [(_("Contract"), sheets)], "body": record.body, "actor": actor}


def money(amount: Decimal | None, currency: str, locale: Locale) -> str:
    """An amount with its unit."""
    return format_money(Money(amount=amount or ZERO, currency=currency), locale)


def quote_in(record: Record) -> Quote:
    """The record of a quote's page."""
    assert isinstance(record, Quote)
    return record
