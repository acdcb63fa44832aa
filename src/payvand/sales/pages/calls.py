"""The page on which a call list is worked: one after another, with the number large and an outcome a key."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds import Moment, PhoneNumber, address
from payvand.kernel.objects import named
from payvand.kernel.query import read
from payvand.kernel.records.write import missing
from payvand.sales.commands.call_list import log_call, take_call
from payvand.sales.models import CallList, CallListEntry
from payvand.sales.models.call_list import CallOutcome, EntryStatus
from payvand.ui.components import Control, Crumb, Figure
from payvand.ui.middleware import actor_in
from payvand.ui.pages.shell import announce, show

ICONS = {
    "interested": "thumb-up", "reached": "phone-call", "callback": "calendar-time", "no_answer": "phone-off",
    "busy": "player-pause", "not_interested": "thumb-down", "wrong_number": "circle-x",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An outcome as a button, and the key that presses it."""

    value: str
    label: str
    icon: str
    key: str
    primary: bool


@dataclass(frozen=True, kw_only=True)
class Before:
    """Whom the caller has before them."""

    name: str
    organisation: str
    phone: str
    dial: str
    note: str
    told: str
    party_href: str
    lead_href: str


@require_GET
def calls(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom this caller has before them, or the way to begin."""
    actor = actor_in(request)
    return page(request, list_at(pk, actor), actor)


@require_POST
def following(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the next one."""
    actor = actor_in(request)
    list_at(pk, actor)
    if take_call.run(pk, actor=actor) is None:
        announce(request, _("There is nobody to call on this list now."), "warning")
    return redirect("calls", pk=pk)


@require_POST
def logged(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """Keep what came of a call and take the next one."""
    actor = actor_in(request)
    found = list_at(pk, actor)
    posted = {name: request.POST.get(name, "") for name in ("outcome", "note", "due_at")}
    try:
        inputs = log_call.read(posted, actor.locale)
        log_call.run(entry, actor=actor, of=named("sales.calllistentry"), **inputs)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return page(request, found, actor, [str(error.message)], status=error.status)
    take_call.run(pk, actor=actor)
    announce(request, _("Logged: %(outcome)s") % {"outcome": CallOutcome(str(inputs["outcome"])).label})
    return redirect("calls", pk=pk)


def list_at(pk: int, actor: Actor) -> CallList:
    """The call list of a number, as far as the actor may see it. Raises Missing."""
    found = read(named("sales.calllist"), actor).filter(pk=pk).first()
    if not isinstance(found, CallList):
        raise missing()
    return found


def page(
    request: HttpRequest, call_list: CallList, actor: Actor, errors: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """The page, with what was typed where it comes back."""
    entries = CallListEntry.objects.filter(call_list=call_list)
    entry = (
        entries.to_call(clock.now()).filter(held_by_id=actor.user_id).select_related("party", "lead").first()
    )
    lists = named("sales.calllist")
    context = {
        "call_list": call_list,
        "entry": entry,
        "before": before_of(entry, actor) if isinstance(entry, CallListEntry) else None,
        "figures": figures_of(call_list, actor),
        "choices": choices(),
        "controls": controls(request),
        "errors": errors,
    }
    crumbs = [
        Crumb(label=str(lists.plural), href=lists.address),
        Crumb(label=call_list.name, href=address(lists.name, call_list.pk)),
    ]
    return show(request, "sales/calls.html", context, title=_("Calling"), crumbs=crumbs, status=status)


def choices() -> list[Choice]:
    """The outcomes, each with the key of its place."""
    return [
        Choice(
            value=one.value, label=str(one.label), icon=ICONS[one.value], key=str(place),
            primary=one == CallOutcome.INTERESTED,
        )
        for place, one in enumerate(CallOutcome, start=1)
    ]  # fmt: skip


def controls(request: HttpRequest) -> list[Control]:
    """What may be said with an outcome."""
    return [
        Control(
            editor="textarea", name="note", label=_("Note"), value=request.POST.get("note", ""), rows=3, wide=True
        ),
        Control(
            editor="moment", name="due_at", label=_("Call back at"), value=request.POST.get("due_at", ""),
            help=_("Only for “call back”: tomorrow at 10, for example."), wide=True,
        ),
    ]  # fmt: skip


def before_of(entry: CallListEntry, actor: Actor) -> Before:
    """Whom the caller has before them, in the reader's digits and calendar."""
    told = [str(entry.get_outcome_display())] if entry.outcome else []
    if entry.called_at:
        told.append(format_moment(entry.called_at, actor.locale))
    if entry.attempts:
        told.append(_("attempts: %(count)s") % {"count": format_number(entry.attempts, actor.locale)})
    if entry.due_at:
        told.append(_("call at: %(moment)s") % {"moment": Moment().text(entry.due_at, actor.locale)})
    return Before(
        name=entry.name,
        organisation=entry.organisation,
        phone=PhoneNumber().text(entry.phone, actor.locale),
        dial=entry.phone,
        note=entry.note,
        told=" · ".join(told),
        party_href=address("parties.party", entry.party_id) if entry.party_id else "",
        lead_href=address("sales.lead", entry.lead_id) if entry.lead_id else "",
    )


def figures_of(call_list: CallList, actor: Actor) -> list[Figure]:
    """How far the list is. One query."""
    done = Q(status=EntryStatus.DONE)
    counts = call_list.entries.current().aggregate(
        todo=Count("pk", filter=~done),
        done=Count("pk", filter=done),
        interested=Count("pk", filter=Q(outcome=CallOutcome.INTERESTED)),
    )
    labels = {"todo": _("to call"), "done": _("done"), "interested": _("interested")}
    where = {"todo": "status is todo", "done": "status is done", "interested": "outcome is interested"}
    base = named("sales.calllistentry").address
    return [
        Figure(
            label=label, value=format_number(counts[name], actor.locale),
            href=f"{base}?where=call_list+is+{call_list.pk}+and+{where[name].replace(' ', '+')}",
            tone="success" if name == "interested" and counts[name] else "neutral",
        )
        for name, label in labels.items()
    ]  # fmt: skip


urlpatterns = [
    path("sales/calls/<int:pk>", calls, name="calls"),
    path("sales/calls/<int:pk>/next", following, name="next_call"),
    path("sales/calls/<int:pk>/<int:entry>", logged, name="log_call"),
]
