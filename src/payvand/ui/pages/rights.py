"""The permissions of a role: whose records each action covers, Object by Object, and which fields are narrowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payvand.kernel.access import ACTIONS
from payvand.kernel.commands import actions
from payvand.kernel.models import FieldRight, Grant, Right, Role, Scope
from payvand.kernel.objects import Object, all_objects, named
from payvand.ui.commands.rights import change_field_rights, change_scopes
from payvand.ui.components import Control, Crumb, Option
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at, record_at
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show

EVERY = "*"


@dataclass(frozen=True, kw_only=True)
class RightsRow:
    """One Object with the scope of each action; `narrowed` says how many of its fields are."""

    label: str
    cells: Sequence[Control]
    fields_url: str = ""
    narrowed: int = 0


@require_http_methods(["GET", "POST"])
def scopes(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix of a role."""
    actor, one = actor_in(request), named("kernel.role")
    role = record_at(one, pk, actor, "edit")
    if request.method == "POST":
        changed = change_scopes(pk, posted_scopes(request.POST), actor=actor)
        return settled(
            request, request.path, _("Saved. Permissions that changed: %(count)d") % {"count": changed}
        )
    columns = [(action, str(ACTIONS.get(action, action))) for action in ordered_actions()]
    context = {
        "columns": columns,
        "rows": rows_of(pk, [action for action, _label in columns]),
        "role": str(role),
    }
    title = _("Permissions of %(role)s") % {"role": name_of(role)}
    return show(
        request, "ui/rights.html", context, title=title, crumbs=crumbs_to(one, role.pk, name_of(role))
    )


def crumbs_to(one: Object, pk: int, name: str) -> list[Crumb]:
    """The way to a page of one role."""
    return [
        Crumb(label=str(one.plural), href=one.address),
        Crumb(label=name, href=f"{one.address}/{pk}"),
    ]


def name_of(role: object) -> str:
    """What the role is called."""
    assert isinstance(role, Role)
    return role.name


def ordered_actions() -> list[str]:
    """Every action that a role may grant, the common ones first."""
    return [*ACTIONS, *sorted(actions() - ACTIONS.keys())]


def rows_of(role_id: int, columns: Sequence[str]) -> list[RightsRow]:
    """A row for every Object, the one that speaks for all first."""
    lines = {(line.object, line.action): line.scope for line in Grant.objects.filter(role_id=role_id)}
    narrowed: dict[str, int] = {}
    for name in FieldRight.objects.filter(role_id=role_id).values_list("object", flat=True):
        narrowed[name] = narrowed.get(name, 0) + 1
    every = RightsRow(
        label=_("everything"), cells=[cell(EVERY, _("everything"), action, lines) for action in columns]
    )
    return [
        every,
        *(
            RightsRow(
                label=str(one.plural),
                cells=[cell(one.name, str(one.plural), action, lines) for action in columns],
                fields_url=f"/settings/roles/{role_id}/fields/{one.name.replace('.', '/')}",
                narrowed=narrowed.get(one.name, 0),
            )
            for one in all_objects()
        ),
    ]


def cell(name: str, label: str, action: str, lines: Mapping[tuple[str, str], str]) -> Control:
    """The choice of one scope. An Object without a line of its own follows the first row."""
    return Control(
        editor="choice",
        name=f"{name}:{action}",
        label=f"{label}: {ACTIONS.get(action, action)}",
        value=lines.get((name, action), ""),
        options=[Option(value=scope.value, text=str(scope.label)) for scope in Scope],
        placeholder="—",
    )


def posted_scopes(posted: QueryDict) -> dict[tuple[str, str], Scope | None]:
    """The matrix as it was posted; names that do not exist are left out."""
    known = {EVERY, *(one.name for one in all_objects())}
    wanted: dict[tuple[str, str], Scope | None] = {}
    for name in known:
        for action in ordered_actions():
            value = posted.get(f"{name}:{action}")
            if value == "" or value in Scope.values:
                wanted[name, action] = Scope(value) if value else None
    return wanted


@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest, pk: int, app: str, model: str) -> HttpResponse:
    """The narrowed fields of one Object."""
    actor, roles, one = actor_in(request), named("kernel.role"), object_at(app, model)
    role = record_at(roles, pk, actor, "edit")
    if request.method == "POST":
        wanted = {
            name: Right(request.POST[name]) for name in one.fields if request.POST.get(name) in Right.values
        }
        changed = change_field_rights(pk, one.name, wanted, actor=actor)
        matrix = f"/settings/roles/{pk}"
        return settled(request, matrix, _("Saved. Permissions that changed: %(count)d") % {"count": changed})
    lines = dict(FieldRight.objects.filter(role_id=pk, object=one.name).values_list("field", "right"))
    controls = [
        Control(
            editor="choice",
            name=field.name,
            label=str(field.label),
            value=lines.get(field.name, Right.WRITE.value),
            options=[Option(value=right.value, text=str(right.label)) for right in Right],
            required=True,
        )
        for field in one.fields.values()
    ]
    title = _("Fields of %(object)s for %(role)s") % {"object": one.plural, "role": name_of(role)}
    context = {"controls": controls, "back": f"/settings/roles/{pk}"}
    return show(
        request, "ui/field_rights.html", context, title=title, crumbs=crumbs_to(roles, pk, name_of(role))
    )


urlpatterns = [
    path("settings/roles/<int:pk>", scopes, name="rights"),
    path("settings/roles/<int:pk>/fields/<slug:app>/<slug:model>", fields, name="field_rights"),
]
