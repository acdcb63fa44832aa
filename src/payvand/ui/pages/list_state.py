"""What the address of a list says: view, condition, search, order, columns, archive, and the shape it is shown in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from payvand.kernel.access import Actor
from payvand.kernel.objects import Object
from payvand.kernel.query import EVERYTHING, Node, Query, parse_where, to_text

PARTS = ("where", "q", "sort", "columns", "archived", "as")
NARROWEST, WIDEST = 48, 1200
ROWS_A_STEP = 50


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A column of the list: the path of its field, and its width in CSS pixels where somebody chose one."""

    path: str
    width: int | None = None

    def __str__(self) -> str:
        return self.path if self.width is None else f"{self.path}:{self.width}"


@dataclass(frozen=True, kw_only=True)
class ListState:
    """Everything that an address says of a list. `preset` holds the parameters that its view stands for.

    `shape` is "" for the list itself, "board" or "calendar"; behind a colon stands which of several boards or spans.
    """

    of: Object
    view: str = ""
    preset: Mapping[str, str]
    where: Node = EVERYTHING
    q: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[Shown, ...] = ()
    archived: bool = False
    shape: str = ""

    @property
    def layout(self) -> str:
        """The shape without what stands behind the colon."""
        return self.shape.partition(":")[0]

    @property
    def detail(self) -> str:
        """What stands behind the colon of the shape."""
        return self.shape.partition(":")[2]

    @property
    def order(self) -> tuple[str, ...]:
        """The order that the rows come in: the one asked for, or else the Object's own."""
        return self.sort or tuple(self.of.sort)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything keeps records out of the list."""
        return bool(self.q) or self.where != EVERYTHING

    @property
    def is_changed(self) -> bool:
        """Whether the list differs from its view."""
        return bool(self.differences())

    def parameters(self) -> dict[str, str]:
        """The state as parameters, all parts of it."""
        return {
            "where": to_text(self.where),
            "q": self.q,
            "sort": ",".join(self.sort),
            "columns": ",".join(map(str, self.columns)),
            "archived": "1" if self.archived else "",
            "as": self.shape,
        }

    def differences(self) -> dict[str, str]:
        """The parameters that differ from those of the view."""
        return {
            name: value for name, value in self.parameters().items() if value != self.preset.get(name, "")
        }

    def address(self, door: str = "", **changes: Any) -> str:
        """The address of this list, or of one of its doors ("list/columns"), with some parts of the state changed."""
        state = replace(self, **changes) if changes else self
        asked = ({"view": state.view} if state.view else {}) | state.differences()
        base = f"{self.of.address}/{door}" if door else self.of.address
        return f"{base}?{urlencode(asked)}" if asked else base

    def query(self, after: str | None = None, limit: int = ROWS_A_STEP) -> Query:
        """The question that the kernel answers."""
        return Query(
            where=self.where,
            search=self.q,
            sort=self.sort,
            columns=tuple(column.path for column in self.columns),
            after=after,
            limit=limit,
            archived=self.archived,
        )


def read_state(
    params: Mapping[str, str], one: Object, actor: Actor, *, view: str, preset: Mapping[str, str]
) -> ListState:
    """The state that request parameters ask for, on top of those of a view. Raises DomainError."""
    given = {name: params[name] if name in params else preset.get(name, "") for name in PARTS}
    state = ListState(
        of=one,
        view=view,
        preset={},
        where=parse_where(given["where"], one, actor.locale),
        q=given["q"].strip(),
        sort=tuple(part.strip() for part in given["sort"].split(",") if part.strip()),
        columns=read_columns(given["columns"], one),
        archived=given["archived"] in ("1", "true", "yes"),
        shape=read_shape(given["as"], one),
    )
    return replace(state, preset=canonical(preset, one, actor))


def read_shape(text: str, one: Object) -> str:
    """The shape that an address asks for, as long as the Object has it."""
    known = {"board": one.board is not None, "calendar": one.calendar_by is not None}
    return text if known.get(text.partition(":")[0]) else ""


def canonical(preset: Mapping[str, str], one: Object, actor: Actor) -> dict[str, str]:
    """The parameters of a view as `parameters` would write them, so that the two compare."""
    where = to_text(parse_where(preset.get("where", ""), one, actor.locale))
    columns = ",".join(map(str, read_columns(preset.get("columns", ""), one)))
    return {**preset, "where": where, "columns": columns, "as": read_shape(preset.get("as", ""), one)}


def read_columns(text: str, one: Object) -> tuple[Shown, ...]:
    """Columns as an address writes them: "name:220,owner.name"; nothing means those of the Object."""
    found: dict[str, Shown] = {}
    for part in text.split(",") if text.strip() else one.columns:
        path, _colon, width = part.strip().partition(":")
        pixels = min(max(int(width), NARROWEST), WIDEST) if width.isascii() and width.isdigit() else None
        if path:
            found.setdefault(path, Shown(path=path, width=pixels))
    return tuple(found.values())


def with_parameter(address: str, name: str, value: str) -> str:
    """An address with one more parameter."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({name: value})}"
