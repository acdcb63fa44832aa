"""What another system sold or took back, as plain values: to be taken over whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class PastLine:
    """What was sold or given back: always more than none of it, at a price that is not below nothing.

    `written_at` is the moment at which the line was keyed in; it is kept as that of its making.
    """

    product: int
    description: str
    quantity: Decimal
    unit_price: Decimal
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class PastDocument:
    """A sale, or a return, as another system closed it.

    `buyer` is the customer's side of the paper (see `models.side`). `names_customer` is False where the other system
    knew no customer and `party` stands for whoever came: what such a party bought says nothing of what it brings back.
    """

    number: str
    name: str
    party: int
    on: date
    currency: str
    is_return: bool
    lines: Sequence[PastLine]
    buyer: Mapping[str, str]
    names_customer: bool = True
