"""Deeds over many records: how far each has come, what was refused and why; stopped or taken back from here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.kernel import bulk_actions
from payvand.kernel.access import Actor
from payvand.kernel.models import BulkAction, BulkState
from payvand.kernel.objects import named
from payvand.kernel.records.write import missing
from payvand.ui.components import Crumb, Figure
from payvand.ui.middleware import actor_in
from payvand.ui.pages.shell import show

MOST = 50


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far an action has come. `poll_url` is there while it goes on."""

    title: str
    state: str
    value: int
    maximum: int
    text: str
    figures: Sequence[Figure]
    reasons: Sequence[tuple[str, str]]
    list_url: str
    poll_url: str = ""
    stop_url: str = ""
    undo_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One action in the list of them."""

    href: str
    title: str
    begun: str
    state: str
    changed: str


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The reader's own actions, the latest first."""
    actor = actor_in(request)
    rows = bulk_actions.mine(actor).order_by("-id").defer("numbers")[:MOST]
    context = {"lines": [line_of(one, actor) for one in rows]}
    return show(request, "ui/bulk_actions.html", context, title=_("Actions on many records"))


@require_GET
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One action; a script gets the part that changes."""
    actor = actor_in(request)
    action = own(pk, actor)
    context = {"progress": progress_of(action, actor)}
    if "HX-Request" in request.headers:
        return render(request, "ui/bulk_progress.html", context, using="jinja2")
    crumbs = [Crumb(label=_("Actions on many records"), href=reverse("bulk_actions"))]
    return show(request, "ui/bulk_action.html", context, title=title_of(action), crumbs=crumbs)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End an action where it is."""
    bulk_actions.stop(pk, actor=actor_in(request))
    return redirect(reverse("bulk_action", args=[pk]))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an action back, and go where that stands."""
    made = bulk_actions.undo(pk, actor=actor_in(request))
    return redirect(reverse("bulk_action", args=[made.pk]))


def own(pk: int, actor: Actor) -> BulkAction:
    """An action of the actor. Raises Missing."""
    found: BulkAction | None = bulk_actions.mine(actor).filter(pk=pk).first()
    if found is None:
        raise missing()
    return found


def title_of(action: BulkAction) -> str:
    """What is done to what."""
    words = {"what": action.title, "objects": named(action.object).plural}
    return (_("Undo: %(what)s, %(objects)s") if action.deed == "undo" else _("%(what)s: %(objects)s")) % words


def progress_of(action: BulkAction, actor: Actor) -> Progress:
    """The figures of an action in the reader's words."""
    digits = actor.locale

    def number(value: int) -> str:
        return format_number(value, digits)

    figures = [Figure(label=_("Changed"), value=number(action.changed))]
    if action.refused:
        figures.append(Figure(label=_("Left as it was"), value=number(action.refused)))
    reasons = sorted(action.reasons.items(), key=lambda pair: -pair[1])
    return Progress(
        title=title_of(action),
        state=action.state,
        value=action.reached,
        maximum=action.total,
        text=_("%(done)s of %(total)s") % {"done": number(action.reached), "total": number(action.total)},
        figures=figures,
        reasons=[(reason, number(count)) for reason, count in reasons],
        list_url=named(action.object).address,
        poll_url=reverse("bulk_action", args=[action.pk]) if action.is_open else "",
        stop_url=reverse("bulk_stop", args=[action.pk]) if action.is_open else "",
        undo_url=reverse("bulk_undo", args=[action.pk]) if action.can_be_undone else "",
    )


def line_of(action: BulkAction, actor: Actor) -> Line:
    """One action in short."""
    return Line(
        href=reverse("bulk_action", args=[action.pk]),
        title=title_of(action),
        begun=format_moment(action.begun_at, actor.locale),
        state=str(BulkState(action.state).label),
        changed=format_number(action.changed, actor.locale),
    )


urlpatterns = [
    path("bulk", listed, name="bulk_actions"),
    path("bulk/<int:pk>", shown, name="bulk_action"),
    path("bulk/<int:pk>/stop", stop, name="bulk_stop"),
    path("bulk/<int:pk>/undo", undo, name="bulk_undo"),
]
