"""What follows from facts about parties: the lifecycle, which time alone may change too."""

from payvand.kernel.access import Actor, system
from payvand.kernel.errors import Missing
from payvand.kernel.facts import on
from payvand.kernel.jobs import every
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Fact
from payvand.parties.commands import update_lifecycle
from payvand.parties.models import Party

AT_A_TIME = 1000


@on(
    "parties.purchase_noted", "parties.lost", "parties.taken_up", "record.merged", "record.parted",
    objects=("parties.party",),
)  # fmt: skip
def follow_lifecycle(fact: Fact, *, actor: Actor) -> None:
    """Work out the lifecycle of a party after what may have changed it. Doing so again changes nothing."""
    try:
        update_lifecycle.run(fact.subject_id, actor=actor)
    except Missing:
        return  # deleted meanwhile


@every(minute="7", hour="*")
def let_time_pass() -> None:
    """Every hour: active customers who have not bought for too long become dormant."""
    actor = system("lifecycle")
    due = Party.objects.out_of_date(today_in(actor.locale)).values_list("pk", flat=True)
    for pk in list(due[:AT_A_TIME]):
        update_lifecycle.run(pk, actor=actor)
