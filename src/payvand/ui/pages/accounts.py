"""Passwords and API tokens: one's own, and those of the people whom one administers."""

from dataclasses import dataclass

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from payvand.culture.calendars import format_day
from payvand.kernel.access import Actor, may
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Role, Token, User
from payvand.kernel.objects import named
from payvand.kernel.records.write import missing
from payvand.ui.commands.accounts import issue_token, revoke_token, set_password
from payvand.ui.components import Crumb, Option
from payvand.ui.middleware import actor_in
from payvand.ui.pages.addresses import record_at
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show


@dataclass(frozen=True, kw_only=True)
class TokenLine:
    """A token as its owner tells it from others."""

    text: str
    label: str
    role: str
    made: str
    revoke_url: str


@never_cache
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Password and tokens of one account."""
    return page(request, open_account(pk, actor_in(request)))


def open_account(pk: int, actor: Actor) -> User:
    """The account: one's own, or one that the actor administers. Raises Missing or Denied."""
    if pk != actor.user_id:
        record_at(named("kernel.user"), pk, actor, "edit")
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise missing()
    return user


def page(
    request: HttpRequest, user: User, *, error: str = "", token: str = "", status: int = 200
) -> HttpResponse:
    """The page; `token` is shown this one time."""
    actor = actor_in(request)
    own = user.pk == actor.user_id
    roles = [
        Option(value=str(role.pk), text=role.name)
        for role in Role.objects.filter(archived_at=None, users=user)
    ]
    context = {
        "own": own,
        "account_name": str(user),
        "error": error,
        "token": token,
        "tokens": lines_of(user, actor),
        "roles": roles,
        "password_url": reverse("password", args=[user.pk]),
        "token_url": reverse("token", args=[user.pk]),
    }
    crumbs = [Crumb(label=_("Settings"), href=reverse("settings"))]
    if may(actor, "view", named("kernel.user")) and not own:
        crumbs.append(Crumb(label=str(user), href=f"/kernel/user/{user.pk}"))
    title = _("My password and tokens") if own else _("Password and tokens of %(name)s") % {"name": user}
    return show(request, "ui/account.html", context, title=title, crumbs=crumbs, status=status)


def lines_of(user: User, actor: Actor) -> list[TokenLine]:
    """The tokens that are worth something, the newest first."""
    found = Token.objects.filter(user=user, revoked_at=None).select_related("role").order_by("-id")
    return [
        TokenLine(
            text=f"{token.prefix}…",
            label=token.label,
            role=token.role.name if token.role else _("all roles"),
            made=format_day(token.created_at.date(), actor.locale),
            revoke_url=reverse("revoke", args=[user.pk, token.pk]),
        )
        for token in found
    ]


@sensitive_post_parameters("old", "password", "again")
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the password; one's own only by whoever knows the old one."""
    actor = actor_in(request)
    user = open_account(pk, actor)
    new, again = request.POST.get("password", ""), request.POST.get("again", "")
    if pk == actor.user_id and not user.check_password(request.POST.get("old", "")):
        return page(request, user, error=_("The present password is wrong."), status=422)
    if new != again:
        return page(request, user, error=_("The two new passwords differ. Type them again."), status=422)
    try:
        changed = set_password(pk, new, actor=actor)
    except DomainError as error:
        return page(request, user, error=str(error), status=error.status)
    if pk == actor.user_id:
        update_session_auth_hash(request, changed)
    return settled(
        request, reverse("account", args=[pk]), _("The password was set. Other devices must sign in again.")
    )


@never_cache
@require_http_methods(["POST"])
def token(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a token and show it, this one time."""
    actor = actor_in(request)
    user = open_account(pk, actor)
    chosen = request.POST.get("role", "")
    role = user.roles.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    if chosen and role is None:
        return page(request, user, error=_("This account has no such role."), status=422)
    text = issue_token(pk, request.POST.get("label", "").replace("\0", "").strip()[:100], role, actor=actor)
    return page(request, user, token=text)


@require_POST
def revoke(request: HttpRequest, pk: int, token_id: int) -> HttpResponse:
    """Make a token worthless."""
    revoke_token(pk, token_id, actor=actor_in(request))
    return settled(request, reverse("account", args=[pk]), _("The token was revoked."))


urlpatterns = [
    path("settings/accounts/<int:pk>", account, name="account"),
    path("settings/accounts/<int:pk>/password", password, name="password"),
    path("settings/accounts/<int:pk>/tokens", token, name="token"),
    path("settings/accounts/<int:pk>/tokens/<int:token_id>/revoke", revoke, name="revoke"),
]
