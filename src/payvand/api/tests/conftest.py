"""A world with people in it, and clients that speak for them by token."""

from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from payvand.api.openapi import document
from payvand.kernel.access import Actor
from payvand.kernel.access.tokens import issue
from payvand.kernel.commands import COMMANDS, command
from payvand.kernel.objects import extensions_of
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Tree

TREES = "/api/v1/orchard/tree"


class Api:
    """A client of the API that sends JSON and a token."""

    def __init__(self, token: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}"}
        self.fig = ""

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def patch(self, path: str, body: object, **headers: str) -> Any:
        return self.send("PATCH", path, body, **headers)

    def send(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        content = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        named = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        kind = named.pop("Content-Type", "application/json")
        return self.client.generic(method, path, content, kind, headers=named)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def api_of(world: World) -> Callable[[str], Api]:
    return lambda name: Api(issue(name))


@pytest.fixture
def ann(api_of: Callable[[str], Api]) -> Api:
    return api_of("ann")


@pytest.fixture
def tree(ann: Api) -> Any:
    return ann.post(TREES, {"name": "Pomegranate", "emails": "ann@example.com"}).json()


@pytest.fixture
def tree_commands(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two commands of trees: one on a tree that is for sale, one on no tree in particular."""

    @command("orchard.prune", label="Prune", on=Tree, applies=lambda tree: tree.for_sale)
    def prune(tree: Tree, *, on: date, actor: Actor) -> Tree:
        tree.planted = on
        tree.save()
        return tree

    @command("orchard.inspect", label="Inspect", action="view")
    def inspect(*, rows: int = 3, actor: Actor) -> list[int]:
        return list(range(int(rows)))

    monkeypatch.setattr(document, "_documents", {})
    found = extensions_of("orchard.tree").commands
    found.extend([prune, inspect])
    yield found
    found.clear()
    del COMMANDS["orchard.prune"], COMMANDS["orchard.inspect"]


def lines(response: HttpResponseBase) -> list[Any]:
    """The lines of an NDJSON answer."""
    return [orjson.loads(line) for line in b"".join(response).splitlines()]
