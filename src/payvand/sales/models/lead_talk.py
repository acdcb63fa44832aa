"""A talk with a lead: who spoke with whom, by which channel, about what, with which questions and objections."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from payvand.kernel.fields import FoldedField
from payvand.kernel.models import Record
from payvand.sales.models.lead import Lead


class TalkChannel(models.TextChoices):
    CALL = "call", _("call")
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    MESSENGER = "messenger", _("messenger")
    MEETING = "meeting", _("meeting")


class TalkOutcome(models.TextChoices):
    REACHED = "reached", _("reached")
    NO_ANSWER = "no_answer", _("no answer")
    BUSY = "busy", _("busy")
    WRONG_NUMBER = "wrong_number", _("wrong number")
    SENT = "sent", _("sent")


class Objection(models.TextChoices):
    """What spoke against it, so that objections may be counted."""

    PRICE = "price", _("price")
    TIMING = "timing", _("timing")
    AUTHORITY = "authority", _("somebody else decides")
    COMPETITOR = "competitor", _("has another supplier")
    FEATURE = "feature", _("something is missing")
    TRUST = "trust", _("does not know us")
    OTHER = "other", _("other")


class LeadTalk(Record):
    """One talk, or one attempt at it."""

    TONES = {"reached": "green", "sent": "blue", "wrong_number": "red"}

    lead = models.ForeignKey(Lead, models.CASCADE, verbose_name=_("lead"), related_name="talks")
    channel = models.CharField(
        _("channel"), max_length=10, choices=TalkChannel.choices, default=TalkChannel.CALL
    )
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=TalkOutcome.choices, default=TalkOutcome.REACHED
    )
    topic = models.CharField(_("topic"), max_length=200, blank=True, default="")
    topic_fold = FoldedField("topic")
    counterpart = models.CharField(
        _("with whom"), max_length=200, blank=True, default="",
        help_text=_("Where it was somebody else than the lead."),
    )  # fmt: skip
    questions = models.TextField(_("questions"), blank=True, default="")
    objection = models.CharField(
        _("objection"), max_length=12, choices=Objection.choices, blank=True, default=""
    )
    note = models.TextField(_("note"), blank=True, default="")
    user = models.ForeignKey(
        "kernel.User", models.PROTECT, verbose_name=_("our person"), null=True, blank=True, related_name="+"
    )
    talked_at = models.DateTimeField(_("when"), null=True, blank=True)

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
