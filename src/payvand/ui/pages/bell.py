"""The bell: how many things wait for the reader, asked by the page now and then, and what they are."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from markupsafe import Markup

from payvand.culture.digits import localise
from payvand.kernel.access import Actor
from payvand.ui.middleware import actor_in
from payvand.ui.parts import Part, rings

MOST = 99


@never_cache
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """The number beside the bell."""
    actor = actor_in(request)
    number = sum(ring.count(actor) for ring in rings())
    text = f"{MOST}+" if number > MOST else str(number)
    context = {"text": localise(text, actor.locale) if number else ""}
    return render(request, "ui/bell_count.html", context, using="jinja2")


@never_cache
@require_GET
def opened(request: HttpRequest) -> HttpResponse:
    """What waits, behind the bell."""
    parts = drawn((ring.part for ring in rings()), request, actor_in(request))
    return render(request, "ui/bell.html", {"parts": parts}, using="jinja2")


def drawn(parts: Iterable[Part], request: HttpRequest, actor: Actor) -> list[Markup]:
    """The parts that have something to show, rendered."""
    shown = []
    for part in parts:
        values = part.values(actor)
        if values is not None:
            context = {**values, "label": str(part.label)}
            shown.append(Markup(render_to_string(part.template, context, request, using="jinja2")))  # noqa: S704  (a template)
    return shown


urlpatterns = [
    path("bell", opened, name="bell"),
    path("bell/count", waiting, name="bell_count"),
]
