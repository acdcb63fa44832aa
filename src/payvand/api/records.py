"""One record: shown, changed, put away, brought back, deleted; each only in the version that the client has seen."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from payvand.api.problems import api_address
from payvand.api.reading import is_known, json_object, parameters, version_expected
from payvand.api.rows import find, json_response, seen, tag_of
from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.errors import Conflict
from payvand.kernel.objects import Object
from payvand.kernel.query.page import names_in


def show_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """A record; 304 where the client holds this version, 307 to the record that it was merged into."""
    names = names_in(parameters(request, ("columns",)).get("columns", ""))
    shown = find(one, pk, names, actor)
    kept = pk if "archived_at" in shown and shown["archived_at"] is None else records.now_known_as(one, pk)
    if kept != pk:
        return HttpResponse(status=307, headers={"Location": api_address(one.name, kept)})
    tag = tag_of(shown["version"])
    if is_known(request, tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    return json_response(shown, ETag=tag)


def change_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """Change the fields that are given, and only in the version of If-Match where one is sent."""
    parameters(request, ())
    raw = json_object(request)
    records.update(one, pk, raw, actor=actor, version=version_expected(request))
    return as_it_is_now(one, pk, actor)


def delete_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """Delete: the record goes to the recycle bin."""
    parameters(request, ())
    with locked_version(request, one, pk, actor, "delete"):
        records.delete(one, pk, actor=actor)
    return HttpResponse(status=204)


def archive_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """Put away; a record that is away already stays as it is."""
    parameters(request, ())
    with locked_version(request, one, pk, actor, "archive"):
        records.archive(one, pk, actor=actor)
    return as_it_is_now(one, pk, actor)


def restore_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """Bring back from the archive."""
    parameters(request, ())
    with locked_version(request, one, pk, actor, "archive"):
        records.restore(one, pk, actor=actor)
    return as_it_is_now(one, pk, actor)


@contextmanager
def locked_version(request: HttpRequest, one: Object, pk: int, actor: Actor, action: str) -> Iterator[None]:
    """A transaction in which the record keeps the version of If-Match. Raises Conflict where it has another one."""
    version = version_expected(request)
    with transaction.atomic():
        if version is not None:
            stands = records.locked(one, pk, actor, action).version
            if stands != version:
                message = _("Somebody else changed this record meanwhile. Look at it again.")
                raise Conflict(message, {"version": stands})
        yield


def as_it_is_now(one: Object, pk: int, actor: Actor) -> HttpResponse:
    """The record after a change."""
    shown = seen(one, pk, actor)
    return json_response(shown, ETag=tag_of(shown["version"]))
