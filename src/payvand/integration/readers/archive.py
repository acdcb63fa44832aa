"""Guards against archives that unpack to more than any honest file holds."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from payvand.integration.readers.table import UnreadableFile

MOST_ENTRIES = 2_000
MOST_BYTES = 4 * 1024**3
HONEST_RATIO = 200
HARMLESS = 20 * 1024**2


def inspect(path: Path) -> zipfile.ZipFile:
    """The opened archive. Raises UnreadableFile for a broken one, and for a bomb."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError):
        raise UnreadableFile("broken_archive", _("This spreadsheet is damaged.")) from None
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    ratio = total / max(1, path.stat().st_size)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or (total > HARMLESS and ratio > HONEST_RATIO):
        archive.close()
        raise UnreadableFile("zip_bomb", _("This spreadsheet unpacks to more than any honest file holds."))
    return archive
