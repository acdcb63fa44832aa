"""A dashboard: figures and charts that an app puts together out of measures; a page below draws any of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError, Message

Form = Literal["columns", "line", "bars", "steps", "funnel", "grid"]
Span = Literal["period", "past_year", "coming_year"]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure, beside that of the period before where the measure has a day."""

    measure: str
    icon: str = ""

    @property
    def by(self) -> tuple[str, ...]:
        """A tile is not cut."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A measure cut by dimensions.

    `columns` and `line` run along time, `bars` compare what is in no order of its own, `steps` and `funnel` keep the
    order of stages: their position is a dimension before theirs; `grid` is a table of two dimensions, its rows and its
    columns. `span` looks at a year of whole months that ends with the
    period, since one month alone is no trend, or at the one that begins this month. `first` keeps so many bars and says
    how many were left out.
    """

    label: Message
    measure: str
    by: tuple[str, ...]
    form: Form = "bars"
    span: Span = "period"
    first: int = 10
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """A page of figures, most of them about one Object.

    `filters` are the dimensions of it that the reader may narrow the page by; a part about another Object is narrowed
    by its own dimension of that name, or left out where it has none.
    """

    name: str
    label: Message
    of: str
    tiles: Sequence[Tile]
    charts: Sequence[Chart]
    filters: Sequence[str] = ()
    empty: Message = ""


_dashboards: dict[str, Dashboard] = {}


def register_dashboard(board: Dashboard) -> Dashboard:
    """Make a dashboard known. Called once, in `<app>/measures.py`."""
    if board.name in _dashboards:
        raise ValueError(f"the dashboard {board.name} is registered twice")
    _dashboards[board.name] = board
    return board


def all_dashboards() -> tuple[Dashboard, ...]:
    """Every dashboard, in the order of registration."""
    return tuple(_dashboards.values())


def dashboard_named(name: str) -> Dashboard:
    """The dashboard of that name. Raises DomainError."""
    if name not in _dashboards:
        error = DomainError("unknown_dashboard", _("There is no such dashboard."))
        error.status = 404
        raise error
    return _dashboards[name]
