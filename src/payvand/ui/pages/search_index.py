"""Whether everything can be found as it stands: the last comparison of each Object's index, and the way to another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.kinds import address
from payvand.kernel.objects import Object, all_objects
from payvand.search.jobs import start
from payvand.search.models import Inspection
from payvand.ui.components import Crumb, Tone
from payvand.ui.middleware import actor_in
from payvand.ui.pages.deliveries import require_administrator
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show

SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """One Object and its last comparison, in words. `links` lead to some of the records that differed."""

    label: str
    records: str = ""
    documents: str = ""
    checksum: str = ""
    state: str
    tone: Tone = "neutral"
    at: str = ""
    links: Sequence[tuple[str, str]] = ()


@require_GET
def search_index(request: HttpRequest) -> HttpResponse:
    """The page; while comparisons run it asks for its table again."""
    actor = actor_in(request)
    require_administrator(actor)
    found = {one.object: one for one in Inspection.objects.all()}
    ordered = sorted(all_objects(), key=lambda one: urgency(found.get(one.name)))
    lines = [line_of(one, found.get(one.name), actor.locale) for one in ordered]
    running = any(one.ended_at is None for one in found.values())
    context = {"lines": lines, "running": running, "poll_url": reverse("search_index")}
    if request.headers.get("HX-Target", "").endswith("inspected"):
        return render(request, "ui/search_index_table.html", context, using="jinja2")
    crumbs = [Crumb(label=_("Settings"), href=reverse("settings"))]
    return show(request, "ui/search_index.html", context, title=_("Search index"), crumbs=crumbs)


def urgency(found: Inspection | None) -> int:
    """Where a line stands: what differs first, then what runs, what is equal, what was never compared."""
    if found is None:
        return 3
    return 1 if found.ended_at is None else 2 if found.is_equal else 0


def line_of(one: Object, found: Inspection | None, locale: Locale) -> Inspected:
    """One Object's line."""
    if found is None:
        return Inspected(label=str(one.plural), state=_("never compared"))
    state, tone = state_of(found, locale)
    return Inspected(
        label=str(one.plural),
        records=format_number(found.records, locale),
        documents=format_number(found.documents, locale),
        checksum=f"{found.index_sum:016x}",
        state=state,
        tone=tone,
        at=format_moment(found.ended_at or found.begun_at, locale),
        links=[(f"#{pk}", address(one.name, pk)) for pk in found.differing_ids[:SHOWN]],
    )


def state_of(found: Inspection, locale: Locale) -> tuple[str, Tone]:
    """What came of a comparison, or how far it is."""
    if found.ended_at is None:
        words = {
            "done": format_number(found.records, locale),
            "total": format_number(max(found.total, found.records), locale),
        }
        return _("%(done)s of %(total)s looked at") % words, "info"
    count = {"count": format_number(found.differing, locale)}
    if not found.differing:
        return _("equal"), "success"
    if found.is_equal:
        return _("mended: %(count)s") % count, "success"
    return _("different: %(count)s") % count, "danger"


@require_POST
def inspect_index(request: HttpRequest) -> HttpResponse:
    """Compare all Objects in the background; with `mend`, put right what differs."""
    require_administrator(actor_in(request))
    for one in all_objects():
        start(one, mends="mend" in request.POST)
    return settled(request, reverse("search_index"), _("The comparison has begun."))


urlpatterns = [
    path("settings/search", search_index, name="search_index"),
    path("settings/search/inspect", inspect_index, name="inspect_index"),
]
