"""A chart of two dimensions: a table whose cells are darker the larger they are, each the way to its records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import ngettext

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.insight.dashboard import Chart
from payvand.insight.figures import Figure, Table
from payvand.ui.pages.measure_words import number_of, short, whole

MOST_COLUMNS = 8
SHADES = 4


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure in its row and column. `shade` is 0 (nothing) to 4 (the largest)."""

    value: str = ""
    exact: str = ""
    href: str = ""
    records: str = ""
    shade: int = 0


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A row: what it is about, and a cell for every column."""

    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The table. `corner` says what its rows are, `across` what its columns are."""

    corner: str
    across: str
    columns: Sequence[str]
    rows: Sequence[GridRow]


def grid_of(figures: Sequence[Figure], chart: Chart, table: Table, locale: Locale) -> tuple[Grid | None, int]:
    """The table with the rows and columns of the most records, and how many of either were left out."""
    if not figures:
        return None, 0
    down, across = weighed(figures, 0), weighed(figures, 1)
    rows, columns = down[: chart.first], across[:MOST_COLUMNS]
    cells = {(row.keys[0].value, row.keys[1].value): row for row in figures}
    labels = [{row.keys[at].value: row.keys[at].label for row in figures} for at in (0, 1)]
    most = max((abs(number_of(row.value)) for row in figures), default=Decimal(0))
    grid = Grid(
        corner=str(table.dimensions[0].label),
        across=str(table.dimensions[1].label),
        columns=[labels[1][key] for key in columns],
        rows=[
            GridRow(
                label=labels[0][key],
                cells=[cell_of(cells.get((key, column)), table, locale, most) for column in columns],
            )
            for key in rows
        ],
    )
    return grid, len(down) - len(rows) + len(across) - len(columns)


def weighed(figures: Sequence[Figure], at: int) -> list[str | None]:
    """The keys of a dimension, those of the most records first."""
    records: Counter[str | None] = Counter()
    for row in figures:
        records[row.keys[at].value] += row.records
    return [key for key, _count in records.most_common()]


def cell_of(row: Figure | None, table: Table, locale: Locale, most: Decimal) -> Cell:
    """One cell; without a figure it is empty."""
    if row is None:
        return Cell()
    share = abs(number_of(row.value)) / most if most else Decimal(0)
    count = ngettext("%(count)s record", "%(count)s records", row.records)
    return Cell(
        value=short(table.measure, row.value, locale),
        exact=whole(table.measure, row.value, locale),
        href=row.href,
        records=count % {"count": format_number(row.records, locale)},
        shade=min(int(share * SHADES) + 1, SHADES) if share else 0,
    )
