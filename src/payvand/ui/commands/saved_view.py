"""Keeping, changing and removing views of a list. A view is its owner's; an administrator may mend what is shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from payvand.kernel.access import Actor
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import SavedView
from payvand.kernel.objects import Object

Audience = Literal["me", "team", "everybody"]
LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True)
class Manner:
    """What a view is called, who meets it, and where it stands."""

    name: str
    audience: Audience = "me"
    pinned: bool = False
    default: bool = False


def keep_view(one: Object, params: Mapping[str, str], manner: Manner, *, actor: Actor) -> SavedView:
    """Keep a query under a name. Raises DomainError for a name or a team that will not do."""
    if actor.user_id is None:
        raise Denied("denied", _("Only people keep views."))
    row = SavedView(
        object=one.name, owner_id=actor.user_id, created_at=datetime.now(UTC), params=dict(params)
    )
    return _written(row, manner, actor)


def change_view(row: SavedView, manner: Manner, *, actor: Actor) -> SavedView:
    """Rename, share, pin a view, or open the list with it."""
    require_owner(row, actor)
    return _written(row, manner, actor)


def change_query(row: SavedView, params: Mapping[str, str], *, actor: Actor) -> SavedView:
    """Make the view stand for another query."""
    require_owner(row, actor)
    kept = {"default": row.params["default"]} if row.params.get("default") else {}
    row.params = {**params, **kept}
    row.save()
    return row


def keep_columns(row: SavedView, columns: str, *, actor: Actor) -> SavedView:
    """Give the view other columns, or other widths."""
    require_owner(row, actor)
    row.params = {**row.params, "columns": columns}
    row.save()
    return row


def remove_view(row: SavedView, *, actor: Actor) -> None:
    """Remove a view. The records are not touched."""
    require_owner(row, actor)
    row.delete()


def require_owner(row: SavedView, actor: Actor) -> None:
    """Raise Denied for whoever may not change the view."""
    if row.owner_id != actor.user_id and not actor.grants.everything:
        raise Denied("denied", _("This view belongs to somebody else. Keep one of your own."))


def _written(row: SavedView, manner: Manner, actor: Actor) -> SavedView:
    name = " ".join(manner.name.split())
    if not name:
        raise DomainError("required", _("A view needs a name."), "name")
    if len(name) > LONGEST_NAME:
        raise DomainError("too_long", _("At most %(limit)d characters.") % {"limit": LONGEST_NAME}, "name")
    if manner.audience == "team" and actor.team_id is None and row.team_id is None:
        raise DomainError("no_team", _("You are in no team that could share this view."), "audience")
    row.name, row.pinned, row.shared = name, manner.pinned, manner.audience == "everybody"
    row.team_id = (row.team_id or actor.team_id) if manner.audience == "team" else None
    row.params = {key: value for key, value in row.params.items() if key != "default"}
    if manner.default:
        row.params = {**row.params, "default": "1"}
    with transaction.atomic():
        row.save()
        if manner.default:
            _be_the_only_default(row)
    return row


def _be_the_only_default(row: SavedView) -> None:
    others = SavedView.objects.filter(object=row.object, owner_id=row.owner_id).exclude(pk=row.pk)
    for other in others:
        if other.params.pop("default", None):
            other.save()
