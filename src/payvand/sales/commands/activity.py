"""Keeps the day on which a deal was last worked on; it only follows from other facts, so no fact tells of it."""

from datetime import date

from django.db.models import Q

from payvand.sales.models.opportunity import OpportunityQuerySet


def note_activity(deals: OpportunityQuerySet, on: date) -> int:
    """Keep a day on deals that know no later one. Doing so again changes nothing. Returns how many were written."""
    return deals.filter(Q(last_activity_on__lt=on) | Q(last_activity_on__isnull=True)).update(
        last_activity_on=on
    )
