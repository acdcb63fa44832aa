"""Typed factories of pipelines and deals for tests, and what the contract suite cannot know of them."""

from collections.abc import Callable
from dataclasses import dataclass

from payvand.kernel.access import Actor, system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact, Record
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import KEPT, SPECIAL, UNIQUE, Maker
from payvand.sales.models import LostReason, Opportunity, Pipeline, Stage, StageChange

# A deal in an open stage has no closing date.
SPECIAL["sales.opportunity"] = {
    "opened_on": "2025-03-20",
    "closed_on": "",
    "probability": 40,
    "recurring_months": 12,
}
SPECIAL["sales.split"] = {"percent": 30}
UNIQUE["sales.pipeline"] = {"name": "pipeline %d"}
UNIQUE["sales.stage"] = {"name": "stage %d"}
UNIQUE["sales.lostreason"] = {"name": "reason %d"}
UNIQUE["sales.competitor"] = {"name": "competitor %d"}
SPECIAL["sales.opportunityline"] = {"quantity": "3", "discount": "10"}


def a_stay(maker: Maker) -> Record:
    """The first stay of a new deal."""
    deal = maker.make(named("sales.opportunity"))
    return StageChange.objects.get(opportunity=deal.pk)


KEPT["sales.stagechange"] = a_stay


@dataclass(frozen=True, kw_only=True)
class Way:
    """A pipeline with its stages, as the tests of sales walk it."""

    pipeline: Pipeline
    new: Stage
    talks: Stage
    offer: Stage
    won: Stage
    lost: Stage


def make_way(name: str = "Sales") -> Way:
    """A pipeline of three open stages (20, 50 and 80 %), a won one and a lost one."""
    pipeline = _make("sales.pipeline", name=name)
    assert isinstance(pipeline, Pipeline)
    stages = [
        make_stage(pipeline, title, category=category, probability=probability, position=position)
        for position, (title, category, probability) in enumerate(STAGES)
    ]
    new, talks, offer, won, lost = stages
    return Way(pipeline=pipeline, new=new, talks=talks, offer=offer, won=won, lost=lost)


STAGES = (
    ("New", "open", 20),
    ("Talks", "open", 50),
    ("Offer", "open", 80),
    ("Won", "won", 0),
    ("Lost", "lost", 0),
)


def make_stage(pipeline: Pipeline, name: str, **values: object) -> Stage:
    """A stage of a pipeline."""
    made = _make("sales.stage", pipeline=Reference(id=pipeline.pk), name=name, **values)
    assert isinstance(made, Stage)
    return made


def make_deal(
    stage: Stage, name: str = "Forty chairs", *, actor: Actor | None = None, **values: object
) -> Opportunity:
    """A deal in a stage; whoever `actor` is owns it."""
    made = _make("sales.opportunity", actor, stage=Reference(id=stage.pk), name=name, **values)
    assert isinstance(made, Opportunity)
    return made


def make_reason(name: str = "Too dear") -> LostReason:
    """A reason for which deals are lost."""
    made = _make("sales.lostreason", name=name)
    assert isinstance(made, LostReason)
    return made


def _make(object_name: str, actor: Actor | None = None, /, **values: object) -> Record:
    return create(named(object_name), values, actor=actor or system(), allow_duplicate=True)


def link(record: Record) -> Reference:
    """A record as a value of a link."""
    return Reference(id=record.pk)


def again(deal: Opportunity) -> Opportunity:
    """The deal as it stands in the database."""
    return Opportunity.objects.get(pk=deal.pk)


def facts_of(deal: Opportunity) -> list[str]:
    """The names of the facts about a deal, in their order."""
    facts = Fact.objects.filter(object="sales.opportunity", subject_id=deal.pk)
    return list(facts.order_by("id").values_list("name", flat=True))


def stays_of(deal: Opportunity) -> list[tuple[str, bool]]:
    """The stages that a deal stood in, and whether it is there still."""
    stays = StageChange.objects.filter(opportunity=deal).order_by("id").select_related("stage")
    return [(stay.stage.name, stay.left_at is None) for stay in stays]


def refused(code: str, attempt: Callable[..., object], *args: object, **inputs: object) -> DomainError:
    """The refusal that an attempt meets; it must be this one."""
    try:
        attempt(*args, **inputs)
    except DomainError as error:
        assert error.code == code, error
        return error
    raise AssertionError("nothing was refused")
