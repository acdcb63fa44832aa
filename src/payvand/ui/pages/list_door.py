"""What every address of a list begins with: its Object, its views, and the state that the address holds."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from payvand.kernel.access import Actor, require
from payvand.kernel.errors import DomainError
from payvand.kernel.objects import Object
from payvand.ui.components import Tone
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at
from payvand.ui.pages.columns import shown_columns
from payvand.ui.pages.list_state import ListState, read_state
from payvand.ui.pages.list_views import Choice, chosen, view_named, views_of
from payvand.ui.pages.shell import announce

# The parameters of an address that say nothing of the list itself.
PASSING = ("peek", "after", "on")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A list that somebody has opened. `problem` says why the address could not be followed, where it could not."""

    object: Object
    actor: Actor
    views: Sequence[Choice]
    view: Choice
    state: ListState
    problem: DomainError | None = None


def opened(
    request: HttpRequest, app: str, model: str, action: str = "view", *, forgiving: bool = False
) -> Opened:
    """The list of a request. Raises Http404 for an unknown Object, Denied, DomainError for what cannot be understood.

    `forgiving` is for pages: it brings all views, leaves out what cannot be understood, and keeps why in `problem`.
    """
    one, actor = object_at(app, model), actor_in(request)
    require(actor, action, one)
    key, is_bare = request.GET.get("view", ""), not set(request.GET) - set(PASSING)
    named = None if forgiving or is_bare else view_named(one, actor, key)
    views = [named] if named else views_of(one, actor)
    view = named or chosen(views, key, is_bare=is_bare)
    try:
        state, problem = state_of(request.GET, one, actor, view), None
    except DomainError as error:
        if not forgiving:
            raise
        state, problem = state_of({"view": view.key}, one, actor, Choice(key=view.key, label="")), error
    return Opened(object=one, actor=actor, views=views, view=view, state=state, problem=problem)


def state_of(params: Mapping[str, str], one: Object, actor: Actor, view: Choice) -> ListState:
    """The state that parameters ask for, in columns that the actor sees. Raises DomainError."""
    state = read_state(params, one, actor, view=view.key, preset=view.params)
    return replace(state, columns=shown_columns(state, actor))


def is_piece(request: HttpRequest) -> bool:
    """Whether a script asks for a part of a page."""
    return "HX-Request" in request.headers


def go(
    request: HttpRequest,
    address: str,
    text: str = "",
    tone: Tone = "success",
    undo_url: str = "",
    *,
    forget: bool = False,
) -> HttpResponse:
    """Send the reader to a state of the list, with a message that passes; `forget` takes the marks off the chosen rows.

    A script closes its dialog and swaps the middle of the page; a browser without one follows to the whole page.
    """
    if not is_piece(request):
        if text:
            announce(request, text, tone, undo_url)
        return redirect(address)
    place = {"path": address, "target": "#main", "select": "#main", "swap": "outerMorph"}
    events: dict[str, object] = {"pv:done": {"forget": forget}}
    if text:
        events["pv:toast"] = {"text": text, "tone": tone, "undo_url": undo_url}
    return HttpResponse(headers={"HX-Location": json.dumps(place), "HX-Trigger": json.dumps(events)})


def refused_in_toast(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose refusals come to a script as a message that passes, and leave the page as it is."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as error:
            if not is_piece(request):
                raise
            said = json.dumps({"pv:toast": {"text": str(error), "tone": "danger"}})
            return HttpResponse(status=error.status, headers={"HX-Trigger": said, "HX-Reswap": "none"})

    return answered
