"""Learns the weights from the records themselves, without anybody saying which pairs are one.

Expectation maximisation over patterns of agreement as Winkler, "Using the EM Algorithm for Weight Computation in the
Fellegi-Sunter Model of Record Linkage" (1988): pairs are a mixture of two classes, matched and not, in each of which
the comparisons are independent. Pairs that share a key are counted; those that share none are a random sample that
stands for all the rest, so the mixture is that of all pairs. The likenesses' own shares serve as the starting point
and, as pseudo-counts (a Dirichlet prior), keep levels that hardly occur where they are.
"""

from collections.abc import Mapping
from math import log2

from payvand.duplicates.plan import MISSING, Pattern, Plan
from payvand.duplicates.weights import Weights, default_weights, normal, odds_to_share

Counts = Mapping[Pattern, float]
ROUNDS = 40
CLOSE = 1e-4
# How many pairs the likenesses' own shares count for.
BELIEF_M, BELIEF_U = 20.0, 1_000.0


def learn(plan: Plan, met: Counts, others: Counts, pairs: float, records: int) -> Weights:
    """The weights that fit the patterns: `met` of the pairs that share a key, `others` of a sample of the rest.

    `pairs` is how many pairs there are in all. Where too little was seen to learn from, the defaults stay.
    """
    weights = default_weights(plan, records)
    seen = sum(met.values())
    sampled = sum(others.values())
    if not seen or not sampled:
        return weights
    scale = max(pairs - seen, 1.0) / sampled
    # What shares no key is taken as unlike: its few lost doubles would otherwise blur the classes.
    for _round in range(ROUNDS):
        shares = {pattern: _posterior(pattern, weights) for pattern in met}
        matched = {pattern: met[pattern] * share for pattern, share in shares.items()}
        unmatched = {pattern: met[pattern] - matched[pattern] for pattern in met}
        found = sum(matched.values())
        after = Weights(
            m=_shares(plan, matched, None, 0, BELIEF_M, weights="m"),
            u=_shares(plan, unmatched, others, scale, BELIEF_U, weights="u"),
            prior=min(max(found, 0.5) / max(pairs, 1.0), 0.5),
        )
        moved = abs(log2(after.prior / weights.prior))
        weights = after
        if moved < CLOSE:
            break
    return weights


def _posterior(pattern: Pattern, weights: Weights) -> float:
    bits = weights.bits
    for level, table in zip(pattern, weights.table, strict=True):
        if level != MISSING:
            bits += table[level]
    return odds_to_share(bits)


def _shares(
    plan: Plan, counts: Counts, others: Counts | None, scale: float, belief: float, *, weights: str
) -> tuple[tuple[float, ...], ...]:
    """The share of each level of each comparison, with the likeness's own as pseudo-counts."""
    tallies = [[0.0] * len(one.likeness.levels) for one in plan.comparisons]
    for told, times in ((counts, 1.0), (others or {}, scale)):
        for pattern, count in told.items():
            for tally, level in zip(tallies, pattern, strict=True):
                if level != MISSING:
                    tally[level] += count * times
    found = []
    for one, tally in zip(plan.comparisons, tallies, strict=True):
        own = one.likeness.m if weights == "m" else one.likeness.u
        found.append(normal([count + belief * share for count, share in zip(tally, own, strict=True)]))
    return tuple(found)
