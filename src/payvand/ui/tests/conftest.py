"""The named world, and browsers in which its people are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from payvand.kernel.testing.world import World, make_world


@pytest.fixture
def world(db) -> World:
    """Ann, Ben, Cleo, Alma and the stranger."""
    return make_world()


@pytest.fixture
def browse(world) -> Callable[..., Client]:
    """A client in which one of the people is signed in; `htmx=True` makes its requests those of htmx."""

    def open_as(name: str, *, htmx: bool = False, language: str = "en") -> Client:
        user = getattr(world, name)
        type(user).objects.filter(pk=user.pk).update(language=language)
        client = Client(headers={"HX-Request": "true"} if htmx else {})
        client.force_login(user, backend="payvand.ui.authentication.PasswordBackend")
        return client

    return open_as
