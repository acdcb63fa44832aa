"""One record: its page, the panel beside a list, the parts that are loaded when asked for, archive and delete."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payvand.culture.digits import format_number
from payvand.kernel import records
from payvand.kernel.access import ACTIONS, actor_of, explain, readable
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Link, address
from payvand.kernel.models import Record, User
from payvand.kernel.objects import Object
from payvand.kernel.records.write import missing
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages import fields
from payvand.ui.pages.addresses import object_at, record_at
from payvand.ui.pages.controls import Ask, Filled, control
from payvand.ui.pages.icons import icon_of
from payvand.ui.pages.notes import composer
from payvand.ui.pages.panels import STORY, open_panel, shown_panels, tabs_of
from payvand.ui.pages.record_view import (
    Seen,
    deeds_of,
    figures_of,
    owner_of,
    sections_of,
    see,
    status_of,
    steps_of,
)
from payvand.ui.pages.shell import announce, show
from payvand.ui.pages.story import history_of, story_of

EXPLAINED = ("view", "edit", "archive", "delete")


@require_GET
def record(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The page of a record."""
    one, actor = object_at(app, model), actor_in(request)
    seen = see(one, pk, actor)
    kept = records.now_known_as(one, pk) if seen.is_archived else pk
    if kept != pk:
        announce(
            request,
            _("“%(title)s” was merged into this record.") % {"title": seen.title},
            undo_url=f"{seen.address}/part",
        )
        return redirect(address(one.name, kept))
    tab = open_panel(request, seen, request.GET.get("tab", STORY))
    context = {
        **head_of(seen),
        "steps": steps_of(seen),
        "sections": sections_of(seen),
        "strip": shown_panels(request, seen, "strip"),
        "main": shown_panels(request, seen, "main"),
        "side": shown_panels(request, seen, "side"),
        "tabs": tabs_of(seen, tab.name if tab else STORY),
        "tab": tab,
        "story": None if tab else story_of(one, pk, actor),
        "composer": None if tab else composer(seen),
        "live_of": (one.name, pk),
    }
    crumbs = [Crumb(label=str(one.plural), href=one.address)]
    return show(request, one.record_template, context, title=seen.title, crumbs=crumbs)


def head_of(seen: Seen) -> dict[str, object]:
    """The values of the record's head, on its page and in the panel beside a list."""
    deeds = deeds_of(seen)
    owner = owner_of(seen)
    return {
        "title": seen.title,
        "label": seen.one.label,
        "icon_name": icon_of(seen.one),
        "address": seen.address,
        "status": status_of(seen),
        "archived": seen.is_archived,
        "owner": str(owner) if owner else "",
        "figures": figures_of(seen),
        "may_edit": "edit" in seen.actions and not seen.is_archived,
        "buttons": [deed for deed in deeds if deed.primary],
        "more": [deed for deed in deeds if not deed.primary],
    }


@require_GET
def peek(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The record in short, beside a list."""
    one, actor = object_at(app, model), actor_in(request)
    seen = see(one, pk, actor)
    context = {**head_of(seen), "sections": sections_of(seen), "story": story_of(one, pk, actor, limit=5)}
    return render(request, "ui/peek.html", context, using="jinja2")


@require_GET
def timeline(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The older part of the timeline, from the entry `before` on."""
    one, actor = object_at(app, model), actor_in(request)
    record_at(one, pk, actor)
    before = request.GET.get("before", "")
    story = story_of(one, pk, actor, before=int(before) if before.isdecimal() and len(before) < 19 else None)
    if "HX-Request" in request.headers:
        return render(request, "ui/story_days.html", {"story": story}, using="jinja2")
    return show(
        request, "ui/story_page.html", {"story": story, "back": address(one.name, pk)}, title=_("Timeline")
    )


@require_GET
def history(request: HttpRequest, app: str, model: str, pk: int, name: str) -> HttpResponse:
    """Who changed a field when, from what to what."""
    one, actor = object_at(app, model), actor_in(request)
    found = record_at(one, pk, actor)
    field = readable(one, actor).get(name)
    if field is None:
        raise missing()
    title = _("History of %(field)s") % {"field": field.label}
    context = {"title": title, "days": history_of(one, pk, name, actor), "back": address(one.name, pk)}
    return dialog_or_page(request, "ui/history.html", context, title, crumbs_to(one, found))


@require_GET
def why(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Why somebody can or cannot see and change this record."""
    one, actor = object_at(app, model), actor_in(request)
    found = record_at(one, pk, actor)
    asked = request.GET.get("user", "")
    user = User.objects.filter(
        pk=int(asked) if asked.isdecimal() and len(asked) < 19 else actor.user_id or 0
    ).first()
    if user is None:
        raise missing()
    them = actor_of(user)
    answers = [(ACTIONS[action], *explain(found, them, action)) for action in EXPLAINED]
    ask = Ask(name="user", label=_("Who?"), kind=Link(target="kernel.user"), required=True)
    who = control(ask, Filled(value=str(user.pk), text=str(user)), actor)
    title = _("Who may do what with “%(title)s”?") % {"title": getattr(found, one.title)}
    context = {
        "title": title,
        "who": who,
        "answers": answers,
        "back": address(one.name, pk),
        "action": request.path,
    }
    return dialog_or_page(request, "ui/why.html", context, title, crumbs_to(one, found))


def dialog_or_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    title: str,
    crumbs: Sequence[Crumb] = (),
) -> HttpResponse:
    """The same content in the shell's dialog, or on a page of its own where there are no scripts."""
    if "HX-Request" in request.headers:
        return render(request, "ui/dialog_content.html", {**context, "piece": template}, using="jinja2")
    return show(request, "ui/dialog_page.html", {**context, "piece": template}, title=title, crumbs=crumbs)


def crumbs_to(one: Object, record: Record) -> list[Crumb]:
    """The way to a page about a record."""
    name = str(getattr(record, one.title) or f"#{record.pk}")
    return [
        Crumb(label=str(one.plural), href=one.address),
        Crumb(label=name, href=address(one.name, record.pk)),
    ]


@require_POST
def archive(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Put the record away; the toast takes it back."""
    one = object_at(app, model)
    records.archive(one, pk, actor=actor_in(request))
    return settled(request, address(one.name, pk), _("Archived."), f"{address(one.name, pk)}/restore")


@require_POST
def restore(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Bring the record back."""
    one = object_at(app, model)
    records.restore(one, pk, actor=actor_in(request))
    return settled(request, address(one.name, pk), _("Restored."), f"{address(one.name, pk)}/archive")


@require_POST
def part(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Undo the merge by which this record went, and show it; what was changed since is told."""
    one = object_at(app, model)
    left = records.part(records.merge_of(one, pk), actor=actor_in(request))
    text = _("The merge is undone.")
    if left:
        kept = ", ".join(f"{each.what} ({each.count})" for each in left)
        text = _("The merge is undone. Changed since, and so left as it is: %(what)s.") % {"what": kept}
    return settled(request, address(one.name, pk), text)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Ask, and delete the record; the toast takes it back out of the recycle bin."""
    one, actor = object_at(app, model), actor_in(request)
    found = record_at(one, pk, actor, "delete")
    name = str(getattr(found, one.title))
    title, error = _("Delete “%(title)s”?") % {"title": name}, ""
    if request.method == "POST":
        try:
            undo_url = f"/settings/bin/{records.delete(one, pk, actor=actor)}/restore"
            return settled(request, one.address, _("Deleted: %(title)s") % {"title": name}, undo_url)
        except DomainError as refused:
            error = str(refused)
    days = settings.PAYVAND.bin_days
    kept = ngettext(
        "It stays in the recycle bin for %(count)s day and can be restored from there.",
        "It stays in the recycle bin for %(count)s days and can be restored from there.",
        days,
    )
    context = {
        "title": title,
        "action": request.path,
        "back": address(one.name, pk),
        "error": error,
        "kept": kept % {"count": format_number(days, actor.locale)},
    }
    return dialog_or_page(request, "ui/delete.html", context, title, crumbs_to(one, found))


def settled(request: HttpRequest, where: str, text: str, undo_url: str = "") -> HttpResponse:
    """Go on to a page that tells what was done."""
    announce(request, text, undo_url=undo_url)
    return (
        HttpResponse(headers={"HX-Redirect": where}) if "HX-Request" in request.headers else redirect(where)
    )


RECORD = "<slug:app>/<slug:model>/<int:pk>"
urlpatterns = [
    *fields.urlpatterns,
    path(RECORD, record, name="record"),
    path(f"{RECORD}/peek", peek, name="peek"),
    path(f"{RECORD}/timeline", timeline, name="timeline"),
    path(f"{RECORD}/history/<slug:name>", history, name="history"),
    path(f"{RECORD}/why", why, name="why"),
    path(f"{RECORD}/archive", archive, name="archive"),
    path(f"{RECORD}/restore", restore, name="restore"),
    path(f"{RECORD}/part", part, name="part"),
    path(f"{RECORD}/delete", delete, name="delete"),
]
