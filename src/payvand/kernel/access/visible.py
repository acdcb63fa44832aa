"""The one gate: which rows and which fields an actor meets, and why. No face reads a row past it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access.actor import Actor
from payvand.kernel.errors import Denied, Message
from payvand.kernel.models import Record, RecordQuerySet, Right, Scope
from payvand.kernel.objects import Field, Object, named, object_of

ACTIONS = {
    "view": _("view"),
    "create": _("create"),
    "edit": _("edit"),
    "archive": _("archive"),
    "delete": _("delete"),
    "import": _("import"),
    "export": _("export"),
}

MOST_PARTS = 8


def reach(one: Object, actor: Actor, action: str, prefix: str = "") -> Q:
    """The condition that holds for the rows an action covers. `prefix` leads to the row from elsewhere ("party__")."""
    scope = actor.grants.scope(one.name, action)
    if scope == Scope.NONE or kept_from(one, action):
        return Q(pk__in=[])
    if one.gate is not None:
        return one.gate(actor, action, prefix)
    if one.parent is not None:
        return _reach_parent(one, actor, action, prefix)
    if scope == Scope.ALL or not one.owned:
        return Q()
    own = Q(**{f"{prefix}owner_id": actor.user_id})
    if scope == Scope.OWN:
        return own
    if scope == Scope.TEAM:
        return own | Q(**{f"{prefix}team_id__in": actor.team_ids})
    return (
        own
        | Q(**{f"{prefix}team_id__in": actor.team_ids})
        | Q(**{f"{prefix}team__branch_id": actor.branch_id or 0})
    )


def reach_parts(one: Object, actor: Actor, action: str) -> list[Q]:
    """The reach as conditions of which any may hold, each on one column; a single one where it does not fall apart.

    A database finds the first rows of each part by an index, though not those of "this or that or the other".
    """
    scope = actor.grants.scope(one.name, action)
    apart = scope == Scope.TEAM and one.parent is None and one.owned
    if not apart or len(actor.team_ids) > MOST_PARTS:
        return [reach(one, actor, action)]
    return [Q(owner_id=actor.user_id), *(Q(team_id=team) for team in sorted(actor.team_ids))]


def _reach_parent(one: Object, actor: Actor, action: str, prefix: str) -> Q:
    """A part of another record is met by whoever meets the whole; to change it is to edit the whole."""
    assert one.parent is not None
    whole = object_of(one.model._meta.get_field(one.parent).related_model)  # type: ignore[arg-type]
    return reach(whole, actor, "view" if action in ("view", "export") else "edit", f"{prefix}{one.parent}__")


def visible(rows: RecordQuerySet, actor: Actor, action: str = "view") -> RecordQuerySet:
    """Those of the rows that the action covers for the actor."""
    condition = reach(object_of(rows.model), actor, action)
    return rows.filter(condition) if condition else rows


def may(actor: Actor, action: str, one: Object) -> bool:
    """Whether there is any record of the Object that the action may cover."""
    return actor.grants.scope(one.name, action) != Scope.NONE and not kept_from(one, action)


def kept_from(one: Object, action: str) -> bool:
    """Whether nobody does this with records of the Object, since other commands keep them."""
    return one.read_only and action not in ("view", "export")


def require(actor: Actor, action: str, one: Object) -> None:
    """Raise Denied where the actor may not do this with any record of the Object."""
    if not may(actor, action, one):
        raise denied(action, one)


def denied(action: str, one: Object) -> Denied:
    """The refusal, in words."""
    words = {"action": ACTIONS.get(action, action), "object": one.plural}
    return Denied("denied", _("Your roles do not allow this: %(action)s, %(object)s.") % words)


def readable(one: Object, actor: Actor) -> dict[str, Field]:
    """The fields of an Object that the actor may see."""
    return {name: field for name, field in one.fields.items() if right(one, name, actor) != Right.HIDDEN}


def right(one: Object, path: str, actor: Actor) -> Right:
    """What the actor may do with the field at a path; along a path the narrowest right counts."""
    head, _dot, rest = path.partition(".")
    first = actor.grants.right(one.name, head)
    if head in one.guarded and first == Right.WRITE and not actor.grants.everything:
        first = Right.READ
    if not rest or first == Right.HIDDEN:
        return first
    target = getattr(one.field(head).kind, "target", None)
    if target is None or not may(actor, "view", named(target)):
        return Right.HIDDEN
    return Right.HIDDEN if right(named(target), rest, actor) == Right.HIDDEN else Right.READ


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One line of the answer to "why can or can't they?": what was looked at, and whether it opens the door."""

    opens: bool
    message: Message


def explain(record: Record, actor: Actor, action: str = "view") -> tuple[bool, list[Reason]]:
    """Whether the action covers the record for the actor, and the reasons, the deciding one first."""
    one = object_of(record)
    allowed = visible(one.model.objects.filter(pk=record.pk), actor, action).exists()
    if kept_from(one, action):
        return False, [Reason(opens=False, message=_("These are a history: nobody changes them by hand."))]
    if actor.grants.everything:
        return allowed, [Reason(opens=True, message=_("An administrator may do everything."))]
    scope = actor.grants.scope(one.name, action)
    words = {"action": ACTIONS.get(action, action), "object": one.plural, "scope": scope.label}
    reasons = [Reason(opens=allowed, message=_("Roles give: %(action)s, %(object)s: %(scope)s.") % words)]
    return allowed, reasons + _about_owner(record, actor, scope)


def _about_owner(record: Record, actor: Actor, scope: Scope) -> list[Reason]:
    if scope in (Scope.NONE, Scope.ALL) or not hasattr(record, "owner_id"):
        return []
    owner, team = getattr(record, "owner", None), getattr(record, "team", None)
    nobody = _("nobody")
    return [
        Reason(
            opens=owner is not None and owner.pk == actor.user_id,
            message=_("The record belongs to %(owner)s.") % {"owner": owner or nobody},
        ),
        Reason(
            opens=team is not None and team.pk in actor.team_ids,
            message=_("The record is in the team %(team)s.") % {"team": team.name if team else nobody},
        ),
    ]
