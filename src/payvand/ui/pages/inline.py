"""Editing a cell in place: the control for it, and the row once it is saved."""

import json
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payvand.kernel.access import Actor
from payvand.kernel.errors import Conflict, DomainError, Missing
from payvand.kernel.kinds import Several
from payvand.kernel.objects import Field
from payvand.kernel.query import Condition, Page, Query, page
from payvand.kernel.records import shown, update
from payvand.ui.components import Control
from payvand.ui.pages.cells import Sheet
from payvand.ui.pages.columns import headed, is_editable
from payvand.ui.pages.list_door import Opened, opened
from payvand.ui.pages.value_controls import value_control


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell in the editor: its control, the record's version, and the value that stood there when editing began."""

    control: Control
    version: int
    seen: str


@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, app: str, model: str, pk: int, name: str) -> HttpResponse:
    """GET gives the control; POST saves and gives the row, or the control again with why it was refused (422)."""
    door = opened(request, app, model, "edit")
    field = door.object.fields.get(name)
    if field is None or not is_editable(door.object, field, door.actor):
        raise Http404
    if request.method == "GET":
        return control(request, as_cell(door, pk, field))
    try:
        saved(request, door, pk, field)
    except Conflict as conflict:
        return control(request, conflicting(request, door, pk, field, conflict), status=422)
    except Missing:
        raise
    except DomainError as error:
        return control(
            request, as_cell(door, pk, field, raw=request.POST.get(name, ""), error=error), status=422
        )
    sheet = Sheet(
        address=door.object.address,
        columns=headed(door.state, door.actor, links=False),
        page=row_of(door, pk, tuple(column.path for column in door.state.columns)),
        locale=door.actor.locale,
    )
    return render(request, "ui/list_rows.html", {"sheet": sheet}, using="jinja2")


def saved(request: HttpRequest, door: Opened, pk: int, field: Field) -> None:
    """Write the cell. What others changed elsewhere in the record meanwhile is no conflict: only this cell counts."""
    raw = posted(request, field)
    version = request.POST.get("version", "")
    try:
        update(
            door.object,
            pk,
            {field.name: raw},
            actor=door.actor,
            version=int(version) if version.isdecimal() else None,
        )
    except Conflict as conflict:
        if as_text(conflict.theirs.get(field.name)) != request.POST.get("seen"):
            raise
        update(door.object, pk, {field.name: raw}, actor=door.actor)


def posted(request: HttpRequest, field: Field) -> object:
    """What the control of a field posted."""
    if isinstance(field.kind, Several):
        return [value for value in request.POST.getlist(field.name) if value]
    return request.POST.get(field.name, "")


def as_cell(
    door: Opened, pk: int, field: Field, *, raw: str | None = None, error: DomainError | None = None
) -> Cell:
    """The cell as it stands, or with what was refused."""
    (row,) = row_of(door, pk, (field.name,)).rows
    return Cell(
        control=drawn(field, row.values[0], door.actor, raw=raw, error=str(error) if error else ""),
        version=row.version,
        seen=as_text(shown(field, row.values[0])),
    )


def conflicting(request: HttpRequest, door: Opened, pk: int, field: Field, conflict: Conflict) -> Cell:
    """The cell with what the reader typed, and what somebody else wrote there meanwhile: saving again overwrites it."""
    (row,) = row_of(door, pk, (field.name,)).rows
    theirs = field.kind.text(row.values[0], door.actor.locale) or _("nothing")
    told = _("Somebody changed this to “%(theirs)s” meanwhile. Enter keeps yours, Esc keeps theirs.")
    raw = None if isinstance(field.kind, Several) else request.POST.get(field.name, "")
    return Cell(
        control=drawn(field, row.values[0], door.actor, raw=raw, error=told % {"theirs": theirs}),
        version=row.version,
        seen=as_text(conflict.theirs.get(field.name)),
    )


def drawn(field: Field, value: object, actor: Actor, *, raw: str | None = None, error: str = "") -> Control:
    """The control of a cell."""
    label, errors = str(field.label), [error] if error else []
    return value_control(field.kind, value, actor, name=field.name, label=label, errors=errors, raw=raw)


def row_of(door: Opened, pk: int, columns: tuple[str, ...]) -> Page:
    """One record in some columns. Raises Http404 where the actor does not meet it."""
    where = Condition(field="id", operator="is", operand=pk)
    found = page(
        door.object, Query(where=where, columns=columns, limit=1, archived=door.state.archived), door.actor
    )
    if not found.rows:
        raise Http404
    return found


def as_text(value: object) -> str:
    """A value in JSON, for comparing; of a link only the number counts."""
    value = value["id"] if isinstance(value, dict) and "id" in value else value
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def control(request: HttpRequest, shown_cell: Cell, status: int = 200) -> HttpResponse:
    """The control as a piece of the page."""
    return render(request, "ui/list_cell.html", {"cell": shown_cell}, status=status, using="jinja2")
