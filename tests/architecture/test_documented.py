"""What developers and administrators may use by name is explained in docs/: kinds, facts, commands and seams."""

import re
from pathlib import Path

import pytest

from payvand.kernel.commands import COMMANDS
from payvand.kernel.facts import FACTS
from payvand.kernel.kinds import KINDS
from payvand.kernel.objects import all_objects

REFERENCE = Path("docs/reference.md").read_text()

# The functions by which an app hooks into those below it.
SEAMS = (
    "register",
    "extend",
    "command",
    "fact",
    "on",
    "provide_search",
    "provide_watch",
    "job",
    "every",
    "sweep",
)


def undocumented(names) -> set[str]:
    """The names that the reference does not hold as the first cell of a line."""
    return set(names) - set(re.findall(r"^\| `([\w.]+)` \|", REFERENCE, re.MULTILINE))


def shipped(names) -> list[str]:
    """The names without those of the tests' own app."""
    return [name for name in names if not name.startswith("orchard.")]


@pytest.mark.parametrize(
    "names",
    [KINDS, shipped(FACTS), shipped(COMMANDS), shipped(one.name for one in all_objects()), SEAMS],
    ids=["kinds", "facts", "commands", "objects", "seams"],
)
def test_every_name_is_explained(names):
    assert undocumented(names) == set()


def test_a_name_that_nobody_explains_is_found():
    assert undocumented(["record.vanished"]) == {"record.vanished"}
