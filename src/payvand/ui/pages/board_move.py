"""A card goes to another column: by the command that the Object names, or by an edit of the field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payvand.kernel.commands import Command, command_named
from payvand.kernel.errors import Conflict, DomainError, Invalid, Missing
from payvand.kernel.kinds import Reference
from payvand.kernel.query import Condition, Query, page
from payvand.kernel.records import update
from payvand.ui.pages.board_columns import Column, Parts, board_of, parts_of
from payvand.ui.pages.boards import card_fields, cards_of, head_of, marks_of, totals_of
from payvand.ui.pages.commands import ask_control, asks_of, raw_inputs
from payvand.ui.pages.list_door import Opened, go, is_piece, opened
from payvand.ui.pages.list_state import with_parameter


@dataclass(frozen=True, kw_only=True)
class Move:
    """What was asked for: which record, into which column, and where the reader saw it before."""

    pk: int
    to: Column
    was: str
    parts: Parts

    @property
    def places(self) -> list[int]:
        """The places of the two columns, for the heads that change."""
        return [at for at, column in enumerate(self.parts.columns) if column.key in (self.was, self.to.key)]


@require_POST
def move(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Put a card into a column. A script gets the heads and the card anew, or the dialog that asks what is needed."""
    door = opened(request, app, model)
    wanted = asked(request, door)
    name = board_of(door.object).move
    command = command_named(name) if name else None
    try:
        require_unmoved(door, wanted)
        if command is None:
            update(door.object, wanted.pk, {board_of(door.object).by: wanted.to.key}, actor=door.actor)
        else:
            obey(request, door, wanted, command)
    except DomainError as error:
        if command is not None and can_be_answered(error, command, board_of(door.object).by):
            return asking(request, door, wanted, command, error)
        return refused(request, wanted, error)
    return moved(request, door, wanted)


def asked(request: HttpRequest, door: Opened) -> Move:
    """The move that a form or an address asks for. Raises Http404 where it makes no sense."""
    said = {**request.GET.dict(), **request.POST.dict()}
    parts = parts_of(door.state, door.actor)
    to = next((column for column in parts.columns if column.key and column.key == said.get("to")), None)
    number = str(said.get("id", ""))
    if to is None or not number.isdecimal() or len(number) > 18:
        raise Http404
    return Move(pk=int(number), to=to, was=str(said.get("was", "")), parts=parts)


def require_unmoved(door: Opened, wanted: Move) -> None:
    """Raise Conflict where the record stands no longer where the reader saw it."""
    by = board_of(door.object).by
    where = Condition(field="id", operator="is", operand=wanted.pk)
    found = page(door.object, Query(where=where, columns=(by,), limit=1), door.actor)
    if not found.rows:
        raise Missing("missing", _("There is no such record, or you may not see it."))
    value = found.rows[0].values[0]
    key = str(value.id) if isinstance(value, Reference) else str(value or "")
    if key not in (wanted.was, wanted.to.key):
        text = found.fields[0].kind.text(value, door.actor.locale)
        told = _("Somebody has moved this to “%(column)s” meanwhile.") % {"column": text}
        raise Conflict(told, {by: found.fields[0].kind.to_json(value)})


def obey(request: HttpRequest, door: Opened, wanted: Move, command: Command) -> None:
    """Call the command with the column and with whatever the dialog has asked for. Raises DomainError."""
    by = board_of(door.object).by
    given = {
        name: value
        for name, value in raw_inputs(command, request.POST).items()
        if name != by and value not in (None, "", [])
    }
    inputs = command.read({**given, by: wanted.to.operand}, door.actor.locale)
    command.run(wanted.pk, actor=door.actor, of=door.object, **inputs)


def can_be_answered(error: DomainError, command: Command, by: str) -> bool:
    """Whether the refusal is about something that the command asks for, so that the reader can say it."""
    names = set(error.by_field()) if isinstance(error, Invalid) else {error.field}
    return bool(names & {one.name for one in command.inputs if one.name != by})


def asking(
    request: HttpRequest, door: Opened, wanted: Move, command: Command, error: DomainError
) -> HttpResponse:
    """The dialog that asks for what the column needs; what was wrong with the answer, once there was one."""
    is_second = "asked" in request.POST
    by_field: Mapping[str, object] = {}
    if is_second:
        by_field = error.by_field() if isinstance(error, Invalid) else {error.field or "": [error.message]}
    defaults = {item.name: item.default for item in command.inputs}
    asks = [ask for ask in asks_of(command) if ask.name != board_of(door.object).by]
    context = {
        "title": _("%(command)s: %(title)s") % {"command": command.label, "title": wanted.to.label},
        "action": door.state.address("board/move"),
        "controls": [
            ask_control(request, ask, defaults[ask.name], door.actor, by_field.get(ask.name, ()))
            for ask in asks
        ],
        "needed": "" if is_second else str(error),
        "move": wanted,
        "piece": "ui/board_ask.html",
    }
    answer = render(request, "ui/dialog_content.html", context, using="jinja2")
    if not is_second:
        answer.headers["HX-Trigger"] = json.dumps({"pv:asked": {"id": wanted.pk}})
    return answer


def refused(request: HttpRequest, wanted: Move, error: DomainError) -> HttpResponse:
    """Why the card goes back."""
    if not is_piece(request):
        raise error
    said = {
        "pv:toast": {"text": str(error), "tone": "danger"},
        "pv:refused": {"id": wanted.pk},
        "pv:done": {},
    }
    return HttpResponse(status=error.status, headers={"HX-Trigger": json.dumps(said), "HX-Reswap": "none"})


def moved(request: HttpRequest, door: Opened, wanted: Move) -> HttpResponse:
    """The heads of both columns and the card, drawn anew; the message takes the move back."""
    text = _("Moved to “%(column)s”.") % {"column": wanted.to.label}
    if "undo" in request.GET or not is_piece(request):
        return go(request, door.state.address(), text)
    summed = totals_of(door, wanted.parts)
    locale = door.actor.locale
    columns = wanted.parts.columns
    context = {
        "heads": [head_of(at, columns[at], summed[at], locale) for at in wanted.places],
        "card": card_of(door, wanted.pk),
        "may_move": True,
    }
    answer = render(request, "ui/board_moved.html", context, using="jinja2")
    toast = {"text": text, "tone": "success"}
    if wanted.was and "asked" not in request.POST:
        toast["undo_url"] = undo_url(door, wanted)
    said = {"pv:toast": toast, "pv:moved": {"id": wanted.pk, "to": wanted.to.key}, "pv:done": {}}
    answer.headers["HX-Trigger"] = json.dumps(said)
    answer.headers["HX-Reswap"] = "none"
    return answer


def undo_url(door: Opened, wanted: Move) -> str:
    """The address that puts the card back."""
    address = door.state.address("board/move")
    for name, value in (("id", str(wanted.pk)), ("to", wanted.was), ("was", wanted.to.key), ("undo", "1")):
        address = with_parameter(address, name, value)
    return address


def card_of(door: Opened, pk: int) -> object:
    """The card as it stands now; None where the actor no longer meets the record."""
    board = board_of(door.object)
    where = Condition(field="id", operator="is", operand=pk)
    names = card_fields(door.object, board, door.actor)
    found = page(door.object, Query(where=where, columns=names, limit=1), door.actor)
    shown = cards_of(door, found, marks_of(board, [row.id for row in found.rows], door.actor))
    return shown[0] if shown else None
