"""Works out the points of leads by formulas, a whole set at a time, and explains them line by line.

Conditions of all rules are asked in one query a set; each rule on behaviour costs one grouped query a set.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Case, Count, Max, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from payvand.kernel import clock
from payvand.kernel.access import Actor, system
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.objects import Object, named
from payvand.kernel.query import compile_where, leaves
from payvand.sales.models import Lead, ScoreRule
from payvand.sales.models.lead_condition import condition_tree
from payvand.sales.working_time import office_locale

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one rule gives one lead; `count` and `last` tell of what happened, where the rule asks that."""

    rule: ScoreRule
    points: int
    holds: bool
    count: int = 0
    last: datetime | None = None


def lines_of(rules: Sequence[ScoreRule], leads: Sequence[Lead]) -> dict[int, list[Line]]:
    """For each lead a line a rule, in the order of the rules. A rule that nobody can read any more gives nothing."""
    holding = _conditions(rules, leads)
    happened = {rule.pk: _happened(rule, leads) for rule in rules if rule.fact}
    now = clock.now()
    return {
        lead.pk: [
            _line(rule, rule.pk in holding[lead.pk], happened.get(rule.pk, {}).get(lead.pk), now)
            for rule in rules
        ]
        for lead in leads
    }


def _line(rule: ScoreRule, holds: bool, happened: tuple[int, datetime] | None, now: datetime) -> Line:
    count, last = happened or (0, None)
    if rule.fact:
        holds = holds and count >= rule.least
    points = float(rule.points if holds else 0)
    if rule.half_life_days and last is not None:
        points *= 0.5 ** (max((now - last).total_seconds(), 0) / 86400 / rule.half_life_days)
    return Line(rule=rule, points=round(points), holds=holds, count=count, last=last)


def _conditions(rules: Sequence[ScoreRule], leads: Sequence[Lead]) -> dict[int, set[int]]:
    """For each lead the numbers of the rules whose condition it meets. One query."""
    one, everything = named("sales.lead"), system("scoring", office_locale())
    asked: dict[str, Combinable] = {}
    computed: set[str] = set()
    broken: set[int] = set()
    for rule in rules:
        if not rule.condition:
            continue
        try:
            asked[f"rule_{rule.pk}"] = _flag(_condition(rule, one, everything, computed))
        except DomainError as error:
            logger.warning("score rule %s is left out: %s", rule.pk, error)
            broken.add(rule.pk)
    free = {rule.pk for rule in rules if not rule.condition}
    found: dict[int, set[int]] = {lead.pk: set(free) for lead in leads}
    if asked:
        rows = Lead.objects.annotate(**{name: one.field(name).expression for name in computed}).annotate(
            **asked
        )
        numbers = [int(name.removeprefix("rule_")) for name in asked]
        for pk, *flags in rows.filter(pk__in=found).values_list("pk", *asked):
            found[pk] |= {number for number, flag in zip(numbers, flags, strict=True) if flag}
    return found


def _condition(rule: ScoreRule, one: Object, actor: Actor, computed: set[str]) -> Q:
    tree = condition_tree(rule.condition)
    computed |= {leaf.field for leaf in leaves(tree) if one.field(leaf.field).source == "computed"}
    return compile_where(tree, one, actor)


def _flag(condition: Q) -> Combinable:
    return Case(
        When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )


def _happened(rule: ScoreRule, leads: Sequence[Lead]) -> Mapping[int, tuple[int, datetime]]:
    """How often and when last a rule's fact happened to each lead or to its party, lately."""
    since = clock.now() - timedelta(days=rule.within_days)
    facts = Fact.objects.filter(name=rule.fact, at__gte=since)
    own = facts.filter(object="sales.lead", subject_id__in=[lead.pk for lead in leads])
    found = _counted(own, "subject_id")
    parties = {lead.party_id: lead.pk for lead in leads if lead.party_id is not None}
    theirs = _counted(facts.filter(party_id__in=parties).exclude(object="sales.lead"), "party_id")
    for lead in leads:
        count, last = found.get(lead.pk, (0, None))
        more, later = theirs.get(lead.party_id or 0, (0, None))
        moments = [moment for moment in (last, later) if moment is not None]
        if moments:
            found[lead.pk] = (count + more, max(moments))
    return found


def _counted(facts: QuerySet[Fact], by: str) -> dict[int, tuple[int, datetime]]:
    rows = facts.values_list(by).annotate(count=Count("pk"), last=Max("at")).order_by()
    return {key: (count, last) for key, count, last in rows}
