"""One field of a record, changed in place on its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payvand.kernel import records
from payvand.kernel.access import denied
from payvand.kernel.errors import Conflict, DomainError, Invalid
from payvand.kernel.records.write import missing
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at
from payvand.ui.pages.conflicts import clashes_in
from payvand.ui.pages.form_state import HELD, Form
from payvand.ui.pages.record_view import Seen, line_of, see


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, app: str, model: str, pk: int, name: str) -> HttpResponse:
    """The input of one field, the value as it stands (`?value`), or the change."""
    one, actor = object_at(app, model), actor_in(request)
    seen = see(one, pk, actor)
    if "edit" not in seen.actions:
        raise denied("edit", one)
    form = Form(one=one, actor=actor, values=seen.values, only=(name,))
    if name not in form.fields:
        raise missing()
    if "HX-Request" not in request.headers:
        return redirect(f"{seen.address}/edit?only={name}")
    if request.method == "POST":
        form.posted = request.POST
        return save(request, seen, form, name)
    return value(request, seen, name) if "value" in request.GET else editor(request, seen, form, name)


def save(request: HttpRequest, seen: Seen, form: Form, name: str) -> HttpResponse:
    """Write the field, or show what stands in the way beside what was typed."""
    version, raw = request.POST.get("_version", ""), form.raw()
    try:
        records.update(
            seen.one,
            seen.record.pk,
            raw,
            actor=seen.actor,
            version=int(version) if version.isdecimal() else None,
        )
    except Conflict:
        clashes = clashes_in(form, raw)
        if clashes:
            return editor(request, seen, form, name, status=409, theirs=clashes[0].theirs)
        records.update(seen.one, seen.record.pk, raw, actor=seen.actor)
    except DomainError as error:
        by_field = error.by_field() if isinstance(error, Invalid) else {}
        form.errors = {name: by_field.get(name, [error.message])}
        return editor(request, seen, form, name, status=error.status)
    return value(request, see(seen.one, seen.record.pk, seen.actor), name)


def editor(
    request: HttpRequest, seen: Seen, form: Form, name: str, status: int = 200, theirs: str | None = None
) -> HttpResponse:
    """The input with its buttons."""
    context = {
        "item": form.item(form.fields[name]),
        "action": request.path,
        "held": form.held(),
        "held_name": HELD,
        "version": seen.record.version,
        "theirs": theirs,
        "warning": _("Meanwhile somebody else wrote this. Save again to put yours in its place:"),
    }
    return render(request, "ui/field_edit.html", context, status=status, using="jinja2")


def value(request: HttpRequest, seen: Seen, name: str) -> HttpResponse:
    """The value as the page shows it."""
    return render(
        request, "ui/fact_value.html", {"line": line_of(seen, seen.one.fields[name])}, using="jinja2"
    )


urlpatterns = [path("<slug:app>/<slug:model>/<int:pk>/field/<slug:name>", field, name="field")]
