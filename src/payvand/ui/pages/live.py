"""What others have changed since a page was made: asked every few seconds by the page itself, answered in one query.

A held connection would take a thread of the server for each open page; a small question takes it for a millisecond.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from payvand.kernel import clock
from payvand.kernel.access import Actor, may
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.objects import Object, named
from payvand.kernel.query import read
from payvand.ui.middleware import actor_in

# Transactions end in another order than that in which their facts were numbered: look a little behind the mark, too.
OVERLAP = 200
# What was begun before the page was made may have ended after it.
LATE = timedelta(seconds=5)
MOST = 50


@never_cache
@require_GET
def news(request: HttpRequest) -> JsonResponse:
    """What others did to an Object, or one record of it, "since" a page was made: numbers of facts, and the next mark.

    Behind a mark there is less to look through. Some facts are told twice: a page remembers what it has heard already.
    """
    actor = actor_in(request)
    last = Fact.objects.order_by("-id").values_list("id", flat=True).first() or 0
    mark, subject = number(request, "after"), number(request, "record")
    since = parse_datetime(request.GET.get("since", "").replace(" ", "+")) or clock.now()
    try:
        one = named(request.GET.get("object", ""))
    except DomainError:
        return JsonResponse({"after": last, "news": []}, status=404)
    if (mark is not None and mark >= last) or not may(actor, "view", one):
        return JsonResponse({"after": last, "news": []})
    return JsonResponse({"after": last, "news": facts_behind(one, mark or last, since, subject, actor)})


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number of the address; None where there is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


def facts_behind(one: Object, mark: int, since: datetime, subject: int | None, actor: Actor) -> Sequence[int]:
    """What others did to records that the actor meets, the latest first."""
    made = since if is_aware(since) else since.replace(tzinfo=UTC)
    found = Fact.objects.filter(id__gt=mark - OVERLAP, object=one.name, at__gt=made - LATE).order_by("-id")
    if subject is not None:
        found = found.filter(subject_id=subject)
    if actor.user_id is not None:
        found = found.exclude(actor_kind="user", actor_id=actor.user_id)
    pairs = list(found.values_list("id", "subject_id")[:MOST])
    met = set(read(one, actor).filter(pk__in={pk for _id, pk in pairs}).values_list("pk", flat=True))
    return [pk for pk, about in pairs if about in met]


urlpatterns = [path("live", news, name="live")]
