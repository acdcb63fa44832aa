"""The views of a list that an actor may choose from: everything, those that ship, and those that people keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from payvand.kernel.access import Actor
from payvand.kernel.models import SavedView
from payvand.kernel.objects import Object

EVERYTHING_KEY = "all"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A view to choose. `key` stands in the address; `saved` is its row where somebody keeps it."""

    key: str
    label: str
    params: Mapping[str, str] = field(default_factory=dict)
    saved: SavedView | None = None
    is_mine: bool = False

    @property
    def is_default(self) -> bool:
        """Whether its owner wants the list to open with it."""
        return self.is_mine and bool(self.params.get("default"))


def views_of(one: Object, actor: Actor) -> list[Choice]:
    """All views of an Object that the actor meets, in the order of the tabs. One query."""
    kept = [as_choice(row, actor) for row in saved_views(one, actor).order_by("position", "pk")]
    return [*shipped_views(one), *kept]


def view_named(one: Object, actor: Actor, key: str) -> Choice | None:
    """The view that an address names. No query for one that ships."""
    if key.isascii() and key.isdigit():
        row = saved_views(one, actor).filter(pk=int(key)).first()
        return as_choice(row, actor) if row else None
    return next((view for view in shipped_views(one) if view.key == key), None)


def shipped_views(one: Object) -> list[Choice]:
    """Everything, and the views that the Object describes."""
    described = [
        Choice(
            key=f"shipped-{number}",
            label=str(view.label),
            params={
                "where": view.where,
                "sort": ",".join(view.sort),
                "columns": ",".join(view.columns),
                "as": view.shape,
            },
        )
        for number, view in enumerate(one.views, start=1)
    ]
    return [Choice(key=EVERYTHING_KEY, label=_("All")), *described]


def as_choice(row: SavedView, actor: Actor) -> Choice:
    """A kept view as one to choose."""
    is_mine = row.owner_id == actor.user_id
    return Choice(key=str(row.pk), label=row.name, params=row.params, saved=row, is_mine=is_mine)


def saved_views(one: Object, actor: Actor) -> QuerySet[SavedView]:
    """The kept views that the actor may use: their own, their teams', everybody's."""
    rows = SavedView.objects.filter(object=one.name, layout="list")
    return rows.filter(Q(owner_id=actor.user_id) | Q(team_id__in=actor.team_ids) | Q(shared=True))


def chosen(views: Sequence[Choice], key: str, *, is_bare: bool) -> Choice:
    """The view that an address names. A bare address opens the actor's default; a view that is gone, everything."""
    if is_bare:
        return next((view for view in views if view.is_default), views[0])
    return next((view for view in views if view.key == key), views[0])
