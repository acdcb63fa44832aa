"""Writes the points of leads as a set, and marks formulas whose points are no longer what their rules say."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import command
from payvand.kernel.db import engine
from payvand.kernel.models import Batch
from payvand.kernel.objects import Written
from payvand.sales.lead_scoring import lines_of
from payvand.sales.models import Lead, LeadScore, ScoreFormula, ScoreRule

AT_A_TIME = 1000


def formulas_in_use() -> list[ScoreFormula]:
    """The formulas in use, the leading one first."""
    return list(ScoreFormula.objects.current().filter(is_active=True).order_by("position", "id"))


def score_leads(pks: Sequence[int]) -> None:
    """Work out the points of some leads by every formula in use, and their score by the leading one."""
    formulas = formulas_in_use()
    rules = list(
        ScoreRule.objects.current().filter(formula__in=formulas).order_by("formula", "position", "id")
    )
    with transaction.atomic():
        # One after another: two that score the same leads would wait for each other's rows.
        engine().take_turn("sales.lead_scores")
        leads = list(Lead.objects.filter(pk__in=pks).only("pk", "party_id", "score"))
        lines = lines_of(rules, leads)
        points = {
            (lead.pk, formula.pk): sum(
                line.points for line in lines[lead.pk] if line.rule.formula_id == formula.pk
            )
            for lead in leads
            for formula in formulas
        }
        _write(leads, points, formulas)


def _write(
    leads: Sequence[Lead], points: dict[tuple[int, int], int], formulas: Sequence[ScoreFormula]
) -> None:
    rows = [
        LeadScore(lead_id=lead, formula_id=formula, points=value) for (lead, formula), value in points.items()
    ]
    LeadScore.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["lead", "formula"],
        update_fields=["points"],
        batch_size=500,
    )
    LeadScore.objects.filter(lead__in=leads).exclude(formula__in=formulas).delete()
    changed = []
    for lead in leads:
        score = points[lead.pk, formulas[0].pk] if formulas else 0
        if lead.score != score:
            lead.score = score
            changed.append(lead)
    Lead.objects.bulk_update(changed, ["score"], batch_size=500)


def score_everything() -> int:
    """Score all open leads, set by set, each in its own transaction; how many they were."""
    done = last = 0
    while True:
        following = Lead.objects.open().filter(pk__gt=last).order_by("pk")
        pks = list(following.values_list("pk", flat=True)[:AT_A_TIME])
        if not pks:
            return done
        score_leads(pks)
        done, last = done + len(pks), pks[-1]


def score_stale() -> bool:
    """Score everything where a formula was changed since; whether there was one.

    The mark that was seen is taken away at the end only: a kill leaves it, and so does a change meanwhile.
    """
    stale = dict(ScoreFormula.objects.exclude(stale_since=None).values_list("pk", "stale_since"))
    if not stale:
        return False
    score_everything()
    for pk, since in stale.items():
        ScoreFormula.objects.filter(pk=pk, stale_since=since).update(stale_since=None)
    ScoreFormula.objects.filter(pk__in=[one.pk for one in formulas_in_use()]).update(scored_at=clock.now())
    return True


@command("sales.score_now", label=_("Work out the scores"), on=ScoreFormula, icon="refresh")
def score_now(formula: ScoreFormula, *, actor: Actor) -> None:  # noqa: ARG001 - every command takes one
    """Have all open leads scored anew in the background."""
    ScoreFormula.objects.filter(pk=formula.pk).update(stale_since=clock.now())


def mark_stale(written: Sequence[Written], *, actor: Actor, batch: Batch | None) -> None:  # noqa: ARG001 - the seam
    """Mark the formulas that were written, or whose rules were; the background scores all leads anew."""
    pks = {
        one.record.formula_id if isinstance(one.record, ScoreRule) else one.record.pk
        for one in written
        if isinstance(one.record, ScoreRule | ScoreFormula)
    }
    ScoreFormula.objects.filter(pk__in=pks).update(stale_since=clock.now())
