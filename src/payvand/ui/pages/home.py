"""The first page: the day in both calendars, what is mine, and what I had in hand last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from payvand.culture.calendars import format_day, relative
from payvand.culture.digits import format_number
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.kinds import address
from payvand.kernel.models import Fact
from payvand.kernel.objects import Object, named
from payvand.kernel.query import COUNT_CAP, Query, count, parse_where
from payvand.timeline.entries import titles_of
from payvand.ui.components import Figure
from payvand.ui.middleware import actor_in
from payvand.ui.pages.bell import drawn
from payvand.ui.pages.icons import icon_of
from payvand.ui.pages.rail import creations, modules_of
from payvand.ui.pages.shell import show
from payvand.ui.parts import home_parts

MINE = "owner is me"
MOST_FIGURES = 6
LATELY = 8  # records that one had in hand last
LOOKED_AT = 60  # own facts that are looked through for them
REACH = 50_000  # how far back, in facts of everybody: the table has no index by person


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A record that the reader had in hand."""

    title: str
    kind: str
    icon: str
    href: str
    when: str


def home(request: HttpRequest) -> HttpResponse:
    """My day."""
    actor = actor_in(request)
    modules = modules_of(actor)
    context = {
        "day": today(actor),
        "figures": figures_of(counted_here(modules), actor),
        "parts": drawn(home_parts(), request, actor),
        "lately": lately(actor),
        "create": creations(modules, actor),
    }
    return show(request, "ui/home.html", context, title=_("Good day, %(name)s") % {"name": actor.name})


def today(actor: Actor) -> str:
    """The day in the reader's calendar, and in the other one that is used here."""
    locale, day = actor.locale, clock.now().date()
    other = replace(locale, calendar="gregorian" if locale.calendar != "gregorian" else "jalali")
    return f"{format_day(day, locale, 'full')} · {format_day(day, other, 'long')}"


def counted_here(modules: Sequence[Object]) -> list[Object]:
    """The Objects whose numbers stand on the page: the register and what has a course come first."""
    owned = [one for one in modules if one.owned]
    return sorted(owned, key=lambda one: one.board is None and one.party != "")[:MOST_FIGURES]


def figures_of(objects: Sequence[Object], actor: Actor) -> list[Figure]:
    """How much there is for the reader: their own where records have owners; all of it for whoever owns nothing."""
    mine = [counted(one, MINE if one.owned else "", actor) for one in objects]
    every = [counted(one, "", actor) if one.owned else own for one, own in zip(objects, mine, strict=True)]
    owns = any(own for one, own in zip(objects, mine, strict=True) if one.owned)
    return [
        figure(one, own, whole, actor, is_mine=one.owned and owns)
        for one, own, whole in zip(objects, mine, every, strict=True)
    ]


def figure(one: Object, own: int, whole: int, actor: Actor, *, is_mine: bool) -> Figure:
    """The number of an Object's records, and the way to them."""
    if not is_mine:
        shown, label = shown_count(whole, actor), str(one.plural)
        return Figure(label=label, value=shown, href=one.address, icon=icon_of(one))
    return Figure(
        label=_("My %(objects)s") % {"objects": one.plural},
        value=shown_count(own, actor),
        href=f"{one.address}?{urlencode({'where': MINE})}",
        icon=icon_of(one),
        hint=_("%(count)s in all") % {"count": shown_count(whole, actor)},
    )


def counted(one: Object, where: str, actor: Actor) -> int:
    """How many records meet a condition, up to one more than the cap."""
    return count(one, Query(where=parse_where(where, one, actor.locale)), actor)


def shown_count(found: int, actor: Actor) -> str:
    """A count in the reader's digits; a large one ends in a plus."""
    return format_number(min(found, COUNT_CAP), actor.locale) + ("+" if found > COUNT_CAP else "")


def lately(actor: Actor) -> Sequence[Touched]:
    """The records of the rail that the reader changed or wrote on last, as far as they may still be seen."""
    newest = Fact.objects.aggregate(newest=Max("id"))["newest"] or 0
    mine = Fact.objects.filter(actor_id=actor.user_id, id__gt=newest - REACH).order_by("-id")[:LOOKED_AT]
    last: dict[tuple[str, int], Fact] = {}
    for fact in mine:
        last.setdefault((fact.object, fact.subject_id), fact)
    own = {one.name for one in modules_of(actor)}
    facts = [fact for key, fact in last.items() if key[0] in own and fact.name != "record.deleted"][:LATELY]
    titles, now = titles_of(facts, actor), clock.now()
    return [
        Touched(
            title=titles[fact.object, fact.subject_id] or f"#{fact.subject_id}",
            kind=str(named(fact.object).label),
            icon=icon_of(named(fact.object)),
            href=address(fact.object, fact.subject_id),
            when=relative(fact.at, now, actor.locale),
        )
        for fact in facts
        if (fact.object, fact.subject_id) in titles
    ]


urlpatterns = [path("", home, name="home")]
