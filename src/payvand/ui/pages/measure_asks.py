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
    """What was found for each question; nothing for one that asks for what the reader may not see."""

    state: State
    tables: Mapping[str, Table | None]

    def tile(self, tile: Tile, span: Range) -> Table | None:
        """The answer for a tile in a range of days."""
        return self.tables[key_of(tile_ask(tile, self.state, span))]

    def chart(self, chart: Chart) -> Table | None:
        """The answer for a chart."""
        return self.tables[key_of(chart_ask(chart, self.state))]


def answered(state: State) -> Answered:
    """Ask all that the dashboard shows. Raises DomainError where no figure can be had at all."""
    board = state.board
    asks = [tile_ask(tile, state, span) for tile in board.tiles for span in (state.span, state.before)]
    asks += [chart_ask(chart, state) for chart in board.charts]
    distinct = {key_of(ask): ask for ask in asks}
    tables = together([*distinct.values()], state.actor)
    return Answered(state=state, tables=dict(zip(distinct, tables, strict=True)))


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


def key_of(ask: Ask) -> str:
    """By what the answer to a question is found again."""
    return f"{ask.measure.name} {ask.by} {ask.period}"


def tile_ask(tile: Tile, state: State, span: Range) -> Ask:
    """The question of a tile."""
    measure = measure_named(tile.measure)
    return Ask(measure=measure, where=state.where, period=span if measure.day else None)


def chart_ask(chart: Chart, state: State) -> Ask:
    """The question of a chart."""
    measure = measure_named(chart.measure)
    return Ask(
        measure=measure,
        by=chart.by,
        where=state.where,
        period=state.spans[chart.span] if measure.day else None,
    )


def leading(figures: Sequence[Figure]) -> Figure | None:
    """Of figures in several currencies that of the company's own, or else the one with the most records."""
    own = company_settings().currency
    return max(figures, key=lambda one: (currency_of(one) == own, one.records), default=None)


def currency_of(figure: Figure) -> str:
    """The currency of an amount; nothing for another number."""
    return figure.value.currency if isinstance(figure.value, Money) else ""
