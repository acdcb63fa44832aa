"""Forms of records: create and edit, on a page of their own or in the dialog, with or without scripts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payvand.kernel import records
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import Conflict, DomainError, DuplicateFound, Invalid, Match, Message
from payvand.kernel.kinds import Several, address
from payvand.kernel.models import Record
from payvand.kernel.objects import Object
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages import picking
from payvand.ui.pages.addresses import object_at, record_at, values_of
from payvand.ui.pages.conflicts import Clash, chosen_mine, clashes_in
from payvand.ui.pages.form_state import ADD, HELD, Form, titled
from payvand.ui.pages.icons import icon_of
from payvand.ui.pages.several import empty_row
from payvand.ui.pages.shell import announce, show

ANYWAY = "_anyway"  # the button that makes a record although it may be a duplicate
VERSION = "_version"  # the version that the form was made of


@dataclass(kw_only=True)
class Reply:
    """What a form says when it comes back."""

    form: Form
    pk: int | None = None
    version: int = 0
    errors: Sequence[Message] = ()
    matches: Sequence[Match] = ()
    clashes: Sequence[Clash] = ()
    status: int = 422


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The form of a new record. Parameters of the address fill it in."""
    one, actor = object_at(app, model), actor_in(request)
    require(actor, "create", one)
    if request.method == "GET":
        return answer(
            request,
            Reply(form=Form(one=one, actor=actor, values=first_values(one, request.GET, actor)), status=200),
        )
    form = Form(one=one, actor=actor, posted=request.POST)
    if ADD in request.POST:
        return answer(request, Reply(form=form, status=200))
    try:
        made = records.create(one, form.raw(), actor=actor, allow_duplicate=ANYWAY in request.POST)
    except DuplicateFound as error:
        return answer(request, Reply(form=form, matches=error.matches, status=error.status))
    except DomainError as error:
        return answer(request, refused(form, error))
    return done(request, one, made, _("Created: %(title)s"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, app: str, model: str, pk: int) -> HttpResponse:
    """The form of a record that is there. Only what was changed is written."""
    one, actor = object_at(app, model), actor_in(request)
    record_at(one, pk, actor)
    record_at(one, pk, actor, "edit")
    only = tuple(filter(None, request.GET.get("only", "").split(",")))
    values = values_of(one, pk, actor)
    form = Form(one=one, actor=actor, values=values, only=only)
    if request.method == "POST":
        form.posted = request.POST
        if ADD not in request.POST:
            return save(request, form, pk)
    return answer(request, Reply(form=form, pk=pk, version=values["version"], status=200))


def save(request: HttpRequest, form: Form, pk: int) -> HttpResponse:
    """Write the changes; where somebody else was first, let the writer choose between both values."""
    raw, version = chosen_mine(form.raw(), request.POST), number(request.POST.get(VERSION))
    try:
        saved = records.update(form.one, pk, raw, actor=form.actor, version=version)
    except Conflict:
        clashes = clashes_in(form, raw)
        if clashes:
            return answer(
                request, Reply(form=form, pk=pk, version=form.values["version"], clashes=clashes, status=409)
            )
        # What was changed meanwhile is other than what is written here: the two fit together.
        saved = records.update(form.one, pk, raw, actor=form.actor)
    except DomainError as error:
        return answer(request, refused(form, error, pk, version or form.values["version"]))
    return done(request, form.one, saved, _("Saved: %(title)s"))


def refused(form: Form, error: DomainError, pk: int | None = None, version: int = 0) -> Reply:
    """The form again, each error at its field, the others on top."""
    by_field = error.by_field() if isinstance(error, Invalid) else {error.field or "": [error.message]}
    fields = form.fields
    form.errors = {name: messages for name, messages in by_field.items() if name in fields}
    others = [message for name, messages in by_field.items() if name not in fields for message in messages]
    return Reply(form=form, pk=pk, version=version, errors=others, status=error.status)


def first_values(one: Object, asked: QueryDict, actor: Actor) -> dict[str, Any]:
    """What a new form holds: the defaults, and what the address says."""
    values: dict[str, Any] = {}
    for name, field in one.fields.items():
        raw = asked.get(name, field.default)
        try:
            values[name] = field.kind.parse(raw, actor.locale) if raw is not None else None
        except DomainError:
            continue
    return titled(one, values, actor)


def answer(request: HttpRequest, reply: Reply) -> HttpResponse:
    """The form as a page, or as the content of the dialog."""
    form, one = reply.form, reply.form.one
    is_new = reply.pk is None
    home = address(one.name) if is_new else address(one.name, reply.pk)
    names = {"object": one.label, "title": title_of(form)}
    title = _("New: %(object)s") % names if is_new else _("Edit: %(title)s") % names
    context = {
        "one": one,
        "icon_name": icon_of(one),
        "action": request.get_full_path(),
        "parts": form.parts(),
        "held": "" if is_new else form.held(),
        "held_name": HELD,
        "version": reply.version,
        "errors": reply.errors,
        "has_errors": bool(reply.errors or form.errors),
        "matches": [(match, address(one.name, match.id), reasons(one, match)) for match in reply.matches],
        "clashes": reply.clashes,
        "check_url": f"{one.address}/check" if is_new and records.watched(one) else "",
        "back": home,
        "title": title,
    }
    if "HX-Request" in request.headers:
        return render(request, "ui/form_dialog.html", context, status=reply.status, using="jinja2")
    crumbs = [Crumb(label=str(one.plural), href=one.address)]
    return show(request, one.form_template, context, title=title, crumbs=crumbs, status=reply.status)


def title_of(form: Form) -> str:
    """What the record of the form is called."""
    return str(form.values.get(form.one.title) or form.one.label)


def reasons(one: Object, match: Match) -> str:
    """The fields in which a suspected record is the same, in words."""
    return ", ".join(str(one.field(name).label) for name in match.fields)


def done(request: HttpRequest, one: Object, record: Record, sentence: str) -> HttpResponse:
    """Go to the record; in the dialog, tell the page what was made."""
    title = str(getattr(record, one.title))
    text = sentence % {"title": title}
    if "HX-Request" not in request.headers:
        announce(request, text)
        return redirect(address(one.name, record.pk))
    told = {
        "pv:created": {"value": str(record.pk), "text": title},
        "pv:toast": {"text": text, "tone": "success"},
    }
    return HttpResponse(headers={"HX-Trigger": json.dumps(told)})


def number(text: str | None) -> int | None:
    """A version as it was posted; None where that is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


@require_GET
def row(request: HttpRequest, app: str, model: str, name: str) -> HttpResponse:
    """One more empty row of a field of several values."""
    one, actor = object_at(app, model), actor_in(request)
    field = Form(one=one, actor=actor).fields.get(name)
    if field is None or not isinstance(field.kind, Several):
        return HttpResponse(status=404)
    return render(request, "ui/form_row.html", {"row": empty_row(field, actor)}, using="jinja2")


@require_POST
def check(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The records that what is being typed may be a duplicate of."""
    one, actor = object_at(app, model), actor_in(request)
    form = Form(one=one, actor=actor, posted=request.POST)
    values: dict[str, Any] = {}
    for name in records.watched(one) & form.fields.keys():
        try:
            values[name] = form.fields[name].kind.parse(form.given(form.fields[name], None), actor.locale)
        except DomainError:
            continue
    found = records.suspects(one, values, actor)
    matches = [(match, address(one.name, match.id), reasons(one, match)) for match in found]
    return render(request, "ui/form_suspects.html", {"matches": matches}, using="jinja2")


urlpatterns = [
    *picking.urlpatterns,
    path("<slug:app>/<slug:model>/new", new, name="new"),
    path("<slug:app>/<slug:model>/check", check, name="check"),
    path("<slug:app>/<slug:model>/row/<slug:name>", row, name="row"),
    path("<slug:app>/<slug:model>/<int:pk>/edit", edit, name="edit"),
]
