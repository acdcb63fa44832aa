"""Bearer tokens of the API: shown once, kept as a hash."""

import hashlib
import secrets
from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access.actor import Actor
from payvand.kernel.access.people import actor_of
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import Role, Token, User
from payvand.kernel.remembered import Remembered


def issue(username: str, role: str | None = None, label: str = "") -> str:
    """A new token of a user, narrowed to one role where one is named. Raises DomainError for unknown names."""
    user = User.objects.filter(username=username.lower(), is_active=True).first()
    if user is None:
        raise DomainError("unknown_user", _("There is no user “%(name)s”.") % {"name": username}, "user")
    narrowed = Role.objects.filter(name=role).first() if role else None
    if role and narrowed is None:
        raise DomainError("unknown_role", _("There is no role “%(name)s”.") % {"name": role}, "role")
    text = f"pv_{secrets.token_urlsafe(32)}"
    Token.objects.create(
        user=user,
        role=narrowed,
        label=label,
        prefix=text[:8],
        digest=digest(text),
        created_at=datetime.now(UTC),
    )
    return text


def digest(token: str) -> str:
    """The hash by which a token is found. Tokens are 256 random bits, so a plain hash cannot be turned round."""
    return hashlib.sha256(token.encode()).hexdigest()


def actor_with(token: str) -> Actor:
    """The actor that a token stands for. Raises Denied, with one message for every cause."""
    now = datetime.now(UTC)
    found = (
        Token.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            digest=digest(token),
            revoked_at=None,
            user__is_active=True,
        )
        .values_list("user_id", "role_id")
        .first()
    )
    if found is None:
        refusal = Denied("wrong_token", _("This token is unknown, has expired or was revoked."))
        refusal.status = 401
        raise refusal
    return _actors(*found)


def read_actor(user_id: int, role_id: int | None) -> Actor:
    """The actor that a user is through a token."""
    role = Role.objects.get(pk=role_id) if role_id else None
    return actor_of(User.objects.get(pk=user_id), only_role=role, by_token=True)


# What a person may do and how they read is remembered for a moment; that a token ended is seen at once.
_actors = Remembered(read_actor)
