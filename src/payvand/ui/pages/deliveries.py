"""Facts that a subscriber could not take in: parked after five tries, until an administrator says “again”."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.calendars import format_moment
from payvand.culture.digits import localise
from payvand.kernel.access import Actor
from payvand.kernel.errors import Denied
from payvand.kernel.kinds import address
from payvand.kernel.models import Delivery
from payvand.kernel.outbox import retry
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Parked:
    """One delivery that waits for an administrator."""

    id: int
    subscriber: str
    what: str
    href: str
    parked: str
    reason: str
    trace: str


def require_administrator(actor: Actor) -> None:
    """Raise Denied for everybody else."""
    if not actor.grants.everything:
        raise Denied("denied", _("This is for administrators only."))


@require_GET
def parked(request: HttpRequest) -> HttpResponse:
    """The parked deliveries, the oldest first."""
    actor = actor_in(request)
    require_administrator(actor)
    rows = Delivery.objects.exclude(parked_at=None).select_related("fact").order_by("id")[:MOST]
    context = {"deliveries": [line_of(row, actor) for row in rows], "retry_url": reverse("retry")}
    crumbs = [Crumb(label=_("Settings"), href=reverse("settings"))]
    return show(request, "ui/deliveries.html", context, title=_("Parked deliveries"), crumbs=crumbs)


def line_of(row: Delivery, actor: Actor) -> Parked:
    """One of them in words; the last line of a trace is the reason."""
    lines: Sequence[str] = row.error.strip().splitlines()
    what = row.fact.name if row.fact else _("batch %(number)d") % {"number": row.batch_id or 0}
    return Parked(
        id=row.pk,
        subscriber=row.subscriber,
        what=f"{what} · {row.object}",
        href=address(row.object, row.subject_id) if row.subject_id else "",
        parked=format_moment(row.parked_at, actor.locale) if row.parked_at else "",
        reason=lines[-1] if lines else "",
        trace=row.error,
    )


@require_POST
def retry_parked(request: HttpRequest) -> HttpResponse:
    """Let one (`id`), or all, be tried again."""
    actor = actor_in(request)
    require_administrator(actor)
    chosen = request.POST.get("id", "")
    rows = Delivery.objects.exclude(parked_at=None)
    if chosen.isdecimal() and len(chosen) < 19:
        rows = rows.filter(pk=int(chosen))
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        retry(number)
    count = localise(str(len(numbers)), actor.locale)
    text = ngettext(
        "%(count)s delivery is tried again.", "%(count)s deliveries are tried again.", len(numbers)
    )
    return settled(request, reverse("parked"), text % {"count": count})


urlpatterns = [
    path("settings/deliveries", parked, name="parked"),
    path("settings/deliveries/retry", retry_parked, name="retry"),
]
