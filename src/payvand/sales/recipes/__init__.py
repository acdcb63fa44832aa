"""Recipes: mappings by which files of other systems come in as they are, in an order in which each finds its links."""

import csv
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from payvand.integration.cli import run_import

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Step:
    """One import: a file into an Object, by a mapping. `copy` names columns that say again what another one says."""

    object: str
    file: Path
    mapping: Path
    copy: Mapping[str, str] = field(default_factory=dict)


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
            copy=step.get("copy", {}),
        )


def cook(recipe: str, folder: Path) -> int:
    """Import the files of a folder by a recipe. Returns 0, or 1 at the first step that fails."""
    for step in steps_of(recipe, folder):
        with TemporaryDirectory() as scratch:
            wishes = Namespace(
                object=step.object,
                file=_copied(step, Path(scratch)),
                map=step.mapping,
                match=None,
                dry_run=False,
            )
            if run_import(wishes):
                return 1
    return 0


def _copied(step: Step, scratch: Path) -> Path:
    """The file, with the columns that are wanted twice."""
    if not step.copy:
        return step.file
    target = scratch / step.file.name
    with (
        step.file.open(encoding="utf-8", newline="") as source,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        rows = csv.DictReader(source)
        writer = csv.DictWriter(copy, [*(rows.fieldnames or ()), *step.copy])
        writer.writeheader()
        writer.writerows({**row, **{new: row[old] for new, old in step.copy.items()}} for row in rows)
    return target
