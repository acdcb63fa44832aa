"""Writes address cards (vCard 4.0, RFC 6350) of Objects that have a name and a phone or an e-mail."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from payvand.integration.writers.text import PIECE
from payvand.kernel.kinds import Items
from payvand.kernel.objects import Field, Object

# Label of a value → the TYPE that other programs know.
TYPES: Final = {"mobile": "cell", "home": "home", "work": "work", "fax": "fax", "pager": "pager"}
LONGEST_LINE: Final = 75


def makes_cards(one: Object) -> bool:
    """Whether records of the Object can be told as cards: by the names that the reader of cards uses too."""
    return "name" in one.shipped and bool({"phones", "emails"} & set(one.shipped))


def cards(fields: Sequence[Field], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """One card a row."""
    names = [field.name for field in fields]
    piece = bytearray()
    for row in rows:
        piece += card(dict(zip(names, row, strict=True))).encode()
        if len(piece) > PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


def card(values: Mapping[str, Any]) -> str:
    """The card of one record."""
    given, family, honorific = (
        escaped(values.get(n) or "") for n in ("given_name", "family_name", "honorific")
    )
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{escaped(values.get('name') or '')}"]
    if given or family:
        lines.append(f"N:{family};{given};;{honorific};")
    if values.get("kind") == "organisation":
        lines.append("KIND:org")
    if values.get("organisation"):
        lines.append(f"ORG:{escaped(values['organisation'].label)}")
    lines += _simple(values)
    lines += [f"TEL{_types(item.more)}:{_phone(str(item.value))}" for item in _items(values, "phones")]
    lines += [f"EMAIL{_types(item.more)}:{escaped(str(item.value))}" for item in _items(values, "emails")]
    if values.get("tags"):
        lines.append("CATEGORIES:" + ",".join(escaped(item.value.label) for item in values["tags"]))
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCARD"])


def _simple(values: Mapping[str, Any]) -> list[str]:
    found = [
        f"{name}:{escaped(values[field])}"
        for field, name in (
            ("job_title", "TITLE"),
            ("nickname", "NICKNAME"),
            ("website", "URL"),
            ("description", "NOTE"),
        )
        if values.get(field)
    ]
    born = values.get("birth_day")
    return [*found, f"BDAY:{born:%Y%m%d}"] if isinstance(born, date) else found


def _items(values: Mapping[str, Any], name: str) -> Items:
    return values.get(name) or ()


def _types(more: Mapping[str, Any]) -> str:
    words = [TYPES.get(word, word) for word in re.findall(r"[\w-]+", str(more.get("label") or ""))]
    types = [word for word in words if word.isascii()]
    if more.get("is_primary"):
        types.append("pref")
    return ";TYPE=" + ",".join(types) if types else ""


def _phone(value: str) -> str:
    number, _mark, extension = value.partition(";ext=")
    return f"{number} ext. {extension}" if extension else number


def escaped(text: str) -> str:
    """The text with its marks guarded."""
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A long line over several, none longer than 75 bytes and none cut within a letter."""
    if len(line.encode()) <= LONGEST_LINE:
        return line
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            pieces.append("")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n ".join(pieces)
