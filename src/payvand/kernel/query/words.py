"""A condition as text again: canonical text for addresses and files, and sentences in people's words for chips."""

from collections.abc import Mapping

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel.errors import Message
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object
from payvand.kernel.query.tree import Condition, Node, Not

SIGNS = {
    "is": "is", "is_not": "is not", "gt": ">", "ge": ">=", "lt": "<", "le": "<=", "contains": "contains",
    "starts": "starts with", "in": "in", "not_in": "not in", "within": "in", "empty": "is empty",
    "not_empty": "is not empty", "between": "between",
}  # fmt: skip

# How people call the operators; a label may differ by the sort of value it stands beside.
OPERATOR_WORDS: Mapping[str, Message] = {
    "is": _("is"),
    "is_not": _("is not"),
    "gt": _("is more than"),
    "ge": _("is at least"),
    "lt": _("is less than"),
    "le": _("is at most"),
    "contains": _("contains"),
    "starts": _("starts with"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "within": _("is in"),
    "empty": _("is empty"),
    "not_empty": _("is filled"),
    "between": _("is between"),
}


def to_text(node: Node) -> str:
    """A tree in the query language; `parse_where` reads the same tree back."""
    if isinstance(node, Condition):
        return _condition_text(node)
    if isinstance(node, Not):
        return f"not {_bracketed(node.node)}"
    return f" {node.join} ".join(_bracketed(one) for one in node.nodes)


def _bracketed(node: Node) -> str:
    text = to_text(node)
    return text if isinstance(node, Condition) else f"({text})"


def _condition_text(condition: Condition) -> str:
    head = f"{condition.field} {SIGNS[condition.operator]}"
    operand = condition.operand
    if operand is None:
        return head
    if condition.operator == "within":
        return f"{head} {operand}"
    if condition.operator == "between" and isinstance(operand, list):
        return f"{head} {_quoted(operand[0])} and {_quoted(operand[1])}"
    if isinstance(operand, list):
        return f"{head} ({', '.join(_quoted(item) for item in operand)})"
    return f"{head} {_quoted(operand)}"


def _quoted(operand: JSON) -> str:
    if isinstance(operand, dict):
        text = (
            f"{operand['currency']} {operand['amount']}"
            if "amount" in operand
            else str(operand["id"] or operand["label"])
        )
    elif isinstance(operand, bool):
        text = "yes" if operand else "no"
    else:
        text = str(operand)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def sentence(node: Node, one: Object, locale: Locale) -> str:
    """A tree in people's words: «مرحله: مذاکره»."""
    if isinstance(node, Condition):
        field = one.field(node.field)
        if node.operator in ("empty", "not_empty"):
            return f"{field.label} {OPERATOR_WORDS[node.operator]}"
        if node.operator in ("is", "in", "within"):
            return f"{field.label}: {field.kind.describe(node.operand, locale)}"
        return f"{field.label} {OPERATOR_WORDS[node.operator]} {field.kind.describe(node.operand, locale)}"
    if isinstance(node, Not):
        return translate("not (%(condition)s)") % {"condition": sentence(node.node, one, locale)}
    join = translate("and") if node.join == "and" else translate("or")
    return f" {join} ".join(sentence(part, one, locale) for part in node.nodes)
