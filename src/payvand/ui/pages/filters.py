"""The filter editor: a form of rows and groups that goes to the server at each step."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payvand.culture.folding import fold
from payvand.kernel.access import require
from payvand.ui.components import Option
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at
from payvand.ui.pages.columns import offers
from payvand.ui.pages.filter_draft import (
    DraftCondition,
    DraftGroup,
    complete,
    draft_from,
    draft_of,
    errors_in,
    tree_of,
)  # fmt: skip
from payvand.ui.pages.filter_rows import drawn
from payvand.ui.pages.list_door import Opened, go, is_piece, opened
from payvand.ui.pages.shell import show


@require_http_methods(["GET", "POST"])
def editor(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The editor of the list's condition. A button of the form posts `do`: "add.3", "group.3", "drop.3" or "apply"."""
    door = opened(request, app, model)
    if request.method == "GET":
        draft = draft_of(door.state.where)
        if not draft.parts or "add" in request.GET:
            draft.parts.append(DraftCondition())
        return shown(request, door, draft.numbered())
    draft = draft_from(request.POST)
    complete(draft, door.object, door.actor)
    verb, _dot, number = request.POST.get("do", "").partition(".")
    if verb == "apply":
        return applied(request, door, draft)
    changed(draft, verb, int(number) if number.isdecimal() else 0)
    return shown(request, door, draft.numbered())


def fields(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The fields whose names hold what is typed, as the choices of a picker."""
    one, actor = object_at(app, model), actor_in(request)
    require(actor, "view", one)
    wanted = fold(request.GET.get("q", ""))
    items = [
        Option(value=offer.path, text=offer.label)
        for offer in offers(one, actor)
        if wanted in fold(offer.label)
    ]
    return render(request, "ui/options.html", {"items": items, "create": ""}, using="jinja2")


def changed(draft: DraftGroup, verb: str, number: int) -> None:
    """Do to a draft what a button says."""
    groups = {part.number: part for part in draft.walk() if isinstance(part, DraftGroup)}
    if verb == "drop":
        draft.drop(number)
    elif verb == "add" and number in groups:
        groups[number].parts.append(DraftCondition())
    elif verb == "group" and number in groups:
        groups[number].parts.append(DraftGroup(join="any", parts=[DraftCondition()]))


def applied(request: HttpRequest, door: Opened, draft: DraftGroup) -> HttpResponse:
    """The list under the new condition; or the editor again, each row with what is wrong with it."""
    where = tree_of(draft, door.object, door.actor)
    if errors_in(draft):
        return shown(request, door, draft, status=422)
    return go(request, door.state.address(where=where))


def shown(request: HttpRequest, door: Opened, draft: DraftGroup, status: int = 200) -> HttpResponse:
    """The editor of a draft, as a dialog or as a page of its own."""
    title = _("Filter")
    offered = list(offers(door.object, door.actor))
    context = {
        "group": drawn(draft, offered, door.actor, f"{door.object.address}/list/fields"),
        "action": door.state.address("list/filter"),
        "back": door.state.address(),
        "title": title,
    }
    if is_piece(request):
        return render(
            request,
            "ui/list_filter.html",
            {**context, "around": "ui/list_piece.html"},
            status=status,
            using="jinja2",
        )
    return show(
        request,
        "ui/list_filter.html",
        {**context, "around": "ui/list_whole.html"},
        title=title,
        status=status,
    )
