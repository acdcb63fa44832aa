"""An order straight from a deal, where the customer said yes without a quote."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.commands import command
from payvand.kernel.errors import DomainError
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.sales.commands.filling import fill
from payvand.sales.commands.keeping import FIGURES
from payvand.sales.commands.lines import write_new
from payvand.sales.commands.quote_version import currency_of, has_customer, reference
from payvand.sales.commands.writing import write
from payvand.sales.models import Opportunity, OpportunityLine, Order, OrderLine, Quote, QuoteState
from payvand.sales.models.order import OrderState


@command(
    "sales.order_opportunity",
    label=_("Make the order"),
    on=Opportunity,
    icon="clipboard-check",
    applies=has_customer,
)
def order_opportunity(opportunity: Opportunity, *, actor: Actor) -> Order:
    """Make an order of the products that a deal names, for whom no quote was accepted. There is one order of a deal."""
    if opportunity.is_lost:
        raise DomainError("lost_already", _("This deal is lost. Reopen it first."))
    if Quote.objects.filter(opportunity=opportunity, state=QuoteState.ACCEPTED, archived_at=None).exists():
        raise DomainError("quote_accepted", _("A quote of this deal is accepted: make the order of that."))
    orders = Order.objects.filter(opportunity=opportunity, archived_at=None)
    if orders.exclude(state=OrderState.CANCELLED).exists():
        raise DomainError("ordered_already", _("There is an order of this deal already."))
    wanted = list(opportunity.lines.filter(archived_at=None).order_by("id"))
    if not wanted:
        raise DomainError("no_lines", _("Say first which products this deal is about."))
    order = _draft(opportunity, actor)
    lines = [_line(order, place, line) for place, line in enumerate(wanted)]
    fill(order, lines, actor.locale)
    order.total_up(lines)
    write_new(lines)
    write(order, *FIGURES)
    return order


def _draft(opportunity: Opportunity, actor: Actor) -> Order:
    values: dict[str, object] = {
        "name": opportunity.name,
        "party": reference(opportunity.party_id),
        "contact": reference(opportunity.contact_id),
        "opportunity": reference(opportunity.pk),
        "currency": currency_of(opportunity),
        "owner": reference(opportunity.owner_id),
        "team": reference(opportunity.team_id),
    }
    given = {name: value for name, value in values.items() if value is not None}
    made = create(named("sales.order"), given, actor=actor, allow_duplicate=True)
    assert isinstance(made, Order)
    return made


def _line(order: Order, place: int, line: OpportunityLine) -> OrderLine:
    """What a deal wants as a line of an order; a price that the deal does not name follows from the catalogue."""
    return OrderLine(
        order=order,
        position=place,
        product_id=line.product_id,
        description=line.description,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount_percent=line.discount,
    )
