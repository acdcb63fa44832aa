"""Learns from closed deals and keeps the estimates of open ones; what only follows is no news, so no fact tells it."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from payvand.kernel import clock
from payvand.sales.models import Opportunity, Stage, StageCategory, WinModel
from payvand.sales.models.company_day import company_today
from payvand.sales.models.opportunity import OpportunityQuerySet
from payvand.sales.models.win_model import newest_model
from payvand.sales.win_probability.learning import BASE, back_test, fit
from payvand.sales.win_probability.prediction import Known, Learned
from payvand.sales.win_probability.samples import Sample, bands_of, samples_of, stays

# Fewer closed deals teach nothing that a stage's own probability does not say as well.
ENOUGH = 100
AT_A_TIME = 500
KEPT = 10


def learn() -> WinModel:
    """Learn from all closed deals, test it, and estimate every open deal anew."""
    found = list(stays())
    bands = bands_of(stay.amount for stay in found if stay.amount is not None)
    samples = list(samples_of(found, bands))
    deals = len({stay.deal for stay in found})
    stages = {
        f"stage:{pk}": float(percent) / 100 for pk, percent in Stage.objects.values_list("pk", "probability")
    }
    test = back_test(samples, stages) if deals >= ENOUGH else None
    used = test is not None and test.is_better
    with transaction.atomic():
        model = WinModel(
            at=clock.now(), deals=deals, slow=slow_days(), tested=dataclasses.asdict(test) if test else {},
            found={"used": used, "bands": bands, "weights": fit(samples) if used else {}, "counts": counts_of(samples)},
        )  # fmt: skip
        model.save(force_insert=True)
        newest_model.held.clear()
        old = WinModel.objects.order_by("-at", "-id").values_list("pk", flat=True)[KEPT:]
        WinModel.objects.filter(pk__in=list(old)).delete()
    estimate(Opportunity.objects.current().open())
    return model


def counts_of(samples: Sequence[Sample]) -> dict[str, list[int]]:
    """How many samples, and how many of won deals, stand behind each thing known."""
    counts: dict[str, list[int]] = {}
    for sample in samples:
        for name in (BASE, *sample.features):
            count = counts.setdefault(name, [0, 0])
            count[0] += 1
            count[1] += sample.won
    return counts


def slow_days() -> dict[str, int]:
    """Days by pipeline within which four of five won deals were won; of pipelines with twenty such deals."""
    days: dict[int, list[int]] = {}
    rows = Opportunity.objects.current().filter(stage__category=StageCategory.WON, opened_on__isnull=False)
    columns = rows.values_list("stage__pipeline", "opened_on", "closed_on")
    for pipeline, opened, closed in columns.iterator(2000):
        days.setdefault(pipeline, []).append((closed - opened).days)
    return {str(one): sorted(found)[len(found) * 4 // 5] for one, found in days.items() if len(found) >= 20}


def estimate(deals: OpportunityQuerySet) -> int:
    """Write the estimates of open deals, where they are others now. Returns how many were written."""
    learned, today, written = Learned.now(), company_today(), 0
    for chunk in _chunks(deals):
        changed = [deal for deal in chunk if _estimate(deal, learned, today)]
        Opportunity.objects.bulk_update(changed, ["learned", "chance", "weighted", "weighted_currency"])
        written += len(changed)
    return written


def _chunks(deals: OpportunityQuerySet) -> Iterator[list[Opportunity]]:
    """The deals, some at a time, by their numbers: what is written meanwhile does not move them."""
    last = 0
    while chunk := list(deals.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        yield chunk
        last = chunk[-1].pk


def _estimate(deal: Opportunity, learned: Learned | None, today: date) -> bool:
    before = (deal.learned, deal.chance)
    deal.learned = learned.percent(known_of(deal, today), today) if learned else None
    deal.weigh()
    return before != (deal.learned, deal.chance)


def known_of(deal: Opportunity, today: date) -> Known:
    """What is known of a deal now."""
    amount = None if deal.amount is None else (deal.amount_currency, Decimal(deal.amount))
    return Known(stage=deal.stage_id, opened_on=deal.opened_on or today, source=deal.source, amount=amount)
