"""Taking an import back: the question before it, and what was left as it is."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.integration.commands import undo_import
from payvand.integration.jobs import drive_import
from payvand.integration.models import ImportBatch
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import address
from payvand.kernel.objects import named
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages.import_report import Bar, batch_of
from payvand.ui.pages.shell import show

SHOWN_KEPT: Final = 50


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A record that was left as it is, and why."""

    href: str
    title: str
    reason: str


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """The question; posted, the way back begins, and the page of the import shows it."""
    batch, actor = batch_of(request, pk), actor_in(request)
    one, here, error = named(batch.object), reverse("import", args=[pk]), ""
    if request.method == "POST":
        try:
            undo_import.run(number=batch.pk, actor=actor, of=one)
            drive_import(batch.pk)
            return HttpResponseRedirect(here)
        except DomainError as refusal:
            error = str(refusal)
    elif not batch.is_undoable:
        return HttpResponseRedirect(here)
    context = {"batch": batch, "back": here, "error": error, "wishes": wishes_of(batch, actor.locale)}
    return show(
        request, "ui/import_undo.html", context, title=_("Take back: %(file)s") % {"file": batch.file.name},
        crumbs=[Crumb(label=str(one.plural), href=one.address)], status=422 if error else 200,
    )  # fmt: skip


def wishes_of(batch: ImportBatch, locale: Locale) -> list[str]:
    """What would happen, in words."""
    said = []
    if batch.created:
        words = ngettext(
            "%(count)s record that it made is removed.",
            "%(count)s records that it made are removed.",
            batch.created,
        )
        said.append(words % {"count": format_number(batch.created, locale)})
    if batch.updated:
        words = ngettext(
            "%(count)s row changed a record: its fields become what they were before.",
            "%(count)s rows changed records: their fields become what they were before.",
            batch.updated,
        )
        said.append(words % {"count": format_number(batch.updated, locale)})
    return [*said, _("What people have changed since stays as it is, and is listed.")]


def bar_back(batch: ImportBatch, locale: Locale) -> Bar:
    """How far the way back has come."""
    numbers = {
        "done": format_number(batch.undone, locale), "total": format_number(batch.undo_total, locale)
    }  # fmt: skip
    return Bar(
        value=batch.undone,
        maximum=max(1, batch.undo_total),
        text=_("%(done)s of %(total)s changes") % numbers,
    )


def kept_records(batch: ImportBatch) -> list[Kept]:
    """The first records that were left."""
    return [
        Kept(
            href=address(one.object, one.subject_id),
            title=one.title or f"#{one.subject_id}",
            reason=" ".join(
                f"{why['label']}: {why['message']}" if why["label"] else str(why["message"])
                for why in one.errors
            ),
        )
        for one in batch.kept.order_by("id")[:SHOWN_KEPT]
    ]


urlpatterns: list[URLPattern] = [path("imports/<int:pk>/undo", undo, name="import_undo")]
