"""One import: a file on its way into an Object, and how far it has come. A kill at any moment leaves it resumable."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.clock import now
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Claimed, StoredFile, User


class State(models.TextChoices):
    """How far an import has come."""

    DRAFT = "draft", _("being prepared")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")


OPEN = (State.WAITING, State.RUNNING, State.UNDOING)
UNDOABLE = (State.DONE, State.FAILED, State.CANCELLED)
COUNTS = ("created", "updated", "unchanged", "skipped", "refused")


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """The questions about imports, and how one begins."""

    def begin(
        self,
        object_name: str,
        file: StoredFile,
        *,
        user_id: int | None,
        headers: Sequence[str],
        mapping: Mapping[str, JSON],
    ) -> "ImportBatch":
        """A new import, still to be prepared."""
        return self.create(
            object=object_name,
            file=file,
            user_id=user_id,
            headers=[*headers],
            mapping=mapping,
            begun_at=now(),
        )

    def open(self) -> Self:
        """Those that are to be driven to their end, or back to their beginning."""
        return self.filter(state__in=OPEN)

    def of(self, user_id: int | None) -> Self:
        """Those that a user began."""
        return self.filter(user_id=user_id)

    def of_file(self, object_name: str, sha256: str) -> Self:
        """Those of the same bytes into the same Object, the newest first."""
        return self.filter(object=object_name, file__sha256=sha256).order_by("-id")


ImportBatchManager = models.Manager.from_queryset(ImportBatchQuerySet)


class ImportBatch(Claimed):
    """A file, its mapping, and the count of rows that were dealt with, which is written together with these rows.

    An undo goes through the import's facts from the newest to the oldest: `undo_total` are
    there, `undone` are dealt with, and the next one is older than `undo_from`.
    """

    OPEN_STATES = OPEN

    id = models.BigAutoField(primary_key=True)
    object = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    mapping = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    total = models.BigIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    undo_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undo_total = models.BigIntegerField(default=0)
    undone = models.BigIntegerField(default=0)
    undo_from = models.BigIntegerField(null=True)

    objects: ClassVar["ImportBatchManager[ImportBatch]"] = ImportBatchManager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["user", "-id"], name="integration_import_user"),
            models.Index(fields=["object", "file"], name="integration_import_file"),
            models.Index(fields=["heard_at"], name="integration_import_open", condition=Q(state__in=OPEN)),
        ]

    @property
    def driven_for(self) -> User | None:
        """Whose rights count: those of who began it, or of who wants it back. Nobody's are the system's."""
        return self.undo_user if self.state == State.UNDOING else self.user

    @property
    def is_undoable(self) -> bool:
        """Whether it has ended and wrote something that may be taken back."""
        return self.state in UNDOABLE and bool(self.created or self.updated)

    @property
    def counts(self) -> dict[str, int]:
        """What became of its rows."""
        return {name: getattr(self, name) for name in COUNTS}

    def prepare(self, mapping: Mapping[str, JSON]) -> None:
        """Keep what is wished. Only a draft may change its mind."""
        self.mapping = mapping
        type(self).objects.filter(pk=self.pk, state=State.DRAFT).update(mapping=mapping)

    def release(self) -> None:
        """Hand it to whoever drives imports; a failed or cancelled one goes on where it stopped."""
        self.state, self.error, self.claim, self.heard_at, self.ended_at = State.WAITING, "", "", None, None
        self.save(update_fields=["state", "error", "claim", "heard_at", "ended_at"])

    def turn_back(self, total: int, user_id: int | None) -> None:
        """Hand it to whoever drives imports, to be taken back for a user; `total` facts tell what it wrote."""
        self.undo_user_id = user_id
        self.state, self.error, self.claim, self.heard_at, self.ended_at = State.UNDOING, "", "", None, None
        self.undo_total, self.undone, self.undo_from = total, 0, None
        self.save(update_fields=[
            "state", "error", "claim", "heard_at", "ended_at", "undo_user", "undo_total", "undone", "undo_from",
        ])  # fmt: skip

    @property
    def state_when_driven(self) -> str:
        """An undo is driven as one."""
        return State.UNDOING if self.state == State.UNDOING else State.RUNNING

    def advance(self, rows: int, counts: Mapping[str, int]) -> None:
        """Count rows that were dealt with. Called in the transaction that wrote them."""
        changes = {name: F(name) + count for name, count in counts.items() if count}
        type(self).objects.filter(pk=self.pk).update(cursor=F("cursor") + rows, heard_at=now(), **changes)
        self.cursor += rows

    def retreat(self, to: int, facts: int) -> None:
        """Count facts that were taken back, down to this one. Called in the transaction that did it."""
        changes = {"undone": F("undone") + facts, "undo_from": to, "heard_at": now()}
        type(self).objects.filter(pk=self.pk).update(**changes)
        self.undo_from, self.undone = to, self.undone + facts

    def expect(self, total: int) -> None:
        """Say how many rows there are."""
        self.total = total
        type(self).objects.filter(pk=self.pk).update(total=total, heard_at=now())
