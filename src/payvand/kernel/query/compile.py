"""Turns the tree of a condition into the ORM's terms, within what the actor may see."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, right
from payvand.kernel.kinds import Context, Several
from payvand.kernel.kinds.text import Text
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Right
from payvand.kernel.objects import Field, Object
from payvand.kernel.query.parse import checked
from payvand.kernel.query.tree import BadQuery, Condition, Node, Not, leaves


def context_of(actor: Actor) -> Context:
    """What a condition may depend on beside the row."""
    return Context(
        locale=actor.locale,
        today=today_in(actor.locale),
        now=clock.now(),
        user_id=actor.user_id,
        team_ids=actor.team_ids,
    )


def field_for(one: Object, path: str, actor: Actor) -> Field:
    """The field at a path, as long as the actor may see it. Raises UnknownField or BadQuery."""
    field = one.field(path)
    if right(one, path, actor) == Right.HIDDEN:
        raise BadQuery(_("The field “%(field)s” is hidden from you.") % {"field": path}, path, "hidden_field")
    return field


def compile_where(node: Node, one: Object, actor: Actor, context: Context | None = None) -> Q:
    """The condition as a Q. Hidden fields may not be asked for: the answer would give them away."""
    return _compile(node, one, actor, context or context_of(actor))


def _compile(node: Node, one: Object, actor: Actor, context: Context) -> Q:
    if isinstance(node, Condition):
        return _condition(node, one, actor, context)
    if isinstance(node, Not):
        return ~_compile(node.node, one, actor, context)
    if not node.nodes:
        return Q()
    whole = _compile(node.nodes[0], one, actor, context)
    for part in node.nodes[1:]:
        compiled = _compile(part, one, actor, context)
        whole = whole & compiled if node.join == "and" else whole | compiled
    return whole


def _condition(condition: Condition, one: Object, actor: Actor, context: Context) -> Q:
    field = field_for(one, condition.field, actor)
    checked(condition, field)
    if field.many is not None:
        return _any_of(condition, field, context)
    if field.source == "custom":
        context = Context(**{**context.__dict__, "packed": True})
    return _where(condition, field, field.filter_column, context)


def _where(condition: Condition, field: Field, column: str, context: Context) -> Q:
    kind, operand = field.kind, condition.operand
    if field.folded and operand is not None:
        text = kind.of if isinstance(kind, Several) else kind
        if isinstance(text, Text):
            return text.where(column, condition.operator, text.folded(operand), context)
    return kind.where(column, condition.operator, operand, context)


def _any_of(condition: Condition, field: Field, context: Context) -> Q:
    """A condition on several values holds where any of them meets it; "empty" where there is none."""
    many = field.many
    assert many is not None
    rows = many.model._default_manager.filter(**{many.of: OuterRef("pk")}, **many.where)
    if condition.operator == "empty":
        return Q(~Exists(rows))
    if condition.operator == "not_empty":
        return Q(Exists(rows))
    column = f"{field.filter_column}_fold" if field.folded else field.filter_column
    return Q(Exists(rows.filter(_where(condition, field, column, context))))


def computed_in(node: Node, one: Object) -> set[str]:
    """The names of computed fields that a tree asks about; they must be annotated first."""
    return {leaf.field for leaf in leaves(node) if one.field(leaf.field).source == "computed"}
