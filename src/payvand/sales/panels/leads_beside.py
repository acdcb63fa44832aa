"""Leads on the pages of the deals that they became and of the parties that they are."""

from dataclasses import dataclass

from django.db.models import Q

from payvand.culture.calendars import format_day, format_moment
from payvand.culture.locale import Locale
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import address
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.sales.models import Lead, Opportunity

MOST = 50


@dataclass(frozen=True, kw_only=True)
class LeadLine:
    """A lead beside the record that it belongs to, with its dates."""

    name: str
    href: str
    status: str
    source: str
    heard: str
    answered: str
    converted: str


def origin(record: Record, actor: Actor) -> dict[str, object]:
    """The lead that a deal came from, as far as the reader may see it."""
    assert isinstance(record, Opportunity)
    return {"lines": _leads(Q(opportunity=record.pk), actor)}


def of_party(record: Record, actor: Actor) -> dict[str, object]:
    """The leads that a party was or is."""
    leads = named("sales.lead")
    return {
        "lines": _leads(Q(party=record.pk), actor),
        "new_href": f"{leads.address}/new?party={record.pk}" if may(actor, "create", leads) else "",
    }


def _leads(condition: Q, actor: Actor) -> list[LeadLine]:
    rows = visible(Lead.objects.filter(condition), actor).order_by("-id")[:MOST]
    return [_lead(lead, actor.locale) for lead in rows if isinstance(lead, Lead)]


def _lead(lead: Lead, locale: Locale) -> LeadLine:
    return LeadLine(
        name=lead.name,
        href=address("sales.lead", lead.pk),
        status=str(lead.get_status_display()),
        source=" · ".join(
            filter(None, (str(lead.get_source_display()) if lead.source else "", lead.campaign, lead.code))
        ),
        heard=format_moment(lead.created_at, locale),
        answered=format_moment(lead.responded_at, locale) if lead.responded_at else "",
        converted=format_day(lead.converted_on, locale) if lead.converted_on else "",
    )
