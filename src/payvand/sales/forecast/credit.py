"""The sums of a forecast by person: each deal counts for those who share its credit, as far as they share it."""

from collections.abc import Sequence
from dataclasses import replace

from payvand.culture.periods import Range
from payvand.sales.forecast.shares import moved
from payvand.sales.forecast.sums import Sums, sums_by_owner, sums_by_period
from payvand.sales.models.opportunity import OpportunityQuerySet


def credit_by_period(
    deals: OpportunityQuerySet, bounds: Sequence[Range], currency: str, user: int
) -> list[Sums]:
    """What one person is credited with in each of the periods, of deals that are theirs or shared with them."""
    found = sums_by_period(deals.filter(owner_id=user), bounds, currency)
    for one in moved(deals, bounds):
        if one.currency != currency:
            continue
        if one.owner == user:
            found[one.at] -= one.sums
        if one.user == user:
            found[one.at] += replace(one.sums, deals=1)
    return found


def credit_by_person(deals: OpportunityQuerySet, bounds: Range, currency: str) -> dict[int | None, Sums]:
    """What everybody is credited with in one period. What is shared within it adds up to the whole."""
    found = sums_by_owner(deals, bounds, currency)
    for one in moved(deals, [bounds]):
        if one.currency == currency:
            found[one.owner] = found.get(one.owner, Sums()) - one.sums
            found[one.user] = found.get(one.user, Sums()) + replace(one.sums, deals=1)
    return found
