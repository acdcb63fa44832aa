"""Finds out in which encoding a text was written: by its mark, by UTF-8's own rules, by the letters it would give."""

import codecs

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

from payvand.integration.readers.table import UnreadableFile

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What programs of our users' region and of the West write where they do not write Unicode.
SINGLE_BYTE = ["cp1256", "cp1252", "iso8859_6", "mac_roman"]
ENOUGH = 64 * 1024


def encoding_of(start: bytes) -> str:
    """The encoding of a text that begins so. Raises UnreadableFile for what is no text."""
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    if _is_utf8(start):
        return "utf-8"
    return _wide(start) or _single_byte(start)


def _is_utf8(start: bytes) -> bool:
    if b"\0" in start:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _wide(start: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of the separators and line ends is zero."""
    if start.count(b"\0") <= len(start) // 50:
        return None
    odd, even = start[1::2].count(0), start[0::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = start[: len(start) // 2 * 2].decode(encoding, errors="replace")
    strange = sum(mark < " " and mark not in "\t\r\n" for mark in text)
    if max(odd, even) < 4 * min(odd, even) + 2 or strange > len(text) // 100:
        raise binary()
    return encoding


def _single_byte(start: bytes) -> str:
    """An old encoding of one byte a letter."""
    if (
        b"\0" in start
        or sum(byte < 32 and byte not in b"\t\r\n\x0c\x1a" for byte in start) > len(start) // 100
    ):
        raise binary()
    # Lines of ASCII tell nothing.
    lines = [line for line in start.splitlines(keepends=True) if not line.isascii()]
    best = from_bytes(b"".join(lines)[:ENOUGH], cp_isolation=SINGLE_BYTE).best()
    if best is None:
        raise binary()
    return best.encoding


def binary() -> UnreadableFile:
    """The refusal of bytes that are no text."""
    return UnreadableFile(
        "not_text",
        _("This is no text and no file of a kind that can be read (CSV, XLSX, vCard, JSONL, Parquet)."),
    )
