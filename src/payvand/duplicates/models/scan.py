"""One scan of everything by one rule, and how far it has come. A kill at any moment leaves it resumable."""

import os
import socket
from datetime import timedelta
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.duplicates.models.rule import Rule
from payvand.kernel.clock import now
from payvand.kernel.models import User

SILENCE = timedelta(seconds=60)
"""After so long without a sign of life a scan is nobody's."""


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


class Scan(models.Model):
    """A scan: its phase, and the number of the last record that is through, written with what came of it.

    `claim` names the process that drives it. Whoever writes looks at it under the row's lock, so that of two drivers
    only one gets on.
    """

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
    claim = models.CharField(max_length=160, blank=True, default="")
    heard_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    objects: ClassVar["ScanManager[Scan]"] = ScanManager()

    class Meta:
        indexes = [
            models.Index(fields=["heard_at"], name="duplicates_scan_open", condition=Q(state__in=OPEN)),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def take(self) -> str:
        """Become the one who drives it; returns the claim, or "" where somebody alive holds it, or it has ended."""
        with transaction.atomic():
            row = type(self).objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if not row.is_open or row.is_held():
                return ""
            claim = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex}"
            type(self).objects.filter(pk=self.pk).update(claim=claim, state=State.RUNNING, heard_at=now())
        self.refresh_from_db()
        return claim

    def is_held(self) -> bool:
        """Whether its driver is alive: a process of this machine that runs, or one elsewhere that was heard lately."""
        if not self.claim or self.heard_at is None or self.heard_at < now() - SILENCE:
            return False
        host, process, _rest = self.claim.rsplit(":", 2)
        return host != socket.gethostname() or is_alive(int(process))

    def hold(self, claim: str) -> bool:
        """Lock the row and say whether the claim still stands. Called at the start of every transaction that writes."""
        held = type(self).objects.select_for_update(of=("self",), no_key=True)
        return held.filter(pk=self.pk, claim=claim, state=State.RUNNING).first() is not None

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

    def end(self, state: State, error: str = "") -> None:
        """Close the scan; nobody drives it on."""
        self.state, self.ended_at, self.error, self.claim = state, now(), error, ""
        self.save(update_fields=["state", "ended_at", "error", "claim"])


def is_alive(process: int) -> bool:
    """Whether a process of this machine runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
