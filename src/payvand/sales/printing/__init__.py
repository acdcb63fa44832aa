"""Documents on paper: values in, PDF out. `render(paper)` draws a Paper in its own language."""

from payvand.sales.printing.paper import (
    Block,
    Item,
    Logo,
    Means,
    Paper,
    PaperKind,
    Settlement,
    Term,
    Totals,
)
from payvand.sales.printing.render import can_draw, file_name, render
from payvand.sales.printing.side import block_of

__all__ = [
    "Block",
    "Item",
    "Logo",
    "Means",
    "Paper",
    "PaperKind",
    "Settlement",
    "Term",
    "Totals",
    "block_of",
    "can_draw",
    "file_name",
    "render",
]
