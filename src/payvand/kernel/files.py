"""The file store: uploaded bytes lie once under their hash, and are there before any row speaks of them."""

import errno
import fcntl
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, StoredFile

LARGEST = 2 * 1024**3
CHUNK = 1024 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
HASH = re.compile(r"[0-9a-f]{64}")
# How long bytes lie about that no row speaks of: whoever has just brought them may not have committed yet.
GRACE_SECONDS = 24 * 60 * 60


def store(
    stream: BinaryIO,
    name: str,
    *,
    actor: Actor,
    about: Record | None = None,
    content_type: str = "",
    largest: int = LARGEST,
) -> StoredFile:
    """Keep a file. Raises DomainError where it is larger than `largest` bytes, or than what the disk can take.

    Then nothing stays behind. What a file is, its first bytes say; `content_type` is believed where they say nothing.
    """
    incoming, sha256, size, head = _taken_in(stream, largest)
    with _store_locked(fcntl.LOCK_SH):
        settle(incoming, path_of(sha256))
    return StoredFile.objects.create(
        name=safe_name(name), size=size, content_type=type_of(head) or content_type[:100] or "application/octet-stream",
        sha256=sha256, object=about.object_name if about else "", subject_id=about.pk if about else None,
        uploaded_by_id=actor.user_id, uploaded_at=datetime.now(UTC),
    )  # fmt: skip


def _taken_in(stream: BinaryIO, largest: int) -> tuple[Path, str, int, bytes]:
    """The bytes as a file that has no name yet, their hash, how many they are, and the first of them."""
    folder = settings.PAYVAND.files
    folder.mkdir(parents=True, exist_ok=True)
    digest, size, head = hashlib.sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as incoming:
        try:
            for chunk in chunks(stream):
                size += len(chunk)
                head = head or chunk[:16]
                if size > largest:
                    limit = {"limit": largest // 1024**2}
                    raise DomainError("file_too_large", _("The file is larger than %(limit)d MB.") % limit)
                digest.update(chunk)
                incoming.write(chunk)
            incoming.flush()
            os.fsync(incoming.fileno())
        except BaseException as error:
            Path(incoming.name).unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in FULL:
                raise DomainError(
                    "disk_full", _("There is no room left on the server for this file.")
                ) from error
            raise
    return Path(incoming.name), digest.hexdigest(), size, head


# What browsers and readers make something of, by how it begins.
BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-elf"),
)


def type_of(head: bytes) -> str:
    """The type that the first bytes of a file prove; "" where they prove none."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((name for start, name in BEGINNINGS if head.startswith(start)), "")


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The content of a stream, a megabyte at a time."""
    while chunk := stream.read(CHUNK):
        yield chunk


def settle(incoming: Path, target: Path) -> None:
    """Move a complete file to its place; the same bytes are kept once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    incoming.chmod(0o600)
    incoming.replace(target)


def release(file: StoredFile) -> None:
    """Let go of a file. Its bytes go with the last row that speaks of them. Raises DomainError while it is in use."""
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError as error:
        raise DomainError("in_use", _("Something still holds this file.")) from error


@contextmanager
def kept_while_copied() -> Iterator[None]:
    """No bytes are removed while this block runs; more may come."""
    with _store_locked(fcntl.LOCK_SH):
        yield


def remove_unheld(grace: float = GRACE_SECONDS) -> int:
    """Remove bytes that no row speaks of any more, and what broke off on its way in. Returns how many files went.

    While a backup copies nothing is removed: the next turn comes.
    """
    folder = Path(settings.PAYVAND.files)
    if not folder.is_dir():
        return 0
    gone = 0
    try:
        with _store_locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            before = time.time() - grace
            for part in sorted(one for one in folder.iterdir() if one.is_dir()):
                gone += _removed([one for one in part.iterdir() if HASH.fullmatch(one.name)], before)
            gone += _removed(list(folder.glob(".incoming-*")), before)
    except BlockingIOError:
        return 0
    return gone


def _removed(files: list[Path], before: float) -> int:
    held = set(
        StoredFile.objects.filter(sha256__in=[one.name for one in files]).values_list("sha256", flat=True)
    )
    unheld = [one for one in files if one.name not in held and one.stat().st_mtime < before]
    for one in unheld:
        one.unlink()
    return len(unheld)


@contextmanager
def _store_locked(how: int) -> Iterator[None]:
    """Hold the store: those who add or copy together, who removes alone. The lock falls with its process."""
    folder = Path(settings.PAYVAND.files)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as turn:
        fcntl.flock(turn, how)
        yield


def path_of(sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return Path(settings.PAYVAND.files) / sha256[:2] / sha256


def safe_name(name: str) -> str:
    """A file name without folders and control characters, short enough to keep."""
    plain = "".join(mark for mark in Path(name.replace("\\", "/")).name if mark.isprintable())
    return plain[-255:] or "file"
