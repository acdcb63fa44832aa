"""The filter of a list as a sentence of chips: one a condition, in the reader's words, each removable."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from payvand.kernel.access import Actor
from payvand.kernel.kinds import JSON, Link
from payvand.kernel.kinds.kind import EMPTINESS
from payvand.kernel.query import EVERYTHING, Condition, Group, Node, Not, leaves, sentence
from payvand.ui.pages.columns import single
from payvand.ui.pages.filter_rows import operator_word, titles
from payvand.ui.pages.list_state import ListState

# These read better as "Stage: negotiation" than as "Stage is negotiation".
SAID_BY_COLON = ("is", "in", "within")


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One condition: what it says, and the addresses of the list without it and of the editor that opens it."""

    field: str
    operator: str
    value: str
    remove_href: str
    edit_href: str


def chips_of(state: ListState, actor: Actor) -> list[Chip]:
    """The chips of a state."""
    parts = parts_of(titled(state.where, state, actor))
    own = parts_of(state.where)
    return [_chip(part, place, own, state, actor) for place, part in enumerate(parts)]


def parts_of(node: Node) -> tuple[Node, ...]:
    """The conditions that must all hold."""
    if node == EVERYTHING:
        return ()
    return node.nodes if isinstance(node, Group) and node.join == "and" else (node,)


def joined(parts: tuple[Node, ...]) -> Node:
    """The condition under which all parts hold."""
    return parts[0] if len(parts) == 1 else Group(join="and", nodes=parts)


def _chip(part: Node, place: int, own: tuple[Node, ...], state: ListState, actor: Actor) -> Chip:
    field, operator, value = worded(part, state, actor)
    rest = own[:place] + own[place + 1 :]
    return Chip(
        field=field,
        operator=operator,
        value=value,
        remove_href=state.address(where=joined(rest)),
        edit_href=state.address("list/filter"),
    )


def worded(part: Node, state: ListState, actor: Actor) -> tuple[str, str, str]:
    """A condition as field, operator and value; one that is a group has its whole sentence for a field."""
    if not isinstance(part, Condition):
        return sentence(part, state.of, actor.locale), "", ""
    field = state.of.field(part.field)
    if part.operator in EMPTINESS:
        return str(field.label), operator_word(part.operator, field.kind), ""
    said = field.kind.describe(part.operand, actor.locale)
    if part.operator in SAID_BY_COLON:
        return f"{field.label}:", "", said
    return str(field.label), operator_word(part.operator, field.kind), said


def titled(node: Node, state: ListState, actor: Actor) -> Node:
    """The condition with links called by their titles: the address carries their numbers alone."""
    wanted: dict[str, set[int]] = {}
    for leaf in leaves(node):
        kind = single(state.of.field(leaf.field).kind)
        if isinstance(kind, Link):
            wanted.setdefault(kind.target, set()).update(_ids(leaf.operand))
    if not wanted:
        return node
    known = {target: titles(target, ids, actor) for target, ids in wanted.items()}

    def name(leaf: Condition) -> Condition:
        kind = single(state.of.field(leaf.field).kind)
        return (
            replace(leaf, operand=_named(leaf.operand, known[kind.target]))
            if isinstance(kind, Link)
            else leaf
        )

    return _over(node, name)


def _ids(operand: JSON) -> set[int]:
    items = operand if isinstance(operand, list) else [operand]
    return {int(str(item["id"])) for item in items if isinstance(item, dict) and item.get("id")}


def _named(operand: JSON, known: dict[int, str]) -> JSON:
    if isinstance(operand, list):
        return [_named(item, known) for item in operand]
    if isinstance(operand, dict) and operand.get("id"):
        pk = int(str(operand["id"]))
        return {"id": pk, "label": known.get(pk, str(operand.get("label") or ""))}
    return operand


def _over(node: Node, change: Callable[[Condition], Condition]) -> Node:
    if isinstance(node, Condition):
        return change(node)
    if isinstance(node, Not):
        return Not(node=_over(node.node, change))
    return Group(join=node.join, nodes=tuple(_over(part, change) for part in node.nodes))
