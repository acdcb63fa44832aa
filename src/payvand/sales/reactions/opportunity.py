"""What follows for deals from facts and from time: they are talked about, they wake, their chances are learned anew."""

from payvand.kernel.access import Actor, system
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import on
from payvand.kernel.jobs import every
from payvand.kernel.models import Batch, Fact
from payvand.sales.commands.activity import note_activity
from payvand.sales.commands.estimate import learn
from payvand.sales.commands.opportunity import wake_opportunity
from payvand.sales.models import Opportunity
from payvand.sales.models.company_day import company_today

AT_A_TIME = 1000


def follow_batch(batch: Batch, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Whoever changes a set of deals works on each of them."""
    told = Fact.objects.filter(batch_id=batch.pk, name="record.updated", object="sales.opportunity")
    note_activity(Opportunity.objects.filter(pk__in=told.values("subject_id")), batch.at.date())


@on("timeline.note_written", "record.updated", objects=("sales.opportunity",), batch=follow_batch)
def follow_work(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Whoever writes about a deal works on it."""
    note_activity(Opportunity.objects.filter(pk=fact.subject_id), fact.at.date())


@on("parties.contacted")
def follow_contact(fact: Fact, *, actor: Actor) -> None:  # noqa: ARG001 - every subscriber takes the actor
    """Whoever speaks with a customer works on all that is open there."""
    note_activity(Opportunity.objects.open().filter(party=fact.subject_id), fact.at.date())


@every(minute="20", hour="0")
def wake_deals() -> None:
    """Every night: lost deals whose day to try again has come are told of."""
    actor = system("wake-up list")
    for pk in list(Opportunity.objects.waking(company_today()).values_list("pk", flat=True)[:AT_A_TIME]):
        try:
            wake_opportunity.run(pk, actor=actor)
        except DomainError:
            continue  # somebody took it up meanwhile


@every(minute="40", hour="0")
def learn_chances() -> None:
    """Every night: what closed deals teach, and what follows for open ones, which are a day older."""
    learn()
