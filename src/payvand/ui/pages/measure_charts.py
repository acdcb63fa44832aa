"""The charts of a dashboard: marks with their lengths, their words, and the way to the records behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.periods import Unit, period_of
from payvand.insight.dashboard import Chart
from payvand.insight.figures import Figure, Table
from payvand.insight.periods import label_of, short_label
from payvand.kernel.kinds import Percent
from payvand.ui.pages.measure_asks import Answered, currency_of, leading
from payvand.ui.pages.measure_grid import Grid, grid_of
from payvand.ui.pages.measure_words import NOTHING, number_of, short, whole

MOST_PERIODS = 60


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A bar, a column or a point. `size` is its length in percent of the longest; `heading` begins a group."""

    label: str
    value: str
    exact: str
    href: str
    records: str
    size: float
    long_label: str = ""
    heading: str = ""

    @property
    def middle(self) -> float:
        """Where a bar begins that stands in the middle."""
        return (100 - self.size) / 2

    @property
    def top(self) -> float:
        """How far below the top a column begins."""
        return 100 - self.size


@dataclass(frozen=True, kw_only=True)
class ChartScene:
    """A chart as the template draws it. `line` are the corners of a line chart; `note` says what is not in it."""

    label: str
    help: str
    form: str
    wide: bool
    marks: Sequence[Mark]
    grid: Grid | None = None
    line: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.marks and self.grid is None


def charts_of(found: Answered) -> list[ChartScene]:
    """The charts that the reader may see."""
    return [scene for chart in found.state.board.charts if (scene := chart_scene(chart, found))]


def chart_scene(chart: Chart, found: Answered) -> ChartScene | None:
    """One chart, in one currency; of others it says that they are there."""
    table, locale = found.chart(chart), found.state.actor.locale
    if table is None:
        return None
    main = leading(table.total)
    rows = [row for row in table.rows if main is None or currency_of(row) == currency_of(main)]
    notes = [
        _("In another currency: %(amount)s.") % {"amount": whole(table.measure, one.value, locale)}
        for one in table.total
        if one is not main
    ]
    unit = table.dimensions[-1].unit
    marks: Sequence[Mark] = ()
    grid: Grid | None = None
    if chart.form == "grid":
        grid, left = grid_of(rows, chart, table, locale)
    elif unit:
        marks, left = over_time(rows, table, unit, found), 0
    else:
        marks, left = ranked(rows, chart, table, locale)
    if left:
        many = ngettext("%(count)s more is not shown.", "%(count)s more are not shown.", left)
        notes.append(many % {"count": format_number(left, locale)})
    return ChartScene(
        label=str(chart.label),
        help=str(table.measure.help),
        form=chart.form,
        wide=chart.wide,
        marks=marks,
        grid=grid,
        line=line_through(marks) if chart.form == "line" else "",
        note=" ".join(notes),
    )


def over_time(rows: Sequence[Figure], table: Table, unit: Unit, found: Answered) -> list[Mark]:
    """A mark for every period in order, also for those in which nothing was."""
    if not rows:
        return []
    locale = found.state.actor.locale
    dated = {date.fromisoformat(row.keys[-1].value): row for row in rows if row.keys[-1].value}
    longest = longest_of(rows, table)
    marks: list[Mark] = []
    day = min(dated, default=None)
    while day is not None and day <= max(dated) and len(marks) < MOST_PERIODS:
        marks.append(
            mark(
                dated.get(day), table, locale, longest=longest,
                label=short_label(day, unit, locale), long_label=label_of(day, unit, locale),
            )
        )  # fmt: skip
        _start, day = period_of(day, unit, locale)
    return marks


def ranked(rows: Sequence[Figure], chart: Chart, table: Table, locale: Locale) -> tuple[list[Mark], int]:
    """The marks of what has no time: the longest first, or in the order of stages; and how many were left out."""
    in_order = chart.form in ("funnel", "steps")
    if in_order:
        ordered = sorted(rows, key=lambda row: [_sortable(key.value) for key in row.keys])
    else:
        ordered = sorted(rows, key=lambda row: number_of(row.value), reverse=True)
    kept = ordered if in_order else ordered[: chart.first]
    longest = longest_of(kept, table)
    marks: list[Mark] = []
    heading = ""
    groups = {row.keys[0].label for row in kept} if len(table.dimensions) > 1 else set()
    for row in kept:
        begins = row.keys[0].label if len(groups) > 1 and row.keys[0].label != heading else ""
        heading = begins or heading
        marks.append(mark(row, table, locale, longest=longest, label=row.keys[-1].label, heading=begins))
    return marks, len(ordered) - len(kept)


def _sortable(value: str | None) -> tuple[bool, Decimal, str]:
    is_number = bool(value) and str(value).lstrip("-").isdecimal()
    return value is None, Decimal(str(value)) if is_number else Decimal(0), "" if is_number else str(value)


def mark(
    row: Figure | None,
    table: Table,
    locale: Locale,
    *,
    longest: Decimal,
    label: str,
    long_label: str = "",
    heading: str = "",
) -> Mark:
    """One mark; a period without records is a mark without length."""
    measure = table.measure
    if row is None:
        return Mark(
            label=label,
            long_label=long_label or label,
            value=NOTHING,
            exact=NOTHING,
            href="",
            records="",
            size=0,
        )
    size = float(number_of(row.value) / longest * 100) if longest else 0.0
    count = ngettext("%(count)s record", "%(count)s records", row.records)
    return Mark(
        label=label,
        long_label=long_label or label,
        value=short(measure, row.value, locale),
        exact=whole(measure, row.value, locale),
        href=row.href,
        records=count % {"count": format_number(row.records, locale)},
        size=round(min(max(size, 0.0), 100.0), 2),
        heading=heading,
    )


def longest_of(rows: Sequence[Figure], table: Table) -> Decimal:
    """The number that a mark of full length stands for: a hundred for a share."""
    if isinstance(table.measure.kind, Percent):
        return Decimal(100)
    return max((number_of(row.value) for row in rows), default=Decimal(0))


def line_through(marks: Sequence[Mark]) -> str:
    """The corners of a line through the middles of the marks, in percent of width and height; gaps are left out."""
    width = 100 / max(len(marks), 1)
    return " ".join(f"{(at + 0.5) * width:.2f},{one.top:.2f}" for at, one in enumerate(marks) if one.href)
