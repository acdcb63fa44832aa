"""Who asks, and in which language: the actor of a request and the gate of sign-in."""

from collections.abc import Callable
from functools import cache

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from payvand.kernel.access import Actor, actor_of
from payvand.kernel.models import Language, User

# What stands under these asks for a token, or for nobody at all, and refuses in its own words.
OPEN = ("/api/", "/healthz", "/static/")


class ActorMiddleware:
    """Sets `request.actor`, a function, for whoever is signed in, and activates the language of the reader.

    Somebody who is not signed in reads in the language of the cookie "language", or else of the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and user.is_authenticated:
            request.actor = cache(lambda: actor_of(user))  # type: ignore[attr-defined]
            language = user.language
        else:
            language = language_of_stranger(request)
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Lets nobody past who is not signed in; an htmx request is sent to the page of sign-in as a whole."""

    def process_view(
        self, request: HttpRequest, view_func: object, view_args: object, view_kwargs: object
    ) -> HttpResponseBase | None:
        """The way to sign-in, or None where the request may go on."""
        if request.path.startswith(OPEN):
            return None
        answer = super().process_view(request, view_func, view_args, view_kwargs)  # type: ignore[arg-type]
        if answer is not None and "HX-Request" in request.headers:
            return HttpResponse(status=401, headers={"HX-Redirect": answer.headers["Location"]})
        return answer


def language_of_stranger(request: HttpRequest) -> str:
    """The language for somebody of whom nothing is known."""
    chosen = request.COOKIES.get("language", "")
    return chosen if chosen in Language.values else translation.get_language_from_request(request)


def actor_in(request: HttpRequest) -> Actor:
    """The actor of a request that has passed sign-in."""
    return request.actor()  # type: ignore[attr-defined, no-any-return]
