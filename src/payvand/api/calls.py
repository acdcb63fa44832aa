"""Commands by REST: on one record, or on none."""

import dataclasses
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from payvand.api.idempotency import digest_of, keyed_request, once
from payvand.api.problems import Refused, api_address
from payvand.api.reading import body_of, json_object, parameters
from payvand.api.records import locked_version
from payvand.api.rows import json_response, tag_of
from payvand.kernel.access import Actor
from payvand.kernel.commands import Command, commands_of
from payvand.kernel.kinds import JSON
from payvand.kernel.models import Record
from payvand.kernel.objects import Object
from payvand.kernel.query import read


def call_on_record(request: HttpRequest, actor: Actor, one: Object, pk: int, command: str) -> HttpResponse:
    """Do a command to a record. The answer holds what came of it, and the record's version after it."""
    parameters(request, ())
    found = callable_command(one, command, actor, on_record=True)
    inputs: dict[str, Any] = found.read(json_object(request, optional=True), actor.locale)

    def run() -> JSON:
        with locked_version(request, one, pk, actor, found.action):
            return plain(found.run(pk, actor=actor, of=one, **inputs))

    result = once(keyed_request(request, actor, digest_of(body_of(request))), 0, run)
    version = read(one, actor).filter(pk=pk).values_list("version", flat=True).first()
    return json_response({"id": pk, "version": version, "result": result}, ETag=tag_of(version))


def call(request: HttpRequest, actor: Actor, one: Object, command: str) -> HttpResponse:
    """Do a command that concerns no record in particular."""
    parameters(request, ())
    found = callable_command(one, command, actor, on_record=False)
    inputs: dict[str, Any] = found.read(json_object(request, optional=True), actor.locale)
    keyed = keyed_request(request, actor, digest_of(body_of(request)))
    return json_response({"result": once(keyed, 0, lambda: plain(found.run(actor=actor, of=one, **inputs)))})


def callable_command(one: Object, name: str, actor: Actor, *, on_record: bool) -> Command:
    """A command of the Object that the actor may use, by the last part of its name."""
    for found in commands_of(one, actor):
        if word_of(found) == name and (found.on is not None) == on_record:
            return found
    raise Refused(404, "unknown_command", _("There is no command “%(name)s” for you here.") % {"name": name})


def word_of(command: Command) -> str:
    """The word by which an address names a command."""
    return command.name.rpartition(".")[2]


def plain(result: object) -> JSON:
    """What a command returned, as JSON: a record by its name and number, a dataclass by its fields."""
    if isinstance(result, Record):
        href = api_address(result.object_name, result.pk)
        return {"object": result.object_name, "id": result.pk, "href": href}
    if isinstance(result, list | tuple):
        return [plain(item) for item in result]
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {field.name: plain(getattr(result, field.name)) for field in dataclasses.fields(result)}
    return orjson.loads(orjson.dumps(result, default=str))  # type: ignore[no-any-return]
