"""Recipes: how the files of other systems come in as they are, in an order in which each finds its links.

A recipe is a folder with `steps.json`. A step imports a file into an Object by a mapping, or takes the documents over
that a table of invoice lines holds. `figures.json` says what is known of the files, for whoever wants to check.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from payvand.integration.cli import complain, run_import, say
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.sales.recipes.figures import counted, expected_of
from payvand.sales.recipes.invoice_lines import take_lines_over
from payvand.sales.recipes.line_table import mapping_of

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Step:
    """A file into an Object by a mapping; without an Object, a table of invoice lines into what they tell of."""

    object: str
    file: Path
    mapping: Path


def recipes() -> list[str]:
    """The names of all recipes."""
    return sorted(steps.parent.name for steps in HERE.glob("*/steps.json"))


def steps_of(recipe: str, folder: Path) -> Iterator[Step]:
    """The steps of a recipe, in their order; a file that the recipe brings itself is taken from there."""
    own = HERE / recipe
    for step in orjson.loads((own / "steps.json").read_bytes()):
        file = step.get("file") or step["lines"]
        yield Step(
            object=step.get("object", ""),
            file=own / file if (own / file).exists() else folder / file,
            mapping=own / step["mapping"],
        )


def cook(recipe: str, folder: Path) -> int:
    """Bring the files of a folder in by a recipe. Returns 0, or 1 at the first step that fails."""
    return next((1 for step in steps_of(recipe, folder) if _done(step, recipe)), 0)


def _done(step: Step, recipe: str) -> int:
    """Do one step; 0 where it went well."""
    if step.object:
        return run_import(
            Namespace(object=step.object, file=step.file, map=step.mapping, match=None, dry_run=False)
        )
    try:
        mapping = mapping_of(step.mapping)
        fresh = take_lines_over(step.file, mapping, actor=system("import"), label=recipe, progress=_progress)
    except (DomainError, OSError) as error:
        complain(str(error))
        return 1
    say(f"{fresh:,} documents")
    return 0


def _progress(done: int, total: int) -> None:
    """How far it has come, where somebody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{done:,} / {total:,}\r")


def check(recipe: str) -> int:
    """Print what the recipe brought in beside what its files are known to hold. Returns 1 where they differ."""
    own = HERE / recipe
    expected = expected_of(own)
    if expected is None:
        complain(f"{recipe}: no figures are known")
        return 1
    mappings = [mapping_of(step.mapping) for step in steps_of(recipe, own) if not step.object]
    found = counted(recipe, mappings[0])
    for name, figure in expected.items():
        mark = "" if found[name] == figure else "  <- differs"
        say(f"{name:28} {found[name]:>16,} {figure:>16,}{mark}")
    return int(any(found[name] != figure for name, figure in expected.items()))
