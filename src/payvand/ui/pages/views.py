"""The views that people keep: the form that names one, and the buttons that bring it up to date or remove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from payvand.kernel.errors import DomainError
from payvand.kernel.models import SavedView
from payvand.ui.commands.saved_view import Audience, Manner, change_query, change_view, keep_view, remove_view
from payvand.ui.components import Control, Option
from payvand.ui.pages.list_door import Opened, go, is_piece, opened, refused_in_toast
from payvand.ui.pages.list_views import Choice
from payvand.ui.pages.shell import show


@dataclass(frozen=True, kw_only=True)
class ViewForm:
    """The form of a view as the template draws it."""

    title: str
    controls: Sequence[Control]
    action: str
    back: str
    is_new: bool


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Keep what the list shows under a name of its own."""
    door = opened(request, app, model)
    if request.method == "GET":
        return form(request, door, Manner(name="", audience="me"))
    try:
        row = keep_view(door.object, params_of(door), manner_of(request), actor=door.actor)
    except DomainError as error:
        return form(request, door, manner_of(request), error)
    return go(request, address_of(door, row), _("The view “%(name)s” is kept.") % {"name": row.name})


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Rename, share, pin: everything but the query."""
    door, row = kept(request, app, model, pk)
    if request.method == "GET":
        return form(request, door, manner_now(row), row=row)
    try:
        change_view(row, manner_of(request), actor=door.actor)
    except DomainError as error:
        return form(request, door, manner_of(request), error, row)
    return go(request, door.state.address(), _("The view “%(name)s” is changed.") % {"name": row.name})


@require_POST
@refused_in_toast
def renew(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Make the view stand for what the list shows now."""
    door, row = kept(request, app, model, pk)
    change_query(row, params_of(door), actor=door.actor)
    return go(request, address_of(door, row), _("The view “%(name)s” is changed.") % {"name": row.name})


@require_POST
@refused_in_toast
def remove(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """Remove the view, never a record."""
    door, row = kept(request, app, model, pk)
    remove_view(row, actor=door.actor)
    return go(
        request, f"{door.object.address}?view=all", _("The view “%(name)s” is removed.") % {"name": row.name}
    )


def kept(request: HttpRequest, app: str, model: str, pk: int) -> tuple[Opened, SavedView]:
    """The list and the view that the address names. Raises Http404."""
    door = opened(request, app, model, forgiving=True)
    found: Choice | None = next((view for view in door.views if view.saved and view.saved.pk == pk), None)
    if found is None or found.saved is None:
        raise Http404
    return door, found.saved


def address_of(door: Opened, row: SavedView) -> str:
    """The list as the view shows it."""
    return f"{door.object.address}?view={row.pk}"


def params_of(door: Opened) -> dict[str, str]:
    """What the list shows now, as a view keeps it."""
    return {name: value for name, value in door.state.parameters().items() if value}


def manner_of(request: HttpRequest) -> Manner:
    """What the form says."""
    return Manner(
        name=request.POST.get("name", ""),
        audience=audience_of(request.POST.get("audience", "")),
        pinned="pinned" in request.POST,
        default="default" in request.POST,
    )


def manner_now(row: SavedView) -> Manner:
    """What the view is like."""
    audience: Audience = "everybody" if row.shared else "team" if row.team_id else "me"
    return Manner(
        name=row.name, audience=audience, pinned=row.pinned, default=bool(row.params.get("default"))
    )


def audience_of(text: str) -> Audience:
    """The audience of that name; whoever names none that there is, keeps the view to themselves."""
    return next((known for known in get_args(Audience) if known == text), "me")


def form(
    request: HttpRequest,
    door: Opened,
    manner: Manner,
    error: DomainError | None = None,
    row: SavedView | None = None,
) -> HttpResponse:
    """The form of a view, as a dialog or as a page of its own."""
    title = _("Keep this view") if row is None else _("View “%(name)s”") % {"name": row.name}
    shown = ViewForm(
        title=title,
        controls=controls(door, manner, error),
        action=door.state.address("views" if row is None else f"views/{row.pk}"),
        back=door.state.address(),
        is_new=row is None,
    )
    status = error.status if error else 200
    if is_piece(request):
        context = {"form": shown, "around": "ui/list_piece.html"}
        return render(request, "ui/list_view.html", context, status=status, using="jinja2")
    context = {"form": shown, "around": "ui/list_whole.html"}
    return show(request, "ui/list_view.html", context, title=title, status=status)


def controls(door: Opened, manner: Manner, error: DomainError | None) -> list[Control]:
    """The inputs of the form."""
    wrong = {error.field: [str(error)]} if error else {}
    audiences = [Option(value="me", text=_("Only me"))]
    if door.actor.team_id:
        audiences.append(Option(value="team", text=_("My team")))
    audiences.append(Option(value="everybody", text=_("Everybody")))
    return [
        Control(
            editor="text", name="name", label=_("Name"), value=manner.name, required=True,
            errors=wrong.get("name", []),
        ),
        Control(
            editor="choice", name="audience", label=_("Who sees it"), value=manner.audience, options=audiences,
            required=True, errors=wrong.get("audience", []), help=_("Each sees only the records that they may see."),
        ),
        Control(editor="switch", name="pinned", label=_("Pin it into the menu"), value="true" if manner.pinned else ""),
        Control(
            editor="switch", name="default", label=_("Open the list with it"), value="true" if manner.default else ""
        ),
    ]  # fmt: skip


urlpatterns = [
    path("<slug:app>/<slug:model>/views", keep, name="views"),
    path("<slug:app>/<slug:model>/views/<int:pk>", change, name="view"),
    path("<slug:app>/<slug:model>/views/<int:pk>/renew", renew, name="view_renew"),
    path("<slug:app>/<slug:model>/views/<int:pk>/remove", remove, name="view_remove"),
]
