"""Who may sign in with a password: whoever is active and not archived. The sessions of others end."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from payvand.kernel.models import User


class PasswordBackend(ModelBackend):
    """Django's backend by user name and password."""

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        """Whether the account is in use."""
        return isinstance(user, User) and user.is_active and user.archived_at is None
