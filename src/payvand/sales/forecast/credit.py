"""The sums of a forecast by person: each deal counts for those who share its credit, as far as they share it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from payvand.sales.forecast.shares import Moved
from payvand.sales.forecast.sums import Sums


def credit_by_period(own: Sequence[Sums], moves: Iterable[Moved], currency: str, user: int) -> list[Sums]:
    """What one person is credited with in each of the periods, by the sums of their own deals and what moves."""
    found = list(own)
    for one in moves:
        if one.currency != currency:
            continue
        if one.owner == user:
            found[one.at] -= one.sums
        if one.user == user:
            found[one.at] += replace(one.sums, deals=1)
    return found


def credit_by_person(
    owners: Mapping[int | None, Sums], moves: Iterable[Moved], currency: str, at: int
) -> dict[int | None, Sums]:
    """What everybody is credited with in the period at a place. What is shared within it adds up to the whole."""
    found = dict(owners)
    for one in moves:
        if one.currency == currency and one.at == at:
            found[one.owner] = found.get(one.owner, Sums()) - one.sums
            found[one.user] = found.get(one.user, Sums()) + replace(one.sums, deals=1)
    return found
