"""What is done with a contract: drafted from a template, sent, signed, asked for again, ended."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.calendars import format_day
from payvand.culture.locale import Language, Locale, default_for
from payvand.culture.money import Money, format_money, in_words
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.facts import record
from payvand.kernel.kinds import Link, Reference
from payvand.kernel.models import User
from payvand.kernel.objects import Written, named
from payvand.kernel.records import create
from payvand.kernel.records.write import stamp
from payvand.sales.facts.contract import (
    ContractEnded,
    ContractEnding,
    ContractEscalated,
    ContractReminded,
    ContractSent,
    ContractSigned,
    ContractTerminated,
)
from payvand.sales.models import (
    Contract,
    ContractState,
    ContractTemplate,
    DocumentType,
    Quote,
    QuoteState,
    take_number,
)
from payvand.sales.models.number_series import branch_counting, company_today
from payvand.sales.models.seller import seller_side

TEMPLATE = Link(target="sales.contracttemplate")
WRITTEN = ("state", "seal", "updated_at", "version")


def is_accepted(quote: Quote) -> bool | Message:
    """Whether there is something to make a contract of."""
    return quote.state in (QuoteState.SENT, QuoteState.ACCEPTED) or _("Issue the quote first.")


@command(
    "sales.draft_contract",
    label=_("Draft a contract"),
    on=Quote,
    icon="file-certificate",
    applies=is_accepted,
)
def draft_contract(
    quote: Quote,
    *,
    template: Annotated[Reference, Input(label=_("contract template"), kind=TEMPLATE)],
    start_on: Annotated[date | None, Input(label=_("begins on"))] = None,
    end_on: Annotated[date | None, Input(label=_("ends on"))] = None,
    actor: Actor,
) -> Contract:
    """Make a contract of a quote: the template with what is known filled in, to be read and changed before it goes."""
    found = ContractTemplate.objects.filter(pk=template.id or 0, archived_at=None).first()
    if found is None:
        raise DomainError("no_template", _("There is no such template."), "template")
    values = {
        "name": quote.name,
        "party": Reference(id=quote.party_id),
        "quote": Reference(id=quote.pk),
        "opportunity": Reference(id=quote.opportunity_id) if quote.opportunity_id else None,
        "value": quote.worth,
        "start_on": start_on,
        "end_on": end_on,
        "body": found.fill(places_of(quote, found.language, start_on, end_on)),
    }
    made = create(named("sales.contract"), values, actor=actor, allow_duplicate=True)
    assert isinstance(made, Contract)
    return made


def places_of(quote: Quote, language: Language, start_on: date | None, end_on: date | None) -> dict[str, str]:
    """What fills the places of a template, in the language of the template."""
    locale = default_for(language)
    value = quote.worth
    return {
        "customer": quote.party.name,
        "seller": seller_side(quote.team.branch_id if quote.team else None)["name"],
        "subject": quote.name,
        "quote": quote.number,
        # Known only when it is sent; filled then.
        "number": "{number}",
        "date": format_day(company_today(), locale, "long"),
        "start": _shown(start_on, locale),
        "end": _shown(end_on, locale),
        "value": format_money(value, locale),
        "words": in_words(value, locale),
    }


def _shown(day: date | None, locale: Locale) -> str:
    return format_day(day, locale, "long") if day else ""


@command(
    "sales.send_contract", label=_("Send for signature"), on=Contract, icon="send", primary=True,
    applies=lambda contract: contract.state == ContractState.DRAFT or _("This contract has been sent already."),
)  # fmt: skip
def send_contract(
    contract: Contract,
    *,
    return_by: Annotated[date | None, Input(label=_("to be returned by"))] = None,
    actor: Actor,
) -> Contract:
    """Give a contract its number and let it out for signature, to be returned by a day."""
    on = company_today()
    number = take_number(
        DocumentType.CONTRACT, on, branch=branch_counting(DocumentType.CONTRACT, contract.team)
    )
    contract.body = contract.body.replace("{number}", number)
    contract.send(number, on, return_by or contract.return_by)
    _write(contract, "number", "body", "sent_on", "return_by")
    value = (
        Money(amount=contract.value, currency=contract.value_currency) if contract.value is not None else None
    )
    record(
        ContractSent(number=number, value=value, until=contract.return_by or on), about=contract, actor=actor
    )
    return contract


@command(
    "sales.sign_contract", label=_("Signed"), on=Contract, icon="signature", primary=True,
    applies=lambda contract: contract.state == ContractState.SENT,
)  # fmt: skip
def sign_contract(
    contract: Contract, *, on: Annotated[date | None, Input(label=_("signed on"))] = None, actor: Actor
) -> Contract:
    """Note that a contract came back signed."""
    day = on or company_today()
    if day > company_today():
        raise DomainError("in_future", _("This day has not come yet."), "on")
    contract.sign(day)
    _write(contract, "signed_on")
    record(ContractSigned(number=contract.number, on=day), about=contract, actor=actor)
    return contract


def is_overdue(contract: Contract) -> bool | Message:
    """Whether the signed contract should be back by now."""
    late = contract.return_by is not None and contract.return_by < company_today()
    return (contract.state == ContractState.SENT and late) or _("The deadline has not passed.")


@command("sales.chase_contract", label=_("Ask again"), on=Contract, icon="calendar-due", applies=is_overdue)
def chase_contract(contract: Contract, *, actor: Actor) -> None:
    """Nobody returned it: set a new deadline and say so; after two times tell the leader of the team."""
    until = contract.remind(company_today())
    _write(contract, "reminders", "return_by")
    if not contract.is_escalated:
        record(ContractReminded(reminders=contract.reminders, until=until), about=contract, actor=actor)
        return
    leader = _leader_of(contract)
    told = ContractEscalated(
        reminders=contract.reminders, until=until, leader_id=leader.pk if leader else None,
        leader=leader.name if leader else "",
    )  # fmt: skip
    record(told, about=contract, actor=actor)


def _leader_of(contract: Contract) -> User | None:
    return contract.team.leader if contract.team is not None else None


@command(
    "sales.terminate_contract", label=_("Terminate"), on=Contract, icon="ban", danger=True,
    applies=lambda contract: contract.state in (ContractState.SENT, ContractState.SIGNED),
)  # fmt: skip
def terminate_contract(
    contract: Contract,
    *,
    reason: Annotated[str, Input(label=_("reason"))],
    on: Annotated[date | None, Input(label=_("date"))] = None,
    actor: Actor,
) -> None:
    """End a contract before its time, and say why."""
    day = on or company_today()
    contract.terminate(day, reason)
    _write(contract, "closed_on", "close_reason")
    record(ContractTerminated(on=day, reason=reason), about=contract, actor=actor)


def has_run_out(contract: Contract) -> bool | Message:
    """Whether the last day of a contract has passed."""
    over = contract.end_on is not None and contract.end_on < company_today()
    return (contract.state == ContractState.SIGNED and over) or _(
        "The last day of this contract has not passed."
    )


@command("sales.end_contract", label=_("Close as ended"), on=Contract, icon="flag", applies=has_run_out)
def end_contract(contract: Contract, *, actor: Actor) -> None:
    """Close a contract whose last day has passed; the clock does so every day."""
    last = contract.end_on or company_today()
    contract.end(last)
    _write(contract, "closed_on")
    record(ContractEnded(on=last), about=contract, actor=actor)


def announce_end(contract: Contract, *, actor: Actor) -> None:
    """Tell once that a contract will end. It is locked by the caller."""
    contract.noticed_on = company_today()
    _write(contract, "noticed_on")
    record(ContractEnding(on=contract.end_on or company_today()), about=contract, actor=actor)


def _write(contract: Contract, *columns: str) -> None:
    """Write what a verb changed."""
    stamp(contract, adding=False)
    contract.save(update_fields=[*WRITTEN, *columns])


def with_contracts(written: Sequence[Written], **_context: object) -> None:
    """A contract that has a number is not deleted, since that would leave a gap."""
    for one in written:
        if one.did == "deleted" and isinstance(one.record, Contract) and one.record.number:
            raise DomainError("numbered", _("What was issued is not deleted. Archive it instead."))
