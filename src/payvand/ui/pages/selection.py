"""A command done to the records chosen in a list: asked for once, then done to each of them."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from payvand.culture.digits import format_number
from payvand.kernel.commands import Command
from payvand.kernel.errors import DomainError, Invalid
from payvand.ui.components import Crumb
from payvand.ui.pages.bulk import MOST, everything_in, later
from payvand.ui.pages.commands import ask_control, asks_of, offered, raw_inputs
from payvand.ui.pages.list_door import Opened, go, opened, refused_in_toast
from payvand.ui.pages.numbers import unpacked
from payvand.ui.pages.records import dialog_or_page


@require_http_methods(["GET", "POST"])
@refused_in_toast
def do_to_all(request: HttpRequest, app: str, model: str, name: str) -> HttpResponse:
    """Ask for what a command needs, or do it to every chosen record that it fits, all in one transaction."""
    door = opened(request, app, model)
    command = offered(door.object, name, door.actor)
    if request.method == "GET":
        return asking_for_all(request, command, door)
    try:
        inputs = command.read(raw_inputs(command, request.POST), door.actor.locale)
    except Invalid as error:
        return asking_for_all(request, command, door, error)
    pks = chosen(request, door, command)
    if len(pks) > MOST:
        asked = command.as_json(inputs)
        return later(request, door, "command", pks, str(command.label), name=command.name, inputs=asked)
    refused = done_to(pks, command, door, inputs)
    return told(request, door, command, len(pks) - len(refused), refused)


def chosen(request: HttpRequest, door: Opened, command: Command) -> Sequence[int]:
    """The records that the address names; the command itself asks for the permission on each. Raises DomainError."""
    if request.GET.get("all"):
        return everything_in(door, command.action)
    try:
        found = unpacked(request.GET.get("packed", ""))
    except ValueError as error:
        raise Http404 from error
    if not found:
        raise DomainError("nothing_chosen", _("No record is chosen."))
    return found


def asking_for_all(
    request: HttpRequest, command: Command, door: Opened, error: Invalid | None = None
) -> HttpResponse:
    """The form of what the command asks, once for all records."""
    wrong = error.by_field() if error else {}
    defaults = {item.name: item.default for item in command.inputs}
    context = {
        "title": str(command.label),
        "action": request.get_full_path(),
        "controls": [
            ask_control(request, ask, defaults[ask.name], door.actor, wrong.get(ask.name, ()))
            for ask in asks_of(command)
        ],
        "errors": [],
        "danger": command.danger,
        "back": door.state.address(),
    }
    crumbs = [Crumb(label=str(door.object.plural), href=door.state.address())]
    answer = dialog_or_page(request, "ui/command.html", context, str(command.label), crumbs)
    answer.status_code = error.status if error else 200
    return answer


def done_to(
    pks: Sequence[int], command: Command, door: Opened, inputs: Mapping[str, object]
) -> list[DomainError]:
    """Do it to each record; what was refused, and why."""
    refused = []
    with transaction.atomic():
        for pk in pks:
            try:
                with transaction.atomic():
                    command.run(pk, actor=door.actor, of=door.object, **inputs)
            except DomainError as error:
                refused.append(error)
    return refused


def told(
    request: HttpRequest, door: Opened, command: Command, number: int, refused: Sequence[DomainError]
) -> HttpResponse:
    """The list again, and how many records it was done to."""
    words = ngettext("%(command)s: %(count)s record.", "%(command)s: %(count)s records.", number)
    text = words % {"command": command.label, "count": format_number(number, door.actor.locale)}
    if refused:
        left = ngettext(
            "%(count)s was left as it is: %(reason)s",
            "%(count)s were left as they are: %(reason)s",
            len(refused),
        )
        said = left % {"count": format_number(len(refused), door.actor.locale), "reason": refused[0]}
        text = f"{text} {said}"
    return go(request, door.state.address(), text, "success" if number else "warning")
