"""The file store: equal bytes once, named by what they are, gone with their last holder, and whole or not there."""

import errno
import io
from pathlib import Path

import pytest
from django.conf import settings

from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.files import kept_while_copied, path_of, release, remove_unheld, store
from payvand.kernel.models import StoredFile

pytestmark = pytest.mark.django_db
ACTOR = system("test")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def keep(content: bytes, name: str = "a.txt", **more) -> StoredFile:
    return store(io.BytesIO(content), name, actor=ACTOR, **more)


def incoming() -> list[Path]:
    return list(settings.PAYVAND.files.glob(".incoming-*"))


def test_equal_bytes_lie_once_and_go_with_their_last_holder():
    one, other = keep(b"the same bytes"), keep(b"the same bytes", "b.txt")

    release(one)
    remove_unheld(grace=-1)
    with_one_holder = path_of(other.sha256).exists()
    release(other)
    remove_unheld(grace=-1)

    assert one.sha256 == other.sha256
    assert with_one_holder
    assert not path_of(other.sha256).exists()


def test_nothing_goes_while_a_backup_copies():
    kept = keep(b"copied just now")
    release(kept)

    with kept_while_copied():
        gone = remove_unheld(grace=-1)

    assert gone == 0
    assert path_of(kept.sha256).exists()


@pytest.mark.parametrize(
    ("content", "claimed", "type_"),
    [
        (PNG, "text/html", "image/png"),
        (b"%PDF-1.7 x", "image/png", "application/pdf"),
        (b"MZ\x90\0", "image/png", "application/x-msdownload"),
        (b"plain words", "text/plain", "text/plain"),
        (b"plain words", "", "application/octet-stream"),
    ],
)
def test_the_first_bytes_say_what_a_file_is(content, claimed, type_):
    assert keep(content, content_type=claimed).content_type == type_


def test_a_file_that_is_too_large_leaves_nothing():
    with pytest.raises(DomainError) as refused:
        keep(b"x" * 2000, largest=1000)

    assert refused.value.code == "file_too_large"
    assert incoming() == []


def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("payvand.kernel.files.os.fsync", full)

    with pytest.raises(DomainError) as refused:
        keep(b"one byte too many")

    assert refused.value.code == "disk_full"
    assert incoming() == []
    assert not StoredFile.objects.exists()
