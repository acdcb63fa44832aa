"""Resolves every name that measures use, at start: a typo fails `payvand check` with the list of valid names."""

from collections.abc import Callable, Iterator
from functools import partial

from django.core.checks import CheckMessage, Error, register

from payvand.insight.cutting import bad_dimension, plain_field
from payvand.insight.dashboard import all_dashboards
from payvand.insight.figures import Ask, plan_of
from payvand.insight.measure import Measure, all_measures, dimensions_of, measure_named
from payvand.insight.periods import UNIT_LABELS
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Day
from payvand.kernel.objects import named
from payvand.kernel.query import compile_where, parse_where


@register("payvand")
def check_measures(**_options: object) -> list[CheckMessage]:
    """Every measure with its dimensions, and every dashboard."""
    found = [error for measure in all_measures() for error in check_measure(measure)]
    for board in all_dashboards():
        parts = [(part.measure, part.by) for part in board.tiles]
        parts += [(part.measure, part.by) for part in board.charts]
        for name, by in parts:
            found += check(f"{board.name}: {name}", partial(part_of_board, name, by))
    return [*found]


def check_measure(measure: Measure) -> Iterator[Error]:
    """The names in one measure's definition."""
    actor = system()
    yield from check(measure.name, partial(plan_of, Ask(measure=measure), actor))
    yield from check(measure.name, partial(understand, measure))
    if measure.day:
        yield from check(measure.name, partial(day_of, measure))
    for dimension in dimensions_of(measure.of).values():
        yield from check(
            f"{measure.of}: {dimension.name}", partial(plain_field, measure.of, dimension.path, actor)
        )


def understand(measure: Measure) -> None:
    """Read and compile the condition of a measure."""
    one, actor = named(measure.of), system()
    compile_where(parse_where(measure.where, one, actor.locale), one, actor)


def day_of(measure: Measure) -> None:
    """The day of a measure must be one."""
    if not isinstance(plain_field(measure.of, measure.day, system()).kind, Day):
        raise bad_dimension(measure.day, tuple(UNIT_LABELS))


def part_of_board(name: str, by: tuple[str, ...]) -> None:
    """A tile or a chart names a measure and what it is cut by."""
    plan_of(Ask(measure=measure_named(name), by=by), system())


def check(what: str, attempt: Callable[[], object]) -> Iterator[Error]:
    """The complaint of an attempt, as an error of the start."""
    try:
        attempt()
    except DomainError as error:
        yield Error(f"{what}: {error}", id="payvand.E020")
