"""The balance with which a customer's account begins here: what was owed when the books of before were closed."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Choice, Option
from payvand.parties.models import Party
from payvand.sales.commands.account import locked_account, post
from payvand.sales.commands.writing import day_of
from payvand.sales.facts.receivables import AccountOpened
from payvand.sales.models.ledger import EntryKind, LedgerEntry

SIDES = Choice(
    options=(
        Option(value="owes_us", label=_("the customer owes us")),
        Option(value="has_with_us", label=_("the customer has it with us")),
    )
)


@command(
    "sales.open_account", label=_("Enter the opening balance"), on=Party, action="approve", icon="wallet"
)
def open_account(
    party: Party,
    *,
    amount: Annotated[Money, Input(label=_("amount"))],
    side: Annotated[str, Input(label=_("whose"), kind=SIDES)] = "owes_us",
    on: Annotated[date | None, Input(label=_("date"), help=_("Empty: today."))] = None,
    note: Annotated[str, Input(label=_("note"))] = "",
    actor: Actor,
) -> None:
    """Begin the account of a customer with what stood in the books of before. Once for each currency."""
    if amount.amount <= 0:
        raise DomainError("not_positive", _("An amount is more than zero."), "amount")
    day = day_of(on, actor)
    # Held before the look, so that two who open it at once open it once.
    locked_account(party.pk, amount.currency)
    opened = LedgerEntry.objects.filter(
        party=party, kind=EntryKind.OPENING, amount_currency=amount.currency, reversed_by=None
    )
    if opened.exists():
        message = _("This account has its opening balance in %(currency)s already.")
        raise DomainError("opened_already", message % {"currency": amount.currency}, "amount")
    owed = amount.amount if side == "owes_us" else -amount.amount
    entry = LedgerEntry(
        party=party, kind=EntryKind.OPENING, on=day, due_on=day, amount=owed, amount_currency=amount.currency,
        note=note[:200],
    )  # fmt: skip
    post(entry, actor=actor)
    told = AccountOpened(balance=Money(amount=owed, currency=amount.currency), on=day, note=note)
    record(told, about=party, actor=actor)
