"""Keeps the history of deals: a row for each stay in a stage, and the facts that tell of it, for one deal or a set."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import orjson

from payvand.culture.money import Money
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.facts import announce, record, record_many
from payvand.kernel.facts.write import payload_of
from payvand.kernel.models import Batch
from payvand.kernel.objects import named
from payvand.kernel.records.write import stamp
from payvand.sales.commands.estimate import estimate
from payvand.sales.facts.opportunity import OpportunityLost, OpportunityWon, StageEntered
from payvand.sales.models import Opportunity, Stage, StageChange
from payvand.sales.models.company_day import company_today
from payvand.sales.models.stage import stage_facts
from payvand.sales.win_probability.prediction import Learned

Told = StageEntered | OpportunityWon | OpportunityLost


def begin(deals: Sequence[Opportunity], *, actor: Actor, batch: Batch | None = None) -> None:
    """The first stay of new deals. One that comes in closed tells how it ended, since nobody else will."""
    _enter(deals, actor, Counter())
    _estimate(deals)
    _tell([(deal, end_of(deal)) for deal in deals if not deal.is_open], actor, batch)


def go_on(deals: Sequence[Opportunity], *, actor: Actor, batch: Batch | None = None) -> None:
    """A further stay of deals that were moved: the one before ends when it begins."""
    moved = [deal for deal in deals if deal.moved_from is not None]
    stays = StageChange.objects.filter(opportunity__in=[deal.pk for deal in moved], left_at__isnull=True)
    by_deal = {stay.opportunity_id: stay for stay in stays}
    for deal in moved:
        if deal.pk in by_deal:
            by_deal[deal.pk].leave(deal.stage_id, deal.stage_since or clock.now())
            stamp(by_deal[deal.pk], adding=False)
    left = ["left_at", "left_to", "updated_at", "version"]
    StageChange.objects.bulk_update(by_deal.values(), left, batch_size=500)
    earlier = StageChange.objects.filter(opportunity__in=[deal.pk for deal in moved])
    _enter(moved, actor, Counter(earlier.values_list("opportunity_id", "stage_id")))
    _estimate(moved)
    names = dict(Stage.objects.values_list("pk", "name"))
    told: list[tuple[Opportunity, Told]] = []
    for deal in moved:
        stay = by_deal.get(deal.pk)
        days = (stay.left_at - stay.entered_at).days if stay and stay.left_at else 0
        told.append((deal, _entered(deal, names, days)))
        if not deal.is_open:
            told.append((deal, end_of(deal)))
    _tell(told, actor, batch)
    for deal in moved:
        deal.moved_from = None


def _estimate(deals: Sequence[Opportunity]) -> None:
    """Deals in a new stage have another probability, as soon as anything was learned."""
    if Learned.now() is not None:
        estimate(Opportunity.objects.open().filter(pk__in=[deal.pk for deal in deals]))


def _enter(deals: Sequence[Opportunity], actor: Actor, visits: Counter[tuple[int, int]]) -> None:
    """Write the stays that begin now; `visits` counts those before by deal and stage."""
    stays = [
        StageChange(
            opportunity_id=deal.pk,
            stage_id=deal.stage_id,
            called=deal.standing.name,
            visit=visits[(deal.pk, deal.stage_id)] + 1,
            entered_at=deal.stage_since or clock.now(),
            amount=deal.amount,
            amount_currency=deal.amount_currency,
            actor_id=actor.user_id,
        )
        for deal in deals
    ]
    for stay in stays:
        stamp(stay, adding=True)
    StageChange.objects.bulk_create(stays, batch_size=500)


def _entered(deal: Opportunity, names: dict[int, str], days: int) -> StageEntered:
    assert deal.moved_from is not None
    return StageEntered(
        stage_id=deal.stage_id,
        stage=names.get(deal.stage_id, ""),
        before_id=deal.moved_from,
        before=names.get(deal.moved_from, ""),
        pipeline_id=stage_facts(deal.stage_id).pipeline_id,
        days=days,
    )


def end_of(deal: Opportunity) -> OpportunityWon | OpportunityLost:
    """The fact of how a closed deal ended."""
    amount = None if deal.amount is None else Money(amount=deal.amount, currency=deal.amount_currency)
    on: date = deal.closed_on or company_today()
    if deal.is_won:
        return OpportunityWon(amount=amount, on=on, days_open=deal.days_open(on))
    return OpportunityLost(
        amount=amount,
        on=on,
        days_open=deal.days_open(on),
        reason=str(deal.lost_reason or ""),
        competitor=str(deal.competitor or ""),
        note=deal.lost_note,
        wake_on=deal.wake_on,
    )


def _tell(told: Iterable[tuple[Opportunity, Told]], actor: Actor, batch: Batch | None) -> None:
    if batch is None:
        for deal, fact in told:
            record(fact, about=deal, actor=actor)
        return
    rows: dict[str, list[tuple[int, int | None, bytes]]] = {}
    for deal, fact in told:
        payload = orjson.dumps(payload_of(fact))
        rows.setdefault(NAMES[type(fact)], []).append((deal.pk, deal.party_id, payload))
    for name, lines in rows.items():
        record_many(name, lines, one=named("sales.opportunity"), actor=actor, batch=batch)
    announce(batch, list(rows))


NAMES: dict[type[Told], str] = {
    StageEntered: "sales.stage_entered",
    OpportunityWon: "sales.opportunity_won",
    OpportunityLost: "sales.opportunity_lost",
}
