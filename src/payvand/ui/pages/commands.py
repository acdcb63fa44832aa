"""Commands done from a page: the form of what they ask, and the doing."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payvand.kernel.access import Actor
from payvand.kernel.commands import Command, command_named, commands_of
from payvand.kernel.errors import DomainError, Invalid, Missing
from payvand.kernel.kinds import Reference, Several, address
from payvand.kernel.models import Record
from payvand.kernel.objects import Object
from payvand.kernel.records.write import missing
from payvand.ui.components import Control
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at, record_at
from payvand.ui.pages.controls import Ask, control, filled_with, given, refilled
from payvand.ui.pages.notes import NOTE, composer
from payvand.ui.pages.picking import chosen_options
from payvand.ui.pages.record_view import Seen, see
from payvand.ui.pages.records import crumbs_to, dialog_or_page, settled
from payvand.ui.pages.story import story_of


@require_http_methods(["GET", "POST"])
def do(request: HttpRequest, app: str, model: str, pk: int, name: str) -> HttpResponse:
    """Ask for what a command needs, or do it and go back to the record."""
    one, actor = object_at(app, model), actor_in(request)
    found = record_at(one, pk, actor)
    command = offered(one, name, actor)
    if request.method == "GET":
        return asking(request, command, one, found, actor)
    try:
        command.run(pk, actor=actor, of=one, **command.read(raw_inputs(command, request.POST), actor.locale))
    except Missing:
        raise
    except DomainError as error:
        if is_note(request, command):
            return told(request, see(one, pk, actor), error)
        return asking(request, command, one, found, actor, error)
    if is_note(request, command):
        return told(request, see(one, pk, actor))
    title = getattr(found, one.title)
    return settled(
        request,
        came_from(request) or address(one.name, pk),
        _("%(command)s: %(title)s") % {"command": command.label, "title": title},
    )


def came_from(request: HttpRequest) -> str:
    """The page of ours on which a dialog was opened: whoever does something from a list stays in the list."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    if page.netloc != request.get_host() or not page.path.startswith("/") or page.path.startswith("//"):
        return ""
    return f"{page.path}?{page.query}" if page.query else page.path


def is_note(request: HttpRequest, command: Command) -> bool:
    """Whether this comes from the composer of the timeline, which wants the timeline back."""
    return command.name == NOTE and "HX-Request" in request.headers


def told(request: HttpRequest, seen: Seen, error: DomainError | None = None) -> HttpResponse:
    """The timeline below its composer, which holds what was typed where that was refused."""
    posted = request.POST if error else None
    context = {
        "composer": composer(seen, posted, [error.message] if error else ()),
        "story": story_of(seen.one, seen.record.pk, seen.actor),
    }
    return render(request, "ui/told.html", context, status=error.status if error else 200, using="jinja2")


def offered(one: Object, name: str, actor: Actor) -> Command:
    """The command of that name that this actor may use on such records. Raises Missing."""
    try:
        command = command_named(name, one)
    except DomainError as error:
        raise missing() from error
    if command not in commands_of(one, actor):
        raise missing()
    return command


def raw_inputs(command: Command, posted: QueryDict) -> dict[str, object]:
    """What was posted for the inputs of a command."""
    return {
        ask.name: posted.getlist(ask.name)
        if isinstance(ask.kind, Several)
        else given(ask.kind, ask.name, posted, None)
        for ask in asks_of(command)
    }


def asks_of(command: Command) -> list[Ask]:
    """The inputs of a command as a form asks for them."""
    return [
        Ask(name=one.name, label=one.label, kind=one.kind, help=one.help, required=one.required)
        for one in command.inputs
        if one.kind is not None
    ]


def asking(
    request: HttpRequest,
    command: Command,
    one: Object,
    found: Record,
    actor: Actor,
    error: DomainError | None = None,
) -> HttpResponse:
    """The form of a command, with what was wrong where it comes back."""
    by_field = error.by_field() if isinstance(error, Invalid) else {}
    asks = asks_of(command)
    names = {ask.name for ask in asks}
    others = [message for name, messages in by_field.items() if name not in names for message in messages]
    defaults = {item.name: item.default for item in command.inputs}
    context = {
        "title": str(command.label),
        "action": request.path,
        "controls": [
            ask_control(request, ask, defaults[ask.name], actor, by_field.get(ask.name, ())) for ask in asks
        ],
        "errors": others or ([error.message] if error and not by_field else []),
        "danger": command.danger,
        "back": address(one.name, found.pk),
    }
    crumbs = crumbs_to(one, found)
    answer = dialog_or_page(request, "ui/command.html", context, str(command.label), crumbs)
    answer.status_code = error.status if error else 200
    return answer


def ask_control(request: HttpRequest, ask: Ask, default: Any, actor: Actor, errors: Any) -> Control:
    """The control of one input: what was typed, what the address says, or the default."""
    if request.method == "POST":
        filled = refilled(ask.kind, ask.name, request.POST, actor.locale)
    else:
        default = asked_for(request.GET, ask, default, actor)
        filled = filled_with(ask.kind, default, actor.locale)
    return control(ask, filled, actor, value=default, errors=[str(one) for one in errors])


def asked_for(asked: QueryDict, ask: Ask, default: Any, actor: Actor) -> Any:
    """The value that the address gives an input; the default where it gives none, or none that can be read."""
    if ask.name not in asked:
        return default
    try:
        value = ask.kind.parse(asked[ask.name], actor.locale)
    except DomainError:
        return default
    if isinstance(value, Reference):
        (option,) = chosen_options(ask.kind, [str(value.id)], actor)
        return Reference(id=value.id, label=option.text)
    return value


urlpatterns = [path("<slug:app>/<slug:model>/<int:pk>/<slug:name>", do, name="command")]
