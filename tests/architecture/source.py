"""The source of Payvand as the bars read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


@dataclass(frozen=True, kw_only=True)
class Module:
    """One file of Python: its path under src/ and what it says."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of its syntax, in one list: most bars look at all of them."""
        return list(ast.walk(self.tree))

    @cached_property
    def lines(self) -> list[str]:
        """Its lines."""
        return self.text.splitlines()

    @property
    def is_test(self) -> bool:
        """Whether it holds tests."""
        return "tests" in self.path.parts

    @property
    def app(self) -> str:
        """The folder of the app that it belongs to."""
        return self.path.parts[1]

    def at(self, node: ast.stmt | ast.expr, reason: str) -> str:
        """A finding, as an editor can jump to it."""
        return f"src/{self.path}:{node.lineno}: {reason}"

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """All functions, methods and inner functions."""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product and its tests; migrations are written by a machine."""
    files = (file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts)
    return tuple(
        Module(path=PurePosixPath(file.relative_to(SOURCE).as_posix()), text=file.read_text())
        for file in files
    )


def product() -> list[Module]:
    """Every module but the tests."""
    return [module for module in modules() if not module.is_test]


def sample(text: str, path: str = "payvand/sales/pages/sample.py") -> Module:
    """A module that is nowhere, to try a bar on."""
    return Module(path=PurePosixPath(path), text=text)


def files(pattern: str) -> list[Path]:
    """Files of ours under src/payvand, without what others made."""
    return [file for file in sorted(SOURCE.glob(f"payvand/{pattern}")) if "vendor" not in file.parts]
