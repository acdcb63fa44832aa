"""Deeds over many records by REST: asked for here, driven by the worker, looked at, stopped and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from payvand.api.calls import callable_command
from payvand.api.idempotency import digest_of, keyed_request, once
from payvand.api.reading import body_of, json_object, parameters
from payvand.api.rows import json_response
from payvand.kernel import bulk_actions
from payvand.kernel.access import Actor, require, visible
from payvand.kernel.errors import FieldError, Invalid, Message
from payvand.kernel.kinds import JSON
from payvand.kernel.models import BulkAction
from payvand.kernel.objects import Object
from payvand.kernel.query import query_from
from payvand.kernel.records import shown
from payvand.kernel.records.values import missing_values, raise_if, read_values, resolve_links
from payvand.kernel.records.write import missing

MOST_LISTED = 100
DEEDS: Mapping[str, Message] = {
    "edit": _("Edit"),
    "archive": _("Archive"),
    "restore": _("Restore"),
    "delete": _("Delete"),
}
# What may stand in the body beside the deed and the records that it is done to.
TAKES: Mapping[str, tuple[str, ...]] = {"edit": ("values", "keep"), "command": ("command", "inputs")}
QUERY = ("where", "q", "archived")
Body = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What is to be done: the permission that it takes, its name in words, and what the worker is told."""

    deed: str
    action: str
    title: Message
    command: str = ""
    inputs: Mapping[str, JSON] = field(default_factory=dict)


def begin_action(request: HttpRequest, actor: Actor, one: Object) -> HttpResponse:
    """Ask for a deed over the records `ids`, or those that `where` and `q` ask for; the worker does it.

    Sent again under the same Idempotency-Key it answers with the action that was begun then.
    """
    parameters(request, ())
    body = json_object(request)
    deed = deed_of(body, one, actor)
    require(actor, deed.action, one)
    keyed = keyed_request(request, actor, digest_of(body_of(request)))

    def write_down() -> JSON:
        pks, left_out = records_of(body, one, actor, deed)
        made = bulk_actions.ask(
            one, deed.deed, pks, title=str(deed.title), actor=actor, name=deed.command, inputs=deed.inputs
        )
        return {"id": made.pk, "left_out": left_out}

    begun = cast(dict[str, int], once(keyed, 0, write_down))
    # Only now it stands; to drive one that is being driven, or is at its end, does nothing.
    bulk_actions.drive(begun["id"])
    return accepted(begun["id"], actor, left_out=begun["left_out"])


def list_actions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The actor's latest actions."""
    parameters(request, ())
    rows = bulk_actions.mine(actor).order_by("-id").defer("numbers")[:MOST_LISTED]
    return json_response({"rows": [told(one) for one in rows]})


def show_action(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """How far an action has come, and why records were left as they were."""
    parameters(request, ())
    return json_response(told(own(pk, actor)))


def undo_action(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take an action back, as far as nobody has changed the same since: that is an action of its own."""
    parameters(request, ())
    return accepted(bulk_actions.undo(pk, actor=actor).pk, actor)


def stop_action(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Let an action end where it is."""
    parameters(request, ())
    own(pk, actor)
    bulk_actions.stop(pk, actor=actor)
    return json_response(told(own(pk, actor)))


def own(pk: int, actor: Actor) -> BulkAction:
    """An action of the actor's. Raises Missing."""
    found: BulkAction | None = bulk_actions.mine(actor).defer("numbers").filter(pk=pk).first()
    if found is None:
        raise missing()
    return found


def accepted(pk: int, actor: Actor, **more: JSON) -> HttpResponse:
    """202 with the action, and where its progress stands."""
    shown_now = told(own(pk, actor))
    return json_response(shown_now | more, 202, Location=str(shown_now["href"]))


def told(action: BulkAction) -> dict[str, JSON]:
    """An action as JSON."""
    return {
        "id": action.pk,
        "href": f"/api/v1/bulk/{action.pk}",
        "object": action.object,
        "deed": action.deed,
        "command": action.name or None,
        "title": action.title,
        "state": action.state,
        "total": action.total,
        "reached": action.reached,
        "changed": action.changed,
        "refused": action.refused,
        "reasons": action.reasons,
        "can_be_undone": action.can_be_undone,
        "undoes": action.undoes_id,
        "begun_at": action.begun_at.isoformat(),
    }


def deed_of(body: Body, one: Object, actor: Actor) -> Deed:
    """What the body asks for. Raises Invalid with whatever is wrong with it, by its place."""
    deed = body.get("deed")
    known = (*DEEDS, "command")
    if not isinstance(deed, str) or deed not in known:
        words = {"known": ", ".join(known)}
        raise Invalid([wrong("deed", _("The deed is one of: %(known)s.") % words)])
    takes = ("deed", "ids", *QUERY, *TAKES.get(deed, ()))
    raise_if([wrong(name, _("Unknown field.")) for name in body if name not in takes])
    if deed == "command":
        return command_of(body, one, actor)
    inputs = edit_of(body, one, actor) if deed == "edit" else {}
    return Deed(deed=deed, action=bulk_actions.ACTIONS[deed], title=DEEDS[deed], inputs=inputs)


def command_of(body: Body, one: Object, actor: Actor) -> Deed:
    """A command of the Object with its inputs."""
    found = callable_command(one, str(body.get("command", "")), actor, on_record=True)
    inputs = found.as_json(found.read(mapping(body, "inputs"), actor.locale))
    return Deed(deed="command", action=found.action, title=found.label, command=found.name, inputs=inputs)


def edit_of(body: Body, one: Object, actor: Actor) -> dict[str, JSON]:
    """The values to be written, as far as they can be told from right and wrong without a record."""
    raw = mapping(body, "values")
    if not raw:
        raise Invalid([wrong("values", _("A value is needed here."))])
    if not isinstance(body.get("keep", False), bool):
        raise Invalid([wrong("keep", _("Give true or false."))])
    values, errors = read_values(one, raw, actor, actor.locale)
    faulty = {error.field for error in errors}
    errors += [error for error in missing_values(one, values, creating=False) if error.field not in faulty]
    raise_if(errors or resolve_links(one, [values], actor)[0])
    told_values = {name: shown(one.fields[name], value) for name, value in values.items()}
    return {"values": told_values, "keep": bool(body.get("keep", False))}


def records_of(body: Body, one: Object, actor: Actor, deed: Deed) -> tuple[list[int], int]:
    """The records that are meant and that the actor may do this to, and how many of the named ones are not among these.

    What a token may not do is left out here: the worker goes by the rights of its user.
    """
    asked = {name: body[name] for name in QUERY if body.get(name) not in (None, "")}
    if "ids" in body and asked:
        raise Invalid([wrong("ids", _("Give either “ids” or a condition, not both."))])
    if "ids" in body:
        pks = numbers(body["ids"])
        rows = visible(one.model.objects.filter(pk__in=pks), actor, deed.action)
        allowed = set(rows.values_list("pk", flat=True))
        return [pk for pk in pks if pk in allowed], len(pks) - len(allowed)
    if "where" not in asked and "q" not in asked:
        raise Invalid([wrong("where", _("Give “ids”, or a condition in “where” or “q”."))])
    asked.setdefault("archived", deed.deed == "restore")
    given = {name: "1" if value is True else str(value or "") for name, value in asked.items()}
    return bulk_actions.everything_asked(one, query_from(given, one, actor), actor, deed.action), 0


def numbers(given: object) -> list[int]:
    """The numbers of records, each once."""
    most = bulk_actions.MOST
    is_list = isinstance(given, list) and 0 < len(given) <= most
    if not is_list or not all(
        type(each) is int and 0 < each < 2**63 for each in cast(Sequence[object], given)
    ):
        raise Invalid([wrong("ids", _("Give the numbers of at most %(most)d records.") % {"most": most})])
    return list(dict.fromkeys(cast(list[int], given)))


def mapping(body: Body, name: str) -> dict[str, object]:
    """An object within the body. Raises Invalid."""
    found = body.get(name, {})
    if not isinstance(found, dict):
        raise Invalid([wrong(name, _("Give an object with names as its keys."))])
    return found


def wrong(name: str, message: Message) -> FieldError:
    """What is wrong with a part of the body."""
    return FieldError(field=name, code="unacceptable", message=message)
