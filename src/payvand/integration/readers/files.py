"""Chooses the reader of a file by its first bytes; its name decides only between kinds of text."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from payvand.integration.readers.card import CardTable
from payvand.integration.readers.lines import JsonTable
from payvand.integration.readers.table import LARGEST_FILE, Table, UnreadableFile
from payvand.integration.readers.text import TextTable

FORMATS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".vcf", ".jsonl", ".ndjson", ".parquet")
"""The endings that a file chooser offers."""

SIGNS: Final = (
    (b"PK\x03\x04", "sheet", "SheetTable"),
    (b"\xd0\xcf\x11\xe0", "sheet", "SheetTable"),
    (b"PAR1", "parquet", "ParquetTable"),
)
"""The first bytes of files whose readers weigh thirty megabytes: modules beside this one, and their classes."""


def open_table(path: Path, name: str = "") -> Table:
    """The file as a table; `name` is what people call it. Raises UnreadableFile and changes nothing."""
    size = path.stat().st_size
    if not size:
        raise UnreadableFile("empty_file", _("The file is empty."))
    if size > LARGEST_FILE:
        raise UnreadableFile("file_too_large", _("The file is larger than 2 GB. Please divide it."))
    with path.open("rb") as stream:
        start = stream.read(4096)
    for sign, module, reader in SIGNS:
        if start.startswith(sign):
            # Only whoever opens such a file pays for what reads it.
            opened: Callable[[Path], Table] = getattr(import_module(f"{__package__}.{module}"), reader)
            return opened(path)
    if b"BEGIN:VCARD" in start.replace(b"\0", b"").upper():
        return CardTable(path)
    if Path(name or path.name).suffix.lower() in (".jsonl", ".ndjson") or start.lstrip(
        b"\xef\xbb\xbf \r\n"
    ).startswith(b'{"'):
        return JsonTable(path)
    return TextTable(path)
