"""The probability of open deals by what was learned, and the reasons line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payvand.sales.models import WinModel
from payvand.sales.win_probability.learning import BASE, chance
from payvand.sales.win_probability.samples import Features, features_of, span_of

PLACES = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of an open deal."""

    stage: int
    opened_on: date
    source: str
    amount: tuple[str, Decimal] | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One reason: the name of what was looked at ("stage:12"), the points it adds, and what it is drawn from."""

    name: str
    points: float
    deals: int
    won: int


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The model that counts now, ready to be asked."""

    weights: Mapping[str, float]
    counts: Mapping[str, Sequence[int]]
    bands: Mapping[str, Sequence[str]]

    @classmethod
    def now(cls) -> "Learned | None":
        """What was learned last, where it was enough and better than the stages' own probabilities."""
        newest = WinModel.newest()
        if newest is None or not newest.found.get("used"):
            return None
        found = newest.found
        return cls(weights=found["weights"], counts=found["counts"], bands=found["bands"])

    def features(self, known: Known, today: date) -> Features:
        """What of a deal is looked at."""
        age = max((today - known.opened_on).days, 0)
        return features_of(known.stage, span_of(age), known.source, known.amount, self.bands)

    def percent(self, known: Known, today: date) -> Decimal | None:
        """The probability in percent; None in a stage of which nothing was learned."""
        features = self.features(known, today)
        if features[0] not in self.weights:
            return None
        log_odds = self.weights[BASE] + sum(self.weights.get(name, 0.0) for name in features)
        return Decimal(chance(log_odds) * 100).quantize(PLACES)

    def lines(self, known: Known, today: date) -> list[Line]:
        """The base first, then what each thing known adds or takes, in points of a hundred, in their order."""
        log_odds = self.weights[BASE]
        before = chance(log_odds)
        lines = [self._line(BASE, before * 100)]
        for name in self.features(known, today):
            log_odds += self.weights.get(name, 0.0)
            lines.append(self._line(name, (chance(log_odds) - before) * 100))
            before = chance(log_odds)
        return lines

    def _line(self, name: str, points: float) -> Line:
        deals, won = self.counts.get(name, (0, 0))
        return Line(name=name, points=points, deals=deals, won=won)
