"""Records side by side, to be made one: field by field, with what points at each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from payvand.culture.digits import format_number
from payvand.duplicates.merging import merge_all
from payvand.kernel.access import Actor, right
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import address
from payvand.kernel.models import Right
from payvand.kernel.objects import Field, Object, all_objects
from payvand.kernel.records import shown
from payvand.kernel.records.pointers import pointers_to
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at, record_at, values_of
from payvand.ui.pages.bulk import chosen
from payvand.ui.pages.list_door import opened, refused_in_toast
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show

FEWEST, MOST = 2, 6
# In front of the name of a field: the number of the record whose value it shall have. In front of a number of a record:
# the version that the page was made of.
TAKE, VERSION = "take-", "version-"
BOOKKEEPING = ("id", "created_at", "updated_at", "archived_at")
EMPTY = (None, "", ())


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the records: its title, its version, what points at it in words, and whether it is the one to keep."""

    pk: int
    title: str
    href: str
    version: int
    holders: Sequence[str]
    is_kept: bool


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The value of one record in one field, as safe HTML."""

    pk: int
    html: Markup
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class FieldRow:
    """One field of all records. `name` is "" where nothing is to be chosen; `joined` where all values are kept."""

    name: str
    label: str
    cells: Sequence[Cell]
    joined: bool = False


@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The comparison; posting it makes the records one."""
    one, actor = object_at(app, model), actor_in(request)
    pks = asked(request)
    for pk in pks:
        record_at(one, pk, actor, "edit")
    values = {pk: values_of(one, pk, actor) for pk in pks}
    error = ""
    if request.method == "POST":
        try:
            return merged(request, one, values, actor)
        except DomainError as refusal:
            error = str(refusal)
    kept = kept_of(request.POST, pks) if request.method == "POST" else fullest(values)
    rows = rows_of(one, values, kept, request.POST, actor)
    same = [row for row in rows if not row.name and not row.joined]
    context = {
        "one": one,
        "error": error,
        "sides": [side_of(one, pk, values[pk], pk == kept, actor) for pk in pks],
        "rows": [row for row in rows if row.name or row.joined],
        "same": same,
        "same_count": format_number(len(same), actor.locale),
        "back": one.address,
        "action": request.get_full_path(),
    }
    crumbs = [Crumb(label=str(one.plural), href=one.address)]
    title = _("Merge: %(what)s") % {"what": one.plural}
    return show(request, "ui/merge.html", context, title=title, crumbs=crumbs, status=422 if error else 200)


def asked(request: HttpRequest) -> list[int]:
    """The records that the address names. Raises Http404 for what is no number, or too few or too many of them."""
    parts = request.GET.get("ids", "").split(",")
    if not all(part.isdecimal() and len(part) < 19 for part in parts):
        raise Http404
    pks = list(dict.fromkeys(int(part) for part in parts))
    if not FEWEST <= len(pks) <= MOST:
        raise Http404
    return pks


def merged(
    request: HttpRequest, one: Object, values: Mapping[int, Mapping[str, Any]], actor: Actor
) -> HttpResponse:
    """Make them one, and show the one that is left, with the way back. Raises DomainError."""
    for pk, found in values.items():
        if request.POST.get(f"{VERSION}{pk}") != str(found["version"]):
            raise DomainError("lost_update", _("Somebody changed one of the records meanwhile. Look again."))
    kept = kept_of(request.POST, list(values))
    gone = [pk for pk in values if pk != kept]
    picked = {
        row.name: int(request.POST[f"{TAKE}{row.name}"])
        for row in rows_of(one, values, kept, request.POST, actor)
        if row.name and request.POST.get(f"{TAKE}{row.name}", "") in map(str, values)
    }
    merge_all(one, kept, gone, chosen=picked, actor=actor)
    text = ngettext(
        "%(count)s record was taken into this one.", "%(count)s records were taken into this one.", len(gone)
    )
    undo_url = f"{address(one.name, gone[0])}/part" if len(gone) == 1 else ""
    words = {"count": format_number(len(gone), actor.locale)}
    return settled(request, address(one.name, kept), text % words, undo_url)


def kept_of(posted: QueryDict, pks: Sequence[int]) -> int:
    """The record that was chosen to stay. Raises DomainError where none of them was."""
    found = posted.get("keep", "")
    if found not in map(str, pks):
        raise DomainError("required", _("Choose the record that stays."), "keep")
    return int(found)


def fullest(values: Mapping[int, Mapping[str, Any]]) -> int:
    """The record that says most; of equals the one that was first."""
    return min(values, key=lambda pk: (-sum(value not in EMPTY for value in values[pk].values()), pk))


def rows_of(
    one: Object, values: Mapping[int, Mapping[str, Any]], kept: int, posted: QueryDict, actor: Actor
) -> list[FieldRow]:
    """The fields in the order of the form, as far as any of the records holds something there."""
    order = dict.fromkeys([*one.form_fields, *one.fields])
    names = [
        name for name in order if name in one.fields and name in values[kept] and name not in BOOKKEEPING
    ]
    return [
        row_of(one, one.fields[name], values, kept, posted, actor)
        for name in names
        if any(found[name] not in EMPTY for found in values.values())
    ]


def row_of(
    one: Object,
    field: Field,
    values: Mapping[int, Mapping[str, Any]],
    kept: int,
    posted: QueryDict,
    actor: Actor,
) -> FieldRow:
    """One field: to be chosen where the records differ and the reader may write it."""
    differs = len({str(shown(field, found[field.name])) for found in values.values()}) > 1
    is_several = field.many is not None
    is_open = differs and not is_several and field.editable and right(one, field.name, actor) == Right.WRITE
    usual = next((pk for pk in (kept, *values) if values[pk][field.name] not in EMPTY), kept)
    taken = posted.get(f"{TAKE}{field.name}", str(usual))
    return FieldRow(
        name=field.name if is_open else "",
        label=str(field.label),
        joined=is_several and differs,
        cells=[
            Cell(pk=pk, html=html_of(field, found[field.name], actor), is_chosen=str(pk) == taken)
            for pk, found in values.items()
        ],
    )


def html_of(field: Field, value: Any, actor: Actor) -> Markup:
    """A value as its kind shows it; nothing where there is none."""
    return Markup() if value in EMPTY else Markup(field.kind.html(value, actor.locale))  # noqa: S704 - kinds give safe HTML


def side_of(one: Object, pk: int, values: Mapping[str, Any], is_kept: bool, actor: Actor) -> Side:
    """The head of one column."""
    return Side(
        pk=pk,
        title=str(values.get(one.title) or f"#{pk}"),
        href=address(one.name, pk),
        version=values["version"],
        holders=holders_of(one, pk, actor),
        is_kept=is_kept,
    )


def holders_of(one: Object, pk: int, actor: Actor) -> list[str]:
    """What points at a record, by Object: it will point at the one that stays."""
    known: dict[type[Model], Object] = {each.model: each for each in all_objects()}
    counts: dict[Object, int] = {}
    for pointer in pointers_to(one):
        holder = known.get(pointer.model)
        if holder is not None:
            counts[holder] = counts.get(holder, 0) + pointer.rows(pk).count()
    return [
        f"{holder.plural}: {format_number(count, actor.locale)}" for holder, count in counts.items() if count
    ]


@require_POST
@refused_in_toast
def from_list(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """From the chosen records of a list to their comparison. Raises DomainError for too few or too many."""
    door = opened(request, app, model, "edit")
    pks = chosen(request, door, "edit")
    if not FEWEST <= len(pks) <= MOST:
        limits = {
            name: format_number(n, door.actor.locale) for name, n in (("least", FEWEST), ("most", MOST))
        }
        raise DomainError("how_many", _("Choose from %(least)s to %(most)s records to merge.") % limits)
    where = f"{door.object.address}/merge?ids={','.join(map(str, pks))}"
    return (
        HttpResponse(headers={"HX-Redirect": where}) if "HX-Request" in request.headers else redirect(where)
    )


urlpatterns = [
    path("<slug:app>/<slug:model>/merge", compare, name="merge"),
    path("<slug:app>/<slug:model>/list/merge", from_list, name="list_merge"),
]
