"""Signing in and out: user name and password, with a pause after too many wrong ones."""

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from payvand.kernel.models import Language
from payvand.ui.pages.shell import bare_frame


@sensitive_post_parameters("password")
@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form, and the way in."""
    if request.method == "GET":
        return redirect(destination(request)) if request.user.is_authenticated else form(request)
    # PostgreSQL refuses to compare with a text that holds a zero byte.
    username = request.POST.get("username", "").replace("\0", "").strip()
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        return form(
            request, _("The user name or the password is wrong. Check the keyboard's language."), status=422
        )
    login(request, user)
    return redirect(destination(request))


def form(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    """The form; what was typed as user name stays."""
    context = {
        "frame": bare_frame(request),
        "next": destination(request),
        "username": request.POST.get("username", ""),
        "error": error,
        "languages": Language.choices,
    }
    return render(request, "ui/sign_in.html", context, status=status, using="jinja2")


def destination(request: HttpRequest) -> str:
    """Where to go after sign-in: an address of ours, whatever the request says."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The way out."""
    logout(request)
    return redirect("sign_in")


@login_not_required
@require_POST
def stranger_language(request: HttpRequest) -> HttpResponse:
    """The language of the page of sign-in, kept in a cookie."""
    answer = redirect("sign_in")
    if request.POST.get("language") in Language.values:
        answer.set_cookie(
            "language", request.POST["language"], max_age=365 * 86400, samesite="Lax", httponly=True
        )
    return answer


def locked_out(request: HttpRequest, *_given: object) -> HttpResponse:
    """The answer while sign-in pauses for this name and this address."""
    return form(request, _("Too many wrong attempts. Wait 15 minutes, or ask an administrator."), status=429)


urlpatterns = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-out", sign_out, name="sign_out"),
    path("sign-in/language", stranger_language, name="stranger_language"),
]
