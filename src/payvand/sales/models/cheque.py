"""A cheque that a customer gave us: what is written on it, and where it is on its way to our bank."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.errors import DomainError
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import OwnedRecord, RecordQuerySet, no_early_days
from payvand.parties.models import Party
from payvand.sales.kinds import SayadId


class ChequeState(models.TextChoices):
    EXPECTED = "expected", _("expected")
    RECEIVED = "received", _("received")
    DEPOSITED = "deposited", _("deposited")
    CLEARED = "cleared", _("cleared")
    BOUNCED = "bounced", _("bounced")
    ENDORSED = "endorsed", _("endorsed")
    RETURNED = "returned", _("returned")


# Where a cheque may go from each state. A bounced one may be presented again; what is cleared or given back is through.
NEXT: Mapping[str, tuple[str, ...]] = {
    ChequeState.EXPECTED: (ChequeState.RECEIVED,),
    ChequeState.RECEIVED: (ChequeState.DEPOSITED, ChequeState.ENDORSED, ChequeState.RETURNED),
    ChequeState.DEPOSITED: (ChequeState.CLEARED, ChequeState.BOUNCED),
    ChequeState.ENDORSED: (ChequeState.CLEARED, ChequeState.BOUNCED),
    ChequeState.BOUNCED: (ChequeState.DEPOSITED, ChequeState.RETURNED),
    ChequeState.CLEARED: (),
    ChequeState.RETURNED: (),
}
# While it is in one of these, its money has not come yet.
UNDER_WAY = (ChequeState.RECEIVED, ChequeState.DEPOSITED, ChequeState.ENDORSED)


class SayadField(models.CharField[str | None, str | None]):
    """The 16 digits of a Sayad id; nothing where a cheque has none."""

    kind = SayadId()


class ChequeQuerySet(RecordQuerySet):
    """The questions that cheques answer."""

    def of(self, party_id: int) -> Self:
        """The cheques of a party that were ever in our hands, the latest due first."""
        rows = self.filter(party_id=party_id, archived_at=None).exclude(state=ChequeState.EXPECTED)
        return rows.order_by("-due_on", "-id")

    def under_way(self) -> Self:
        """Cheques that count as paid, though their money has not come."""
        return self.filter(state__in=UNDER_WAY)

    def ever_bounced(self) -> Self:
        """Cheques that bounced at least once, whatever became of them."""
        return self.filter(bounces__gt=0)


ChequeManager = models.Manager.from_queryset(ChequeQuerySet)


class Cheque(OwnedRecord):
    """A cheque. It is written as expected; from the day on which it is in our hands only its state moves."""

    TONES = {
        "expected": "grey",
        "received": "blue",
        "deposited": "violet",
        "cleared": "green",
        "bounced": "red",
        "endorsed": "orange",
        "returned": "grey",
    }
    title_field = "serial"

    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("customer"), related_name="+")
    serial = models.CharField(_("serial number"), max_length=40)
    sayad_id = SayadField(
        _("Sayad id"),
        max_length=16,
        null=True,
        blank=True,
        unique=True,
        help_text=_("16 digits, on Iranian cheques."),
    )
    amount = MoneyField(_("amount"))
    amount_currency: str
    due_on = models.DateField(_("due date"))
    bank = models.CharField(_("bank"), max_length=100, blank=True, default="")
    bank_branch = models.CharField(_("branch of the bank"), max_length=100, blank=True, default="")
    holder = models.CharField(_("account holder"), max_length=200, blank=True, default="")
    holder_national_id = models.CharField(
        _("account holder’s national id"), max_length=20, blank=True, default=""
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ChequeState, default=ChequeState.EXPECTED, editable=False
    )
    state_on = models.DateField(_("in this state since"), null=True, blank=True, editable=False)
    bounces = models.PositiveSmallIntegerField(_("times bounced"), default=0, editable=False)
    endorsed_to = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("endorsed to"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar["ChequeManager[Cheque]"] = ChequeManager()

    class Meta:
        verbose_name = _("cheque")
        verbose_name_plural = _("cheques")
        constraints = no_early_days("due_on", "state_on")
        indexes = [
            models.Index(fields=["due_on", "id"], name="sales_cheque_due"),
            models.Index(fields=["owner", "due_on", "id"], name="sales_cheque_owner"),
            models.Index(fields=["team", "due_on", "id"], name="sales_cheque_team"),
            models.Index(fields=["party", "due_on"], name="sales_cheque_of_party"),
        ]

    def settle(self) -> None:
        """Refuse to change what is written on a cheque that is in our hands."""
        if self.amount is not None and self.amount <= 0:
            raise DomainError("not_positive", _("An amount is more than zero."), "amount")
        if self.state != ChequeState.EXPECTED:
            raise DomainError(
                "in_our_hands", _("This cheque is in our hands; what is written on it stays as it is.")
            )

    def receive(self, on: date) -> None:
        """Take the cheque from the customer."""
        self._turn(ChequeState.RECEIVED, on)

    def deposit(self, on: date) -> None:
        """Hand the cheque to our bank."""
        self._turn(ChequeState.DEPOSITED, on)

    def clear(self, on: date) -> None:
        """The money has come."""
        self._turn(ChequeState.CLEARED, on)

    def bounce(self, on: date) -> None:
        """The bank has not paid."""
        self._turn(ChequeState.BOUNCED, on)
        self.bounces += 1

    def endorse(self, to: Party, on: date) -> None:
        """Pay somebody else with the cheque."""
        if to.pk == self.party_id:
            raise DomainError("same_party", _("Give it back instead: it is this customer’s own."), "to")
        self._turn(ChequeState.ENDORSED, on)
        self.endorsed_to = to

    def give_back(self, on: date) -> None:
        """Hand the cheque back to the customer."""
        self._turn(ChequeState.RETURNED, on)

    @property
    def money(self) -> Money:
        """The amount with its currency."""
        return Money(amount=self.amount or Decimal(0), currency=self.amount_currency)

    @property
    def counts(self) -> bool:
        """Whether it is or was in our hands, so that it may not vanish."""
        return self.state != ChequeState.EXPECTED

    def may_become(self, state: str) -> bool:
        """Whether a cheque in its present state may go there."""
        return state in NEXT[self.state]

    def _turn(self, state: ChequeState, on: date) -> None:
        if not self.may_become(state):
            words = {"now": ChequeState(self.state).label, "then": state.label}
            raise DomainError(
                "wrong_turn", _("A cheque that is %(now)s cannot become %(then)s.") % words, "state"
            )
        if self.state_on is not None and on < self.state_on:
            raise DomainError("before_last_turn", _("The cheque moved later than this day."), "on")
        self.state, self.state_on = state, on
