"""The one way into the API: finds out who asks, in which language, and turns whatever goes wrong into a problem."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from payvand.api.problems import Refused, crash, problem_of, problem_response
from payvand.culture.locale import NEUTRAL
from payvand.kernel.access import Actor, actor_of
from payvand.kernel.access.tokens import actor_with
from payvand.kernel.errors import DomainError
from payvand.kernel.models import User
from payvand.kernel.objects import Object, all_objects

Handler = Callable[..., HttpResponseBase]
View = Callable[..., HttpResponseBase]
Place = Mapping[str, object]

SAFE = ("GET", "HEAD", "OPTIONS")


def endpoint(**handlers: Handler) -> View:
    """A view of the API: `endpoint(GET=…, POST=…)`.

    A handler is called with the request, the actor, the Object where the address names one, and the rest of the
    address by name. The actor reads and writes values neutrally (ISO days, UTC, ASCII digits), whatever the user does.
    """

    @csrf_exempt
    def view(request: HttpRequest, **place: object) -> HttpResponseBase:
        try:
            actor = who_asks(request)
        except DomainError as error:
            return finished(refusal(error), translation.get_language())
        with translation.override(language_of(request, actor)):
            response = handled(request, actor, handlers, place)
            return finished(response, translation.get_language())

    return view


def who_asks(request: HttpRequest) -> Actor:
    """The actor behind a bearer token, or else behind a session, which only reads unless it proves its origin."""
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme:
        return actor_with(token.strip() if scheme.lower() == "bearer" else "")
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        raise Refused(401, "not_signed_in", _("Send a token: Authorization: Bearer …"))
    if request.method not in SAFE:
        Proof(no_answer).process_view(request, no_answer, (), {})
    return actor_of(user)


class Proof(CsrfViewMiddleware):
    """Django's check that one of our pages sent a request, without the page that it would answer with."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        raise Refused(403, "csrf", _("A session may write only from our own pages; send a token instead."))


def no_answer(_request: HttpRequest) -> HttpResponse:
    """Stands where a check wants a view but never calls it."""
    return HttpResponse(status=204)


def language_of(request: HttpRequest, actor: Actor) -> str:
    """The language that the request accepts; where it names none, the actor's own."""
    accepted = "Accept-Language" in request.headers
    return translation.get_language_from_request(request) if accepted else actor.locale.language


def handled(
    request: HttpRequest, actor: Actor, handlers: Mapping[str, Handler], place: Place
) -> HttpResponseBase:
    """The answer of the handler for this method, or of whatever stands in its way."""
    name = ""
    try:
        handler = handlers.get("GET" if request.method == "HEAD" else request.method or "")
        if handler is None:
            return wrong_method(request, handlers)
        neutral = replace(actor, locale=replace(NEUTRAL, region=actor.locale.region))
        rest = dict(place)
        if "app" in rest:
            one = object_at(str(rest.pop("app")), str(rest.pop("model")))
            name = one.name
            return handler(request, neutral, one, **rest)
        return handler(request, neutral, **rest)
    except DomainError as error:
        return refusal(error, name)
    except Exception as error:  # noqa: BLE001 - whatever it was, the client gets a problem document and the log the rest
        return problem_response(crash(error))


def object_at(app: str, model: str) -> Object:
    """The Object of an address."""
    name = f"{app}.{model}"
    found = next((one for one in all_objects() if one.name == name), None)
    if found is None:
        raise Refused(404, "unknown_object", _("There is no object “%(name)s”.") % {"name": name})
    return found


def wrong_method(request: HttpRequest, handlers: Mapping[str, Handler]) -> HttpResponse:
    """405 with the methods that there are; OPTIONS is an honest question and gets them as its answer."""
    allowed = ", ".join([*handlers, *(["HEAD"] if "GET" in handlers else []), "OPTIONS"])
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allowed})
    words = {"allowed": allowed}
    response = refusal(Refused(405, "method_not_allowed", _("Possible here: %(allowed)s.") % words))
    response["Allow"] = allowed
    return response


def refusal(error: DomainError, object_name: str = "") -> HttpResponse:
    """The response to a request that was refused."""
    response = problem_response(problem_of(error, object_name))
    if error.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Payvand"'
    return response


def finished(response: HttpResponseBase, language: str) -> HttpResponseBase:
    """The response with what every answer says: its language, and that no cache may serve it to others."""
    response.headers["Content-Language"] = language
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Authorization", "Accept-Language", "Cookie"))
    return response


def nowhere(request: HttpRequest, _actor: Actor) -> HttpResponse:
    """What every unknown address of the API answers."""
    raise Refused(404, "unknown_address", _("There is nothing at “%(path)s”.") % {"path": request.path})
