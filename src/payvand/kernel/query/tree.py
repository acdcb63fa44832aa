"""The tree of a condition: what the parser makes, the editor shows, and the compiler turns into SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import JSON


class BadQuery(DomainError):
    """A condition that cannot be understood."""

    status = 400

    def __init__(self, message: Message, field: str | None = None, code: str = "bad_query") -> None:
        super().__init__(code, message, field)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One field, one operator, and the operand in its canonical JSON form."""

    field: str
    operator: str
    operand: JSON = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Several conditions of which all or any must hold."""

    join: Literal["and", "or"]
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, kw_only=True)
class Not:
    """The opposite of a condition."""

    node: "Node"


Node = Condition | Group | Not
EVERYTHING = Group(join="and", nodes=())


def leaves(node: Node) -> Iterator[Condition]:
    """Every condition in a tree."""
    if isinstance(node, Condition):
        yield node
    elif isinstance(node, Not):
        yield from leaves(node.node)
    else:
        for one in node.nodes:
            yield from leaves(one)


def both(first: Node, second: Node) -> Node:
    """The tree that asks for both."""
    parts = [part for node in (first, second) for part in _parts(node)]
    return parts[0] if len(parts) == 1 else Group(join="and", nodes=tuple(parts))


def _parts(node: Node) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, Group) and node.join == "and" else (node,)


def to_editor(node: Node) -> dict[str, JSON]:
    """The tree as the editor and saved views hold it."""
    if isinstance(node, Condition):
        return {"field": node.field, "operator": node.operator, "operand": node.operand}
    if isinstance(node, Not):
        return {"not": to_editor(node.node)}
    return {node.join: [to_editor(one) for one in node.nodes]}


def from_editor(model: object) -> Node:
    """The tree of an editor's model. Raises BadQuery; fields and operands are checked when it is compiled."""
    if not isinstance(model, Mapping):
        raise BadQuery(_("A condition must be an object."))
    for join in ("and", "or"):
        if isinstance(model.get(join), list):
            return Group(join=join, nodes=tuple(from_editor(one) for one in model[join]))
    if "not" in model:
        return Not(node=from_editor(model["not"]))
    if not isinstance(model.get("field"), str) or not isinstance(model.get("operator"), str):
        raise BadQuery(_("A condition needs a field and an operator."))
    return Condition(field=model["field"], operator=model["operator"], operand=model.get("operand"))
