"""What each level of agreement is worth, and how likely that makes it that two records are one.

Fellegi & Sunter, "A Theory for Record Linkage" (1969): the weight of a level is log2(m / u), where m is its share among
pairs that are one and the same and u its share among the others; weights add up, and with the prior odds give the
probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log2

from payvand.duplicates.plan import MISSING, Pattern, Plan

# Shares below this are not told from nothing by any sample.
FLOOR = 1e-7
# Where nothing was learned: one record in so many has a double.
DOUBLES = 0.05
FEWEST = 1_000
# A pair that only names speak for stays below every threshold, however rare the name.
NAME_ALONE = 0.2
Shares = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The shares of the levels of each comparison, and the share of all pairs that are one and the same."""

    m: Shares
    u: Shares
    prior: float

    @cached_property
    def table(self) -> tuple[tuple[float, ...], ...]:
        """The weight of each level of each comparison, in bits."""
        return tuple(
            tuple(log2(max(m, FLOOR) / max(u, FLOOR)) for m, u in zip(ms, us, strict=True))
            for ms, us in zip(self.m, self.u, strict=True)
        )

    @cached_property
    def bits(self) -> float:
        """The prior odds, in bits."""
        return log2(self.prior / (1 - self.prior))


def default_weights(plan: Plan, records: int) -> Weights:
    """What holds before anything was learned."""
    return Weights(
        m=tuple(one.likeness.m for one in plan.comparisons),
        u=tuple(one.likeness.u for one in plan.comparisons),
        prior=default_prior(records),
    )


def default_prior(records: int) -> float:
    """The share of all pairs that are one: every twentieth record is double."""
    return DOUBLES * 2 / max(records, FEWEST)


def evidence(pattern: Pattern, plan: Plan, weights: Weights) -> tuple[float, ...]:
    """What each comparison says for or against, in bits; what is missing says nothing."""
    return tuple(
        0.0 if level == MISSING else table[level] * comparison.weight
        for level, table, comparison in zip(pattern, weights.table, plan.comparisons, strict=True)
    )


def probability(pattern: Pattern, plan: Plan, weights: Weights) -> float:
    """How likely two records are one, from 0 to 1; never high by their names alone."""
    said = evidence(pattern, plan, weights)
    likely = odds_to_share(sum(said) + weights.bits)
    if any(bits > 0 and not one.likeness.is_name for bits, one in zip(said, plan.comparisons, strict=True)):
        return likely
    return min(likely, NAME_ALONE)


def odds_to_share(bits: float) -> float:
    """Odds in bits as a probability."""
    if bits > 60:
        return 1.0
    odds: float = 2.0**bits
    return odds / (1 + odds)


def normal(shares: Sequence[float]) -> tuple[float, ...]:
    """Shares that add up to one."""
    total = sum(shares)
    return tuple(share / total for share in shares)
