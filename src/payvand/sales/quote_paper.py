"""Quotes and contracts as papers, in any of the three languages: what pages hand to the printing."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from payvand.catalog.totals import ZERO
from payvand.culture.calendars import format_moment
from payvand.culture.locale import Language, Locale, default_for
from payvand.sales.commands.quote_lines import lines_of
from payvand.sales.commands.seller import logo_of
from payvand.sales.models import Contract, Quote, QuoteLine, QuoteState
from payvand.sales.models.number_series import company_today
from payvand.sales.models.seller import seller_side
from payvand.sales.models.side import Side, side_of
from payvand.sales.printing import Item, Paper, Term, Totals, block_of

LANGUAGES: tuple[Language, ...] = ("fa", "ar", "en")


def language_for(quote: Quote, wished: str = "") -> Language:
    """The language that somebody wishes, else that of the customer, else Persian."""
    known: dict[str, Language] = {language: language for language in LANGUAGES}
    return known.get(wished) or known.get(quote.party.preferred_language) or "fa"


def quote_paper(quote: Quote, language: Language, *, proforma: bool = False) -> Paper:
    """The quote as it was issued; a draft as it would be today. A pro-forma invoice repeats it under its own number."""
    locale = default_for(language)
    seller, buyer = sides_of(quote)
    return Paper(
        kind="proforma" if proforma else "quote",
        locale=locale,
        number=quote.proforma_number if proforma else quote.number,
        on=(quote.proforma_on if proforma else quote.on) or company_today(),
        currency=quote.currency,
        seller=block_of(seller, locale),
        buyer=block_of(buyer, locale),
        items=tuple(item_of(line, locale) for line in lines_of(quote)),
        totals=totals_of(quote),
        subject=quote.name,
        version=quote.revision,
        reference=quote.number if proforma else "",
        valid_until=quote.valid_until,
        issued_at=quote.issued_at,
        terms=terms_of(quote, locale),
        note=quote.note,
        prepared_by=str(quote.owner) if quote.owner else "",
        accepted=accepted_words(quote, locale),
        logo=logo_of(seller.get("logo")),
    )


def contract_paper(contract: Contract, language: Language) -> Paper:
    """The contract with its text."""
    locale = default_for(language)
    seller = seller_side(contract.team.branch_id if contract.team else None)
    return Paper(
        kind="contract",
        locale=locale,
        number=contract.number,
        on=contract.sent_on or company_today(),
        currency=contract.value_currency,
        seller=block_of(seller, locale),
        buyer=block_of(side_of(contract.party), locale),
        subject=contract.name,
        reference=contract.quote.number if contract.quote else "",
        valid_until=contract.end_on,
        body=contract.body,
        logo=logo_of(seller.get("logo")),
    )


def sides_of(quote: Quote) -> tuple[Side, Side]:
    """Seller and buyer: as they were at the issue, or as they are."""
    seller: Side = quote.seller or seller_side(quote.team.branch_id if quote.team else None)
    return seller, quote.buyer or side_of(quote.party, quote.contact)


def item_of(line: QuoteLine, locale: Locale) -> Item:
    """A line on paper; in another script the product's other name stands below."""
    product = line.product
    plain = product is not None and line.description == product.name
    other = product.name_latin if product is not None and plain and locale.language == "en" else ""
    return Item(
        description=other or line.description,
        quantity=line.quantity,
        unit_price=line.unit_price or ZERO,
        gross=line.gross or ZERO,
        net=line.net or ZERO,
        total=line.total or ZERO,
        code=product.code if product is not None else "",
        unit=line.unit,
        discount=line.discount or ZERO,
        tax=line.tax or ZERO,
        tax_percent=Decimal(line.tax_rate),
    )


def totals_of(quote: Quote) -> Totals:
    """The sums at the foot."""
    return Totals(
        gross=quote.subtotal or ZERO,
        discount=quote.discount or ZERO,
        net=quote.net or ZERO,
        tax=quote.tax or ZERO,
        total=quote.total or ZERO,
    )


def terms_of(quote: Quote, locale: Locale) -> tuple[Term, ...]:
    """The conditions under their headings, in the language of the paper."""
    with override(locale.language):
        said = ((_("Payment"), quote.payment_terms), (_("Delivery"), quote.delivery_terms))
        return tuple(Term(label=label, text=text) for label, text in said if text)


def accepted_words(quote: Quote, locale: Locale) -> str:
    """Who agreed, when and from where; nothing while nobody has."""
    if quote.state != QuoteState.ACCEPTED:
        return ""
    kept = quote.acceptance
    said = {"name": kept.name, "moment": format_moment(kept.at, locale)}
    with override(locale.language):
        words = _("Accepted by %(name)s, %(moment)s") % said
    return " · ".join(filter(None, (words, kept.address or "", kept.content[:16])))
