"""Recipes: mappings by which files of other systems come in as they are, in an order in which each finds its links."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from payvand.integration.cli import run_import

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Step:
    """One import: a file into an Object, by a mapping."""

    object: str
    file: Path
    mapping: Path


def recipes() -> list[str]:
    """The names of all recipes."""
    return sorted(steps.parent.name for steps in HERE.glob("*/steps.json"))


def steps_of(recipe: str, folder: Path) -> Iterator[Step]:
    """The imports of a recipe, in their order; a file that the recipe brings itself is taken from there."""
    own = HERE / recipe
    for step in orjson.loads((own / "steps.json").read_bytes()):
        source = own / step["file"]
        yield Step(
            object=step["object"],
            file=source if source.exists() else folder / step["file"],
            mapping=own / step["mapping"],
        )


def cook(recipe: str, folder: Path) -> int:
    """Import the files of a folder by a recipe. Returns 0, or 1 at the first step that fails."""
    for step in steps_of(recipe, folder):
        wishes = Namespace(object=step.object, file=step.file, map=step.mapping, match=None, dry_run=False)
        if run_import(wishes):
            return 1
    return 0
