"""The questions behind a dashboard, answered in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payvand.culture.money import Money
from payvand.culture.periods import Range
from payvand.insight.dashboard import Chart, Tile
from payvand.insight.figures import Ask, Figure, Table, answers
from payvand.insight.measure import measure_named
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.errors import DomainError
from payvand.ui.pages.measure_state import State


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What was found for each question; nothing for one that asks for what the reader may not see, or cannot narrow."""

    state: State
    tables: Mapping[str, Table | None]

    def tile(self, tile: Tile, span: Range) -> Table | None:
        """The answer for a tile in a range of days."""
        return self.tables.get(key_of(tile.measure, (), span_of(tile.measure, span)))

    def chart(self, chart: Chart) -> Table | None:
        """The answer for a chart."""
        span = self.state.spans[chart.span]
        return self.tables.get(key_of(chart.measure, tuple(chart.by), span_of(chart.measure, span)))


def answered(state: State) -> Answered:
    """Ask all that the dashboard shows. Raises DomainError where no figure can be had at all."""
    board = state.board
    asked: list[tuple[str, tuple[str, ...], Range]] = [
        (tile.measure, (), span) for tile in board.tiles for span in (state.span, state.before)
    ]
    asked += [(chart.measure, tuple(chart.by), state.spans[chart.span]) for chart in board.charts]
    found = [ask for part in asked if (ask := ask_of(*part, state))]
    distinct = {key_of(ask.measure.name, ask.by, ask.period): ask for ask in found}
    tables = together([*distinct.values()], state.actor)
    return Answered(state=state, tables=dict(zip(distinct, tables, strict=True)))


def ask_of(name: str, by: tuple[str, ...], span: Range, state: State) -> Ask | None:
    """A question of the dashboard; None where what it counts cannot be narrowed as the reader wants it."""
    measure = measure_named(name)
    try:
        where = state.where(measure)
    except DomainError:
        return None
    return Ask(measure=measure, by=by, where=where, period=span_of(name, span))


def span_of(name: str, span: Range) -> Range | None:
    """The days that a question is about; None where the measure tells how things stand now."""
    return span if measure_named(name).day else None


def together(asks: Sequence[Ask], actor: Actor) -> Sequence[Table | None]:
    """The answers of one moment; where one of the questions is refused, each by itself, so that the others stand."""
    try:
        return answers(asks, actor=actor)
    except DomainError as error:
        if error.status >= 500:
            raise
        return [alone(ask, actor) for ask in asks]


def alone(ask: Ask, actor: Actor) -> Table | None:
    """The answer to one question; None where it asks for what the reader may not see."""
    try:
        return answers([ask], actor=actor)[0]
    except DomainError as error:
        if error.status >= 500:
            raise
        return None


def key_of(measure: str, by: tuple[str, ...], period: Range | None) -> str:
    """By what the answer to a question is found again."""
    return f"{measure} {by} {period}"


def leading(figures: Sequence[Figure]) -> Figure | None:
    """Of figures in several currencies that of the company's own, or else the one with the most records."""
    own = company_settings().currency
    return max(figures, key=lambda one: (currency_of(one) == own, one.records), default=None)


def currency_of(figure: Figure) -> str:
    """The currency of an amount; nothing for another number."""
    return figure.value.currency if isinstance(figure.value, Money) else ""
