"""The command that writes the lines of a quote, and what belongs to a generic write of quotes and lines."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.facts import record
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Written
from payvand.sales.commands.filling import fill
from payvand.sales.commands.lines import read_lines, write_again, write_new, write_totals
from payvand.sales.commands.quote_offers import with_offers
from payvand.sales.facts.quote import QuoteLinesWritten
from payvand.sales.kinds import Rows
from payvand.sales.models import Quote, QuoteLine, QuoteState

# What the figures of a quote follow from, beside its lines.
DECISIVE = {"currency", "discount_percent", "on", "party", "coupon"}


def is_draft(quote: Quote) -> bool | Message:
    """Whether the quote may be changed."""
    if quote.state == QuoteState.DRAFT:
        return True
    return _("Only a draft is changed. Make a new version of this quote.")


@command(
    "sales.write_quote_lines", label=_("Write the lines"), on=Quote, icon="list-details", applies=is_draft
)
def write_quote_lines(
    quote: Quote,
    *,
    lines: Annotated[Sequence[Mapping[str, JSON]], Input(label=_("lines"), kind=Rows())],
    actor: Actor,
) -> Quote:
    """Write all lines of a quote anew, in their order. An empty price, tax or description follows from the product."""
    quote.require_draft()
    new = complete(quote, read_lines(QuoteLine, lines, quote.currency, actor), actor.locale)
    content = [line.content() for line in new]
    if content == [line.content() for line in lines_of(quote)]:
        return quote
    quote.lines.all().delete()
    for place, line in enumerate(new):
        line.quote, line.position = quote, place
    write_new(new)
    write_totals(quote)
    told = QuoteLinesWritten(lines=len(new), total=quote.worth, content=content)
    record(told, about=quote, actor=actor)
    return quote


def complete(quote: Quote, lines: Sequence[QuoteLine], locale: Locale = NEUTRAL) -> list[QuoteLine]:
    """Complete lines from the catalogue, let promotions count, and work the quote out.

    Returns the lines with the gifts that they earn, in place of those that stood there. Refusals speak the words of
    `locale`.
    """
    own = [line for line in lines if not line.gift]
    fill(quote, own, locale)
    found = with_offers(quote, own, locale)
    quote.total_up(found)
    return found


def work_out(quote: Quote, locale: Locale = NEUTRAL) -> list[QuoteLine]:
    """Work a quote out anew with the lines that stand, and write what follows. The quote is locked by the caller."""
    return rewrite(quote, complete(quote, lines_of(quote), locale))


def rewrite(quote: Quote, lines: list[QuoteLine]) -> list[QuoteLine]:
    """Write lines that were worked out anew; the gifts take the place of those before."""
    quote.lines.filter(gift=True).delete()
    gifts = [line for line in lines if line.gift]
    for line in gifts:
        line.quote = quote
    write_again([line for line in lines if not line.gift])
    write_new(gifts)
    write_totals(quote)
    return lines


def lines_of(quote: Quote) -> list[QuoteLine]:
    """The lines of a quote in their order."""
    return list(QuoteLine.objects.current().filter(quote=quote).order_by("position", "id"))


def with_quotes(written: Sequence[Written], **_context: object) -> None:
    """A changed head changes the figures; a quote that has a number is not deleted, since that would leave a gap."""
    for one in written:
        quote = one.record
        assert isinstance(quote, Quote)
        if one.did == "deleted" and quote.number:
            raise DomainError("numbered", _("What was issued is not deleted. Archive it instead."))
        if one.did == "updated" and DECISIVE & one.changes.keys():
            quote.require_draft()
            work_out(quote)


def with_lines(written: Sequence[Written], **_context: object) -> None:
    """A line that is written, archived or deleted changes its quote, which must be a draft."""
    gone = {one.record.pk for one in written if one.did == "deleted"}
    touched = {one.record.quote_id for one in written if isinstance(one.record, QuoteLine)}
    for quote in (
        Quote.objects.filter(pk__in=touched).order_by("pk").select_for_update(of=("self",), no_key=True)
    ):
        quote.require_draft()
        lines = [line for line in lines_of(quote) if line.pk not in gone]
        rewrite(quote, complete(quote, lines))
