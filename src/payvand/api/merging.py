"""Two records made one over the API, and parted again."""

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from payvand.api.idempotency import digest_of, keyed_request, once
from payvand.api.problems import api_address
from payvand.api.reading import body_of, json_object, parameters
from payvand.api.records import locked_version
from payvand.api.rows import json_response
from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.errors import FieldError, Invalid, Message
from payvand.kernel.kinds import JSON
from payvand.kernel.objects import Object
from payvand.kernel.records.merge import Side

KNOWN = ("gone", "choices")


def merge_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """Take the record `gone` into this one; `choices` gives the fields that take its value: {"name": "gone"}."""
    parameters(request, ())
    gone, choices = asked(json_object(request))

    def run() -> JSON:
        with locked_version(request, one, pk, actor, "edit"):
            made = records.merge(one, pk, gone, actor=actor, choices=choices)
        return {"merge": made.pk, "kept": pk, "gone": gone, "href": api_address(one.name, pk)}

    return json_response(once(keyed_request(request, actor, digest_of(body_of(request))), 0, run))


def part_record(request: HttpRequest, actor: Actor, one: Object, pk: int) -> HttpResponse:
    """Undo the merge by which this record went. The answer tells what had been changed since, and so was left."""
    parameters(request, ())
    left = records.part(records.merge_of(one, pk), actor=actor)
    return json_response({"id": pk, "left": [{"what": each.what, "count": each.count} for each in left]})


def asked(body: Mapping[str, object]) -> tuple[int, Mapping[str, Side]]:
    """The number of the other record, and whose value each field shall have. Raises Invalid."""
    errors = [wrong(name, _("Unknown field.")) for name in body if name not in KNOWN]
    gone, choices = body.get("gone"), body.get("choices", {})
    if not isinstance(gone, int) or isinstance(gone, bool) or not 0 < gone < 2**63:
        errors.append(wrong("gone", _("Give the number of the record that shall go.")))
    if not isinstance(choices, dict) or any(side not in ("kept", "gone") for side in choices.values()):
        errors.append(wrong("choices", _("Give “kept” or “gone” for each field.")))
    if errors:
        raise Invalid(errors)
    return cast(int, gone), cast(Mapping[str, Side], choices)


def wrong(name: str, message: Message) -> FieldError:
    """What is wrong with a part of the body."""
    return FieldError(field=name, code="unacceptable", message=message)
