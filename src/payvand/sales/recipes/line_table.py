"""Reads a table in which each row is a line of an invoice, by a mapping that says what its columns are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
from django.utils.translation import gettext as _

from payvand.integration.readers import Cell, Table, UnreadableFile, open_table
from payvand.kernel.errors import DomainError

MEANINGS = ("number", "product", "description", "quantity", "moment", "unit_price", "customer", "country")


@dataclass(frozen=True, kw_only=True)
class LineMapping:
    """What the columns are (`columns`: header → one of MEANINGS), and how what they hold is called here.

    `sale`, `return_`, `customer` and `walk_in` are names in which %s stands for the number of the document, that of the
    customer, or the country. `countries` turns names of countries into codes; "" is for what is no country.
    Numbers of cancellations and of adjustments begin with `cancellation` and `adjustment`.
    """

    columns: Mapping[str, str]
    currency: str
    time_zone: ZoneInfo
    sale: str
    return_: str
    customer: str
    walk_in: str
    countries: Mapping[str, str]
    cancellation: str
    adjustment: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an invoice as the file has it. Below zero, its quantity or its price takes something back."""

    number: str
    product: str
    description: str
    quantity: Decimal
    moment: datetime
    unit_price: Decimal
    customer: str
    country: str

    @property
    def takes_back(self) -> bool:
        """Whether it is the line of a return."""
        return self.quantity < 0 or self.unit_price < 0


def mapping_of(path: Path) -> LineMapping:
    """The mapping that a file of a recipe holds."""
    told = orjson.loads(path.read_bytes())
    return LineMapping(
        columns=told["columns"],
        currency=told["currency"],
        time_zone=ZoneInfo(told["time_zone"]),
        sale=told["sale"],
        return_=told["return"],
        customer=told["customer"],
        walk_in=told["walk_in"],
        countries=told["countries"],
        cancellation=told["cancellation"],
        adjustment=told["adjustment"],
    )


class LineTable:
    """The rows of a file. `rows` may be asked for again, and then begins anew."""

    def __init__(self, path: Path, mapping: LineMapping) -> None:
        self.mapping = mapping
        self.table: Table = open_table(path)
        self.headers = {meaning: header for header, meaning in mapping.columns.items()}
        missing = [header for header in self.headers.values() if header not in self.table.headers]
        if missing:
            message = _("The file has no column “%(header)s”.") % {"header": missing[0]}
            raise UnreadableFile("unknown_header", message)
        self.places = [self.table.headers.index(self.headers[meaning]) for meaning in MEANINGS]

    def rows(self) -> Iterator[Row]:
        """Row by row. Raises DomainError, naming the row, for what cannot be read."""
        for line in self.table.lines():
            try:
                yield self._row([line.cells[place] for place in self.places])
            except Unreadable as error:
                column = self.headers[error.meaning]
                words = {"row": line.number, "column": column, "value": error.value}
                message = _("Row %(row)d: “%(value)s” in the column “%(column)s” cannot be read.")
                raise DomainError("unreadable_row", message % words, column) from None

    def _row(self, cells: Sequence[Cell]) -> Row:
        number, product, words, quantity, moment, price, customer, country = cells
        return Row(
            number=_text(number),
            product=_text(product),
            description=_text(words),
            quantity=_number("quantity", quantity),
            moment=self._moment(moment),
            unit_price=_number("unit_price", price),
            customer=_text(customer),
            country=self._country(_text(country)),
        )

    def _moment(self, cell: Cell) -> datetime:
        try:
            moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(str(cell))
        except ValueError:
            raise Unreadable("moment", cell) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=self.mapping.time_zone)

    def _country(self, name: str) -> str:
        """The name, if the mapping knows it: a country that nobody thought of is told, and not lost."""
        if name and name not in self.mapping.countries:
            raise Unreadable("country", name)
        return name


class Unreadable(Exception):
    """A cell that is not what its column means."""

    def __init__(self, meaning: str, value: Cell) -> None:
        super().__init__(meaning)
        self.meaning, self.value = meaning, value


def _number(meaning: str, cell: Cell) -> Decimal:
    try:
        number = Decimal(str(cell))
    except InvalidOperation:
        raise Unreadable(meaning, cell) from None
    if not number.is_finite():
        raise Unreadable(meaning, cell)
    return number


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
