"""The kinds of values, by name. A new kind is one class and one line here."""

from typing import Any

from payvand.kernel.kinds.choice import Choice, Link, Option, Reference, address
from payvand.kernel.kinds.contact import Identifier, PhoneNumber
from payvand.kernel.kinds.kind import JSON, Context, Kind, Unacceptable
from payvand.kernel.kinds.number import MoneyKind, Number, Percent, Whole, YesNo
from payvand.kernel.kinds.several import Item, Items, Several
from payvand.kernel.kinds.text import Code, Colour, Email, LongText, Text, Url
from payvand.kernel.kinds.time import Day, Moment

KINDS: dict[str, type[Kind[Any]]] = {
    kind.name: kind
    for kind in (
        Text, LongText, Code, Email, Url, Colour, PhoneNumber, Identifier,
        Number, Whole, Percent, MoneyKind, YesNo, Day, Moment, Choice, Link, Several,
    )
}  # fmt: skip

__all__ = [
    "JSON", "KINDS", "Choice", "Code", "Colour", "Context", "Day", "Email", "Identifier", "Item", "Items", "Kind",
    "Link", "LongText", "Moment", "MoneyKind", "Number", "Option", "Percent", "PhoneNumber", "Reference", "Several",
    "Text", "Unacceptable", "Url", "Whole", "YesNo", "address",
]  # fmt: skip
