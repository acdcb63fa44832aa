"""Conditions on leads that administrators write in the query language: kept as text, read anew at each use."""

from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import NEUTRAL
from payvand.kernel.errors import DomainError
from payvand.kernel.objects import named
from payvand.kernel.query import Node, leaves, parse_where, to_text

PERSONAL = ("me", "my team")


def checked_condition(text: str, field: str = "condition") -> str:
    """The condition in its canonical text. Raises DomainError for what cannot be understood, or asks who looks."""
    try:
        node = condition_tree(text)
    except DomainError as error:
        raise DomainError(error.code, error.message, field) from None
    if any(leaf.operand in PERSONAL for leaf in leaves(node)):
        raise DomainError("nobody_looks", _("“me” means nobody here: name the user."), field)
    return to_text(node) if text.strip() else ""


def condition_tree(text: str) -> Node:
    """The tree of a condition, with ISO days and plain digits. Raises DomainError."""
    return parse_where(text, named("sales.lead"), NEUTRAL)
