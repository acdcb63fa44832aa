"""The file of a backup: a ZIP with one text file a table, the uploaded files under their hashes, and the manifest."""

import fcntl
import hashlib
import hmac
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import orjson

from payvand.kernel.db.whole import Table, Tally, line_of
from payvand.kernel.db.whole.table import JSON_ROW
from payvand.storage.manifest import Manifest, UnfitArchive, fingerprint, parse, seal

CHUNK = 1024 * 1024
MANIFEST, SEAL, KEY = "manifest.json", "seal", "secret_key"
Say = Callable[[str], None]


class Writer:
    """Writes an archive, entry by entry."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened

    def table(self, table: Table, rows: Iterator[JSON_ROW]) -> tuple[int, str]:
        """Write a table; gives its count and checksum."""
        count, digest = 0, hashlib.sha256()
        with self._entry(table_entry(table)) as entry:
            for line in map(line_of, rows):
                count += 1
                digest.update(line)
                entry.write(line)
        return count, digest.hexdigest()

    def file(self, sha256: str, source: Path) -> int | None:
        """Write an uploaded file; gives its size, None where its bytes are gone or are not those that they were."""
        size, digest = 0, hashlib.sha256()
        if not source.is_file():
            return None
        with source.open("rb") as stream, self._entry(file_entry(sha256)) as entry:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                digest.update(chunk)
                entry.write(chunk)
        return size if digest.hexdigest() == sha256 else None

    def finish(self, manifest: Manifest, key: str) -> None:
        """Write the manifest under the seal of the instance's key, and the key itself where it is to be inside."""
        if manifest.has_key:
            self._text(KEY, key.encode())
        told = manifest.dump()
        self._text(MANIFEST, told)
        self._text(SEAL, seal(key, told).encode())

    def _entry(self, name: str) -> IO[bytes]:
        return self._zip.open(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), "w", force_zip64=True)

    def _text(self, name: str, text: bytes) -> None:
        with self._entry(name) as entry:
            entry.write(text)


@contextmanager
def written(target: Path) -> Iterator[Writer]:
    """An archive that is there whole when the block ends, or not at all. Raises OSError where it cannot be written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.partial")
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as stream:
        # Two that write the same file would mix; what a killed one has left behind is written over.
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            stream.truncate()
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as unfinished:
                yield Writer(unfinished)
            stream.flush()
            os.fsync(stream.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    synchronise(target.parent)


def synchronise(folder: Path) -> None:
    """Let a name that was given in a folder outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Archive:
    """An archive that is read. As a source of rows it stands beside the snapshots of databases."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self._told = self._read(MANIFEST)
        self.manifest = parse(self._told)
        self._tallies = {table.name: tally for table, tally in self.manifest.tables}

    def rows(self, table: Table) -> Iterator[JSON_ROW]:
        """The rows of a table."""
        with self._zip.open(table_entry(table)) as entry:
            yield from map(orjson.loads, entry)

    def tally(self, table: Table) -> Tally:
        """What its rows must come to."""
        return self._tallies[table.name]

    def key(self) -> str | None:
        """The secret key, where it is inside."""
        return self._read(KEY).decode() if self.manifest.has_key else None

    def check(self, key: str | None) -> None:
        """Read everything once. Raises UnfitArchive where anything is not what the manifest says.

        With the key of the instance that made it, the manifest itself is proved too.
        """
        expected = {MANIFEST, SEAL, *([KEY] if self.manifest.has_key else [])}
        expected |= {table_entry(table) for table, _tally in self.manifest.tables}
        expected |= {file_entry(sha256) for sha256 in self.manifest.files}
        names = set(self._zip.namelist()) - {file_entry(sha256) for sha256 in self.manifest.lost}
        if names != expected:
            raise UnfitArchive(f"entries are missing or were added: {', '.join(sorted(names ^ expected))}.")
        self._check_key(key)
        for table, tally in self.manifest.tables:
            self._check_table(table, tally)
        for sha256, size in self.manifest.files.items():
            if self._sum(file_entry(sha256)) != (sha256, size):
                raise UnfitArchive(f"the file {sha256} is not the one that was backed up.")

    def _check_key(self, given: str | None) -> None:
        known = given or self.key()
        if known is None:
            return
        if fingerprint(known) != self.manifest.key:
            raise UnfitArchive("the key is not that of the instance that made the archive.")
        if not hmac.compare_digest(seal(known, self._told), self._read(SEAL).decode("ascii", "replace")):
            raise UnfitArchive("the manifest was changed after the archive was made: its seal does not fit.")

    def _check_table(self, table: Table, tally: Tally) -> None:
        digest, lines = hashlib.sha256(), 0
        with self._zip.open(table_entry(table)) as entry:
            while chunk := entry.read(CHUNK):
                digest.update(chunk)
                lines += chunk.count(b"\n")
        if (lines, digest.hexdigest()) != (tally.count, tally.sha256):
            raise UnfitArchive(f"the table {table.name} is not the one that was backed up.")

    def _sum(self, name: str) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with self._zip.open(name) as entry:
            while chunk := entry.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
        return digest.hexdigest(), size

    def unpack_files(self, folder: Path) -> None:
        """Lay the uploaded files down where an instance looks for them."""
        for sha256 in self.manifest.files:
            target = folder / sha256[:2] / sha256
            target.parent.mkdir(parents=True, exist_ok=True)
            with self._zip.open(file_entry(sha256)) as entry, open_private(target) as stream:
                while chunk := entry.read(CHUNK):
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except KeyError as error:
            raise UnfitArchive(f"there is no {name} in it: this is not an archive of Payvand.") from error


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """Open an archive. Raises UnfitArchive where it is none, and for whatever damage is met while it is read."""
    try:
        with zipfile.ZipFile(file) as unpacked:
            yield Archive(unpacked)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, orjson.JSONDecodeError) as error:
        raise UnfitArchive(f"it is damaged or cut short ({error}).") from error


def open_private(target: Path) -> IO[bytes]:
    """A new file that its owner alone may read."""
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def table_entry(table: Table) -> str:
    """Where the rows of a table stand in the archive."""
    return f"tables/{table.name}.jsonl"


def file_entry(sha256: str) -> str:
    """Where an uploaded file stands in the archive."""
    return f"files/{sha256[:2]}/{sha256}"
