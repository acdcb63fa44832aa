"""The sixth word: a Measure is a number that is defined once, and a Dimension is what it may be cut by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import Kind, MoneyKind, Whole

if TYPE_CHECKING:  # an engine of expressions is loaded by whoever asks for a figure, not by every process
    from ibis.expr.types import Scalar, Table

Better = Literal["up", "down", ""]
# More groups than that are a list, not a table of figures.
MOST_GROUPS = 20_000


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """Something to cut by: a field of the Object, or one that a path of links leads to."""

    name: str
    path: str
    label: Message


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number over the records of one Object.

    `where` says in the query language which records stand behind it, and so what a click on the figure opens. `value`
    builds the Ibis expression over a table whose columns are named by the paths in `columns`; days are dates there,
    moments are of the company's time zone. The first column of a measure of money has its currency beside it
    ("amount_currency"): amounts of different currencies are never added, each gets a row of its own. `day` is the
    field whose day a period means; "" where the measure tells how things stand now. `kind` shows the value, `unit` is a
    word behind it, `help` the definition in words. `better` says whether a larger value is good news.
    """

    name: str
    label: Message
    help: Message
    of: str
    value: Callable[[Table], Scalar]
    kind: Kind[Any] = field(default_factory=Whole)
    unit: Message = ""
    where: str = ""
    day: str = ""
    columns: Sequence[str] = ()
    better: Better = "up"

    @property
    def amount(self) -> str | None:
        """The path of the amount whose currency parts the rows; None where the measure is no money."""
        return self.columns[0] if isinstance(self.kind, MoneyKind) else None


_measures: dict[str, Measure] = {}
_dimensions: dict[str, dict[str, Dimension]] = {}


def register_measure(measure: Measure) -> Measure:
    """Make a measure known. Called once, in `<app>/measures.py`."""
    if measure.name in _measures:
        raise ValueError(f"{measure.name} is registered twice")
    _measures[measure.name] = measure
    return measure


def register_dimensions(of: str, dimensions: Sequence[Dimension]) -> None:
    """Say what the measures of an Object may be cut by. Apps above may add their own."""
    known = _dimensions.setdefault(of, {})
    for dimension in dimensions:
        if dimension.name in known:
            raise ValueError(f"the dimension {dimension.name} of {of} is registered twice")
        known[dimension.name] = dimension


def forget_measures(*names: str) -> None:
    """Forget measures; for tests that bring their own."""
    for name in names:
        _measures.pop(name, None)


def forget_dimensions(of: str) -> None:
    """Forget the dimensions of an Object; for tests that bring their own."""
    _dimensions.pop(of, None)


def measure_named(name: str) -> Measure:
    """The measure of that name. Raises DomainError with the names there are."""
    try:
        return _measures[name]
    except KeyError:
        words = {"name": name, "known": ", ".join(sorted(_measures))}
        message = _("Unknown measure “%(name)s”. There are: %(known)s.") % words
        error = DomainError("unknown_measure", message, "measure")
        error.status = 404
        raise error from None


def all_measures() -> tuple[Measure, ...]:
    """Every measure, in the order of registration."""
    return tuple(_measures.values())


def dimensions_of(object_name: str) -> dict[str, Dimension]:
    """What measures of an Object may be cut by, beside the periods of their day."""
    return _dimensions.get(object_name, {})
