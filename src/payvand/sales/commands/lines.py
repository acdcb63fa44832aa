"""The lines of documents: read from rows, completed from the catalogue, worked out, written as a set."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from payvand.culture.money import Money
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError, FieldError, Invalid
from payvand.kernel.kinds import MoneyKind
from payvand.kernel.objects import Object, object_of
from payvand.kernel.records.table import insert, overwrite
from payvand.kernel.records.values import Reader, put, resolve_links
from payvand.kernel.records.write import stamp
from payvand.sales.models import Document, Line
from payvand.sales.models.document import TOTALS

L = TypeVar("L", bound=Line)

# A row that says nothing in any of these is an empty one: the last row of an editor.
SPEAKING = ("product", "description", "unit_price")
WRITTEN = (
    *(name for total in TOTALS for name in (total, f"{total}_currency")), "updated_at", "version",
)  # fmt: skip


def read_lines(model: type[L], rows: Sequence[Mapping[str, object]], currency: str, actor: Actor) -> list[L]:
    """Unsaved lines out of rows of values by field. Raises Invalid with "lines.PLACE.FIELD" for all that is wrong.

    Empty rows are passed over. An amount without a currency is in that of the document; one in another is refused.
    """
    one = object_of(model)
    reader = Reader(one, actor, actor.locale)
    spoken = [row for row in rows if any(row.get(name) not in (None, "") for name in SPEAKING)]
    read = [reader.read(in_currency(one, row, currency, actor)) for row in spoken]
    found = [values for values, _errors in read]
    foreign = [other_currencies(values, currency) for values in found]
    linked = resolve_links(one, found, actor)
    raise_for_lines(
        [[*errors, *other, *more] for (_v, errors), other, more in zip(read, foreign, linked, strict=True)]
    )
    lines = []
    for values in found:
        line = model()
        for name, value in values.items():
            if value is not None:
                put(line, one.fields[name], value)
        lines.append(line)
    return lines


def in_currency(one: Object, row: Mapping[str, object], currency: str, actor: Actor) -> Mapping[str, object]:
    """The row with its bare amounts in a currency; what cannot be read stays, for the reader to refuse."""
    found = dict(row)
    for name, given in row.items():
        kind = one.fields[name].kind if name in one.fields else None
        if not isinstance(kind, MoneyKind) or given in (None, "") or isinstance(given, Money):
            continue
        try:
            found[name] = replace(kind, currency=currency).read(given, actor.locale)
        except DomainError:
            continue
    return found


def other_currencies(values: Mapping[str, object], currency: str) -> list[FieldError]:
    """What is given in another currency than that of the document."""
    message = _("This document is in %(currency)s.") % {"currency": currency}
    return [
        FieldError(field=name, code="other_currency", message=message)
        for name, value in values.items()
        if isinstance(value, Money) and value.currency != currency and value.amount
    ]


def raise_for_lines(errors: Sequence[Sequence[FieldError]]) -> None:
    """Raise Invalid with everything that is wrong in any line, the field named by the place of the line."""
    placed = [
        FieldError(field=f"lines.{place}.{error.field}", code=error.code, message=error.message)
        for place, of_line in enumerate(errors)
        for error in of_line
    ]
    if placed:
        raise Invalid(placed)


def write_new(lines: Sequence[Line]) -> None:
    """Insert lines that belong to a document already."""
    for line in lines:
        stamp(line, adding=True)
    insert(lines)


def write_again(lines: Sequence[Line]) -> None:
    """Write what was worked out on lines that stand already. What only follows is no version of its own."""
    overwrite(lines)


def write_totals(document: Document, *more: str) -> None:
    """Write the figures of a document, and what else its verb changed."""
    stamp(document, adding=False)
    document.save(update_fields=[*WRITTEN, *more])
