"""Errors as the API tells them: problem documents of RFC 9457, in the reader's language."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import Conflict, DomainError, DuplicateFound, FieldError, Invalid, Message
from payvand.kernel.kinds import JSON, address

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
TITLES: Mapping[int, Message] = {
    400: _("The request cannot be understood"),
    401: _("Sign in first"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("This method is not possible here"),
    409: _("There may be such a record already"),
    412: _("Somebody else was faster"),
    413: _("Too large"),
    415: _("This form of data is not read here"),
    422: _("The values cannot be accepted"),
    500: _("Something went wrong here"),
}


class Refused(DomainError):
    """A request that was refused before any record was looked at; its HTTP status says why."""

    def __init__(self, status: int, code: str, message: Message, field: str | None = None) -> None:
        super().__init__(code, message, field)
        self.status = status


def problem_of(error: DomainError, object_name: str = "") -> dict[str, JSON]:
    """The members of a problem document. `object_name` is the Object whose records a duplicate was found among."""
    members = problem(error.status, error.code, error.message)
    errors = error.errors if isinstance(error, Invalid) else ()
    if not errors and error.field is not None:
        errors = (FieldError(field=error.field, code=error.code, message=error.message),)
    if errors:
        members["errors"] = errors_json(errors)
    if isinstance(error, Conflict):
        members["theirs"] = error.theirs  # type: ignore[assignment]
    if isinstance(error, DuplicateFound):
        members["matches"] = [
            {
                "id": one.id,
                "title": one.title,
                "fields": list(one.fields),
                "score": one.score,
                "evidence": [
                    {"field": line.field, "text": str(line.text), "bits": line.bits} for line in one.evidence
                ],
                "href": api_address(object_name, one.id),
            }
            for one in error.matches
        ]
    return members


def problem(status: int, code: str, message: Message) -> dict[str, JSON]:
    """The members that every problem document has."""
    return {
        "type": f"urn:payvand:problem:{code}",
        "title": str(TITLES.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "code": code,
        "detail": str(message),
    }


def crash(error: Exception) -> dict[str, JSON]:
    """The problem document of an error that is ours; the log holds what it was."""
    logger.error("a request to the API failed", exc_info=error)
    return problem(500, "internal", _("This is our fault, not yours. The log of the server says more."))


def errors_json(errors: Sequence[FieldError]) -> list[JSON]:
    """The errors of fields as JSON."""
    return [{"field": one.field, "code": one.code, "message": str(one.message)} for one in errors]


def problem_response(members: Mapping[str, JSON]) -> HttpResponse:
    """The response that carries a problem document."""
    status = members["status"]
    assert isinstance(status, int)
    return HttpResponse(orjson.dumps(members, default=str), status=status, content_type=CONTENT_TYPE)


def api_address(object_name: str, pk: int | None = None) -> str:
    """Where the API keeps an Object, or one of its records."""
    return "/api/v1" + address(object_name, pk)
