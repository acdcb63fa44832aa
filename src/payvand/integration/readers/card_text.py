"""The grammar of vCard 2.1, 3.0 and 4.0 as programs really write it: folds, quoted-printable, groups, bare types."""

import binascii
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from payvand.integration.readers.table import LONGEST_CELL

# Group, name, parameters, value.
LINE = re.compile(
    r"^(?:([\w-]+)\.)?([\w-]+)((?:;(?:\"[^\"]*\"|[^\":;])*)*):(.*)$",
    re.DOTALL,
)
PARAM = re.compile(r";((?:\"[^\"]*\"|[^;\"])*)")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
SPLIT_PARTS = re.compile(r"(?<!\\);")
PICTURES = ("PHOTO", "LOGO", "SOUND", "KEY")


@dataclass(frozen=True, kw_only=True)
class Property:
    """One property of a card. `types` are its TYPE parameters in lower case, whichever way they were written."""

    name: str
    value: str
    group: str = ""
    types: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The value as plain text."""
        return unescaped(self.value)

    @property
    def parts(self) -> list[str]:
        """The value of a structured property (N, ADR, ORG), part by part."""
        return [unescaped(part) for part in SPLIT_PARTS.split(self.value)]


def cards_in(lines: Iterable[str]) -> Iterator[list[Property]]:
    """The properties of one card after another. What no card holds, and what cannot be read, is left out."""
    card: list[Property] | None = None
    for line in unfolded(lines):
        marker = line.strip().upper()
        if marker == "BEGIN:VCARD":
            card = []
        elif marker == "END:VCARD" and card is not None:
            yield card
            card = None
        elif card is not None:
            found = parsed(line)
            if found is not None:
                card.append(found)


def unfolded(lines: Iterable[str]) -> Iterator[str]:
    """Whole lines: one that begins with a space, or follows a soft break, belongs to the line before."""
    whole: list[str] = []
    size = 0
    for raw in lines:
        line = raw.rstrip("\r\n")
        soft = bool(whole) and whole[-1].endswith("=") and is_quoted(whole[0])
        if soft:
            whole[-1] = whole[-1][:-1]
        if whole and (soft or line[:1] in (" ", "\t")):
            size += len(line)
            if size < LONGEST_CELL:  # a picture may be any size; nobody reads it here
                whole.append(line if soft else line[1:])
            continue
        if whole:
            yield "".join(whole)
        whole, size = [line], len(line)
    if whole:
        yield "".join(whole)


def is_quoted(line: str) -> bool:
    """Whether a line says that its value is quoted-printable."""
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def parsed(line: str) -> Property | None:
    """The property that a line holds, if it holds any."""
    found = LINE.match(line)
    if found is None or found[2].upper() in PICTURES:
        return None
    group, name, params, raw = found.groups()
    types, charset = [], "utf-8"
    for param in PARAM.findall(params):
        key, equals, value = param.partition("=")
        if not equals:
            key, value = "TYPE", key
        if key.strip().upper() == "TYPE":
            types += [one.strip().strip('"').lower() for one in value.strip('"').split(",")]
        elif key.strip().upper() == "CHARSET":
            charset = value.strip('"')
    value = unquoted(raw, charset) if is_quoted(line) else raw
    return Property(name=name.upper(), value=value, group=(group or "").lower(), types=tuple(types))


def unquoted(value: str, charset: str) -> str:
    """A quoted-printable value as text."""
    try:
        return quopri.decodestring(value.encode("ascii", "ignore")).decode(charset, "replace")
    except (LookupError, binascii.Error):
        return value


def unescaped(value: str) -> str:
    """A value without the backslashes that guard its signs."""
    return ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
