"""Reads the text of a drawn document in the order of its marked content, as the standard of PDF says.

ISO 32000-1: letters inside /ReversedChars stand in turned order (14.8.2.5.3), /ActualText replaces what it holds
(14.9.4).
"""

import re
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200b"))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, the runs of the layout one after another."""
    return [_text(page) for page in PdfReader(BytesIO(pdf)).pages]


def _text(page: PageObject) -> str:
    reader = _Reader(page)
    stream = ContentStream(page.get_contents(), page.pdf)
    for operands, operator in stream.operations:
        reader.take(operator, operands)
    return "".join(reader.runs).translate(ISOLATES)


class _Reader:
    """Takes the operators of a page one by one; each run (one MCID) becomes one text, its turned pieces put right."""

    def __init__(self, page: PageObject) -> None:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"].get_object()
        assert isinstance(fonts, DictionaryObject)
        self.maps = {name: _to_unicode(font.get_object()) for name, font in fonts.items()}
        self.font: dict[bytes, str] = {}
        self.open: list[tuple[str, bool]] = []
        self.pieces: list[str] = []
        self.turned = False
        self.runs: list[str] = []

    def take(self, operator: bytes, operands: list[object]) -> None:
        if operator in (b"BMC", b"BDC"):
            self._begin(str(operands[0]), operands[1] if len(operands) > 1 else None)
        elif operator == b"EMC":
            self.open.pop()
            if not self.open:
                self._close()
        elif operator == b"Tf":
            self.font = self.maps[operands[0]]
        elif operator in (b"Tj", b"TJ") and not any(replaced for _tag, replaced in self.open):
            self._show(operands[0])

    def _begin(self, tag: str, properties: object) -> None:
        said = properties.get("/ActualText") if isinstance(properties, DictionaryObject) else None
        if said is not None:
            self.pieces.append(str(said))
        self.turned |= tag == "/ReversedChars"
        self.open.append((tag, said is not None))

    def _show(self, shown: object) -> None:
        parts = shown if isinstance(shown, list) else [shown]
        codes = b"".join(part.original_bytes for part in parts if hasattr(part, "original_bytes"))
        letters = [self.font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)]
        turned = any(tag == "/ReversedChars" for tag, _replaced in self.open)
        self.pieces.append("".join(reversed(letters) if turned else letters))

    def _close(self) -> None:
        # A run goes from right to left as a whole: its last piece on the left is its first to read.
        self.runs.append("".join(reversed(self.pieces) if self.turned else self.pieces))
        self.pieces, self.turned = [], False


def _to_unicode(font: DictionaryObject) -> dict[bytes, str]:
    mapping = font["/ToUnicode"].get_object()
    assert isinstance(mapping, StreamObject)
    table = mapping.get_data().decode("latin-1")
    found: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                code = (int(first, 16) + step).to_bytes(2, "big")
                found[code] = start[:-1] + chr(ord(start[-1]) + step)
    return found
