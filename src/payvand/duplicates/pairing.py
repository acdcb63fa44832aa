"""Finds and judges pairs among records that are held in memory: for files, and the measure of all the rest."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from payvand.duplicates.learning import learn
from payvand.duplicates.plan import Pattern, Plan, Profile, numbers_of
from payvand.duplicates.weights import Weights, probability

Pair = tuple[int, int]
# Records of a key that more than this share are not compared for it: it tells nobody apart.
MOST_IN_BLOCK = 100
SAMPLED = 100_000


def candidates(profiles: Sequence[Profile], plan: Plan, may_meet: Callable[[int, int], bool]) -> set[Pair]:
    """The pairs that share a key."""
    blocks: dict[int, list[int]] = {}
    for index, profile in enumerate(profiles):
        for key in dict.fromkeys(numbers_of(plan, profile)):
            blocks.setdefault(key, []).append(index)
    return {
        pair
        for members in blocks.values()
        if len(members) <= MOST_IN_BLOCK
        for pair in combinations(members, 2)
        if may_meet(*pair)
    }


def strangers(count: int, seed: int = 1) -> Iterator[Pair]:
    """Random pairs, the same ones each time."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    for _turn in range(min(SAMPLED, count * (count - 1) // 2)):
        one, other = chance.randrange(count), chance.randrange(count)
        if one != other:
            yield min(one, other), max(one, other)


def compared(profiles: Sequence[Profile], plan: Plan, pairs: Iterable[Pair]) -> dict[Pair, Pattern]:
    """The pattern of each pair."""
    return {(a, b): plan.compare(profiles[a], profiles[b]) for a, b in pairs}


def link(
    profiles: Sequence[Profile], plan: Plan, may_meet: Callable[[int, int], bool] = lambda one, other: True
) -> tuple[dict[Pair, float], Weights]:
    """The probability of every pair that shares a key, and the weights that were learned on the way."""
    met = compared(profiles, plan, candidates(profiles, plan, may_meet))
    rest = {pair for pair in strangers(len(profiles)) if pair not in met and may_meet(*pair)}
    others = compared(profiles, plan, rest)
    count = len(profiles)
    weights = learn(plan, Counter(met.values()), Counter(others.values()), count * (count - 1) / 2, count)
    judged = judge(Counter(met.values()), plan, weights)
    return {pair: judged[pattern] for pair, pattern in met.items()}, weights


def judge(patterns: Iterable[Pattern], plan: Plan, weights: Weights) -> Mapping[Pattern, float]:
    """The probability of each pattern."""
    return {pattern: probability(pattern, plan, weights) for pattern in patterns}
