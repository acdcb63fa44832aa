"""What a quote would come to as it stands in the editor: worked out by the same verbs, written nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from payvand.catalog.totals import ZERO
from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor, right, visible
from payvand.kernel.errors import DomainError, Invalid, Message
from payvand.kernel.models import Right
from payvand.kernel.objects import named
from payvand.kernel.records.values import Reader, put, resolve_links
from payvand.sales.commands.approval import margin_percent, reasons_for_approval
from payvand.sales.commands.lines import read_lines
from payvand.sales.commands.quote_lines import complete
from payvand.sales.models import Quote, QuoteLine, QuoteState

MOST_PAST = 5
SOLD = (QuoteState.SENT, QuoteState.ACCEPTED, QuoteState.DECLINED, QuoteState.EXPIRED)


@dataclass(frozen=True, kw_only=True)
class Past:
    """What this customer was once asked for a product."""

    what: str
    price: str
    discount: str
    day: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """The figures of a quote that is being written, or what stands in their way by "lines.PLACE.FIELD"."""

    quote: Quote
    lines: Sequence[QuoteLine] = ()
    errors: Mapping[str, Sequence[Message]] = field(default_factory=dict)
    reasons: Sequence[str] = ()
    margin: str = ""
    past: Sequence[Past] = ()

    @property
    def is_sound(self) -> bool:
        return not self.errors


def reckon(
    quote: Quote, head: Mapping[str, object], rows: Sequence[Mapping[str, object]], actor: Actor
) -> Reckoning:
    """Work a quote out with what was typed. Nothing is written; `quote` is changed in memory only."""
    _take_head(quote, head, actor)
    if not quote.party_id:
        return Reckoning(quote=quote)
    try:
        lines = complete(quote, read_lines(QuoteLine, rows, quote.currency, actor), actor.locale)
    except Invalid as error:
        return Reckoning(quote=quote, errors=error.by_field())
    except DomainError as error:
        return Reckoning(quote=quote, errors={error.field or "": [error.message]})
    return Reckoning(
        quote=quote,
        lines=lines,
        reasons=[reason.in_words(actor.locale) for reason in reasons_for_approval(quote, lines, actor)],
        margin=margin_words(quote, actor),
        past=past_prices(quote, lines, actor),
    )


def _take_head(quote: Quote, head: Mapping[str, object], actor: Actor) -> None:
    """Put what can be read of the head on the quote; what cannot is said when it is saved."""
    one = named("sales.quote")
    values, _errors = Reader(one, actor, actor.locale).read(head)
    for name, value in values.items():
        single = {name: value}
        if not resolve_links(one, [single], actor)[0] and (value is not None or one.fields[name].nullable):
            put(quote, one.fields[name], single[name])


def margin_words(quote: Quote, actor: Actor) -> str:
    """The margin as an amount and a share, for those who may see it; nothing where costs are not known."""
    if right(named("sales.quote"), "margin", actor) == Right.HIDDEN or quote.margin is None:
        return ""
    amount = format_money(Money(amount=quote.margin, currency=quote.currency), actor.locale)
    share = margin_percent(quote)
    return amount if share is None else f"{amount} · {format_number(share, actor.locale)} %"


def past_prices(quote: Quote, lines: Sequence[QuoteLine], actor: Actor) -> list[Past]:
    """What the customer was last asked for the products of the quote, the newest first. One query."""
    products = {line.product_id for line in lines if line.product_id}
    known = visible(Quote.objects.filter(party=quote.party_id, state__in=SOLD), actor).exclude(pk=quote.pk)
    rows = (
        QuoteLine.objects.filter(quote__in=known, product__in=products)
        .select_related("quote")
        .order_by("-quote__on", "-id")[: MOST_PAST * 4]
    )
    seen: dict[int, Past] = {}
    for row in rows if products else ():
        seen.setdefault(row.product_id, past_of(row, actor.locale))
    return list(seen.values())[:MOST_PAST]


def past_of(line: QuoteLine, locale: Locale) -> Past:
    """A line that was offered once, in the reader's words."""
    price = Money(amount=line.unit_price or ZERO, currency=line.quote.currency)
    return Past(
        what=line.description,
        price=format_money(price, locale),
        discount=f"{format_number(line.discount_percent.normalize() + 0, locale)} %"
        if line.discount_percent
        else "",
        day=format_day(line.quote.on, locale) if line.quote.on else "",
        number=line.quote.number,
    )
