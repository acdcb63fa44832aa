"""The columns of a list: which fields may stand in it, and how each is headed, sorted and edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from payvand.culture.digits import localise
from payvand.kernel.access import Actor, may, readable, right
from payvand.kernel.kinds import Kind, Link, LongText, Several
from payvand.kernel.models import Right
from payvand.kernel.objects import Field, Object, UnknownField, named
from payvand.ui.components import Column
from payvand.ui.pages.list_state import ListState, Shown

LEAD_WIDTH, USUAL_WIDTH = 260, 170
WIDTHS = {
    "yes_no": 110, "whole": 120, "percent": 120, "day": 130, "choice": 150, "phone": 180, "email": 230, "url": 200,
    "money": 200,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A field that may be a column, a condition or a key of the order."""

    path: str
    label: str
    field: Field


def offers(one: Object, actor: Actor) -> Iterator[Offer]:
    """The fields that the actor sees, and behind them those of the records that they link to."""
    own = readable(one, actor)
    for name, field in own.items():
        yield Offer(path=name, label=str(field.label), field=field)
    for name, field in own.items():
        if not isinstance(field.kind, Link):
            continue
        target = named(field.kind.target)
        if not may(actor, "view", target):
            continue
        for rest, end in readable(target, actor).items():
            if end.source == "column":
                path = f"{name}.{rest}"
                through = one.field(path)
                yield Offer(path=path, label=str(through.label), field=through)


def shown_columns(state: ListState, actor: Actor) -> tuple[Shown, ...]:
    """The columns of a state without those that are hidden from the actor or gone: a shared view may name such."""
    kept = tuple(column for column in state.columns if is_visible(state.of, column.path, actor))
    return kept or (Shown(path=state.of.title),)


def is_visible(one: Object, path: str, actor: Actor) -> bool:
    """Whether there is such a field, and the actor may see it."""
    try:
        one.field(path)
        return right(one, path, actor) != Right.HIDDEN
    except UnknownField:
        return False


def headed(state: ListState, actor: Actor, *, links: bool = True) -> list[Column]:
    """The heads of a list's columns; without `links` what rows alone need to know of them."""
    paths = [column.path for column in state.columns]
    lead = state.of.title if state.of.title in paths else paths[0]
    edits = may(actor, "edit", state.of) and not state.archived
    columns = [
        plain(state, column, actor, is_lead=column.path == lead, edits=edits) for column in state.columns
    ]
    return [sorting(state, column, actor) for column in columns] if links else columns


def plain(state: ListState, column: Shown, actor: Actor, *, is_lead: bool, edits: bool) -> Column:
    """A column without its part in the order."""
    field = state.of.field(column.path)
    return Column(
        name=column.path,
        label=str(field.label),
        align="end" if field.kind.numeric else "start",
        width=column.width or usual_width(field.kind, is_lead=is_lead),
        editable=edits and is_editable(state.of, field, actor),
        lead=is_lead,
    )


def usual_width(kind: Kind[object], *, is_lead: bool) -> int:
    """The width of a column that nobody has dragged, in CSS pixels: about what an ordinary value needs."""
    return LEAD_WIDTH if is_lead else WIDTHS.get(single(kind).name, USUAL_WIDTH)


def sorting(state: ListState, column: Column, actor: Actor) -> Column:
    """The column with its place in the order, and where a click on its head leads."""
    names = [key.lstrip("-") for key in state.order]
    place = names.index(column.name) if column.name in names else None
    descends = place is not None and state.order[place].startswith("-")
    rank = str(place + 1) if place is not None and len(names) > 1 else ""
    is_sortable = state.of.field(column.name).sortable
    return replace(
        column,
        sort="" if place is None else "desc" if descends else "asc",
        sort_rank=localise(rank, actor.locale),
        sort_href=state.address(sort=turned(state.order, column.name)) if is_sortable else "",
    )


def turned(order: Sequence[str], path: str) -> tuple[str, ...]:
    """The order after a click on a head: upwards first, then downwards."""
    return (f"-{path}",) if tuple(order) == (path,) else (path,)


def is_editable(one: Object, field: Field, actor: Actor) -> bool:
    """Whether the field can be written in a cell: what needs room, or carries more than its values, has the form."""
    if not field.editable or "." in field.name or isinstance(field.kind, LongText):
        return False
    if isinstance(field.kind, Several) and (field.kind.extras or not isinstance(field.kind.of, Link)):
        return False
    return field.name != "id" and right(one, field.name, actor) == Right.WRITE


def rearranged(state: ListState, paths: Sequence[str]) -> tuple[Shown, ...]:
    """The columns chosen anew; those that stay keep their widths."""
    known = {column.path: column for column in state.columns}
    return tuple(known.get(path, Shown(path=path)) for path in dict.fromkeys(paths)) or state.columns


def single(kind: Kind[object]) -> Kind[object]:
    """The kind of one value: of several values, that of each."""
    return kind.of if isinstance(kind, Several) else kind
