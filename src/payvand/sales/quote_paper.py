"""Quotes and contracts as papers, in any of the three languages: what pages hand to the printing."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from payvand.culture.calendars import format_moment
from payvand.culture.locale import Language, Locale, default_for
from payvand.sales.commands.quote_lines import lines_of
from payvand.sales.commands.seller import logo_of
from payvand.sales.models import Contract, Quote, QuoteState
from payvand.sales.models.number_series import company_today
from payvand.sales.models.seller import seller_side
from payvand.sales.models.side import side_of
from payvand.sales.paper_parts import item_of, sides_of, sums_of
from payvand.sales.printing import Paper, Term, block_of


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
        totals=sums_of(quote),
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
