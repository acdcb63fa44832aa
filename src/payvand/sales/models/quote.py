"""A quote: what we offer a customer, in versions, until a day; approved where it must be, then accepted or not."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError, Message
from payvand.kernel.models import RecordQuerySet, User, no_early_days
from payvand.sales.models.document import Document
from payvand.sales.models.line import Line

VALID_DAYS = 14
FOLLOW_UP_DAYS = 3


class QuoteState(models.TextChoices):
    DRAFT = "draft", _("draft")
    AWAITING = "awaiting", _("awaiting approval")
    APPROVED = "approved", _("approved")
    SENT = "sent", _("sent")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired")
    SUPERSEDED = "superseded", _("superseded")


# Why a quote is not open for an answer, by the state that it is in.
NO_ANSWER = {
    QuoteState.DRAFT: ("not_issued", _("This quote has not been issued yet.")),
    QuoteState.AWAITING: ("not_issued", _("This quote has not been issued yet.")),
    QuoteState.APPROVED: ("not_issued", _("This quote has not been issued yet.")),
    QuoteState.ACCEPTED: ("accepted_already", _("This quote has been accepted already.")),
    QuoteState.DECLINED: ("declined_already", _("This quote has been declined.")),
    QuoteState.EXPIRED: ("expired", _("This quote has expired. Ask for a new one.")),
    QuoteState.SUPERSEDED: ("superseded", _("A newer version has taken the place of this quote.")),
}


class QuoteQuerySet(RecordQuerySet):
    """The questions that a set of quotes answers."""

    def unanswered(self) -> Self:
        """Quotes that the customer has and has not answered."""
        return self.filter(state=QuoteState.SENT)

    def run_out(self, today: date) -> Self:
        """Unanswered quotes whose last day has passed."""
        return self.unanswered().filter(valid_until__lt=today)


QuoteManager = models.Manager.from_queryset(QuoteQuerySet)


class Quote(Document):
    """An offer. `first` is the first of its versions (nothing for that one itself), which share its number.

    `why_approval` holds what asks for approval. `token` is the secret in the address by which a customer
    reads and accepts it; `content` the digest of what was issued.
    """

    TONES = {
        "awaiting": "orange",
        "approved": "blue",
        "sent": "violet",
        "accepted": "green",
        "declined": "red",
        "expired": "orange",
    }
    HEAD = (*Document.HEAD, "valid_until", "revision", "coupon")

    state = models.CharField(
        _("state"), max_length=12, choices=QuoteState, default=QuoteState.DRAFT, editable=False
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    coupon = models.CharField(
        _("coupon code"), max_length=40, blank=True, default="",
        help_text=_("Used once, when the customer accepts."),
    )  # fmt: skip
    answer_by = models.DateField(
        _("answer expected by"), null=True, blank=True,
        help_text=_("Without an answer by then, somebody is reminded and the day is moved on."),
    )  # fmt: skip
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0, editable=False)
    first = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("first version"), null=True, editable=False, related_name="versions"
    )  # fmt: skip
    revision = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, editable=False)
    token = models.CharField(max_length=43, null=True, unique=True, editable=False)
    content = models.CharField(max_length=64, blank=True, default="", editable=False)
    why_approval = models.JSONField(default=list, editable=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("submitted by"), null=True, editable=False, related_name="+"
    )
    approved_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("approved by"), null=True, editable=False, related_name="+"
    )
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    decline_reason = models.CharField(
        _("reason of the customer"), max_length=500, blank=True, default="", editable=False
    )
    proforma_number = models.CharField(
        _("number of the pro-forma invoice"), max_length=40, blank=True, default="", editable=False
    )
    proforma_on = models.DateField(_("date of the pro-forma invoice"), null=True, editable=False)

    objects: ClassVar["QuoteManager[Quote]"] = QuoteManager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="sales_quote_number_once"
            ),
            models.UniqueConstraint(
                fields=["proforma_number"], condition=~Q(proforma_number=""), name="sales_quote_proforma_once"
            ),
            models.UniqueConstraint(fields=["first", "revision"], name="sales_quote_version_once"),
            *no_early_days("on", "valid_until", "answer_by", "answered_on", "proforma_on"),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="sales_quote_owner"),
            models.Index(fields=["team", "-id"], name="sales_quote_team"),
            models.Index(fields=["valid_until", "id"], name="sales_quote_due", condition=Q(state="sent")),
            models.Index(fields=["answer_by", "id"], name="sales_quote_answer", condition=Q(state="sent")),
        ]

    def settle(self) -> None:
        """Nothing is valid until before it begins."""
        super().settle()
        if self.on and self.valid_until and self.valid_until < self.on:
            raise DomainError("ends_before_start", _("It ends before it begins."), "valid_until")

    @property
    def root_id(self) -> int:
        """The first of the versions that belong together."""
        return self.first_id or self.pk

    def require_draft(self) -> None:
        """Raise DomainError where the quote cannot be changed any more."""
        if self.state != QuoteState.DRAFT:
            raise DomainError("not_a_draft", _("Only a draft is changed. Make a new version of this quote."))

    def submit(self, reasons: Sequence[object], by: int | None) -> None:
        """Ask for approval, for these reasons. The quote rests until it is given or refused."""
        self.require_draft()
        self.state, self.why_approval, self.submitted_by_id = QuoteState.AWAITING, list(reasons), by
        self.seal_head()

    def approve(self, by: int | None) -> None:
        """Let the quote be issued as it is. Raises DomainError for whoever asked for the approval."""
        self._require(
            QuoteState.AWAITING, "not_awaiting", _("Nobody has asked for an approval of this quote.")
        )
        if by is not None and by == self.submitted_by_id:
            raise DomainError("own_quote", _("Somebody else has to approve what you submitted."))
        self.state, self.approved_by_id = QuoteState.APPROVED, by

    def take_back(self) -> None:
        """Make it a draft again: approval refused, or not wanted any more."""
        if self.state not in (QuoteState.AWAITING, QuoteState.APPROVED):
            raise DomainError("not_awaiting", _("Nobody has asked for an approval of this quote."))
        self.state, self.why_approval = QuoteState.DRAFT, []
        self.submitted_by = self.approved_by = None
        self.break_seal()

    def issue(self, number: str, lines: Sequence[Line], on: date, at: datetime) -> None:
        """Give it out under a number. From now on it stays as it is, and the customer may answer."""
        if self.state not in (QuoteState.DRAFT, QuoteState.APPROVED):
            raise DomainError("issued_already", _("This quote has been issued already."))
        if not lines:
            raise DomainError("no_lines", _("A quote needs at least one line."))
        if self.valid_until is None or self.valid_until < on:
            raise DomainError(
                "valid_until_passed", _("Say until which day the quote is valid."), "valid_until"
            )
        self.number, self.on, self.issued_at, self.state = number, on, at, QuoteState.SENT
        self.token = secrets.token_urlsafe(32)
        self.seal_head()
        self.content = self.content_digest(lines)

    def version_number(self, base: str) -> str:
        """The number of this version: that of the first one, and which version it is."""
        return base if self.revision == 1 else f"{base}-{self.revision}"

    def require_open(self, today: date) -> None:
        """Raise DomainError where the customer's answer comes too early, too late or twice."""
        state = QuoteState(self.state)
        if state == QuoteState.SENT and self.valid_until is not None and self.valid_until < today:
            state = QuoteState.EXPIRED
        if state != QuoteState.SENT:
            raise DomainError(*NO_ANSWER[state])

    def accept(self, today: date, lines: Sequence[Line]) -> None:
        """The customer agrees. Raises DomainError where what stands here is not what was issued."""
        self.require_open(today)
        if self.content_digest(lines) != self.content:
            raise DomainError("altered", _("This quote is not what was issued. Issue a new version."))
        self.state, self.answered_on = QuoteState.ACCEPTED, today

    def decline(self, reason: str, today: date) -> None:
        """The customer does not agree, and says why."""
        self.require_open(today)
        self.state, self.answered_on, self.decline_reason = QuoteState.DECLINED, today, reason[:500]

    def expire(self, today: date) -> None:
        """Its last day has passed without an answer."""
        if self.state != QuoteState.SENT or self.valid_until is None or self.valid_until >= today:
            raise DomainError("not_run_out", _("The last day of this quote has not passed."))
        self.state = QuoteState.EXPIRED

    def expect_later(self, today: date) -> None:
        """Nobody has answered by the day on which somebody should have: expect it later, within the validity."""
        self.require_open(today)
        self.reminders += 1
        later = today + timedelta(days=FOLLOW_UP_DAYS)
        self.answer_by = min(later, self.valid_until) if self.valid_until else later

    def supersede(self) -> None:
        """A newer version takes its place. What was accepted stays accepted."""
        if self.state == QuoteState.ACCEPTED:
            raise DomainError(*NO_ANSWER[QuoteState.ACCEPTED])
        self.state = QuoteState.SUPERSEDED

    def issue_proforma(self, number: str, on: date) -> None:
        """Give out the same content as a pro-forma invoice under a number of its own series."""
        if self.proforma_number:
            raise DomainError("issued_already", _("There is a pro-forma invoice of this quote already."))
        if self.state not in (QuoteState.SENT, QuoteState.ACCEPTED):
            raise DomainError("not_issued", _("Issue the quote first; a pro-forma invoice repeats it."))
        self.proforma_number, self.proforma_on = number, on

    def _require(self, state: QuoteState, code: str, message: Message) -> None:
        if self.state != state:
            raise DomainError(code, message)
