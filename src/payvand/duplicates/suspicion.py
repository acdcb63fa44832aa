"""The records that one being written may be a double of, by the rules of its Object, while it is typed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from payvand.duplicates.candidates import holders
from payvand.duplicates.plan import MISSING, Pattern, Plan, numbers_of
from payvand.duplicates.reading import Active, rules_of
from payvand.duplicates.weights import evidence, probability
from payvand.kernel.access import Actor, readable, visible
from payvand.kernel.errors import Line, Match
from payvand.kernel.objects import Object

# Somebody who looks decides at once, so less certainty is worth a line than in the queue.
WORTH_A_LINE = 0.5
MOST = 20


class Watch:
    """What the kernel asks before a record is made (see kernel.records.match)."""

    def fields(self, one: Object) -> frozenset[str]:
        """The fields whose values a warning depends on."""
        return frozenset(
            name for rule in rules_of(one.name) for name in (*rule.plan.fields, *rule.conditions)
        )

    def matches(self, one: Object, values: Mapping[str, Any], actor: Actor) -> list[Match]:
        """The visible records that are likely the same, the likeliest first."""
        found: dict[int, Match] = {}
        for rule in rules_of(one.name):
            if rule.wants(values):
                for match in likely(rule, values):
                    found.setdefault(match.id, match)
        if not found:
            return []
        rows = visible(one.model.objects.filter(pk__in=found), actor)
        seen = set(rows.values_list("pk", flat=True))
        best = sorted(found.values(), key=lambda match: -match.score)
        fields = readable(one, actor).keys()
        return [told(match, fields) for match in best if match.id in seen][:MOST]


def told(match: Match, fields: Collection[str]) -> Match:
    """A match without what it says of fields that the reader does not see."""
    return replace(
        match,
        fields=tuple(name for name in match.fields if name in fields),
        evidence=tuple(line for line in match.evidence if line.field in fields),
    )


def likely(rule: Active, values: Mapping[str, Any]) -> list[Match]:
    """The records that share a key with these values and agree well enough."""
    profile = rule.profile(values)
    keys = dict.fromkeys(numbers_of(rule.plan, profile))
    matches = []
    for known in rule.read(holders(rule.rule, keys)):
        pattern = rule.plan.compare(profile, known.profile)
        share = probability(pattern, rule.plan, rule.weights)
        if share >= WORTH_A_LINE:
            matches.append(
                Match(
                    id=known.id,
                    title=known.title,
                    fields=agreeing(pattern, rule.plan),
                    score=int(share * 100),
                    evidence=lines_of(pattern, rule),
                )
            )
    return matches


def agreeing(pattern: Pattern, plan: Plan) -> tuple[str, ...]:
    """The fields that are quite the same."""
    return tuple(
        dict.fromkeys(one.field for level, one in zip(pattern, plan.comparisons, strict=True) if level == 0)
    )


def lines_of(pattern: Pattern, rule: Active) -> tuple[Line, ...]:
    """The evidence field by field: how far it agrees, and what that says for (+) or against (-), in bits."""
    bits = evidence(pattern, rule.plan, rule.weights)
    return tuple(
        Line(
            field=comparison.field,
            label=rule.object.field(comparison.field).label,
            text=comparison.likeness.levels[level],
            bits=round(said, 1),
        )
        for level, said, comparison in zip(pattern, bits, rule.plan.comparisons, strict=True)
        if level != MISSING
    )
