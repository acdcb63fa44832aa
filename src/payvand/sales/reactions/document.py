"""What follows from time and from the customer's answer: deadlines, expiry, the day of the last contact."""

from django.db import transaction
from django.db.models import QuerySet

from payvand.kernel.access import Actor, system
from payvand.kernel.commands import Command
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.facts import on
from payvand.kernel.jobs import every
from payvand.kernel.models import Fact, Record
from payvand.parties.commands import note_contact
from payvand.sales.commands.contract import announce_end, chase_contract, end_contract
from payvand.sales.commands.quote import chase_quote, expire_quote
from payvand.sales.models import Contract, Quote
from payvand.sales.models.number_series import company_today

AT_A_TIME = 1000


@on("sales.quote_accepted", "sales.quote_declined")
def keep_contact(fact: Fact, *, actor: Actor) -> None:
    """An answer of the customer is a contact. Doing so again changes nothing."""
    if fact.party_id is None:
        return
    try:
        note_contact.run(fact.party_id, actor=actor)
    except Missing:
        return  # deleted meanwhile


@every(minute="17", hour="*")
def let_time_pass_for_documents() -> None:
    """Every hour: quotes run out, answers and contracts are asked for again, ends of contracts are told."""
    today = company_today()
    actor = system("documents")
    _each(Quote.objects.run_out(today), expire_quote, actor)
    _each(Quote.objects.unanswered().filter(answer_by__lt=today, valid_until__gte=today), chase_quote, actor)
    _each(Contract.objects.overdue(today), chase_contract, actor)
    _each(Contract.objects.run_out(today), end_contract, actor)
    for pk in list(Contract.objects.ending(today).values_list("pk", flat=True)[:AT_A_TIME]):
        with transaction.atomic():
            found = (
                Contract.objects.ending(today)
                .select_for_update(of=("self",), no_key=True)
                .filter(pk=pk)
                .first()
            )
            if found is not None:
                announce_end(found, actor=actor)


def _each(due: "QuerySet[Record]", command: Command, actor: Actor) -> None:
    """Do a command to each of the records that are due; one that somebody was quicker with is passed over."""
    for pk in list(due.filter(archived_at=None).values_list("pk", flat=True)[:AT_A_TIME]):
        try:
            command.run(pk, actor=actor)
        except DomainError:
            continue
