"""The board of any Object that has one: its columns with count and sum, and the cards that scrolling adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor, may, right
from payvand.kernel.kinds import Reference, Several
from payvand.kernel.models import Right
from payvand.kernel.objects import Board, Mark, Object
from payvand.kernel.query import PART_CAP, Page, Total, page, pages, totals, visible_of
from payvand.ui.pages.board_columns import Column, Parts, board_of, parts_of, query_of
from payvand.ui.pages.list_door import Opened, opened
from payvand.ui.pages.list_state import with_parameter

MOST_LINES = 3


@dataclass(frozen=True, kw_only=True)
class Line:
    """A value below the title of a card; the label is for whoever does not know it by its look."""

    label: str
    value: Markup


@dataclass(frozen=True, kw_only=True)
class Card:
    """A record on the board."""

    id: int
    title: str
    href: str
    value: Markup
    lines: Sequence[Line]
    owner: str
    marks: Sequence[Mark]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A column as the template shows it. `count` and `sum` are text; `next_url` brings the next cards."""

    place: int
    key: str
    label: str
    tone: str
    count: str
    sum: str
    cards: Sequence[Card] = ()
    next_url: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardPage:
    """What the template of a board shows beside the list's own values."""

    parts: Parts
    stacks: Sequence[Stack]
    total: str
    is_empty: bool
    may_move: bool
    move_url: str


def board_page(door: Opened) -> BoardPage:
    """The board with the first cards of every column: one statement for the cards, one for the totals."""
    one, state, actor = door.object, door.state, door.actor
    board, parts = board_of(one), parts_of(state, actor)
    names = card_fields(one, board, actor)
    found = pages(one, [query_of(state, column, names) for column in parts.columns], actor)
    summed = totals_of(door, parts)
    marks = marks_of(board, [row.id for each in found for row in each.rows], actor)
    stacks = [
        stack(door, place, column, summed[place], found[place], marks)
        for place, column in enumerate(parts.columns)
        if column.key or summed[place].count
    ]
    number = sum(total.count for total in summed)
    over = any(total.count > PART_CAP for total in summed)
    return BoardPage(
        parts=parts,
        stacks=stacks,
        total=format_number(number, actor.locale) + ("+" if over else ""),
        is_empty=number == 0,
        may_move=may_move(one, board, actor) and not state.archived,
        move_url=state.address("board/move"),
    )


def cards(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The next cards of one column."""
    door = opened(request, app, model)
    board, parts = board_of(door.object), parts_of(door.state, door.actor)
    key = request.GET.get("column", "")
    place = next((at for at, column in enumerate(parts.columns) if column.key == key), None)
    if place is None:
        raise Http404
    names = card_fields(door.object, board, door.actor)
    query = query_of(door.state, parts.columns[place], names, request.GET.get("after") or None)
    found = page(door.object, query, door.actor)
    marks = marks_of(board, [row.id for row in found.rows], door.actor)
    shown = stack(door, place, parts.columns[place], Total(), found, marks)
    context = {"stack": shown, "may_move": may_move(door.object, board, door.actor)}
    return render(request, "ui/board_cards.html", context, using="jinja2")


def totals_of(door: Opened, parts: Parts) -> list[Total]:
    """Counts and sums of all columns; no sums of a field that is hidden from the actor."""
    board = board_of(door.object)
    queries = [query_of(door.state, column) for column in parts.columns]
    return totals(door.object, queries, door.actor, summed_field(door.object, board, door.actor))


def summed_field(one: Object, board: Board, actor: Actor) -> str | None:
    """The field that columns add up, as far as the actor may see it."""
    return board.sum if board.sum and right(one, board.sum, actor) != Right.HIDDEN else None


def may_move(one: Object, board: Board, actor: Actor) -> bool:
    """Whether the actor may put cards into other columns: of some records at least."""
    return may(actor, "edit", one) and (board.move is not None or right(one, board.by, actor) == Right.WRITE)


def card_fields(one: Object, board: Board, actor: Actor) -> tuple[str, ...]:
    """The fields that cards show: title, sum, lines, owner. Those that cost a query of their own are left out."""
    lines = (
        board.lines
        or [
            name
            for name in one.columns
            if name not in (one.title, board.by, board.sum, "owner")
            and not isinstance(one.field(name).kind, Several)
        ][:MOST_LINES]
    )
    names = [one.title, *lines, *filter(None, [board.sum, "owner" if one.owned else None])]
    return visible_of(one, list(dict.fromkeys(names)), actor)


def marks_of(board: Board, pks: Sequence[int], actor: Actor) -> Mapping[int, Sequence[Mark]]:
    """What strikes the eye about the cards."""
    return board.marks(pks, actor) if board.marks and pks else {}


def stack(
    door: Opened,
    place: int,
    column: Column,
    total: Total,
    found: Page,
    marks: Mapping[int, Sequence[Mark]],
) -> Stack:
    """A column with some of its cards."""
    locale = door.actor.locale
    base = with_parameter(door.state.address("board/cards"), "column", column.key)
    return Stack(
        place=place,
        key=column.key,
        label=column.label,
        tone=column.tone,
        count=counted(total, locale),
        sum=summed(total, locale),
        cards=cards_of(door, found, marks),
        next_url=with_parameter(base, "after", found.after) if found.after else "",
    )


def head_of(place: int, column: Column, total: Total, locale: Locale) -> Stack:
    """A column without cards: what stands above them."""
    return Stack(
        place=place,
        key=column.key,
        label=column.label,
        tone=column.tone,
        count=counted(total, locale),
        sum=summed(total, locale),
    )


def counted(total: Total, locale: Locale) -> str:
    """The count of a column as text."""
    return format_number(min(total.count, PART_CAP), locale) + ("+" if total.count > PART_CAP else "")


def summed(total: Total, locale: Locale) -> str:
    """The sums of a column as text; behind the cap they are a lower bound, and say so."""
    texts = [
        format_money(Money(amount=amount, currency=currency), locale)
        if currency
        else format_number(amount, locale)
        for currency, amount in sorted(total.sums.items())
        if amount != Decimal(0)
    ]
    joined = " + ".join(texts)
    return f"{joined}+" if joined and total.count > PART_CAP else joined


def cards_of(door: Opened, found: Page, marks: Mapping[int, Sequence[Mark]]) -> list[Card]:
    """The rows of a page as cards."""
    one, locale = door.object, door.actor.locale
    board = board_of(one)
    fields = {field.name: field for field in found.fields}
    lines = [name for name in fields if name not in (one.title, board.sum, "owner")]
    shown = []
    for row in found.rows:
        values = dict(zip(fields, row.values, strict=True))
        owner = values.get("owner")

        def drawn(name: str, values: Mapping[str, object] = values) -> Markup:
            return Markup(fields[name].kind.html(values[name], locale))  # noqa: S704  (kinds escape what they draw)

        shown.append(
            Card(
                id=row.id,
                title=fields[one.title].kind.text(values[one.title], locale) if one.title in fields else "",
                href=f"{one.address}/{row.id}",
                value=drawn(board.sum) if board.sum in fields else Markup(),
                lines=[
                    Line(label=str(fields[name].label), value=drawn(name))
                    for name in lines
                    if values[name] not in (None, "")
                ],
                owner=owner.label if isinstance(owner, Reference) else "",
                marks=marks.get(row.id, ()),
            )
        )
    return shown
