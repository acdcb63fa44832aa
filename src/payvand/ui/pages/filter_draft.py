"""A condition while somebody works on it in the editor: a tree that may still lack fields and values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON
from payvand.kernel.kinds.kind import EMPTINESS
from payvand.kernel.objects import Object
from payvand.kernel.query import EVERYTHING, Condition, Group, Node, Not, field_for

JOINS = ("all", "any", "none")
SEVERAL = ("in", "not_in")
# Operators that only the editor has: a link to a person is often a link to oneself.
OURS = {"is_me": "me", "is_my_team": "my team"}
MOST_PARTS = 200
SEPARATORS = re.compile(r"[;\n؛]")


@dataclass(kw_only=True)
class DraftCondition:
    """A row of the editor: what was chosen so far. `values` are the texts of its inputs."""

    path: str = ""
    operator: str = ""
    values: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    number: int = 0


@dataclass(kw_only=True)
class DraftGroup:
    """Rows of which all, any or none must hold."""

    join: str = "all"
    parts: "list[DraftCondition | DraftGroup]" = field(default_factory=list)
    number: int = 0

    def numbered(self) -> "DraftGroup":
        """The same, its parts counted from the top: their numbers tie the inputs of the form together."""
        for number, part in enumerate(self.walk()):
            part.number = number
        return self

    def walk(self) -> "Iterator[DraftCondition | DraftGroup]":
        """Every part, in the order in which the editor shows them."""
        yield self
        for part in self.parts:
            if isinstance(part, DraftGroup):
                yield from part.walk()
            else:
                yield part

    def drop(self, number: int) -> None:
        """Take out the part of that number, and groups that it leaves empty."""
        self.parts = [part for part in self.parts if part.number != number]
        for part in self.parts:
            if isinstance(part, DraftGroup):
                part.drop(number)
        self.parts = [part for part in self.parts if not isinstance(part, DraftGroup) or part.parts]


def draft_of(node: Node) -> DraftGroup:
    """The draft that shows a condition; the outermost part is always a group."""
    part = _part_of(node)
    return (part if isinstance(part, DraftGroup) else DraftGroup(parts=[part])).numbered()


def _part_of(node: Node) -> DraftCondition | DraftGroup:
    if isinstance(node, Condition):
        return _row_of(node)
    if isinstance(node, Group):
        return DraftGroup(
            join="all" if node.join == "and" else "any", parts=[_part_of(part) for part in node.nodes]
        )
    inner = _part_of(node.node)
    if isinstance(inner, DraftGroup) and inner.join == "any":
        return DraftGroup(join="none", parts=inner.parts)
    return DraftGroup(join="none", parts=[inner])


def _row_of(condition: Condition) -> DraftCondition:
    special = {value: name for name, value in OURS.items()}
    if condition.operator == "is" and isinstance(condition.operand, str) and condition.operand in special:
        return DraftCondition(path=condition.field, operator=special[condition.operand])
    operand = condition.operand
    values = operand if isinstance(operand, list) else [] if operand is None else [operand]
    return DraftCondition(
        path=condition.field, operator=condition.operator, values=[_written(value) for value in values]
    )


def _written(value: JSON) -> str:
    """A canonical operand as the text that the form carries; kinds read it back in any locale."""
    if isinstance(value, dict):
        return (
            f"{value['currency']} {value['amount']}"
            if "amount" in value
            else str(value.get("id") or value["label"])
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def draft_from(form: QueryDict) -> DraftGroup:
    """The draft that a posted form holds: `part` names each as "number.parent.group" or "number.parent.row"."""
    root = DraftGroup(join=_join(form, 0))
    groups = {0: root}
    for text in form.getlist("part")[:MOST_PARTS]:
        number, parent, sort = _place(text)
        if number == 0 or parent not in groups:
            continue
        made: DraftCondition | DraftGroup
        if sort == "group":
            made = groups[number] = DraftGroup(join=_join(form, number), number=number)
        else:
            made = _row_from(form, number)
        groups[parent].parts.append(made)
    return root


def _join(form: QueryDict, number: int) -> str:
    join = form.get(f"join-{number}", "all")
    return join if join in JOINS else "all"


def _place(text: str) -> tuple[int, int, str]:
    number, _dot, rest = text.partition(".")
    parent, _dot, sort = rest.partition(".")
    return (int(number), int(parent), sort) if number.isdecimal() and parent.isdecimal() else (0, 0, "")


def _row_from(form: QueryDict, number: int) -> DraftCondition:
    path, operator = form.get(f"field-{number}", ""), form.get(f"operator-{number}", "")
    # The inputs on the page belong to the field and the operator that stood there before.
    was, had = form.get(f"was-{number}", path), form.get(f"had-{number}", operator)
    fits = was == path and (had == "within") == (operator == "within")
    values = [value for value in form.getlist(f"value-{number}") if value.strip()] if fits else []
    return DraftCondition(path=path, operator=operator if was == path else "", values=values, number=number)


def tree_of(draft: DraftGroup, one: Object, actor: Actor) -> Node:
    """The condition that a draft means. Rows without a field are left out; `errors` of a row say what is wrong."""
    nodes = tuple(node for part in draft.parts if (node := _node(part, one, actor)) is not None)
    if draft.join == "none":
        return (
            Not(node=nodes[0] if len(nodes) == 1 else Group(join="or", nodes=nodes)) if nodes else EVERYTHING
        )
    if len(nodes) == 1:
        return nodes[0]
    return Group(join="or" if draft.join == "any" else "and", nodes=nodes) if nodes else EVERYTHING


def _node(part: DraftCondition | DraftGroup, one: Object, actor: Actor) -> Node | None:
    if isinstance(part, DraftGroup):
        inner = tree_of(part, one, actor)
        return None if inner == EVERYTHING else inner
    if not part.path:
        return None
    try:
        return _condition(part, one, actor)
    except DomainError as error:
        part.errors.append(str(error))
        return None


def _condition(row: DraftCondition, one: Object, actor: Actor) -> Condition | None:
    known = field_for(one, row.path, actor)
    if row.operator in OURS:
        return Condition(field=row.path, operator="is", operand=OURS[row.operator])
    raw = _raw(row)
    if raw in ("", []) and row.operator not in EMPTINESS:
        row.errors.append(_("A value is needed here."))
        return None
    operand = known.kind.operand(raw, row.operator, actor.locale)
    return Condition(field=row.path, operator=row.operator, operand=operand)


def _raw(row: DraftCondition) -> str | list[str]:
    if row.operator == "between":
        return row.values
    if row.operator in SEVERAL:
        return [part.strip() for value in row.values for part in SEPARATORS.split(value) if part.strip()]
    return row.values[0] if row.values else ""


def errors_in(draft: DraftGroup) -> list[str]:
    """What is wrong anywhere in a draft."""
    return [error for part in draft.walk() if isinstance(part, DraftCondition) for error in part.errors]


def complete(draft: DraftGroup, one: Object, actor: Actor) -> None:
    """Give rows whose field was chosen or changed an operator that the field knows."""
    for part in draft.walk():
        if isinstance(part, DraftCondition) and part.path:
            try:
                operators: Sequence[str] = field_for(one, part.path, actor).kind.operators
            except DomainError as error:
                part.errors.append(str(error))
                continue
            if part.operator not in operators and part.operator not in OURS:
                part.operator, part.values = operators[0], []
