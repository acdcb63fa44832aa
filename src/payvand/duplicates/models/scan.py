"""One scan of everything by one rule, and how far it has come. A kill at any moment leaves it resumable."""

from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.duplicates.models.rule import Rule
from payvand.kernel.clock import now
from payvand.kernel.models import Claimed, User


class State(models.TextChoices):
    """How far a scan has come."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Phase(models.TextChoices):
    """What a scan does one after the other."""

    KEYS = "keys", _("making keys")
    LEARNING = "learning", _("learning weights")
    COMPARING = "comparing", _("comparing")


OPEN = (State.WAITING, State.RUNNING)


class ScanQuerySet(models.QuerySet["Scan"]):
    """The questions about scans, and how one begins."""

    def begin(self, rule: Rule, *, user_id: int | None) -> "Scan":
        """A new scan, or the one of this rule that is still open."""
        with transaction.atomic():
            Rule.objects.select_for_update(of=("self",), no_key=True).get(pk=rule.pk)
            found = self.open().filter(rule=rule).first()
            return found or self.create(rule=rule, user_id=user_id, begun_at=now())

    def open(self) -> Self:
        """Those that are to be driven to their end."""
        return self.filter(state__in=OPEN)


ScanManager = models.Manager.from_queryset(ScanQuerySet)


class Scan(Claimed):
    """A scan: its phase, and the number of the last record that is through, written with what came of it."""

    OPEN_STATES = OPEN

    id = models.BigAutoField(primary_key=True)
    rule = models.ForeignKey(Rule, models.CASCADE, related_name="scans")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.KEYS)
    definition = models.CharField(max_length=40, blank=True, default="")
    cursor = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    compared = models.BigIntegerField(default=0)
    found = models.BigIntegerField(default=0)

    objects: ClassVar["ScanManager[Scan]"] = ScanManager()

    class Meta:
        indexes = [
            models.Index(fields=["heard_at"], name="duplicates_scan_open", condition=Q(state__in=OPEN)),
        ]

    def enter(self, phase: Phase, total: int) -> None:
        """Begin a phase from its start."""
        self.phase, self.cursor, self.done, self.total, self.heard_at = phase, 0, 0, total, now()
        self.save(update_fields=["phase", "cursor", "done", "total", "heard_at"])

    def begin_with(self, definition: str) -> None:
        """Note by which definition of the rule it is done; another one since means to begin anew."""
        self.definition = definition
        self.save(update_fields=["definition"])

    def advance(self, cursor: int, records: int, compared: int = 0, found: int = 0) -> None:
        """Count records that are through. Called in the transaction that wrote what came of them."""
        type(self).objects.filter(pk=self.pk).update(
            cursor=cursor, done=F("done") + records, compared=F("compared") + compared, found=F("found") + found,
            heard_at=now(),
        )  # fmt: skip
        self.cursor = cursor
        self.done += records

    def sign_of_life(self) -> None:
        """Say that it is still being driven."""
        type(self).objects.filter(pk=self.pk).update(heard_at=now())
