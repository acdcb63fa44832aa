"""Customers, products, closed orders and returns out of a table of invoice lines, in two passes of flat memory.

The first pass learns who bought, what things are called and how many lines each document has; the second one takes each
document over as soon as its last line has come. What was taken over before stays, so the same file may come again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from payvand.culture.folding import fold
from payvand.culture.locale import NEUTRAL
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.objects import named
from payvand.kernel.records import write_many
from payvand.sales.commands.past import note_purchases, take_over
from payvand.sales.commands.past_document import PastDocument, PastLine
from payvand.sales.recipes.line_table import LineMapping, LineTable, Row

T = TypeVar("T")
RECORDS: Final = 2_000
DOCUMENTS: Final = 200

Progress = Callable[[int, int], None]


@dataclass(kw_only=True)
class Survey:
    """What the first pass learns: lines a document, countries a customer, words a product by its folded code.

    A customer without a number is known by its country: its name is empty.
    """

    documents: Counter[str] = field(default_factory=Counter)
    customers: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    products: dict[str, Counter[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def note(self, row: Row) -> None:
        """Take one row in."""
        self.documents[row.number] += 1
        self.customers.setdefault(buyer_of(row), Counter())[row.country] += 1
        code = fold(row.product)
        self.codes.setdefault(code, row.product)
        words = self.products.setdefault(code, Counter())
        if row.description:
            words[row.description] += 1


@dataclass(frozen=True, kw_only=True)
class Known:
    """The records that rows lead to, by what rows call them."""

    customers: Mapping[tuple[str, str], int]
    products: Mapping[str, int]
    words: Mapping[str, str]


def buyer_of(row: Row) -> tuple[str, str]:
    """Who bought: the number of a customer, or else the country alone, whose passers-by are one customer."""
    return (row.customer, "") if row.customer else ("", row.country)


def take_lines_over(path: Path, mapping: LineMapping, *, actor: Actor, label: str, progress: Progress) -> int:
    """Take all documents of a file over; returns how many were new. Each chunk of them stands or falls as a whole."""
    table = LineTable(path, mapping)
    survey = Survey()
    for row in table.rows():
        survey.note(row)
    known = Known(
        customers=_write_customers(survey, mapping, actor, label),
        products=_write_products(survey, actor, label),
        words={code: _commonest(words) or survey.codes[code] for code, words in survey.products.items()},
    )
    fresh = done = 0
    for chunk in _in_chunks(whole_documents(table.rows(), survey.documents), DOCUMENTS):
        fresh += take_over([document_of(rows, mapping, known) for rows in chunk], actor=actor, label=label)
        done += len(chunk)
        progress(done, len(survey.documents))
    note_purchases([pk for (number, _country), pk in known.customers.items() if number], actor=actor)
    return fresh


def whole_documents(rows: Iterable[Row], sizes: Mapping[str, int]) -> Iterator[Sequence[Row]]:
    """The rows document by document, each when its last row has come: those of two may lie among one another."""
    begun: dict[str, list[Row]] = {}
    for row in rows:
        lines = begun.setdefault(row.number, [])
        lines.append(row)
        if len(lines) == sizes[row.number]:
            yield begun.pop(row.number)


def document_of(rows: Sequence[Row], mapping: LineMapping, known: Known) -> PastDocument:
    """A document out of its rows. Raises DomainError where some of them sell and others take back."""
    first = rows[0]
    is_return = first.takes_back
    if any(row.takes_back != is_return or buyer_of(row) != buyer_of(first) for row in rows):
        message = _("%(number)s sells and takes back at once, or is for two customers.")
        raise DomainError("two_documents", message % {"number": first.number}, "number")
    name = mapping.customer % first.customer if first.customer else mapping.walk_in % first.country
    side = {"name": name, "country": mapping.countries.get(first.country, "")}
    return PastDocument(
        number=first.number,
        name=(mapping.return_ if is_return else mapping.sale) % first.number,
        party=known.customers[buyer_of(first)],
        on=first.moment.date(),
        currency=mapping.currency,
        is_return=is_return,
        lines=[line_of(row, known) for row in rows],
        buyer={part: text for part, text in side.items() if text},
        names_customer=bool(first.customer),
    )


def line_of(row: Row, known: Known) -> PastLine:
    """A line out of its row, in the words that stood on the paper, else in those of the product."""
    code = fold(row.product)
    return PastLine(
        product=known.products[code],
        description=row.description or known.words[code],
        quantity=abs(row.quantity),
        unit_price=abs(row.unit_price),
        written_at=row.moment,
    )


def _write_customers(
    survey: Survey, mapping: LineMapping, actor: Actor, label: str
) -> dict[tuple[str, str], int]:
    """The customers, each in the country from which it bought most."""
    wanted = {
        buyer: {
            "name": mapping.customer % buyer[0] if buyer[0] else mapping.walk_in % buyer[1],
            "kind": "organisation",
            "source": "import",
            "country": mapping.countries.get(_commonest(countries), ""),
        }
        for buyer, countries in survey.customers.items()
    }
    return _written("parties.party", wanted, "name", actor, label)


def _write_products(survey: Survey, actor: Actor, label: str) -> dict[str, int]:
    """The products, each in the words that stand on most lines; one that has none is called by its code."""
    wanted = {
        code: {"code": survey.codes[code], "name": _commonest(words) or survey.codes[code]}
        for code, words in survey.products.items()
    }
    return _written("catalog.product", wanted, "code", actor, label)


def _written(
    object_name: str, wanted: Mapping[T, Mapping[str, object]], key: str, actor: Actor, label: str
) -> dict[T, int]:
    """The numbers of records that were made, or found by a field, for each of some names."""
    found: dict[T, int] = {}
    for chunk in _in_chunks(wanted.items(), RECORDS):
        outcomes, _batch = write_many(
            named(object_name), [row for _name, row in chunk], actor=actor, locale=NEUTRAL, match=[[key]], label=label
        )  # fmt: skip
        for (name, row), outcome in zip(chunk, outcomes, strict=True):
            if outcome.id is None:
                error = outcome.errors[0]
                raise DomainError(error.code, f"{row[key]}: {error.message}", error.field)
            found[name] = outcome.id
    return found


def _commonest(counted: Counter[str]) -> str:
    """What was counted most often; of equals what came first."""
    return counted.most_common(1)[0][0] if counted else ""


def _in_chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk
