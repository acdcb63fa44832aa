"""Activities are planned from deals and leads, and shown with them."""

from payvand.activities.offer import offer_activities
from payvand.kernel.models import Record
from payvand.sales.models import Lead, Opportunity


def party_of(record: Record) -> int | None:
    """The customer of a deal or a lead, where it is known."""
    return record.party_id if isinstance(record, Lead | Opportunity) else None


plan_for_opportunity = offer_activities(Opportunity, "sales.plan_for_opportunity", party_of)
plan_for_lead = offer_activities(Lead, "sales.plan_for_lead", party_of)
