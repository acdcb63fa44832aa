"""What is imported is declared, and what is declared is explained."""

import ast
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.source import ROOT, Module, modules, sample

# Parts of Payvand that only a developer runs.
DEVELOPER_MODULES = {"payvand/project/testing.py", "payvand/project/catalogues.py"}


def declared() -> tuple[set[str], set[str]]:
    """Names of the distributions that the product needs, and of those that only developers need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    return {_name(one) for one in project["project"]["dependencies"]}, {_name(one) for one in groups}


def explained() -> set[str]:
    """Names of the distributions that docs/dependencies.md has a row for."""
    rows = re.findall(r"^\| `([^`]+)`", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE)
    return {_name(row) for row in rows}


@cache
def owners_of_names() -> Mapping[str, list[str]]:
    """Which distributions are installed under the name that is imported."""
    return packages_distributions()


def foreign_imports(module: Module) -> set[str]:
    """The distributions that a module imports from; of several that share a name, the one that gives it."""
    owners = owners_of_names()
    names = (
        {name.split(".")[0] for name in _imported(module)} - {"payvand", "tests"} - sys.stdlib_module_names
    )
    return {_name(owners.get(name, [name])[0]) for name in names}


def test_every_import_is_declared():
    product, developer = declared()
    missing = {}

    for module in modules():
        is_product = not module.is_test and str(module.path) not in DEVELOPER_MODULES
        unknown = foreign_imports(module) - product - (set() if is_product else developer)
        if unknown:
            missing[str(module.path)] = unknown

    assert missing == {}


def test_an_undeclared_import_is_found():
    product, developer = declared()

    assert foreign_imports(
        sample("import six\nimport os\nfrom django import forms")
    ) - product - developer == {"six"}


def test_every_dependency_is_explained():
    product, developer = declared()

    assert explained() >= product | developer


def _imported(module: Module) -> set[str]:
    found: set[str] = set()
    for node in module.nodes:
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-")
