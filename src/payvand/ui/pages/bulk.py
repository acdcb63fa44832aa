"""What is done to many records of a list at once: put away, brought back; and the way back from any such deed."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from payvand.culture.digits import format_number
from payvand.kernel.bulk_actions import ask, drive, everything_asked
from payvand.kernel.commands import commands_of
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Batch, Fact
from payvand.kernel.records import archive_many, restore_many, take_back
from payvand.ui.pages.icons import is_icon
from payvand.ui.pages.list_door import Opened, go, is_piece, opened, refused_in_toast
from payvand.ui.pages.list_state import with_parameter
from payvand.ui.pages.numbers import packed, unpacked

# A request does so many at once; more is the work of the worker.
MOST = 1000


@require_POST
@refused_in_toast
def archive(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Put the chosen records away."""
    door = opened(request, app, model, "archive")
    pks = chosen(request, door, "archive")
    if len(pks) > MOST:
        return later(request, door, "archive", pks, _("Archive"))
    batch = archive_many(door.object, pks, actor=door.actor)
    number = size_of(batch)
    return told(request, door, archived_words(door, number), len(pks) - number, batch)


@require_POST
@refused_in_toast
def restore(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Bring the chosen records back from the archive."""
    door = opened(request, app, model, "archive")
    pks = chosen(request, door, "archive")
    if len(pks) > MOST:
        return later(request, door, "restore", pks, _("Restore"))
    batch = restore_many(door.object, pks, actor=door.actor)
    number = size_of(batch)
    return told(request, door, restored_words(door, number), len(pks) - number, batch)


@require_POST
@refused_in_toast
def undo(request: HttpRequest, app: str, model: str, batch: int) -> HttpResponse:
    """Take back what the actor did to many records, as far as nobody has changed the same since."""
    door = opened(request, app, model)
    if not Fact.objects.filter(batch_id=batch, object=door.object.name, actor_id=door.actor.user_id).exists():
        raise Http404
    done = take_back(batch, actor=door.actor)
    words = ngettext("%(count)s record is as before.", "%(count)s records are as before.", done.changed)
    text = words % {"count": format_number(done.changed, door.actor.locale)}
    return told(request, door, text, len(done.reasons))


@require_POST
@refused_in_toast
def delete(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Ask, and with `do=apply` let the worker delete the chosen records: each may be refused by what refers to it."""
    door = opened(request, app, model, "delete")
    pks = chosen(request, door, "delete")
    if request.POST.get("do") == "apply":
        return later(request, door, "delete", pks, _("Delete"))
    words = ngettext("Delete %(count)s record?", "Delete %(count)s records?", len(pks))
    context = {
        "title": words % {"count": format_number(len(pks), door.actor.locale)},
        "action": door.state.address("list/delete"),
        "packed": "" if request.POST.get("all") else packed(pks),
    }
    return render(request, "ui/list_bulk_delete.html", context, using="jinja2")


@require_POST
@refused_in_toast
def deeds(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """What the app's own commands can do to the chosen records."""
    door = opened(request, app, model)
    pks = chosen(request, door, "view")
    more = ("all", "1") if request.POST.get("all") else ("packed", packed(pks))
    found = [one for one in commands_of(door.object, door.actor) if one.on is door.object.model]
    words = ngettext("Do to %(count)s record", "Do to %(count)s records", len(pks))
    context = {
        "title": words % {"count": format_number(len(pks), door.actor.locale)},
        "deeds": [
            (
                one,
                one.icon if is_icon(one.icon) else "bolt",
                with_parameter(door.state.address(f"list/do/{one.name.rpartition('.')[2]}"), *more),
            )
            for one in found
        ],
    }
    return render(request, "ui/list_bulk_deeds.html", context, using="jinja2")


def later(
    request: HttpRequest,
    door: Opened,
    deed: str,
    pks: Sequence[int],
    title: str,
    *,
    name: str = "",
    inputs: Mapping[str, JSON] | None = None,
) -> HttpResponse:
    """Let the worker do it, and go where its progress stands."""
    begun = ask(door.object, deed, pks, title=title, actor=door.actor, name=name, inputs=inputs)
    drive(begun.pk)
    place = reverse("bulk_action", args=[begun.pk])
    return HttpResponse(headers={"HX-Redirect": place}) if is_piece(request) else redirect(place)


def chosen(request: HttpRequest, door: Opened, action: str) -> list[int]:
    """The records that the form names: `ids`, or `packed` ones, or with `all` every one that the list asks for.

    Raises DomainError where there is none, or more than one action takes.
    """
    found = everything_in(door, action) if request.POST.get("all") else listed(request)
    if not found:
        raise DomainError("nothing_chosen", _("No record is chosen."))
    return found


def everything_in(door: Opened, action: str) -> list[int]:
    """Every record that the list asks for and the actor may do this to. Raises DomainError for too many."""
    return everything_asked(door.object, door.state.query(), door.actor, action)


def listed(request: HttpRequest) -> list[int]:
    """The numbers in a form. Raises Http404 for what is no number."""
    try:
        if "packed" in request.POST:
            return list(unpacked(request.POST["packed"]))
        return sorted({int(text) for text in request.POST.getlist("ids")})
    except ValueError as error:
        raise Http404 from error


def size_of(batch: Batch | None) -> int:
    """How many records a batch has changed."""
    return Fact.objects.filter(batch_id=batch.pk).count() if batch else 0


def told(
    request: HttpRequest, door: Opened, text: str, left: int, batch: Batch | None = None
) -> HttpResponse:
    """The list again, and a message with the way back; `left` records are as they were."""
    if left > 0:
        words = ngettext("%(count)s was left as it is.", "%(count)s were left as they are.", left)
        text = f"{text} {words % {'count': format_number(left, door.actor.locale)}}"
    undo_url = door.state.address(f"list/undo/{batch.pk}") if batch else ""
    return go(request, door.state.address(), text, "warning" if left else "success", undo_url, forget=True)


def archived_words(door: Opened, number: int) -> str:
    """How many were put away."""
    words = ngettext("%(count)s record archived.", "%(count)s records archived.", number)
    return words % {"count": format_number(number, door.actor.locale)}


def restored_words(door: Opened, number: int) -> str:
    """How many were brought back."""
    words = ngettext("%(count)s record restored.", "%(count)s records restored.", number)
    return words % {"count": format_number(number, door.actor.locale)}
