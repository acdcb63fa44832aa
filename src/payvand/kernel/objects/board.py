"""How an Object stands on a board: the field that parts it into columns, and what its columns and cards tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payvand.kernel.errors import Message


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Something about a card that should strike the eye: stuck for days, without a next step."""

    label: Message
    tone: str = "warning"
    icon: str = ""


# The marks of the cards that are shown, by the numbers of their records; asked once for all of them.
Marks = Callable[[Sequence[int], Any], Mapping[int, Sequence[Mark]]]


@dataclass(frozen=True)
class Board:
    """A board's description.

    `by` names a choice or a link, whose choices or records are the columns. Of a link, `within` names the field of its
    target that tells one set of columns from another (the stages of one pipeline), and `tone` a choice of the target
    whose tone a column bears. `sum` is the field of money or numbers that columns add up. `move` is the command that a
    drop calls, with the new column as its input of the name `by`; without it the field is edited. `order` sorts the
    cards (else the Object's own order does), `lines` are the fields below a card's title. `path` names
    those values of a choice that are steps of one way: a record that holds another one ("not now") shows no way.
    """

    by: str
    sum: str | None = None
    within: str | None = None
    tone: str | None = None
    move: str | None = None
    order: Sequence[str] = ()
    lines: Sequence[str] = ()
    path: Sequence[str] = ()
    marks: Marks | None = None
