"""The tables of a document: its lines, and the means by which money came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from django.utils.translation import gettext as _

from payvand.sales.printing.paper import Item, Means, Paper
from payvand.sales.printing.texts import Writer

Align = Literal["start", "center", "end"]
Drawn = dict[str, object]
Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """A column: its head, its width as a share of the free room (0 = as its content), and what a cell says."""

    label: str
    cell: Callable[[int, Row], str]
    width: float = 0
    align: Align = "end"


def items_table(paper: Paper, writer: Writer) -> Drawn:
    """The lines of a plain document; columns that nobody fills are left out."""
    items = paper.items
    columns = [
        _position(writer),
        *([_code(writer)] if any(item.code for item in items) else []),
        Column[Item](
            label=_("Description"), cell=lambda _at, item: _described(item, writer), width=1, align="start"
        ),
        Column[Item](label=_("Quantity"), cell=lambda _at, item: _counted(item, writer)),
        _money(_("Unit price"), writer, lambda item: item.unit_price),
        *(
            [_money(_("Discount"), writer, lambda item: item.discount)]
            if any(i.discount for i in items)
            else []
        ),
        *([_tax(writer)] if any(item.tax for item in items) else []),
        _money(_("Total"), writer, lambda item: item.total),
    ]
    return _drawn(columns, items)


def official_table(paper: Paper, writer: Writer) -> Drawn:
    """The eleven columns of the official sheet, and under them their sums."""
    columns = [
        _position(writer),
        _code(writer),
        Column[Item](
            label=_("Description of goods or services"),
            cell=lambda _at, item: _described(item, writer),
            width=1,
            align="start",
        ),
        Column[Item](
            label=_("Quantity"), cell=lambda _at, item: writer.number(item.quantity), align="center"
        ),
        Column[Item](label=_("Unit"), cell=lambda _at, item: writer.free(item.unit), align="center"),
        _money(_("Unit price"), writer, lambda item: item.unit_price),
        _money(_("Gross amount"), writer, lambda item: item.gross),
        _money(_("Discount"), writer, lambda item: item.discount),
        _money(_("Amount after discount"), writer, lambda item: item.net),
        _money(_("Tax and duties"), writer, lambda item: item.tax),
        _money(_("Amount with tax and duties"), writer, lambda item: item.total),
    ]
    sums = paper.totals
    drawn = _drawn(columns, paper.items)
    if sums is not None:
        values = (sums.gross, sums.discount, sums.net, sums.tax, sums.total)
        drawn["sums"] = [_("Sum"), *(writer.amount(value) for value in values)]
    return drawn


def means_table(paper: Paper, writer: Writer) -> Drawn:
    """How the money of a receipt came."""
    columns = [
        Column[Means](
            label=_("Means of payment"), cell=lambda _at, one: writer.free(one.label), width=1, align="start"
        ),
        Column[Means](label=_("Reference"), cell=lambda _at, one: writer.official(one.reference)),
        Column[Means](label=_("Due on"), cell=lambda _at, one: writer.day(one.due_on) if one.due_on else ""),
        _money(_("Amount"), writer, lambda one: one.amount),
    ]
    return _drawn(columns, paper.means)


def _drawn(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> Drawn:
    return {
        "heads": [column.label for column in columns],
        "widths": [column.width for column in columns],
        "aligns": [column.align for column in columns],
        "rows": [[column.cell(at, row) for column in columns] for at, row in enumerate(rows, start=1)],
    }


def _position(writer: Writer) -> Column[Item]:
    return Column(label=_("No."), cell=lambda at, _item: writer.number(Decimal(at)), align="center")


def _code(writer: Writer) -> Column[Item]:
    return Column(label=_("Code"), cell=lambda _at, item: writer.code(item.code), align="center")


def _money(label: str, writer: Writer, value: Callable[[Row], Decimal]) -> Column[Row]:
    return Column(label=f"{label}\n({writer.unit})", cell=lambda _at, row: writer.amount(value(row)))


def _tax(writer: Writer) -> Column[Item]:
    def cell(_at: int, item: Item) -> str:
        shown = writer.amount(item.tax)
        return f"{shown}\n{writer.percent(item.tax_percent)}" if item.tax_percent else shown

    return Column(label=f"{_('Tax')}\n({writer.unit})", cell=cell)


def _described(item: Item, writer: Writer) -> str:
    return "\n".join(writer.free(part) for part in (item.description, item.note) if part)


def _counted(item: Item, writer: Writer) -> str:
    return f"{writer.number(item.quantity)} {writer.free(item.unit)}".strip()
