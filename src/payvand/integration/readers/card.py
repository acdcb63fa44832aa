"""Reads address books: vCards of any version and maker, each card a row whose columns have the names of our fields."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from payvand.integration.readers.card_text import Property, cards_in
from payvand.integration.readers.encoding import encoding_of
from payvand.integration.readers.table import Cell, Line, UnreadableFile
from payvand.integration.readers.text import START, wrong_encoding

Card = Sequence[Property]

# Types that say how a value is sent, not where it belongs.
SILENT: Final = frozenset(
    {"internet", "pref", "voice", "x400", "postal", "parcel", "dom", "intl", "msg", "text", "video", "uri"}
)
LABELS: Final = {"cell": "mobile", "iphone": "mobile", "main": "work"}
SCHEME: Final = re.compile(r"^(?:tel|mailto):", re.IGNORECASE)
APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_")
MESSENGERS: Final = (
    "IMPP",
    "X-AIM",
    "X-SKYPE",
    "X-SKYPE-USERNAME",
    "X-GTALK",
    "X-JABBER",
    "X-TELEGRAM",
    "X-MS-IMADDRESS",
)


class CardTable:
    """A vCard file as a table; only columns that any card fills are there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as stream:
            self.encoding = encoding_of(stream.read(START))
        filled = set()
        for card in self._cards():
            filled |= {name for name, read in COLUMNS.items() if read(card)}
        if not filled - {"kind"}:
            raise UnreadableFile("empty_file", _("The file holds no card that says anything."))
        self.headers = tuple(name for name in COLUMNS if name in filled)

    def lines(self) -> Iterator[Line]:
        for number, card in enumerate(self._cards(), start=1):
            yield Line(number, [COLUMNS[name](card) for name in self.headers])

    def _cards(self) -> Iterator[Card]:
        try:
            with self.path.open(encoding=self.encoding, errors="strict") as stream:
                yield from cards_in(stream)
        except UnicodeError:
            raise wrong_encoding(self.path, self.encoding) from None


def texts(card: Card, *names: str) -> list[str]:
    """The texts of all properties of these names that say anything."""
    return [one.text for one in card if one.name in names and one.text]


def first(card: Card, *names: str) -> Cell:
    """The first text of such a property."""
    return next(iter(texts(card, *names)), None)


def part(card: Card, name: str, *places: int) -> str:
    """Some parts of the first structured property of a name, joined by spaces."""
    for one in card:
        if one.name == name and any(one.parts):
            return " ".join(
                one.parts[place] for place in places if place < len(one.parts) and one.parts[place]
            )
    return ""


def called(card: Card) -> Cell:
    """What the card is called: its display name, else what it is made of, else whatever it holds."""
    own = first(card, "FN") or part(card, "N", 3, 1, 2, 0, 4)
    return own or part(card, "ORG", 0) or first(card, "NICKNAME", "EMAIL", "TEL")


def is_company(card: Card) -> bool:
    """Whether the card says that it is no person's."""
    return (
        str(first(card, "KIND") or "").lower() == "org"
        or str(first(card, "X-ABSHOWAS") or "").upper() == "COMPANY"
    )


def labelled(card: Card, *names: str) -> list[object]:
    """The values of such properties, the preferred one first, each with the label that the card gives it."""
    wanted = [one for one in card if one.name in names and one.text]
    wanted.sort(key=lambda one: "pref" not in one.types)
    return [
        {"value": SCHEME.sub("", one.text).replace(";ext=", " ext. "), "label": label_of(one, card)}
        for one in wanted
    ]


def label_of(one: Property, card: Card) -> str:
    """Home, work, mobile, fax … as the types say, or the group's own label as Apple writes it."""
    for other in card:
        if one.group and other.group == one.group and other.name == "X-ABLABEL":
            return APPLE_LABEL.sub(r"\1", other.text)
    return " ".join(dict.fromkeys(LABELS.get(name, name) for name in one.types if name not in SILENT))


def notes(card: Card) -> Cell:
    """All that was noted, and the values that have no column."""
    return "\n\n".join(texts(card, "NOTE")) or None


# Column → what it reads off a card. The names are those of fields, so that a mapping finds them.
COLUMNS: Final[dict[str, Callable[[Card], Cell]]] = {
    "kind": lambda card: "organisation" if is_company(card) else "person",
    "name": called,
    "given_name": lambda card: part(card, "N", 1, 2) or None,
    "family_name": lambda card: part(card, "N", 0, 4) or None,
    "honorific": lambda card: part(card, "N", 3) or None,
    "nickname": lambda card: first(card, "NICKNAME"),
    "organisation": lambda card: None if is_company(card) else part(card, "ORG", 0) or None,
    "department": lambda card: part(card, "ORG", 1, 2) or None,
    "job_title": lambda card: first(card, "TITLE") or first(card, "ROLE"),
    "phones": lambda card: labelled(card, "TEL"),
    "emails": lambda card: labelled(card, "EMAIL"),
    "messengers": lambda card: labelled(card, *MESSENGERS),
    "website": lambda card: first(card, "URL"),
    "street": lambda card: part(card, "ADR", 0, 1, 2) or None,
    "city": lambda card: part(card, "ADR", 3) or None,
    "province": lambda card: part(card, "ADR", 4) or None,
    "postal_code": lambda card: part(card, "ADR", 5) or None,
    "country": lambda card: part(card, "ADR", 6) or None,
    "birth_day": lambda card: first(card, "BDAY"),
    "gender": lambda card: first(card, "GENDER", "X-GENDER"),
    "tags": lambda card: [
        name.strip() for line in texts(card, "CATEGORIES") for name in line.split(",") if name.strip()
    ],
    "description": notes,
}
