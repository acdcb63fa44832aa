"""New quotes out of what there is: the next version of a quote, a copy of one, the lines of an opportunity."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.commands import command
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.facts import record
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.sales.commands.lines import write_new, write_totals
from payvand.sales.commands.quote_lines import complete, lines_of
from payvand.sales.facts.quote import QuoteVersioned
from payvand.sales.models import Opportunity, OpportunityLine, Quote, QuoteLine, QuoteState
from payvand.sales.models.line import AMOUNTS

# What a new quote takes over from another one.
HEAD = (
    "name", "party", "contact", "opportunity", "currency", "discount_percent", "coupon", "delivery_terms",
    "payment_terms", "note", "owner", "team",
)  # fmt: skip
LINE = (
    "product_id", "description", "unit", "quantity", "unit_price", "discount_percent", "discount_amount",
    "tax_percent", "unit_cost", "options",
)  # fmt: skip
IN_WORK = (QuoteState.DRAFT, QuoteState.AWAITING, QuoteState.APPROVED)


def was_issued(quote: Quote) -> bool | Message:
    """Whether a next version makes sense."""
    if quote.state == QuoteState.ACCEPTED:
        return _("This quote has been accepted already.")
    return quote.state not in IN_WORK or _("This quote has not been issued yet; change it as it is.")


@command("sales.new_quote_version", label=_("New version"), on=Quote, icon="versions", applies=was_issued)
def new_quote_version(quote: Quote, *, actor: Actor) -> Quote:
    """Begin the next version: a draft with the same content. What was issued stays until the new one is issued."""
    first = Quote.objects.select_for_update(of=("self",), no_key=True).get(pk=quote.root_id)
    family = Quote.objects.filter(first=first)
    if family.filter(state__in=IN_WORK).exists():
        raise DomainError("version_in_work", _("A newer version is being worked on already."))
    made = _copy(quote, actor)
    made.first = first
    made.revision = (family.aggregate(last=Max("revision"))["last"] or 1) + 1
    write_totals(made, "first", "revision")
    record(QuoteVersioned(quote_id=made.pk, revision=made.revision), about=quote, actor=actor)
    return made


@command("sales.copy_quote", label=_("Copy"), on=Quote, icon="copy", action="create")
def copy_quote(quote: Quote, *, actor: Actor) -> Quote:
    """Begin a quote of its own with the same content."""
    return _copy(quote, actor)


def has_customer(opportunity: Opportunity) -> bool | Message:
    """Whether it is known to whom a quote would go."""
    return opportunity.party_id is not None or _("Say first which customer this is.")


@command(
    "sales.quote_opportunity", label=_("Make a quote"), on=Opportunity, icon="file-text", applies=has_customer
)
def quote_opportunity(opportunity: Opportunity, *, actor: Actor) -> Quote:
    """Begin a quote for a deal, with the products that the deal names."""
    values: dict[str, object] = {
        "name": opportunity.name,
        "party": reference(opportunity.party_id),
        "contact": reference(opportunity.contact_id),
        "opportunity": reference(opportunity.pk),
        "currency": currency_of(opportunity),
        "owner": reference(opportunity.owner_id),
        "team": reference(opportunity.team_id),
    }
    made = _draft(values, actor)
    _add(made, [_wanted(line) for line in opportunity.lines.filter(archived_at=None).order_by("id")])
    return made


def _wanted(line: OpportunityLine) -> QuoteLine:
    """What a deal wants as a line of a quote; a price that the deal does not name follows from the catalogue."""
    return QuoteLine(
        position=0,
        product_id=line.product_id,
        description=line.description,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount_percent=line.discount,
    )


def currency_of(opportunity: Opportunity) -> str:
    """The currency that a deal is reckoned in."""
    return str(opportunity.amount_currency)


def reference(pk: int | None) -> Reference | None:
    """A link to a record, where there is one."""
    return Reference(id=pk) if pk else None


def _copy(quote: Quote, actor: Actor) -> Quote:
    links = ("party", "contact", "opportunity", "owner", "team")
    values: dict[str, object] = {
        name: reference(getattr(quote, f"{name}_id")) if name in links else getattr(quote, name)
        for name in HEAD
    }
    made = _draft(values, actor)
    _add(made, [_again(line) for line in lines_of(quote) if not line.gift])
    return made


def _draft(values: dict[str, object], actor: Actor) -> Quote:
    given = {name: value for name, value in values.items() if value not in (None, "")}
    made = create(named("sales.quote"), given, actor=actor, allow_duplicate=True)
    assert isinstance(made, Quote)
    return made


def _again(line: QuoteLine) -> QuoteLine:
    """The same line, to be written anew."""
    again = QuoteLine()
    for name in (*LINE, *(f"{amount}_currency" for amount in AMOUNTS)):
        setattr(again, name, getattr(line, name))
    return again


def _add(quote: Quote, lines: Sequence[QuoteLine]) -> None:
    found = complete(quote, lines)
    for place, line in enumerate(found):
        line.quote, line.position = quote, place
    write_new(found)
    write_totals(quote)
