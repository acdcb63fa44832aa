"""Refusals and failures as pages: what happened, in the reader's language, and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payvand.kernel.errors import DomainError
from payvand.ui.middleware import OPEN
from payvand.ui.pages.shell import bare_frame


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What is said of one sort of failure, and what the reader may do next."""

    title: str | Promise
    text: str | Promise


ADVICE = {
    400: Advice(
        title=_("This request cannot be understood"),
        text=_("Go back, load the page again and try once more."),
    ),
    403: Advice(
        title=_("You may not do this"),
        text=_("Your roles do not allow it. Ask an administrator, or whoever the record belongs to."),
    ),
    404: Advice(
        title=_("There is nothing here"),
        text=_("The record was deleted or moved, or you may not see it. Look for it by name with Ctrl K."),
    ),
    405: Advice(
        title=_("This address is not for opening"),
        text=_("Go back and use the button or the link on the page."),
    ),
    409: Advice(
        title=_("This record exists already"),
        text=_("Open the one that exists, or go back and change the key."),
    ),
    412: Advice(
        title=_("Somebody else changed this meanwhile"),
        text=_("Go back, load the page again to see what stands now, and decide."),
    ),
    422: Advice(
        title=_("This could not be done"), text=_("Nothing was changed. Go back and mend what is named here.")
    ),
    500: Advice(
        title=_("Something went wrong on our side"),
        text=_("Nothing was saved. Try again; if it happens again, tell an administrator when it happened."),
    ),
}


class RefusalMiddleware:
    """Turns a rule's refusal that no page has dealt with into one that says what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The refusal as a page, or None for whatever is not one, and for those who refuse in their own words."""
        if isinstance(exception, DomainError) and not request.path.startswith(OPEN):
            return refusal(request, exception)
        return None


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A rule's refusal as a page, or as a piece of one for htmx."""
    return answer(request, error.status, reason=str(error), code=error.code)


def answer(request: HttpRequest, status: int, reason: str = "", code: str = "") -> HttpResponse:
    """The page or piece for a status. It asks no database: that may be what failed."""
    piece = "HX-Request" in request.headers
    context: dict[str, object] = {"advice": ADVICE.get(status, ADVICE[422]), "reason": reason, "code": code}
    if not piece:
        context["frame"] = bare_frame(request)
    return render(
        request, "ui/error_piece.html" if piece else "ui/error.html", context, status=status, using="jinja2"
    )


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's call
    """Django's handler of a request that it could not read."""
    return answer(request, 400)


@login_not_required
def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's call
    """Django's handler of a refusal."""
    return answer(request, 403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's call
    """Django's handler of an address that leads nowhere."""
    return answer(request, 404)


@login_not_required
def failure(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody expected."""
    return answer(request, 500)


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's call
    """What a form gets that does not carry the secret of this browser: most often it stood open for too long."""
    return answer(
        request,
        403,
        reason=str(_("The form was open for too long. Load the page again and repeat what you did.")),
    )
