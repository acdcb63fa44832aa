"""The rail: the lists that a reader may open and the pages of apps, each app's under its own heading."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from payvand.kernel.access import Actor, may
from payvand.kernel.models import SavedView
from payvand.kernel.objects import Object, all_objects
from payvand.ui.components import MenuItem
from payvand.ui.frame import Group, Place
from payvand.ui.pages.icons import icon_of, known_icon
from payvand.ui.places import Door, doors_for

# The cookie in which the browser keeps which headings somebody has folded, separated by dots.
FOLDED = "payvand_folded"


def modules_of(actor: Actor) -> list[Object]:
    """The Objects of the rail: those that stand on their own, are no part of the settings, and may be seen."""
    return [one for one in all_objects() if not one.menu and one.parent is None and may(actor, "view", one)]


def places_of(modules: Sequence[Object], actor: Actor, request: HttpRequest) -> list[Place]:
    """All lines of the rail: Home, those without a heading, those of each app, and the pinned views."""
    path = request.path
    lines = [*lines_of_apps(modules, doors_for(actor), path)]
    return [
        Place(label=_("Home"), href="/", icon="home", current=path == "/"),
        *(line for line in lines if not line.group),
        *(line for line in lines if line.group),
        *pinned_views(actor, request.get_full_path()),
    ]


def lines_of_apps(modules: Sequence[Object], doors: Sequence[Door], path: str) -> Iterable[Place]:
    """The lines of every app. An app with one line alone needs no heading."""
    keys = dict.fromkeys([*(one.model._meta.app_label for one in modules), *(door.group for door in doors)])
    for key in keys:
        own = [door for door in doors if door.group == key]
        lists = [one for one in modules if one.model._meta.app_label == key]
        group = key if len(own) + len(lists) > 1 else ""
        yield from (line_of_door(door, group, path) for door in own if door.weight < 0)
        yield from (line_of_list(one, group, path) for one in lists)
        yield from (line_of_door(door, group, path) for door in own if door.weight >= 0)


def line_of_list(one: Object, group: str, path: str) -> Place:
    """The list of an Object as a line."""
    return Place(
        label=str(one.plural),
        href=one.address,
        icon=icon_of(one),
        group=group,
        current=is_under(one.address, path),
    )


def line_of_door(door: Door, group: str, path: str) -> Place:
    """The page of an app as a line."""
    current = is_under(door.href.partition("?")[0], path)
    return Place(
        label=str(door.label), href=door.href, icon=known_icon(door.icon), group=group, current=current
    )


def is_under(address: str, path: str) -> bool:
    """Whether a page stands at an address or below it."""
    return path == address or path.startswith(f"{address}/")


def groups_of(places: Sequence[Place], request: HttpRequest) -> list[Group]:
    """The headings of the rail; folded where the reader left them so, but for the one that holds this page."""
    folded = request.COOKIES.get(FOLDED, "").split(".")
    return [
        Group(
            key=key,
            label=str(apps.get_app_config(key).verbose_name),
            is_open=key not in folded or any(line.current for line in lines),
        )
        for key, lines in ((key, list(lines)) for key, lines in groupby(places, lambda line: line.group))
        if key
    ]


def creations(modules: Sequence[Object], actor: Actor) -> list[MenuItem]:
    """What may be made anywhere; a line stands between the apps."""
    items: list[MenuItem] = []
    last = ""
    for one in modules:
        if not may(actor, "create", one):
            continue
        app = one.model._meta.app_label
        items.append(
            MenuItem(
                label=str(one.label),
                href=f"{one.address}/new",
                icon=icon_of(one),
                divided=bool(last) and app != last,
            )
        )
        last = app
    return items


def pinned_views(actor: Actor, path: str) -> list[Place]:
    """The saved views that stand in the rail: the actor's own and those shared with the actor."""
    shared = Q(owner_id=actor.user_id) | Q(shared=True) | Q(team_id__in=actor.team_ids)
    views = SavedView.objects.filter(shared, pinned=True).order_by("position", "id")
    known = {one.name: one for one in all_objects() if may(actor, "view", one)}
    return [
        Place(label=view.name, href=href, icon="bookmark", pinned=True, current=path == href)
        for view in views
        if view.object in known
        for href in [f"{known[view.object].address}?view={view.pk}"]
    ]
