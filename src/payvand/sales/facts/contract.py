"""What may happen to a contract beside being written."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.facts import fact
from payvand.sales.facts import document_wording as wording


@fact("sales.contract_sent", label=_("Contract sent"), icon="send", text=wording.of_contract)
class ContractSent:
    """A contract went out for signature under its number."""

    number: str
    value: Money | None
    until: date


@fact("sales.contract_signed", label=_("Contract signed"), icon="signature", text=wording.of_number)
class ContractSigned:
    """A contract came back signed."""

    number: str
    on: date


@fact(
    "sales.contract_reminded", label=_("Contract not returned"), icon="calendar-due", text=wording.of_deadline
)
class ContractReminded:
    """The deadline passed without the signed contract; a new one was set."""

    reminders: int
    until: date


@fact(
    "sales.contract_escalated",
    label=_("Contract still not returned"),
    icon="alert-triangle",
    text=wording.of_escalation,
)
class ContractEscalated:
    """Reminders were of no use: the leader of the team is to see to it."""

    reminders: int
    until: date
    leader_id: int | None
    leader: str


@fact("sales.contract_ending", label=_("Contract ends soon"), icon="clock", text=wording.of_period)
class ContractEnding:
    """The notice before the end of a contract: talk about renewing it."""

    on: date


@fact("sales.contract_ended", label=_("Contract ended"), icon="flag", text=wording.of_period)
class ContractEnded:
    """The last day of a contract passed."""

    on: date


@fact("sales.contract_terminated", label=_("Contract terminated"), icon="ban", text=wording.of_period)
class ContractTerminated:
    """Somebody ended a contract before its time."""

    on: date
    reason: str
