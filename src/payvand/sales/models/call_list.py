"""Cold-call lists: whom to call, one after another, and what came of each call."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.kernel.fields import FoldedField
from payvand.kernel.models import OwnedRecord, Record, RecordQuerySet
from payvand.parties.models import Party
from payvand.sales.models.lead import Lead, PhoneField

# Somebody who took an entry and did nothing with it for so long has left it.
HELD_FOR = timedelta(minutes=20)
MOST_ATTEMPTS = 3


class CallOutcome(models.TextChoices):
    INTERESTED = "interested", _("interested")
    REACHED = "reached", _("reached")
    CALLBACK = "callback", _("call back")
    NO_ANSWER = "no_answer", _("no answer")
    BUSY = "busy", _("busy")
    NOT_INTERESTED = "not_interested", _("not interested")
    WRONG_NUMBER = "wrong_number", _("wrong number")


# After these somebody must be called again, as long as attempts are left.
AGAIN = (CallOutcome.NO_ANSWER, CallOutcome.BUSY)


class EntryStatus(models.TextChoices):
    TODO = "todo", _("to call")
    DONE = "done", _("done")


class CallList(OwnedRecord):
    """A list of people to call; its owner and team work it."""

    name = models.CharField(_("name"), max_length=120)
    script = models.TextField(
        _("script"), blank=True, default="", help_text=_("What to say and to ask; shown while calling.")
    )
    campaign = models.CharField(_("campaign"), max_length=100, blank=True, default="")

    class Meta:
        verbose_name = _("call list")
        verbose_name_plural = _("call lists")


class CallListEntryQuerySet(RecordQuerySet):
    """The questions that the entries of call lists answer."""

    def to_call(self, now: datetime) -> Self:
        """Entries whose turn it is, those who asked to be called at a time first."""
        return (
            self.current()
            .filter(Q(due_at__isnull=True) | Q(due_at__lte=now), status=EntryStatus.TODO)
            .order_by(models.F("due_at").asc(nulls_last=True), "attempts", "position", "id")
        )

    def free_for(self, user_id: int | None, now: datetime) -> Self:
        """Entries that nobody else has before them."""
        return self.exclude(Q(held_at__gt=now - HELD_FOR) & ~Q(held_by_id=user_id) & Q(held_by__isnull=False))


CallListEntryManager = models.Manager.from_queryset(CallListEntryQuerySet)


class CallListEntry(Record):
    """Somebody on a list: out of the register, a lead, or only a name and a number."""

    TONES = {
        "interested": "green",
        "reached": "blue",
        "callback": "orange",
        "not_interested": "grey",
        "wrong_number": "red",
        "done": "green",
    }

    call_list = models.ForeignKey(
        CallList, models.CASCADE, verbose_name=_("call list"), related_name="entries", db_index=False
    )
    name = models.CharField(_("name"), max_length=200)
    name_fold = FoldedField("name")
    phone = PhoneField(_("phone"), max_length=40)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, default="")
    party = models.ForeignKey(
        Party, models.CASCADE, verbose_name=_("customer"), null=True, blank=True, related_name="+"
    )
    lead = models.ForeignKey(
        Lead, models.SET_NULL, verbose_name=_("lead"), null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    note = models.TextField(_("note"), blank=True, default="")
    status = models.CharField(
        _("status"), max_length=4, choices=EntryStatus.choices, default=EntryStatus.TODO, editable=False
    )
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=CallOutcome.choices, blank=True, default="", editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    called_at = models.DateTimeField(_("last called"), null=True, blank=True, editable=False)
    called_by = models.ForeignKey(
        "kernel.User", models.PROTECT, verbose_name=_("called by"), null=True, blank=True, related_name="+",
        editable=False,
    )  # fmt: skip
    due_at = models.DateTimeField(_("call at"), null=True, blank=True, editable=False)
    held_by = models.ForeignKey(
        "kernel.User", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    held_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar["CallListEntryManager[CallListEntry]"] = CallListEntryManager()

    class Meta:
        verbose_name = _("entry of a call list")
        verbose_name_plural = _("entries of call lists")
        indexes = [models.Index(fields=["call_list", "status", "position", "id"], name="sales_entry_order")]

    def hold(self, user_id: int | None, at: datetime) -> None:
        """Somebody has this one before them, so that nobody else calls at the same time."""
        self.held_by_id, self.held_at = user_id, at

    def log(self, outcome: CallOutcome, by: int | None, at: datetime, due_at: datetime | None) -> None:
        """Keep what came of a call. "Call back" needs a time; no answer and busy come up again, later that day."""
        if self.status == EntryStatus.DONE:
            raise DomainError("called_already", _("Somebody has called this one already."))
        if outcome == CallOutcome.CALLBACK and (due_at is None or due_at <= at):
            raise DomainError("no_time", _("Say when to call back: a time still to come."), "due_at")
        self.attempts += 1
        self.outcome, self.called_at, self.called_by_id = outcome, at, by
        self.held_by, self.held_at = None, None
        again = outcome == CallOutcome.CALLBACK or (outcome in AGAIN and self.attempts < MOST_ATTEMPTS)
        self.status = EntryStatus.TODO if again else EntryStatus.DONE
        self.due_at = None
        if again:
            self.due_at = due_at if outcome == CallOutcome.CALLBACK else at + timedelta(hours=2)
