"""The column chooser: which fields stand in a list and in which order; and what dragging a head leaves behind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payvand.ui.commands.saved_view import keep_columns
from payvand.ui.pages.columns import is_visible, offers, rearranged, shown_columns
from payvand.ui.pages.list_door import Opened, go, is_piece, opened
from payvand.ui.pages.list_state import ListState, read_columns
from payvand.ui.pages.shell import show


@dataclass(frozen=True, kw_only=True)
class ColumnChoice:
    """A field in the chooser."""

    path: str
    label: str
    is_shown: bool


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The chooser, and the list in the columns chosen. A view of one's own keeps them; else the address does."""
    door = opened(request, app, model)
    if request.method == "GET":
        return chooser(request, door)
    if "order" not in request.POST:
        return dragged(request, door)
    known = [path for path in request.POST.getlist("columns") if is_visible(door.object, path, door.actor)]
    state = replace(door.state, columns=rearranged(door.state, known))
    if "reset" in request.POST:
        state = replace(door.state, columns=read_columns("", door.object))
    return go(request, kept(door, state).address())


def dragged(request: HttpRequest, door: Opened) -> HttpResponse:
    """Widths and order after a head was dragged. The script brings the address up to date where no view keeps them."""
    columns = read_columns(request.POST.get("columns", ""), door.object)
    state = replace(door.state, columns=shown_columns(replace(door.state, columns=columns), door.actor))
    return HttpResponse(headers={"X-List": kept(door, state).address()}, status=204)


def kept(door: Opened, state: ListState) -> ListState:
    """The state; where the view is the actor's own, the view has taken its columns over."""
    if not door.view.is_mine or door.view.saved is None:
        return state
    columns = state.parameters()["columns"]
    keep_columns(door.view.saved, columns, actor=door.actor)
    return replace(state, preset={**state.preset, "columns": columns})


def chooser(request: HttpRequest, door: Opened) -> HttpResponse:
    """The form, as a dialog or as a page of its own."""
    title = _("Columns")
    context = {
        "choices": choices(door),
        "action": door.state.address("list/columns"),
        "back": door.state.address(),
        "title": title,
    }
    if is_piece(request):
        return render(
            request, "ui/list_columns.html", {**context, "around": "ui/list_piece.html"}, using="jinja2"
        )
    return show(request, "ui/list_columns.html", {**context, "around": "ui/list_whole.html"}, title=title)


def choices(door: Opened) -> Sequence[ColumnChoice]:
    """The columns that stand in the list, in their order, and behind them the other fields."""
    offered = {offer.path: offer.label for offer in offers(door.object, door.actor)}
    shown = [column.path for column in door.state.columns]
    labels = {path: offered.get(path) or str(door.object.field(path).label) for path in [*shown, *offered]}
    return [ColumnChoice(path=path, label=label, is_shown=path in shown) for path, label in labels.items()]
