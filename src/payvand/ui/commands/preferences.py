"""Keeps the switches of the user's own menu."""

from collections.abc import Mapping

from payvand.kernel.models import User


def keep_preferences(user: User, chosen: Mapping[str, str]) -> None:
    """Keep switches. Nobody else sees them, so they are no fact of the company."""
    if chosen:
        User.objects.filter(pk=user.pk).update(**chosen)
