"""The choices of a link: records that the reader may see, found as one types."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from payvand.kernel.access import Actor, may, readable, visible
from payvand.kernel.kinds import Kind, Link, Several
from payvand.kernel.objects import Object, named
from payvand.kernel.query import Query, page
from payvand.ui.components import Option
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import object_at

MOST = 20


def pick(request: HttpRequest, app: str, model: str) -> HttpResponse:
    """The options for `q`, without the records whose numbers stand in `without`."""
    one, actor = object_at(app, model), actor_in(request)
    query, without = (
        request.GET.get("q", "").replace("\0", "").strip(),
        set(request.GET.get("without", "").split(",")),
    )
    found = [option for option in options(one, query, actor) if option.value not in without]
    is_new = bool(query) and may(actor, "create", one) and all(option.text != query for option in found)
    context = {"items": found, "create": query if is_new else ""}
    return render(request, "ui/options.html", context, using="jinja2")


def options(one: Object, query: str, actor: Actor) -> list[Option]:
    """At most twenty records, each with a second column that tells namesakes apart."""
    if not may(actor, "view", one):
        return []
    columns = (one.title, *hint_of(one, actor))
    found = page(one, Query(search=query, columns=columns, limit=MOST), actor)
    texts = [
        [field.kind.text(value, actor.locale) for field, value in zip(found.fields, row.values, strict=True)]
        for row in found.rows
    ]
    return [
        Option(value=str(row.id), text=text[0] or f"#{row.id}", hint=" · ".join(filter(None, text[1:])))
        for row, text in zip(found.rows, texts, strict=True)
    ]


def hint_of(one: Object, actor: Actor) -> tuple[str, ...]:
    """The column beside the title: the first one of the list that costs no query of its own."""
    fields = readable(one, actor)
    others = (name for name in one.columns if name in fields and name != one.title)
    return tuple(name for name in others if not isinstance(fields[name].kind, Several))[:1]


def chosen_options(link: Kind[Any], pks: Sequence[str], actor: Actor) -> list[Option]:
    """The options of records that were chosen already; what the actor may not see has a number only."""
    assert isinstance(link, Link)
    one = named(link.target)
    numbers = [int(pk) for pk in pks if pk.isdecimal() and len(pk) < 19]
    rows = (
        visible(one.model.objects.filter(pk__in=numbers), actor)
        if may(actor, "view", one) and numbers
        else None
    )
    titles = dict(rows.values_list("pk", one.title)) if rows is not None else {}
    return [Option(value=str(pk), text=str(titles.get(pk) or f"#{pk}")) for pk in numbers]


urlpatterns = [path("pick/<slug:app>.<slug:model>", pick, name="pick")]
