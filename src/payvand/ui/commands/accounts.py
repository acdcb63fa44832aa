"""Passwords and API tokens of people. What is secret never stands in a fact."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payvand.kernel import clock
from payvand.kernel.access import Actor, tokens
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.facts import record
from payvand.kernel.models import Role, Token, User
from payvand.kernel.objects import object_of
from payvand.kernel.records import locked
from payvand.ui.facts import PasswordSet, TokenIssued, TokenRevoked


def set_password(user_id: int, password: str, *, actor: Actor) -> User:
    """Give a user a password. Raises DomainError where it is too easy to guess."""
    with transaction.atomic():
        user = account(user_id, actor)
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise DomainError("weak_password", " ".join(error.messages), "password") from error
        user.set_password(password)
        user.save(update_fields=["password"])
        record(PasswordSet(), about=user, actor=actor)
    return user


def issue_token(user_id: int, label: str, role: Role | None, *, actor: Actor) -> str:
    """A new token of a user; this is the only time that its text is known."""
    with transaction.atomic():
        user = account(user_id, actor)
        text = tokens.issue(user.username, role.name if role else None, label)
        record(TokenIssued(text=f"{text[:8]}… {label}".strip()), about=user, actor=actor)
    return text


def revoke_token(user_id: int, token_id: int, *, actor: Actor) -> None:
    """Make a token worthless. One that is so already stays as it is."""
    with transaction.atomic():
        user = account(user_id, actor)
        token = (
            Token.objects.select_for_update(no_key=True)
            .filter(pk=token_id, user=user, revoked_at=None)
            .first()
        )
        if token is not None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            record(TokenRevoked(text=f"{token.prefix}… {token.label}".strip()), about=user, actor=actor)


def account(user_id: int, actor: Actor) -> User:
    """The user's own account, or that of somebody whom the actor administers. Raises Denied or Missing.

    Only an administrator opens an administrator's account: everybody else would become one by it.
    """
    if user_id == actor.user_id:
        return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user_id)
    user = locked(object_of(User), user_id, actor, "edit")
    assert isinstance(user, User)
    if user.is_administrator and not actor.grants.everything:
        raise Denied("denied", _("Only an administrator may open the account of an administrator."))
    return user
