"""Importing files: drop one, look at the mapping, see what would happen, run it and watch, mend what was refused."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from payvand.culture.locale import Locale
from payvand.integration.intake import keep_template, receive, stored_mapping, table_of, use_template
from payvand.integration.jobs import start
from payvand.integration.mapping import checked
from payvand.integration.models import ImportBatch, MappingTemplate, State
from payvand.integration.rehearsal import rehearse
from payvand.integration.report import errors_csv, errors_xlsx
from payvand.kernel.access import Actor, require
from payvand.kernel.errors import DomainError
from payvand.kernel.objects import Object, named
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages.import_mapping import mapping_form, template_controls, wishes_from
from payvand.ui.pages.import_report import (
    Bar,
    batch_of,
    import_figures,
    past_imports,
    preview_of,
    progress_of,
    refused_rows,
)  # fmt: skip
from payvand.ui.pages.import_undo import bar_back, kept_records
from payvand.ui.pages.shell import show

PREVIEWED = 2_000


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Drop a file."""
    one, actor = object_at(app, model), actor_in(request)
    require(actor, "import", one)
    error = ""
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            error = _("Choose a file first.")
        else:
            try:
                batch = receive(one, given, given.name or "file", actor=actor)  # type: ignore[arg-type]
                return HttpResponseRedirect(reverse("import", args=[batch.pk]))
            except DomainError as refusal:
                error = str(refusal)
    title = _("Import: %(what)s") % {"what": one.plural}
    context = {"one": one, "error": error, "past": past_imports(actor, one)}
    return show(
        request,
        "ui/import_start.html",
        context,
        title=title,
        crumbs=[crumb_of(one)],
        status=422 if error else 200,
    )


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """All imports that the reader began; an administrator sees everybody's."""
    return show(request, "ui/imports.html", {"past": past_imports(actor_in(request))}, title=_("Imports"))


@require_http_methods(["GET", "POST"])
def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """An import in whatever state it is: its mapping, its progress, or its result."""
    batch = batch_of(request, pk)
    if batch.state == State.DRAFT:
        return mapping_page(request, batch)
    title = _("Import of %(file)s") % {"file": batch.file.name}
    context = {**running(batch, actor_in(request)), "one": named(batch.object)}
    return show(request, "ui/import_run.html", context, title=title, crumbs=[crumb_of(named(batch.object))])


def mapping_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Which column is which field. Posting it leads to the preview."""
    one, actor = named(batch.object), actor_in(request)
    templates, error = MappingTemplate.objects.of(one.name), ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_wished(request, batch, one, templates))
        except DomainError as refusal:
            error = str(refusal)
    form = mapping_form(batch, one, actor)
    context = {
        "batch": batch,
        "one": one,
        "form": form,
        "error": error,
        "templates": template_controls(templates),
    }
    title = _("Columns of %(file)s") % {"file": batch.file.name}
    status = 422 if error else 200
    return show(
        request, "ui/import_mapping.html", context, title=title, crumbs=[crumb_of(one)], status=status
    )


def _wished(
    request: HttpRequest, batch: ImportBatch, one: Object, templates: QuerySet[MappingTemplate]
) -> str:
    """Keep what was posted, and say where it leads: to the preview, or back with a template's wishes."""
    if "use" in request.POST:
        chosen = templates.filter(pk=whole_number(request.POST.get("template"))).first()
        if chosen is not None:
            use_template(batch, chosen, one)
        return reverse("import", args=[batch.pk])
    batch.prepare(wishes_from(request.POST, batch, one))
    checked(stored_mapping(batch, one), one)
    if name := request.POST.get("template_name", "").strip():
        keep_template(batch, name, actor=actor_in(request))
    return reverse("import_preview", args=[batch.pk])


def whole_number(text: str | None) -> int:
    """A posted number; 0 for what is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the first rows would become. They are written and taken back, so it is exact."""
    batch = batch_of(request, pk)
    one, actor = named(batch.object), actor_in(request)
    if batch.state != State.DRAFT:
        return HttpResponseRedirect(reverse("import", args=[pk]))
    try:
        mapping = stored_mapping(batch, one)
        table = table_of(batch)
        context = preview_of(rehearse(one, table, mapping, actor, PREVIEWED), one, mapping, table, actor)
    except DomainError as refusal:
        context = {"error": str(refusal)}
    title = _("Preview of %(file)s") % {"file": batch.file.name}
    context |= {"batch": batch, "one": one}
    return show(request, "ui/import_preview.html", context, title=title, crumbs=[crumb_of(one)])


@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Start an import, or let one that broke off go on."""
    batch = batch_of(request, pk)
    if batch.state in (State.DRAFT, State.FAILED, State.CANCELLED) and not batch.undo_total:
        start(batch)
    return HttpResponseRedirect(reverse("import", args=[pk]))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an import; what it has written stays, and it can go on later."""
    batch = batch_of(request, pk)
    if batch.is_open and batch.state != State.UNDOING:
        batch.end(State.CANCELLED)
    return HttpResponseRedirect(reverse("import", args=[pk]))


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it has come; asks again by itself until it is through."""
    batch = batch_of(request, pk)
    return render(request, "ui/import_progress.html", running(batch, actor_in(request)), using="jinja2")


@require_GET
def errors(request: HttpRequest, pk: int, ending: str) -> StreamingHttpResponse:
    """The refused rows with their reasons."""
    batch = batch_of(request, pk)
    stem = batch.file.name.rsplit(".", 1)[0]
    pieces: Iterator[bytes]
    if ending == "csv":
        kind, pieces = "text/csv; charset=utf-8", errors_csv(batch)
    else:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        pieces = errors_xlsx(batch, actor_in(request).locale.rtl)
    saved_as = content_disposition_header(as_attachment=True, filename=f"{stem}.errors.{ending}")
    return StreamingHttpResponse(pieces, content_type=kind, headers={"Content-Disposition": saved_as or ""})


def running(batch: ImportBatch, actor: Actor) -> dict[str, object]:
    """The values of progress and result."""
    return {
        "batch": batch,
        "figures": import_figures(batch.counts, actor.locale),
        "bar": bar_of(batch, actor.locale) if batch.is_open else None,
        "kept": kept_records(batch) if batch.undo_total else [],
        "refused": refused_rows(batch, actor.locale),
        "poll_url": reverse("import_progress", args=[batch.pk]),
    }


def bar_of(batch: ImportBatch, locale: Locale) -> Bar:
    """How far it has come, or how far back."""
    return bar_back(batch, locale) if batch.state == State.UNDOING else progress_of(batch, locale)


def object_at(app: str, model: str) -> Object:
    """The Object of an address."""
    try:
        return named(f"{app}.{model}")
    except DomainError:
        raise Http404 from None


def crumb_of(one: Object) -> Crumb:
    """The way back to the list."""
    return Crumb(label=str(one.plural), href=one.address)


urlpatterns: list[URLPattern] = [
    path("imports", listed, name="imports"),
    path("imports/<int:pk>", one_import, name="import"),
    path("imports/<int:pk>/preview", preview, name="import_preview"),
    path("imports/<int:pk>/run", run, name="import_run"),
    path("imports/<int:pk>/cancel", cancel, name="import_cancel"),
    path("imports/<int:pk>/progress", progress, name="import_progress"),
    path("imports/<int:pk>/errors.csv", errors, {"ending": "csv"}, name="import_errors_csv"),
    path("imports/<int:pk>/errors.xlsx", errors, {"ending": "xlsx"}, name="import_errors_xlsx"),
    path("<slug:app>/<slug:model>/import", begin, name="import_begin"),
]
