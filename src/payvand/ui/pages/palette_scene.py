"""Where somebody stands who opens the palette: what they may meet, and the record or the selection before them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.db.models import Q

from payvand.kernel.access import Actor, may, visible
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import address
from payvand.kernel.models import Fact, SavedView
from payvand.kernel.objects import Object, all_objects, named
from payvand.ui.pages.rail import modules_of
from payvand.ui.pages.record_view import Seen, see

PLACE = re.compile(r"/([\w-]+)/([\w-]+)(?:/(\d{1,18})(?:/peek)?)?/?")
MOST_RECENT = 8
# Facts are not indexed by actor: what somebody did long ago is nothing recent.
FACTS_LOOKED_AT = 5000


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Records chosen in a list; `query` is what the address of the list asks."""

    one: Object
    ids: Sequence[int]
    query: str


@dataclass(frozen=True, kw_only=True)
class Scene:
    """All that the palette's entries follow from."""

    actor: Actor
    modules: Sequence[Object]
    kept_views: Sequence[SavedView]
    seen: Seen | None = None
    selection: Selection | None = None


def scene_of(asked: Mapping[str, str], actor: Actor) -> Scene:
    """The scene of a request: `at` is the address of the page, `ids` are the numbers of chosen records."""
    modules = modules_of(actor)
    seen, selection = before(asked.get("at", ""), asked.get("ids", ""), actor)
    names = [one.name for one in modules]
    mine = Q(owner_id=actor.user_id) | Q(team_id__in=actor.team_ids) | Q(shared=True)
    kept = SavedView.objects.filter(mine, object__in=names, layout="list").order_by("position", "pk")
    return Scene(actor=actor, modules=modules, kept_views=list(kept), seen=seen, selection=selection)


def before(at: str, ids: str, actor: Actor) -> tuple[Seen | None, Selection | None]:
    """The record on the page or in the panel beside it, or the records chosen; one chosen record is that record."""
    page = urlsplit(at)
    chosen = [int(part) for part in ids.split(",") if part.isdecimal() and len(part) < 19]
    one, pk = place_at(page.path)
    if chosen and one and pk is None:
        if len(chosen) > 1:
            return None, Selection(one=one, ids=chosen, query=page.query)
        pk = chosen[0]
    peeked = parse_qs(page.query).get("peek", [""])[0]
    if pk is None and peeked:
        one, pk = place_at(peeked)
    return (met(one, pk, actor) if one and pk is not None else None), None


def place_at(path: str) -> tuple[Object | None, int | None]:
    """The Object of an address, and the number of its record where it is a record's."""
    found = PLACE.fullmatch(path)
    if found is None:
        return None, None
    app, model, pk = found.groups()
    one = next((one for one in all_objects() if one.name == f"{app}.{model}"), None)
    return one, int(pk) if pk else None


def met(one: Object, pk: int, actor: Actor) -> Seen | None:
    """The record as the actor sees it; None where they do not."""
    try:
        return see(one, pk, actor)
    except DomainError:
        return None


@dataclass(frozen=True, kw_only=True)
class Recent:
    """A record that somebody has lately looked at or changed."""

    one: Object
    title: str
    href: str


def recent_of(seen: str, actor: Actor) -> list[Recent]:
    """The records at the addresses that the browser remembers, then those that the actor has changed.

    Only such as the actor still meets; one query an Object.
    """
    places = list(dict.fromkeys([*remembered(seen), *changed_by(actor)]))[: 2 * MOST_RECENT]
    titles: dict[tuple[str, int], str] = {}
    for name in {name for name, _pk in places}:
        one = named(name)
        rows = visible(
            one.model.objects.current().filter(pk__in=[pk for each, pk in places if each == name]), actor
        )
        titles |= {(name, pk): str(title or f"#{pk}") for pk, title in rows.values_list("pk", one.title)}
    found = [place for place in places if place in titles][:MOST_RECENT]
    return [Recent(one=named(name), title=titles[name, pk], href=address(name, pk)) for name, pk in found]


def remembered(seen: str) -> list[tuple[str, int]]:
    """The records behind addresses separated by commas, at most so many as are shown."""
    places = (place_at(path) for path in seen.split(",")[:MOST_RECENT])
    return [(one.name, pk) for one, pk in places if one and pk is not None]


def changed_by(actor: Actor) -> list[tuple[str, int]]:
    """The records that the actor has changed of late."""
    last = Fact.objects.order_by("-id").values_list("id", flat=True).first() or 0
    facts = Fact.objects.filter(id__gt=last - FACTS_LOOKED_AT, actor_kind="user", actor_id=actor.user_id)
    latest = facts.exclude(name="record.deleted").order_by("-id").values_list("object", "subject_id")[:50]
    known = {one.name for one in all_objects() if may(actor, "view", one)}
    return [(name, pk) for name, pk in dict.fromkeys(latest) if name in known]
