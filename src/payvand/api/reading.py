"""Reads what a request brings: parameters, a JSON body, and the version that the client has seen."""

import re
from collections.abc import Collection, Mapping

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _

from payvand.api.problems import Refused

TAG = re.compile(r'"(\d{1,18})"')
JSON_TYPES = ("application/json", "application/merge-patch+json")
YES = ("1", "true", "yes")


def parameters(request: HttpRequest, known: Collection[str]) -> dict[str, str]:
    """The parameters of the address. An unknown or repeated one is refused: a misspelt filter would show everything."""
    found: dict[str, str] = {}
    for name, values in request.GET.lists():
        if name not in known:
            words = {"name": name, "known": ", ".join(known) or "–"}
            message = _("Unknown parameter “%(name)s”. There are: %(known)s.") % words
            raise Refused(400, "unknown_parameter", message, name)
        if len(values) > 1:
            message = _("The parameter “%(name)s” is given twice.") % {"name": name}
            raise Refused(400, "repeated_parameter", message, name)
        found[name] = values[0].replace("\x00", "")
    return found


def is_yes(parameters_given: Mapping[str, str], name: str) -> bool:
    """Whether a parameter that is yes or no says yes."""
    return parameters_given.get(name, "").lower() in YES


def json_object(request: HttpRequest, *, optional: bool = False) -> dict[str, object]:
    """The JSON object in the body; nothing at all counts as {} where a body is `optional`."""
    content = body_of(request)
    if optional and not content.strip():
        return {}
    expect_type(request, JSON_TYPES)
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Refused(400, "bad_json", _("This is not JSON: %(reason)s.") % {"reason": error}) from None
    if not isinstance(found, dict):
        raise Refused(400, "not_an_object", _("Send one JSON object with the names of fields as its keys."))
    return found


def body_of(request: HttpRequest) -> bytes:
    """The whole body, as long as it is of a size for one record."""
    try:
        return request.body
    except RequestDataTooBig:
        raise Refused(413, "too_large", _("The body is too large for one record.")) from None
    except UnreadablePostError:
        raise Refused(400, "broken_body", _("The body broke off before its end.")) from None


def expect_type(request: HttpRequest, known: Collection[str]) -> str:
    """The type of the body. Raises Refused where it is not one of the known ones, or is packed."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refused(415, "packed_body", _("Send the body as it is, without packing it."))
    if request.content_type not in known:
        words = {"given": request.content_type or "–", "known": ", ".join(known)}
        raise Refused(415, "unknown_type", _("The body is “%(given)s”; possible: %(known)s.") % words)
    return str(request.content_type)


def version_expected(request: HttpRequest) -> int | None:
    """The version in If-Match that the client has seen; None where any will do."""
    given = request.headers.get("If-Match", "*").strip()
    if given == "*":
        return None
    found = TAG.fullmatch(given)
    if found is None:
        raise Refused(400, "bad_etag", _('If-Match holds one ETag of ours, like "3".'), "If-Match")
    return int(found[1])


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the client says in If-None-Match that it holds this version already."""
    given = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    return tag in given or given == ["*"]
