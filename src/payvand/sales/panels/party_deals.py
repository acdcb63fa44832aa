"""The deals on the page of their customer."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.parties.models import Party
from payvand.sales.models import Opportunity, StageCategory
from payvand.sales.panels.wording import money
from payvand.ui.components import Figure, Tone

DEALS = "sales.opportunity"
MOST = 50


@dataclass(frozen=True, kw_only=True)
class DealLine:
    """A deal in a short list."""

    name: str
    href: str
    stage: str
    tone: Tone
    amount: str
    day: str


def of_party(record: Record, actor: Actor) -> dict[str, object]:
    """The deals of a party that the reader may see: sums of what is open and what was won, then the latest of them."""
    assert isinstance(record, Party)
    rows = visible(Opportunity.objects.current().filter(party=record), actor)
    if not record.is_organisation:
        rows = rows | visible(Opportunity.objects.current().filter(contact=record), actor)
    deals = list(rows.select_related("stage").order_by("-id")[:MOST])
    where = quote(f"party is {record.pk}")
    new = f"{address('parties.party', record.pk)}/new_opportunity"
    return {
        "lines": [_line(deal, actor.locale) for deal in deals],
        "sums": _sums(rows, actor.locale),
        "all_href": f"{named(DEALS).address}?where={where}",
        "new_href": new if may(actor, "create", named(DEALS)) else "",
    }


def _sums(rows: QuerySet[Opportunity], locale: Locale) -> list[Figure]:
    """How many deals are open, won and lost, and what they come to in each currency. One query."""
    parts = rows.order_by().values_list("stage__category", "amount_currency")
    found = list(parts.annotate(deals=Count("pk"), total=Sum("amount")).order_by("amount_currency"))
    labels = ((StageCategory.OPEN, _("Open")), (StageCategory.WON, _("Won")), (StageCategory.LOST, _("Lost")))
    figures = []
    for category, label in labels:
        own = [(currency, deals, total) for one, currency, deals, total in found if one == category]
        number = format_number(sum(deals for _currency, deals, _total in own), locale)
        told = " + ".join(money(total, currency, locale) for currency, _deals, total in own if total)
        figures.append(Figure(label=label, value=number, hint=told))
    return figures


def _line(deal: Opportunity, locale: Locale) -> DealLine:
    day: date | None = deal.closed_on or deal.expected_close
    tone: Tone = "success" if deal.is_won else "danger" if deal.is_lost else "info"
    return DealLine(
        name=deal.name, href=address(DEALS, deal.pk), stage=deal.stage.name, tone=tone,
        amount=money(deal.amount, deal.amount_currency, locale), day=format_day(day, locale) if day else "",
    )  # fmt: skip
