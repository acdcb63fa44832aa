"""What follows from facts about leads: somebody gets them, they are scored, and those put off come back."""

import threading
from collections.abc import Sequence

from payvand.kernel.access import Actor, system
from payvand.kernel.errors import Missing
from payvand.kernel.facts import on
from payvand.kernel.jobs import every, sweep
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Batch, Fact
from payvand.sales.commands.lead import wake_lead
from payvand.sales.commands.lead_assignment import assign_new_lead
from payvand.sales.commands.lead_score import AT_A_TIME, score_everything, score_leads, score_stale
from payvand.sales.models import Lead
from payvand.sales.working_time import office_locale

_scoring = threading.Lock()


@on("record.created", "sales.lead_woke", "sales.lead_reopened", objects=("sales.lead",))
def assign(fact: Fact, *, actor: Actor) -> None:
    """Let the rules give a new lead to somebody. Doing so again changes nothing."""
    try:
        assign_new_lead.run(fact.subject_id, actor=actor)
    except Missing:
        return  # deleted meanwhile


def score_batch(batch: Batch, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Score the leads of a bulk write as a set."""
    told = Fact.objects.filter(batch_id=batch.pk, object="sales.lead").order_by("id")
    _score(list(told.values_list("subject_id", flat=True)))


def _score(pks: Sequence[int]) -> None:
    for start in range(0, len(pks), AT_A_TIME):
        score_leads(pks[start : start + AT_A_TIME])


@on(
    "record.created", "record.updated", "sales.lead_touched", "sales.form_sent", "sales.lead_assigned",
    "sales.lead_taken_up", "sales.lead_responded", "sales.lead_qualified", "sales.lead_put_off",
    "timeline.note_written",
    objects=("sales.lead",), batch=score_batch,
)  # fmt: skip
def score(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Work out the points of a lead after something that may have changed them."""
    score_leads([fact.subject_id])


def score_batch_of_parties(batch: Batch, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Score the open leads of the parties of a bulk write as a set."""
    parties = Fact.objects.filter(batch_id=batch.pk, party_id__isnull=False).values("party_id")
    _score(list(Lead.objects.open().filter(party__in=parties).order_by("pk").values_list("pk", flat=True)))


@on(
    "parties.contacted", "parties.purchase_noted", "sales.call_logged", "record.updated",
    objects=("parties.party", "sales.calllistentry"), batch=score_batch_of_parties,
)  # fmt: skip
def score_of_party(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Work out the points of the open leads of a party to which something happened."""
    if fact.party_id is not None:
        pks = Lead.objects.open().filter(party=fact.party_id).values_list("pk", flat=True)
        score_leads(list(pks[:AT_A_TIME]))


@sweep
def score_after_changes() -> None:
    """Every minute: score all leads anew where a formula was changed."""
    if _scoring.acquire(blocking=False):
        try:
            score_stale()
        finally:
            _scoring.release()


@every(minute="40", hour="*/6")
def let_points_fade() -> None:
    """Four times a day: points that fade do so though nothing happens."""
    if _scoring.acquire(blocking=False):
        try:
            score_everything()
        finally:
            _scoring.release()


@every(minute="17", hour="*")
def wake() -> None:
    """Every hour: leads whose day has come open themselves again."""
    actor = system("leads", office_locale())
    due = Lead.objects.due_to_wake(today_in(actor.locale)).order_by("wake_on", "id")
    for pk in list(due.values_list("pk", flat=True)[:AT_A_TIME]):
        wake_lead.run(pk, actor=actor)
