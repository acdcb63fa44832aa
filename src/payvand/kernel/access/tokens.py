"""Bearer tokens of the API: shown once, kept as a hash."""

import hashlib
import secrets
from datetime import UTC, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from payvand.kernel.access.actor import Actor
from payvand.kernel.access.people import actor_of
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import Role, Token, User
from payvand.kernel.remembered import Remembered

# Asked by every request, so as it stands: to compose it anew costs ten times what the database takes.
HOLDER = """
    SELECT token.user_id, token.role_id FROM kernel_token token JOIN kernel_user holder ON holder.id = token.user_id
    WHERE token.digest = %s AND token.revoked_at IS NULL AND holder.is_active
      AND (token.expires_at IS NULL OR token.expires_at > %s)
"""


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
    now = connection.ops.adapt_datetimefield_value(datetime.now(UTC))
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, [digest(token), now])
        found = cursor.fetchone()
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
