"""No module and no package depends on itself by a detour."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

import grimp

Graph = Mapping[str, frozenset[str]]


def cycle(graph: Graph) -> list[str]:
    """The modules of one circle of imports, if there is any."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def mutual_packages(graph: Graph) -> list[str]:
    """Pairs of siblings, anywhere in the tree, of which each imports from the other."""
    edges = {
        pair
        for importer, imported in graph.items()
        for one in imported
        for pair in siblings_between(importer, one)
    }
    return sorted(f"{one} and {other}" for one, other in edges if one < other and (other, one) in edges)


def siblings_between(importer: str, imported: str) -> Iterator[tuple[str, str]]:
    """The two children of the nearest common package that an import goes between; none where one holds the other."""
    here, there = importer.split("."), imported.split(".")
    shared = next((depth for depth, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), None)
    if shared is not None:
        yield ".".join(here[: shared + 1]), ".".join(there[: shared + 1])


def real_graph() -> Graph:
    """Which module of Payvand imports which."""
    graph = grimp.build_graph("payvand", cache_dir=None)
    return {module: frozenset(graph.find_modules_directly_imported_by(module)) for module in graph.modules}


def test_no_modules_import_in_a_circle():
    assert cycle(real_graph()) == []


def test_no_packages_import_each_other():
    assert mutual_packages(real_graph()) == []


def test_a_circle_is_found():
    graph = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"a"})}

    assert set(cycle(graph)) == {"a", "b", "c"}


def test_packages_that_import_each_other_are_found():
    graph = {"p.a.one": frozenset({"p.b.one"}), "p.b.two": frozenset({"p.a.two"})}

    assert cycle(graph) == []
    assert mutual_packages(graph) == ["p.a and p.b"]


def test_the_graph_knows_the_project():
    assert "payvand.project.environment" in real_graph()["payvand.project.settings"]
