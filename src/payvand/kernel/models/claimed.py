"""Long work that a row describes: one process drives it at a time, and whoever dies over it leaves it to the next."""

import os
import socket
from datetime import timedelta
from typing import ClassVar
from uuid import uuid4

from django.db import models, transaction

from payvand.kernel.clock import now

SILENCE = timedelta(seconds=60)
"""After so long without a sign of life the work is nobody's."""


class Claimed(models.Model):
    """Work that is driven to its end, with a `state` of its own; in those of `OPEN_STATES` it is not there yet.

    `claim` names the process that drives it. Whoever writes looks at it under the row's lock, so that of two drivers
    only one gets on.
    """

    OPEN_STATES: ClassVar[tuple[str, ...]] = ()

    # Each sort of work brings its own, with its choices.
    state = models.CharField(max_length=10)
    claim = models.CharField(max_length=160, blank=True, default="")
    heard_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Whether it is to be driven on."""
        return self.state in self.OPEN_STATES

    @property
    def state_when_driven(self) -> str:
        """The state that it has while somebody drives it."""
        return "running"

    def take(self) -> str:
        """Become the one who drives it; returns the claim, or "" where somebody alive holds it, or it has ended."""
        rows = type(self)._meta.base_manager
        with transaction.atomic():
            row = rows.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            if not row.is_open or row.is_held():
                return ""
            claim = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex}"
            rows.filter(pk=self.pk).update(claim=claim, state=row.state_when_driven, heard_at=now())
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
        rows = type(self)._meta.base_manager.select_for_update(of=("self",), no_key=True)
        return rows.filter(pk=self.pk, claim=claim, state=self.state_when_driven).first() is not None

    def end(self, state: str, error: str = "") -> None:
        """Close it; nobody drives it on."""
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
