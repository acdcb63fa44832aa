"""Inside an app, too, imports point down; between apps and folders import-linter holds it."""

import ast
from collections.abc import Iterator, Sequence

from tests.architecture.source import Module, product, sample

LAYERS = (
    {"pages"},
    {"objects", "extensions"},
    {"reactions", "measures"},
    {"commands"},
    {"models", "facts"},
)
DEPTH = {part: depth for depth, layer in enumerate(LAYERS) for part in layer}
# These have an order of their own.
APART = {"kernel", "culture", "project"}


def wrong_turns(modules: Sequence[Module]) -> list[str]:
    """Imports inside one app that go up, or sideways."""
    return [
        module.at(node, f"{part} imports {target}")
        for module in modules
        if module.app not in APART and (part := part_of(module)) in DEPTH
        for node, target in own_imports(module)
        if target in DEPTH and target != part and DEPTH[target] <= DEPTH[part]
    ]


def part_of(module: Module) -> str:
    """The file or folder of the app that a module stands in: models, commands, …"""
    return module.path.with_suffix("").parts[2] if len(module.path.parts) > 2 else ""


def own_imports(module: Module) -> Iterator[tuple[ast.ImportFrom, str]]:
    """The parts of its own app that a module imports from."""
    package = f"payvand.{module.app}"
    for node in module.nodes:
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        if node.module == package:
            yield from ((node, name.name) for name in node.names)
        elif node.module.startswith(f"{package}."):
            yield node, node.module.split(".")[2]


def test_imports_inside_apps_point_down():
    assert wrong_turns(product()) == []


def test_a_wrong_turn_is_found():
    up = sample("from payvand.sales.commands import win", "payvand/sales/models/deal.py")
    sideways = sample("from payvand.sales import extensions", "payvand/sales/objects.py")

    assert wrong_turns([up]) == ["src/payvand/sales/models/deal.py:1: models imports commands"]
    assert wrong_turns([sideways]) != []


def test_a_right_turn_passes():
    down = sample("from payvand.sales.models import Deal", "payvand/sales/commands/win.py")
    within = sample("from payvand.sales.models.stage import Stage", "payvand/sales/models/deal.py")
    another_app = sample("from payvand.parties.commands import merge", "payvand/sales/models/deal.py")

    assert wrong_turns([down, within, another_app]) == []
