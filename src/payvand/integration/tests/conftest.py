"""An administrator's actor, and imports of short texts into the orchard."""

from collections.abc import Callable
from io import BytesIO

import pytest

from payvand.integration.intake import receive
from payvand.integration.jobs import start
from payvand.integration.models import ImportBatch
from payvand.kernel.access import Actor
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world


@pytest.fixture
def world(db) -> World:
    """Ann, Ben, Cleo, Alma and the stranger."""
    return make_world()


@pytest.fixture
def alma(world: World) -> Actor:
    """The administrator."""
    return world.actor("alma")


@pytest.fixture
def bring(alma) -> Callable[..., ImportBatch]:
    """Import a text or bytes as a file, with wishes over what is guessed; returns the import as it ended."""

    def run(
        content: str | bytes, *, name="trees.csv", to="orchard.tree", actor=alma, **wishes
    ) -> ImportBatch:
        data = content if isinstance(content, bytes) else content.encode()
        batch = receive(named(to), BytesIO(data), name, actor=actor)
        columns = {**batch.mapping["columns"], **wishes.pop("columns", {})}
        batch.prepare({**batch.mapping, "columns": columns, **wishes})
        start(batch)
        batch.refresh_from_db()
        return batch

    return run
