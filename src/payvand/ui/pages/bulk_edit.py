"""One field changed in many records of a list at once: the form that asks which field and what shall stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from payvand.culture.digits import format_number
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Field
from payvand.kernel.records import Outcome, shown, write_many
from payvand.ui.components import Control, Option
from payvand.ui.pages.bulk import MOST, chosen, later, told
from payvand.ui.pages.columns import is_editable
from payvand.ui.pages.inline import posted
from payvand.ui.pages.list_door import Opened, opened, refused_in_toast
from payvand.ui.pages.numbers import packed
from payvand.ui.pages.value_controls import value_control

SHOWN_REASONS = 3


@dataclass(frozen=True, kw_only=True)
class EditForm:
    """The form: which field, and then its value; `packed` are the records it is about, unless it is `everything`."""

    action: str
    title: str
    packed: str
    everything: bool
    field: Control
    value: Control | None = None
    help: str = ""


@require_POST
@refused_in_toast
def edit(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The form for the chosen records; with `do=apply` they are written, all that can be in one transaction."""
    door = opened(request, app, model, "edit")
    pks = chosen(request, door, "edit")
    fields = {
        name: field
        for name, field in door.object.fields.items()
        if is_editable(door.object, field, door.actor)
    }
    field = fields.get(request.POST.get("field", ""))
    if field is None or request.POST.get("do") != "apply":
        return form(request, door, pks, fields, field)
    raw = posted(request, field)
    if field.many is not None and not raw:
        return form(request, door, pks, fields, field, [_("A value is needed here.")])
    if len(pks) > MOST:
        try:
            values = {field.name: shown(field, field.kind.parse(raw, door.actor.locale))}
        except DomainError as error:
            return form(request, door, pks, fields, field, [str(error)])
        inputs: dict[str, JSON] = {"values": values, "keep": field.many is not None}
        return later(request, door, "edit", pks, str(field.label), inputs=inputs)
    outcomes, batch = write_many(
        door.object,
        [{field.name: raw} for _pk in pks],
        actor=door.actor,
        ids=pks,
        mode="update",
        keep_filled=field.many is not None,
        label=str(field.label),
    )
    reasons = reasons_of(outcomes)
    if batch is None and reasons:
        return form(request, door, pks, fields, field, reasons)
    number = sum(outcome.did == "updated" for outcome in outcomes)
    words = ngettext("%(count)s record changed.", "%(count)s records changed.", number)
    text = words % {"count": format_number(number, door.actor.locale)}
    return told(request, door, text, sum(outcome.did == "refused" for outcome in outcomes), batch)


def reasons_of(outcomes: Sequence[Outcome]) -> list[str]:
    """Why records were refused; the first few different reasons."""
    return list(dict.fromkeys(str(error.message) for one in outcomes for error in one.errors))[:SHOWN_REASONS]


def form(
    request: HttpRequest,
    door: Opened,
    pks: Sequence[int],
    fields: Mapping[str, Field],
    field: Field | None,
    errors: Sequence[str] = (),
) -> HttpResponse:
    """The form as a dialog."""
    words = ngettext("Change %(count)s record", "Change %(count)s records", len(pks))
    options = [Option(value=name, text=str(each.label)) for name, each in fields.items()]
    context = EditForm(
        action=door.state.address("list/edit"),
        title=words % {"count": format_number(len(pks), door.actor.locale)},
        packed="" if request.POST.get("all") else packed(pks),
        everything=bool(request.POST.get("all")),
        field=Control(
            editor="choice",
            name="field",
            label=_("Field"),
            value=field.name if field else "",
            options=options,
        ),
        value=value_of(request, door, field, errors) if field else None,
        help=_("What is chosen here is added to what the records have.") if field and field.many else "",
    )
    status = 422 if errors else 200
    return render(request, "ui/list_bulk_edit.html", {"form": context}, status=status, using="jinja2")


def value_of(request: HttpRequest, door: Opened, field: Field, errors: Sequence[str]) -> Control:
    """The input of the new value."""
    typed = request.POST.get(field.name, "") if errors and field.many is None else None
    label = str(field.label)
    return value_control(field.kind, None, door.actor, name=field.name, label=label, errors=errors, raw=typed)
