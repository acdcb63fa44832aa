"""The columns of a board: which there are, and the question that brings the cards of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON, Choice, Link, Reference
from payvand.kernel.objects import Board, Object, named
from payvand.kernel.query import Condition, Query, both, page, visible_of
from payvand.ui.pages.list_state import ListState

CARDS_A_STEP = 20
MOST_COLUMNS = 60


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: the value that its cards hold, "" for none, and what stands above them."""

    key: str
    label: str
    tone: str = ""

    @property
    def operand(self) -> JSON:
        """The value as a condition takes it."""
        return self.key


@dataclass(frozen=True, kw_only=True)
class LinkColumn(Column):
    """A column whose cards link to one record."""

    @property
    def operand(self) -> JSON:
        return {"id": int(self.key), "label": self.label}


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One of several sets of columns: the stages of one pipeline."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The columns of a board as it stands, and the lanes that may be chosen where there are several."""

    columns: Sequence[Column]
    lanes: Sequence[Lane] = ()
    lane: str = ""


def board_of(one: Object) -> Board:
    """The board of an Object. Raises DomainError where it has none."""
    if one.board is None:
        raise DomainError("no_board", _("These records stand on no board."))
    return one.board


def parts_of(state: ListState, actor: Actor) -> Parts:
    """The columns that the address asks for. One query where they are records. Raises DomainError."""
    board = board_of(state.of)
    field = state.of.field(board.by)
    if isinstance(field.kind, Link):
        return linked(board, field.kind, state.detail, actor)
    assert isinstance(field.kind, Choice)
    columns = [
        Column(key=option.value, label=str(option.label), tone=option.tone) for option in field.kind.options
    ]
    return Parts(columns=columns if field.required or not field.nullable else [*columns, nowhere()])


def nowhere() -> Column:
    """The column of the records that hold nothing in the field."""
    return Column(key="", label=_("None"))


def linked(board: Board, link: Link, chosen: str, actor: Actor) -> Parts:
    """The records that a link may point at, in the order of their own list: those of one lane."""
    target = named(link.target)
    names = visible_of(target, [target.title, *filter(None, (board.within, board.tone))], actor)
    found = page(target, Query(columns=names, sort=tuple(target.sort), limit=MOST_COLUMNS * 4), actor)
    rows = [(row.id, dict(zip(names, row.values, strict=True))) for row in found.rows]
    lanes = {
        str(value.id): Lane(key=str(value.id), label=value.label)
        for _pk, values in rows
        for value in [values.get(board.within or "")]
        if isinstance(value, Reference)
    }
    lane = chosen if chosen in lanes else next(iter(lanes), "")
    tones = tones_of(target, board)
    columns = [
        LinkColumn(key=str(pk), label=str(values[target.title]), tone=tones.get(str(values.get(board.tone or "")), ""))
        for pk, values in rows
        if not lane or is_within(values.get(board.within or ""), lane)
    ]  # fmt: skip
    return Parts(columns=columns[:MOST_COLUMNS], lanes=list(lanes.values()), lane=lane)


def is_within(value: object, lane: str) -> bool:
    """Whether a column belongs to the lane that is shown."""
    return isinstance(value, Reference) and str(value.id) == lane


def tones_of(target: Object, board: Board) -> dict[str, str]:
    """The tones of the choice that colours the columns."""
    kind = target.field(board.tone).kind if board.tone else None
    return {option.value: option.tone for option in kind.options} if isinstance(kind, Choice) else {}


def query_of(
    state: ListState, column: Column, columns: Sequence[str] = (), after: str | None = None
) -> Query:
    """The cards of a column as a question to the kernel."""
    board = board_of(state.of)
    mine = (
        Condition(field=board.by, operator="is", operand=column.operand)
        if column.key
        else Condition(field=board.by, operator="empty")
    )
    return Query(
        where=both(state.where, mine),
        search=state.q,
        sort=state.sort or tuple(board.order),
        columns=tuple(columns),
        after=after,
        limit=CARDS_A_STEP,
        archived=state.archived,
    )
