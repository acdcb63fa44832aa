"""Fits the probability of winning to samples, and tests it on deals that were closed later than those it learned from.

Ridge logistic regression (Hosmer, Lemeshow: Applied Logistic Regression, ch. 1; the penalty after le Cessie, van
Houwelingen 1992): the log-odds are a base and one weight for each thing known; weights of what was seen seldom stay
near zero. Fitted by Newton's method over distinct combinations, of which there are few, however many deals.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from payvand.sales.win_probability.samples import Features, Sample

# What a weight must overcome: about as much as eight samples tell.
PENALTY = 2.0
STEPS = 25
CLOSE_ENOUGH = 1e-8
# The share of deals, the earlier ones, that a back-test learns from.
LEARNED_SHARE = 0.7

Weights = Mapping[str, float]
BASE = ""


@dataclass(frozen=True, kw_only=True)
class Bin:
    """Of the samples with such a prediction: how many, what was predicted on average, what came true."""

    count: int
    predicted: float
    won: float


@dataclass(frozen=True, kw_only=True)
class Test:
    """How predictions did on later deals. A Brier score is the mean squared error: smaller is better."""

    learned: int
    tested: int
    brier: float
    brier_of_stages: float
    auc: float
    bins: Sequence[Bin] = field(default_factory=tuple)

    @property
    def is_better(self) -> bool:
        """Whether it predicted better than the probabilities of the stages."""
        return self.brier < self.brier_of_stages


def fit(samples: Iterable[Sample]) -> dict[str, float]:
    """The weights that explain the samples best."""
    cells: Counter[tuple[Features, bool]] = Counter((one.features, one.won) for one in samples)
    names = [BASE, *sorted({name for features, _won in cells for name in features})]
    place = {name: number for number, name in enumerate(names)}
    rows = [
        ([0, *(place[name] for name in features)], won, count) for (features, won), count in cells.items()
    ]
    weights = [0.0] * len(names)
    for _step in range(STEPS):
        change = solve(*_slope(rows, weights))
        weights = [weight + by for weight, by in zip(weights, change, strict=True)]
        if max(map(abs, change), default=0) < CLOSE_ENOUGH:
            break
    return dict(zip(names, weights, strict=True))


def _slope(
    rows: Sequence[tuple[list[int], bool, int]], weights: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """Curvature and gradient of the penalised likelihood; the base bears no penalty, but for a trace."""
    size = len(weights)
    curve = [[0.0] * size for _row in range(size)]
    rise = [-PENALTY * weight for weight in weights]
    rise[0] = 0.0
    for number in range(size):
        curve[number][number] = PENALTY if number else 1e-6
    for places, won, count in rows:
        expected = chance(sum(weights[place] for place in places))
        error, spread = count * (won - expected), count * expected * (1 - expected)
        for one in places:
            rise[one] += error
            for other in places:
                curve[one][other] += spread
    return curve, rise


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a symmetric positive system, by Gauss with pivots."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for below in range(at + 1, size):
            factor = rows[below][at] / rows[at][at]
            if factor:
                rows[below] = [
                    value - factor * pivot for value, pivot in zip(rows[below], rows[at], strict=True)
                ]
    found = [0.0] * size
    for at in reversed(range(size)):
        known = sum(rows[at][other] * found[other] for other in range(at + 1, size))
        found[at] = (rows[at][size] - known) / rows[at][at]
    return found


def chance(log_odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0)))


def predict(weights: Weights, features: Iterable[str]) -> float:
    """The probability by some weights; what was never seen tells nothing."""
    return chance(weights.get(BASE, 0.0) + sum(weights.get(name, 0.0) for name in features))


def back_test(samples: Sequence[Sample], stages: Mapping[str, float]) -> Test | None:
    """Learn from the deals that were closed first and predict the others; `stages` are the probabilities of stages.

    None where one of the two halves lacks won or lost deals.
    """
    ordered = sorted(samples, key=lambda one: one.closed_on)
    cut = ordered[int(len(ordered) * LEARNED_SHARE)].closed_on if ordered else None
    earlier = [one for one in ordered if cut and one.closed_on < cut]
    later = [one for one in ordered if cut and one.closed_on >= cut]
    if any(len({one.won for one in half}) < 2 for half in (earlier, later)):
        return None
    weights = fit(earlier)
    told = [(predict(weights, one.features), one.won) for one in later]
    plain = [(stages.get(one.features[0], 0.5), one.won) for one in later]
    return Test(
        learned=len(earlier), tested=len(later), brier=brier(told), brier_of_stages=brier(plain), auc=auc(told),
        bins=bins_of(told),
    )  # fmt: skip


Told = Sequence[tuple[float, bool]]


def brier(told: Told) -> float:
    """The mean squared error of predictions (Brier 1950)."""
    return sum((said - won) ** 2 for said, won in told) / len(told)


def auc(told: Told) -> float:
    """How often a won deal was given more than a lost one: the area under the curve, by ranks (Mann, Whitney 1947)."""
    ordered = sorted(told)
    wins = sum(won for _said, won in told)
    ranks, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        middle = (at + 1 + end) / 2
        ranks += middle * sum(won for _said, won in ordered[at:end])
        at = end
    return (ranks - wins * (wins + 1) / 2) / (wins * (len(told) - wins))


def bins_of(told: Told) -> tuple[Bin, ...]:
    """The calibration: predictions by tenths, each with what came true."""
    by_tenth: dict[int, list[tuple[float, bool]]] = {}
    for said, won in told:
        by_tenth.setdefault(min(int(said * 10), 9), []).append((said, won))
    return tuple(
        Bin(
            count=len(found),
            predicted=sum(said for said, _won in found) / len(found),
            won=sum(won for _said, won in found) / len(found),
        )
        for _tenth, found in sorted(by_tenth.items())
    )
