"""A contract with a customer: drafted, sent, signed, ended; and the deadline by which the customer returns it."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError, Message
from payvand.kernel.fields import MoneyField
from payvand.kernel.models import OwnedRecord, RecordQuerySet, no_early_days
from payvand.parties.models import Party
from payvand.sales.models.opportunity import Opportunity
from payvand.sales.models.quote import Quote
from payvand.sales.models.sealed import Sealed

RETURN_DAYS = 7
# After so many reminders the matter goes up to the leader of the team.
REMINDERS = 2


class ContractState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent for signature")
    SIGNED = "signed", _("signed")
    ENDED = "ended", _("ended")
    TERMINATED = "terminated", _("terminated")


class ContractQuerySet(RecordQuerySet):
    """The questions that a set of contracts answers."""

    def overdue(self, today: date) -> Self:
        """Sent out, and not returned by their deadline."""
        return self.filter(state=ContractState.SENT, return_by__lt=today)

    def run_out(self, today: date) -> Self:
        """Signed ones whose last day has passed."""
        return self.filter(state=ContractState.SIGNED, end_on__lt=today)

    def ending(self, today: date) -> Self:
        """Signed ones of whose end somebody is to be told now and has not been."""
        return self.filter(state=ContractState.SIGNED, notice_on__lte=today, noticed_on=None)


ContractManager = models.Manager.from_queryset(ContractQuerySet)


class Contract(Sealed, OwnedRecord):
    """What both sides bind themselves to; sealed once it is sent.

    `return_by` is the day by which the customer sends it back signed; `notice_on` the day on which somebody is told
    that it will end.
    """

    TONES = {"sent": "violet", "signed": "green", "ended": "grey", "terminated": "red"}
    HEAD = ("name", "number", "quote_id", "body", "value", "value_currency", "start_on", "end_on")

    value_currency: str

    name = models.CharField(_("subject"), max_length=200)
    number = models.CharField(_("number"), max_length=40, blank=True, default="", editable=False)
    party = models.ForeignKey(Party, models.PROTECT, verbose_name=_("customer"), related_name="+")
    quote = models.ForeignKey(
        Quote, models.PROTECT, verbose_name=_("quote"), null=True, blank=True, related_name="contracts"
    )
    opportunity = models.ForeignKey(
        Opportunity, models.PROTECT, verbose_name=_("opportunity"), null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ContractState, default=ContractState.DRAFT, editable=False
    )
    body = models.TextField(_("text"), blank=True, default="")
    value = MoneyField(_("value"), null=True, blank=True)
    start_on = models.DateField(_("begins on"), null=True, blank=True)
    end_on = models.DateField(_("ends on"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice"), default=30, help_text=_("So many days before the end somebody is told.")
    )
    notice_on = models.DateField(_("notice on"), null=True, editable=False)
    noticed_on = models.DateField(null=True, editable=False)
    sent_on = models.DateField(_("sent on"), null=True, editable=False)
    return_by = models.DateField(_("to be returned by"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    close_reason = models.CharField(
        _("reason of the end"), max_length=500, blank=True, default="", editable=False
    )

    objects: ClassVar["ContractManager[Contract]"] = ContractManager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="sales_contract_number_once"
            ),
            *no_early_days("start_on", "end_on", "sent_on", "return_by", "signed_on", "closed_on"),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="sales_contract_owner"),
            models.Index(fields=["team", "-id"], name="sales_contract_team"),
            models.Index(fields=["return_by"], name="sales_contract_return", condition=Q(state="sent")),
            models.Index(fields=["end_on"], name="sales_contract_end", condition=Q(state="signed")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    def settle(self) -> None:
        """It ends after it begins; the day of the notice follows from its end. What was sent is not changed."""
        self.keep_seal()
        if self.start_on and self.end_on and self.end_on < self.start_on:
            raise DomainError("ends_before_start", _("It ends before it begins."), "end_on")
        self.notice_on = self.end_on - timedelta(days=self.notice_days) if self.end_on else None

    def send(self, number: str, on: date, return_by: date | None) -> None:
        """Give it out for signature. Raises DomainError where there is nothing to sign."""
        self._require(ContractState.DRAFT, _("This contract has been sent already."))
        if not self.body.strip():
            raise DomainError("no_text", _("A contract needs a text."), "body")
        deadline = return_by or on + timedelta(days=RETURN_DAYS)
        if deadline < on:
            raise DomainError("in_past", _("This day has passed."), "return_by")
        self.number, self.sent_on, self.return_by = number, on, deadline
        self.state = ContractState.SENT
        self.seal_head()

    def sign(self, on: date) -> None:
        """It came back signed by both sides."""
        self._require(ContractState.SENT, _("Only a contract that was sent can be signed."))
        if self.sent_on and on < self.sent_on:
            raise DomainError("before_sent", _("It was signed before it was sent?"), "on")
        self.state, self.signed_on = ContractState.SIGNED, on

    def remind(self, today: date) -> date:
        """Nobody has returned it: count a reminder and move the deadline on; returns the new one."""
        self._require(ContractState.SENT, _("Only a contract that was sent waits to be returned."))
        self.reminders += 1
        self.return_by = today + timedelta(days=RETURN_DAYS)
        return self.return_by

    @property
    def is_escalated(self) -> bool:
        """Whether it was asked for so often that somebody else should see to it."""
        return self.reminders > REMINDERS

    def end(self, on: date) -> None:
        """Its time is over."""
        self._require(ContractState.SIGNED, _("Only a signed contract ends."))
        self.state, self.closed_on = ContractState.ENDED, on

    def terminate(self, on: date, reason: str) -> None:
        """Somebody ended it before its time, or withdrew it."""
        if self.state not in (ContractState.SENT, ContractState.SIGNED):
            raise DomainError("not_running", _("Only a contract that was sent or signed is terminated."))
        self.state, self.closed_on, self.close_reason = ContractState.TERMINATED, on, reason[:500]

    def _require(self, state: ContractState, message: Message) -> None:
        if self.state != state:
            raise DomainError("wrong_state", message)
