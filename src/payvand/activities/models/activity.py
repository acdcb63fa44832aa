"""An activity: something to be done with or for somebody, and what came of it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.activities.models.repeat import Repeat
from payvand.kernel.errors import DomainError
from payvand.kernel.models import OwnedRecord, RecordQuerySet, Tag, no_early_days
from payvand.parties.models import Party

LONGEST = 7 * 24 * 60  # minutes


class ActivityKind(models.TextChoices):
    TASK = "task", _("task")
    CALL = "call", _("call")
    MEETING = "meeting", _("meeting")
    EMAIL = "email", _("e-mail")
    VISIT = "visit", _("visit")


# Those in which we and the party meet, so that doing one is a contact.
CONTACTS = (ActivityKind.CALL, ActivityKind.MEETING, ActivityKind.EMAIL, ActivityKind.VISIT)


class ActivityStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class Outcome(models.TextChoices):
    POSITIVE = "positive", _("went well")
    NEUTRAL = "neutral", _("neither well nor badly")
    NEGATIVE = "negative", _("went badly")
    NOT_REACHED = "not_reached", _("nobody reached")
    CALL_BACK = "call_back", _("asked to be called back")


class ActivityQuerySet(RecordQuerySet):
    """The questions that activities answer."""

    def planned(self) -> Self:
        """Those that are still to be done."""
        return self.current().filter(status=ActivityStatus.PLANNED)

    def ringing(self, now: datetime) -> Self:
        """Those planned whose reminder or whose own time has come."""
        return self.planned().filter(Q(remind_at__lte=now) | Q(due_at__lte=now))

    def about(self, object_name: str, pk: int) -> Self:
        """Those that were planned from a record."""
        return self.current().filter(about_object=object_name, about_id=pk)


ActivityManager = models.Manager.from_queryset(ActivityQuerySet)


class Activity(Repeat, OwnedRecord):
    """What its owner is to do, when, with which party, and about which record of any sort."""

    TONES = {
        "planned": "blue", "done": "green", "cancelled": "grey", "task": "violet", "call": "turquoise",
        "meeting": "saffron", "email": "blue", "visit": "orange", "positive": "green", "negative": "red",
        "not_reached": "orange", "call_back": "saffron",
    }  # fmt: skip
    ABOUT = ("about_object", "about_id")
    title_field = "subject"

    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind, default=ActivityKind.TASK)
    subject = models.CharField(_("subject"), max_length=200)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        verbose_name=_("customer"),
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    person = models.ForeignKey(
        Party, models.PROTECT, verbose_name=_("contact person"), null=True, blank=True, related_name="+"
    )
    about_object = models.CharField(max_length=60, blank=True, default="", editable=False)
    about_id = models.BigIntegerField(null=True, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True, help_text=_("As in “tomorrow at 10”."))
    all_day = models.BooleanField(_("all day"), default=False)
    minutes = models.PositiveSmallIntegerField(_("duration (minutes)"), null=True, blank=True)
    remind_at = models.DateTimeField(_("remind at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, default="")
    status = models.CharField(
        _("status"), max_length=10, choices=ActivityStatus, default=ActivityStatus.PLANNED, editable=False
    )
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome, blank=True, default="", editable=False
    )
    result = models.TextField(_("what came of it"), blank=True, default="", editable=False)
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    topics = models.ManyToManyField(Tag, verbose_name=_("questions and objections"), related_name="+")

    objects: ClassVar["ActivityManager[Activity]"] = ActivityManager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = no_early_days("repeat_until")
        indexes = [
            models.Index(fields=["owner", "due_at", "id"], name="activities_owner_due"),
            models.Index(fields=["team", "due_at", "id"], name="activities_team_due"),
            models.Index(fields=["due_at", "id"], name="activities_due"),
            models.Index(fields=["party", "due_at", "id"], name="activities_party_due"),
            models.Index(fields=["about_object", "about_id"], name="activities_about"),
            models.Index(
                fields=["owner", "remind_at"], condition=Q(remind_at__isnull=False), name="activities_remind"
            ),
        ]

    def settle(self) -> None:
        """Refuse what cannot be: a duration of a week and more, a rule without a date."""
        if self.minutes is not None and not 0 < self.minutes <= LONGEST:
            raise DomainError("bad_duration", _("Between one minute and seven days."), "minutes")
        self.settle_repeat(self.due_at.date() if self.due_at else None)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to be done."""
        return self.status == ActivityStatus.PLANNED

    @property
    def is_contact(self) -> bool:
        """Whether doing it meant that we and the party spoke or wrote."""
        return self.kind in CONTACTS and self.outcome != Outcome.NOT_REACHED

    def complete(self, at: datetime, outcome: str, result: str) -> None:
        """It is done. Raises DomainError where it is not planned."""
        self._require_planned()
        self.status, self.done_at = ActivityStatus.DONE, at
        self.outcome, self.result = outcome, result

    def postpone(self, due_at: datetime, now: datetime) -> None:
        """Do it later; a reminder keeps its distance. Raises DomainError where it is not planned, or for the past."""
        self._require_planned()
        if due_at <= now:
            raise DomainError("in_the_past", _("That time is over: name one to come."), "until")
        if self.remind_at is not None:
            ahead = self.due_at - self.remind_at if self.due_at else None
            self.remind_at = due_at - ahead if ahead is not None and due_at - ahead > now else None
        self.due_at = due_at

    def cancel(self, at: datetime, reason: str) -> None:
        """It will not be done. Raises DomainError where it is not planned."""
        self._require_planned()
        self.status, self.done_at, self.result = ActivityStatus.CANCELLED, at, reason

    def reopen(self) -> None:
        """It is to be done after all. Raises DomainError where it is planned."""
        if self.is_planned:
            raise DomainError("is_planned", _("This is still to be done."))
        self.status, self.done_at = ActivityStatus.PLANNED, None
        self.outcome, self.result = "", ""

    def _require_planned(self) -> None:
        if self.status == ActivityStatus.DONE:
            raise DomainError("is_done", _("This is done already."))
        if self.status == ActivityStatus.CANCELLED:
            raise DomainError("is_cancelled", _("This was cancelled."))
