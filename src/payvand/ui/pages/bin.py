"""The recycle bin: what was deleted, and the way back. People see what they deleted, administrators everything."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import address
from payvand.kernel.models import BinItem, User
from payvand.kernel.objects import Object, all_objects
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages.records import dialog_or_page, settled
from payvand.ui.pages.shell import announce, show

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing in the bin."""

    id: int
    title: str
    what: str
    when: str
    by: str
    restore_url: str


@require_GET
def bin_page(request: HttpRequest) -> HttpResponse:
    """What lies in the reader's bin, the latest first; `before` goes on from there."""
    actor = actor_in(request)
    items = records.bin_of(actor).defer("rows", "links")
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        items = items.filter(pk__lt=int(before))
    found = list(items[: MOST + 1])
    shown = found[:MOST]
    days = settings.PAYVAND.bin_days
    kept = ngettext(
        "What is deleted stays here for %(count)s day.",
        "What is deleted stays here for %(count)s days.",
        days,
    )
    context = {
        "lines": lines_of(shown, actor),
        "kept": kept % {"count": format_number(days, actor.locale)},
        "older": f"{request.path}?before={shown[-1].pk}" if len(found) > MOST else "",
        "restore_url": reverse("bin_restore_several"),
        "empty_url": reverse("bin_empty"),
    }
    return show(request, "ui/bin.html", context, title=_("Recycle bin"), crumbs=crumbs())


def crumbs() -> list[Crumb]:
    """The way to the bin."""
    return [Crumb(label=_("Settings"), href=reverse("settings"))]


def lines_of(items: list[BinItem], actor: Actor) -> list[Line]:
    """Things in words; in two queries for any number."""
    known: dict[str, Object] = {one.name: one for one in all_objects()}
    people = dict(
        User.objects.filter(pk__in={item.deleted_by_id for item in items}).values_list("pk", "name")
    )
    return [
        Line(
            id=item.pk,
            title=item.title,
            what=str(known[item.object].label) if item.object in known else item.object,
            when=format_moment(item.deleted_at, actor.locale),
            by=people.get(item.deleted_by_id, "") if item.deleted_by_id else "",
            restore_url=reverse("bin_restore", args=[item.pk]),
        )
        for item in items
    ]


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring one back, and go to it."""
    try:
        back = records.restore_deleted(pk, actor=actor_in(request))
    except DomainError as refused:
        announce(request, str(refused), tone="danger")
        return gone_back(request)
    where = address(back.object_name, back.pk)
    return settled(request, where, _("Restored."))


@require_POST
def restore_several(request: HttpRequest) -> HttpResponse:
    """Bring the chosen ones back, the latest first; each stands or falls by itself."""
    actor, number, refusals = actor_in(request), 0, []
    chosen = {int(text) for text in request.POST.getlist("ids") if text.isdecimal() and len(text) < 19}
    # Whoever deletes a part and then the whole gets the whole back first.
    for pk in sorted(chosen, reverse=True)[:MOST]:
        try:
            records.restore_deleted(pk, actor=actor)
            number += 1
        except DomainError as refused:
            refusals.append(str(refused))
    for reason in refusals[:5]:
        announce(request, reason, tone="danger")
    words = ngettext("%(count)s record is back.", "%(count)s records are back.", number)
    if not chosen:
        announce(request, _("No record is chosen."), tone="warning")
        return gone_back(request)
    return settled(request, reverse("bin"), words % {"count": format_number(number, actor.locale)})


def gone_back(request: HttpRequest) -> HttpResponse:
    """Back to the bin, where the reason is told."""
    where = reverse("bin")
    return (
        HttpResponse(headers={"HX-Redirect": where}) if "HX-Request" in request.headers else redirect(where)
    )


@require_http_methods(["GET", "POST"])
def empty(request: HttpRequest) -> HttpResponse:
    """Ask, and let go of everything in the reader's bin for good."""
    actor = actor_in(request)
    if request.method == "POST":
        number = records.empty_bin(None, actor=actor)
        words = ngettext("%(count)s record is gone for good.", "%(count)s records are gone for good.", number)
        return settled(request, reverse("bin"), words % {"count": format_number(number, actor.locale)})
    title = _("Empty the recycle bin?")
    number = records.bin_of(actor).count()
    ask = ngettext(
        "%(count)s record will be gone for good. This cannot be undone.",
        "%(count)s records will be gone for good. This cannot be undone.",
        number,
    )
    context = {
        "title": title,
        "ask": ask % {"count": format_number(number, actor.locale)},
        "action": request.path,
        "back": reverse("bin"),
    }
    way = [*crumbs(), Crumb(label=_("Recycle bin"), href=reverse("bin"))]
    return dialog_or_page(request, "ui/bin_empty.html", context, title, way)


urlpatterns = [
    path("settings/bin", bin_page, name="bin"),
    path("settings/bin/restore", restore_several, name="bin_restore_several"),
    path("settings/bin/empty", empty, name="bin_empty"),
    path("settings/bin/<int:pk>/restore", restore, name="bin_restore"),
]
