"""Typed factories of leads and of what steers them for tests, and what the contract suite cannot know of them."""

from payvand.kernel.access import Actor, system
from payvand.kernel.kinds import Reference
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL, UNIQUE
from payvand.sales.models import (
    AssignmentRule,
    CallList,
    DisqualifyReason,
    Lead,
    LeadForm,
    ScoreFormula,
    ScoreRule,
)

SPECIAL["sales.assignmentrule"] = {"condition": 'name contains "a"', "opens": 8, "closes": 16}
SPECIAL["sales.absence"] = {"start_on": "2025-03-20", "end_on": "2025-03-21"}
SPECIAL["sales.scorerule"] = {"condition": 'name contains "a"', "fact": "sales.lead_touched"}
SPECIAL["sales.leadform"] = {
    "hosts": "www.example.ir",
    "ask_phone": "required",
    "consent_text": "You may write to me.",
}
UNIQUE["sales.disqualifyreason"] = {"name": "why %d"}
UNIQUE["sales.assignmentrule"] = {"name": "rule %d"}
UNIQUE["sales.scoreformula"] = {"name": "formula %d"}


def make_lead(name: str = "Sara Karimi", *, actor: Actor | None = None, **values: object) -> Lead:
    """A lead; whoever `actor` is answers for it."""
    made = create(
        named("sales.lead"), {"name": name, **values}, actor=actor or system(), allow_duplicate=True
    )
    assert isinstance(made, Lead)
    return made


def make_reason(name: str = "No budget", parent: DisqualifyReason | None = None) -> DisqualifyReason:
    """A reason for which nothing comes of a lead."""
    values = {"name": name, "parent": Reference(id=parent.pk) if parent else None}
    made = create(named("sales.disqualifyreason"), values, actor=system())
    assert isinstance(made, DisqualifyReason)
    return made


def make_rule(name: str, *people: User, provinces: tuple[str, ...] = (), **values: object) -> AssignmentRule:
    """A rule of assignment with its people; by province, each of them for the one at the same place."""
    made = create(named("sales.assignmentrule"), {"name": name, **values}, actor=system())
    assert isinstance(made, AssignmentRule)
    for place, user in enumerate(people):
        member: dict[str, object] = {"rule": Reference(id=made.pk), "user": Reference(id=user.pk)}
        if provinces:
            member["province"] = provinces[place]
        create(named("sales.assignmentmember"), member, actor=system())
    return made


def make_formula(name: str = "Fit", *, position: int = 0) -> ScoreFormula:
    """A score formula without rules."""
    made = create(named("sales.scoreformula"), {"name": name, "position": position}, actor=system())
    assert isinstance(made, ScoreFormula)
    return made


def make_score_rule(formula: ScoreFormula, name: str, points: int, **values: object) -> ScoreRule:
    """A rule of a formula."""
    given = {"formula": Reference(id=formula.pk), "name": name, "points": points, **values}
    made = create(named("sales.scorerule"), given, actor=system())
    assert isinstance(made, ScoreRule)
    return made


def make_form(name: str = "Ask us", **values: object) -> LeadForm:
    """A public form in English that asks for a name, a phone and a need."""
    given: dict[str, object] = {
        "name": name,
        "title": name,
        "thanks": "Thank you!",
        "language": "en",
        **values,
    }
    made = create(named("sales.leadform"), given, actor=system())
    assert isinstance(made, LeadForm)
    return made


def make_call_list(name: str = "Bakeries", *, actor: Actor | None = None) -> CallList:
    """A call list of whoever `actor` is."""
    made = create(named("sales.calllist"), {"name": name}, actor=actor or system())
    assert isinstance(made, CallList)
    return made
