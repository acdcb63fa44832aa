"""An orchard of committed trees, and measures of it: the engine sees only what was committed."""

from collections.abc import Iterator

import pytest

from payvand.culture.locale import NEUTRAL
from payvand.insight.engine import engine
from payvand.insight.measure import (
    Dimension,
    Measure,
    forget_dimensions,
    forget_measures,
    register_dimensions,
    register_measure,
)
from payvand.kernel import records
from payvand.kernel.kinds import MoneyKind, Number, Percent
from payvand.kernel.objects import Object, named
from payvand.kernel.testing.world import World, make_world

DIMENSIONS = (
    Dimension(name="owner", path="owner", label="owner"),
    Dimension(name="leader", path="team.leader", label="leader"),
    Dimension(name="branch", path="team.branch", label="branch"),
    Dimension(name="health", path="health", label="health"),
    Dimension(name="name", path="name", label="name"),
    Dimension(name="for_sale", path="for_sale", label="for sale"),
)
MEASURES = (
    Measure(
        name="orchard.trees", label="trees", help="How many.", of="orchard.tree", value=lambda t: t.count(),
        day="planted",
    ),
    Measure(
        name="orchard.worth", label="worth", help="What they cost.", of="orchard.tree", columns=("price",),
        day="planted", value=lambda t: t["price"].sum(), kind=MoneyKind(),
    ),
    Measure(
        name="orchard.healthy", label="healthy", help="The share that is well.", of="orchard.tree", columns=("health",),
        value=lambda t: (t["health"] == "good").mean() * 100, kind=Percent(), day="watered_at",
    ),
    Measure(
        name="orchard.fruits", label="fruits", help="Fruits of healthy trees.", of="orchard.tree",
        where="health is good", day="planted",
        columns=("fruits", "doubled"), value=lambda t: t["fruits"].mean() + t["doubled"].mean(), kind=Number(places=2),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def orchard_measures() -> Iterator[None]:
    """The measures and dimensions above."""
    register_dimensions("orchard.tree", DIMENSIONS)
    for measure in MEASURES:
        register_measure(measure)
    yield
    forget_measures(*(measure.name for measure in MEASURES))
    forget_dimensions("orchard.tree")
    engine.stop()


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def trees() -> Object:
    return named("orchard.tree")


@pytest.fixture
def orchard(world: World, trees: Object) -> World:
    """Six trees of three people: two currencies, a tree without day, and one at the edge of a Tehran day."""
    for who, values in (
        ("ann", {"name": "Apple", "fruits": 10, "price": "IRR 1000000000000001", "planted": "2025-03-20"}),
        ("ann", {"name": "آلو", "fruits": 20, "price": "IRR 999999999999999", "planted": "2025-03-21",
                 "health": "poor"}),
        ("ann", {"name": "Fig", "price": "USD 5.25", "planted": "2024-03-19", "watered_at": "2025-03-20T20:29:59Z"}),
        ("ben", {"name": "Quince", "price": "IRR 7", "planted": "2025-04-20", "watered_at": "2025-03-20T20:30:00Z"}),
        ("cleo", {"name": "Pear", "fruits": 4, "planted": "2025-06-21", "for_sale": True}),
        ("cleo", {"name": "Lemon", "health": "poor"}),
    ):  # fmt: skip
        records.create(trees, values, actor=world.actor(who), locale=NEUTRAL)
    return world
