"""The command palette and the page of search: records, pages and commands by what somebody types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payvand.kernel.access import Actor
from payvand.kernel.kinds import address
from payvand.kernel.objects import Object, named
from payvand.kernel.query import Query, count
from payvand.search.find import Hit, find, holders
from payvand.ui.components import MenuItem
from payvand.ui.middleware import actor_in
from payvand.ui.pages.icons import icon_of
from payvand.ui.pages.lists import capped
from payvand.ui.pages.palette_entries import Entry, fitting, offered
from payvand.ui.pages.palette_scene import Recent, recent_of, scene_of
from payvand.ui.pages.selection import do_to_all
from payvand.ui.pages.shell import show

LONGEST = 200
MOST_RECORDS = 12
MOST_ENTRIES = 6
MOST_OF_ONE = 8

Groups = list[tuple[str, list[MenuItem]]]


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """The lines for what was typed; before anything is typed, what may be done here and what was lately at hand."""
    actor, text = actor_in(request), request.GET.get("q", "").strip()[:LONGEST]
    scene = scene_of(request.GET.dict(), actor)
    if text:
        groups = answers(find(text, actor, limit=MOST_RECORDS), fitting(scene, text), text)
    else:
        groups = suggestions(list(offered(scene)), recent_of(request.GET.get("seen", ""), actor))
    return render(request, "ui/palette.html", {"groups": groups, "query": text}, using="jinja2")


def suggestions(entries: Sequence[Entry], recent: Sequence[Recent]) -> Groups:
    """What stands there before anything is typed."""
    items = [
        MenuItem(label=one.title, href=one.href, icon=icon_of(one.one), hint=str(one.one.label))
        for one in recent
    ]
    return [
        (_("Here"), items_of(entries, "here")),
        (_("Recent"), items),
        (_("New"), items_of(entries, "new")),
        (_("Go to"), items_of(entries, "page")),
    ]


def items_of(entries: Sequence[Entry], part: str) -> list[MenuItem]:
    """The lines of one part."""
    return [entry.item() for entry in entries if entry.part == part]


def answers(hits: Sequence[Hit], entries: Sequence[tuple[float, Entry]], text: str) -> Groups:
    """Records by Object, pages and commands, the group with the best line first; then the way to the whole page."""
    headings = {
        "here": _("Here"), "page": _("Go to"), "view": _("Views"), "new": _("New"), "switch": _("Switch"),
    }  # fmt: skip
    groups: dict[str, tuple[float, list[MenuItem]]] = {}
    for score, entry in entries[:MOST_ENTRIES]:
        groups.setdefault(headings[entry.part], (score, []))[1].append(entry.item())
    for hit in hits:
        groups.setdefault(str(named(hit.object).plural), (hit.score, []))[1].append(line_of(hit))
    ordered = sorted(groups.items(), key=lambda group: -group[1][0])
    everything = MenuItem(
        label=_("Everything for “%(text)s”") % {"text": text},
        icon="search",
        href=f"{reverse('search')}?{urlencode({'q': text})}",
    )
    return [
        *((heading, items) for heading, (_score, items) in ordered),
        (_("Search"), [everything] if hits else []),
    ]


def line_of(hit: Hit) -> MenuItem:
    """A record as a line of the palette."""
    one = named(hit.object)
    return MenuItem(label=hit.title or f"#{hit.id}", href=address(one.name, hit.id), icon=icon_of(one))


@dataclass(frozen=True, kw_only=True)
class FoundGroup:
    """The best records of one Object, how many there are, and the way to all of them."""

    label: str
    icon: str
    total: str
    items: Sequence[MenuItem]
    list_href: str


@require_GET
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found, by Object; a script that types gets the groups alone."""
    actor, text = actor_in(request), request.GET.get("q", "").strip()[:LONGEST]
    groups = list(groups_of(text, actor)) if text else []
    similar = [] if groups or not text else [line_of(hit) for hit in find(text, actor)]
    context = {"query": text, "groups": groups, "similar": similar}
    if request.headers.get("HX-Target", "").endswith("found"):
        return render(request, "ui/search_found.html", context, using="jinja2")
    return show(request, "ui/search.html", context, title=_("Search"))


def groups_of(text: str, actor: Actor) -> Iterator[FoundGroup]:
    """The Objects in which something is found, counted as their lists count."""
    for one in holders(text, actor):
        number = count(one, Query(search=text), actor)
        if number:
            yield group_of(one, text, number, actor)


def group_of(one: Object, text: str, number: int, actor: Actor) -> FoundGroup:
    """One Object's best records."""
    hits = find(text, actor, objects=[one], limit=MOST_OF_ONE)
    return FoundGroup(
        label=str(one.plural),
        icon=icon_of(one),
        total=capped(number, actor.locale),
        items=[line_of(hit) for hit in hits],
        list_href=f"{one.address}?{urlencode({'view': 'all', 'q': text})}",
    )


urlpatterns = [
    path("palette", palette, name="palette"),
    path("search", search_page, name="search"),
    path("<slug:app>/<slug:model>/list/do/<slug:name>", do_to_all, name="list_do"),
]
