"""What is done to many records of a list at once: put away, brought back; and the way back from any such deed."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from payvand.culture.digits import format_number
from payvand.culture.locale import NEUTRAL
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Batch, Fact
from payvand.kernel.query import Condition, Query, matching, page
from payvand.kernel.records import archive_many, restore_many, shown, write_many
from payvand.ui.pages.inline import as_text
from payvand.ui.pages.list_door import Opened, go, opened, refused_in_toast
from payvand.ui.pages.numbers import unpacked

# A request does so many at once; more is the work of a job.
MOST = 1000

Changes = Mapping[str, Sequence[JSON]]


@require_POST
@refused_in_toast
def archive(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Put the chosen records away."""
    door = opened(request, app, model, "archive")
    pks = chosen(request, door, "archive")
    batch = archive_many(door.object, pks, actor=door.actor)
    number = size_of(batch)
    return told(request, door, archived_words(door, number), len(pks) - number, batch)


@require_POST
@refused_in_toast
def restore(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """Bring the chosen records back from the archive."""
    door = opened(request, app, model, "archive")
    pks = chosen(request, door, "archive")
    batch = restore_many(door.object, pks, actor=door.actor)
    number = size_of(batch)
    return told(request, door, restored_words(door, number), len(pks) - number, batch)


@require_POST
@refused_in_toast
def undo(request: HttpRequest, app: str, model: str, batch: int) -> HttpResponse:
    """Take back what the actor did to many records, as far as nobody has changed the same since."""
    door = opened(request, app, model)
    facts = list(
        Fact.objects.filter(batch_id=batch, object=door.object.name, actor_id=door.actor.user_id)[:MOST]
    )
    if not facts:
        raise Http404
    pks = [fact.subject_id for fact in facts]
    if facts[0].name == "record.updated":
        number = taken_back(door, {fact.subject_id: fact.payload["changes"] for fact in facts})
    else:
        opposite = restore_many if facts[0].name == "record.archived" else archive_many
        number = size_of(opposite(door.object, pks, actor=door.actor))
    words = ngettext("%(count)s record is as before.", "%(count)s records are as before.", number)
    return told(request, door, words % {"count": format_number(number, door.actor.locale)}, len(pks) - number)


def chosen(request: HttpRequest, door: Opened, action: str) -> list[int]:
    """The records that the form names: `ids`, or `packed` ones, or with `all` every one that the list asks for.

    Raises DomainError where there is none, or too many for one request.
    """
    if request.POST.get("all"):
        rows = matching(door.object, door.state.query(), door.actor, action).order_by("pk")
        found = list(rows.values_list("pk", flat=True)[: MOST + 1])
    else:
        found = listed(request)
    if not found:
        raise DomainError("nothing_chosen", _("No record is chosen."))
    if len(found) > MOST:
        most = format_number(MOST, door.actor.locale)
        raise DomainError(
            "too_many", _("At most %(most)s records at once for now: narrow the list.") % {"most": most}
        )
    return found


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


def taken_back(door: Opened, changes: Mapping[int, Changes]) -> int:
    """Write what records held before a bulk edit; how many hold it again."""
    before = untouched(door, changes)
    outcomes, _batch = write_many(
        door.object,
        list(before.values()),
        actor=door.actor,
        locale=NEUTRAL,
        ids=list(before),
        mode="update",
        keep_filled=False,
    )
    return sum(outcome.did == "updated" for outcome in outcomes)


def untouched(door: Opened, changes: Mapping[int, Changes]) -> dict[int, dict[str, JSON]]:
    """By record what the changed fields held before, for the records that still hold what was written."""
    names = tuple({name for change in changes.values() for name in change})
    where = Condition(field="id", operator="in", operand=list(changes))
    query = Query(where=where, columns=names, limit=MOST, archived=door.state.archived)
    found = page(door.object, query, door.actor)
    return {
        row.id: {name: before for name, (before, _after) in changes[row.id].items()}
        for row in found.rows
        if all(
            field.name not in changes[row.id]
            or as_text(shown(field, value)) == as_text(changes[row.id][field.name][1])
            for field, value in zip(found.fields, row.values, strict=True)
        )
    }


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
