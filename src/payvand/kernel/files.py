"""The file store: uploaded bytes lie once under their hash, and are there before any row speaks of them."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Record, StoredFile

LARGEST = 2 * 1024**3
CHUNK = 1024 * 1024


def store(
    stream: BinaryIO,
    name: str,
    *,
    actor: Actor,
    about: Record | None = None,
    content_type: str = "",
    largest: int = LARGEST,
) -> StoredFile:
    """Keep a file. Raises DomainError where it is larger than `largest` bytes; then nothing stays behind."""
    folder = settings.PAYVAND.files
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as incoming:
        try:
            for chunk in chunks(stream):
                size += len(chunk)
                if size > largest:
                    raise DomainError(
                        "file_too_large",
                        _("The file is larger than %(limit)d MB.") % {"limit": largest // 1024**2},
                    )
                digest.update(chunk)
                incoming.write(chunk)
            incoming.flush()
            os.fsync(incoming.fileno())
        except BaseException:
            Path(incoming.name).unlink(missing_ok=True)
            raise
    settle(Path(incoming.name), path_of(digest.hexdigest()))
    return StoredFile.objects.create(
        name=safe_name(name), size=size, content_type=content_type[:100] or "application/octet-stream",
        sha256=digest.hexdigest(), object=about.object_name if about else "", subject_id=about.pk if about else None,
        uploaded_by_id=actor.user_id, uploaded_at=datetime.now(UTC),
    )  # fmt: skip


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The content of a stream, a megabyte at a time."""
    while chunk := stream.read(CHUNK):
        yield chunk


def settle(incoming: Path, target: Path) -> None:
    """Move a complete file to its place; the same bytes are kept once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    incoming.chmod(0o600)
    incoming.replace(target)


def path_of(sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return Path(settings.PAYVAND.files) / sha256[:2] / sha256


def safe_name(name: str) -> str:
    """A file name without folders and control characters, short enough to keep."""
    plain = "".join(mark for mark in Path(name.replace("\\", "/")).name if mark.isprintable())
    return plain[-255:] or "file"
