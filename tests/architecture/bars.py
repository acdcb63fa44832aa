"""The bars on Python: each reads modules and returns what offends, one line each."""

import ast
from collections.abc import Iterator, Sequence

from tests.architecture.source import Module

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MOST_LAZY_IMPORTS = 10
MOST_IGNORED_TYPES = 56
EMPTY_NAMES = {
    "base", "common", "constants", "functions", "helper", "helpers", "managers", "misc", "mixins", "services", "shared",
    "stuff", "tools", "util", "utils",
}  # fmt: skip
DOMAIN = {"parties", "catalog", "channels", "sales", "marketing", "service", "portal"}
WRITERS = {"models", "commands", "migrations", "testing", "tests"}
# What a template engine keeps its names in.
DICTIONARIES = {"globals", "filters"}
BULK = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "abulk_create", "abulk_update"}


def long_files(modules: Sequence[Module]) -> list[str]:
    """Files that cannot be read in one sitting."""
    return [
        f"src/{module.path}: {len(module.lines)} lines"
        for module in modules
        if len(module.lines) > LONGEST_FILE
    ]


def long_functions(modules: Sequence[Module]) -> list[str]:
    """Functions that do not fit a page."""
    return [
        module.at(function, f"{function.name} has {_length(function)} lines")
        for module in modules
        for function in module.functions()
        if _length(function) > LONGEST_FUNCTION
    ]


def untyped_functions(modules: Sequence[Module]) -> list[str]:
    """Functions with an argument, or a result, of no declared type."""
    return [
        module.at(function, f"{function.name} is not typed")
        for module in modules
        for function in module.functions()
        if function.returns is None or any(argument.annotation is None for argument in _arguments(function))
    ]


def files_without_purpose(modules: Sequence[Module]) -> list[str]:
    """Files that do not say first what they are."""
    return [
        f"src/{module.path}: no docstring"
        for module in modules
        if module.tree.body and ast.get_docstring(module.tree) is None
    ]


def empty_names(modules: Sequence[Module]) -> list[str]:
    """Modules and packages named for a pattern and not for the thing."""
    return [
        f"src/{module.path}: named {part.removesuffix('.py')}"
        for module in modules
        for part in module.path.parts
        if part.removesuffix(".py") in EMPTY_NAMES
    ]


def star_imports(modules: Sequence[Module]) -> list[str]:
    """Imports of whatever there is."""
    return [
        module.at(node, f"import * from {node.module}")
        for module in modules
        for node in module.nodes
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names)
    ]


def signals(modules: Sequence[Module]) -> list[str]:
    """Django's signals, which a reader of the write does not see and a killed process loses."""
    return [
        module.at(node, f"uses {name}")
        for module in modules
        for node, name in _imports(module)
        if name.startswith("django.dispatch") or (name.startswith("django.") and "signals" in name.split("."))
    ]


def hidden_writes(modules: Sequence[Module]) -> list[str]:
    """Overrides of save() and delete(), and on_commit(): rules and events that do not stand in the command."""
    overrides = [
        module.at(function, f"overrides {function.name}()")
        for module in modules
        for kind in module.nodes
        if isinstance(kind, ast.ClassDef) and "models" in module.path.with_suffix("").parts
        for function in kind.body
        if isinstance(function, ast.FunctionDef) and function.name in {"save", "delete"}
    ]
    return overrides + [
        module.at(call, "on_commit()")
        for module in modules
        for call in _calls(module)
        if _called(call) == "on_commit" and module.app != "kernel"
    ]


def writes_outside_commands(modules: Sequence[Module]) -> list[str]:
    """Calls that change rows, outside models, commands, kernel, migrations and testing."""
    return [
        module.at(call, f".{_called(call)}() outside a command")
        for module in modules
        if module.app != "kernel" and not WRITERS & {*module.path.with_suffix("").parts}
        for imported in [{name.split(".")[-1] for _, name in _imports(module)}]
        for call in _calls(module)
        if _writes(call, imported)
    ]


def lazy_imports_without_reason(modules: Sequence[Module]) -> list[str]:
    """Imports inside a function, with no comment beside or above them."""
    return [
        module.at(node, "a lazy import without its reason")
        for module in modules
        for node in _lazy_imports(module)
        if "#" not in module.lines[node.lineno - 1]
        and not module.lines[node.lineno - 2].lstrip().startswith("#")
    ]


def too_many_lazy_imports(modules: Sequence[Module]) -> list[str]:
    """All lazy imports, where they are more than a few."""
    found = [module.at(node, "a lazy import") for module in modules for node in _lazy_imports(module)]
    return found if len(found) > MOST_LAZY_IMPORTS else []


def too_many_ignored_types(modules: Sequence[Module]) -> list[str]:
    """All lines that the type checker is told to pass over, where they are more than a few."""
    found = [
        f"src/{module.path}:{number}: type: ignore"
        for module in modules
        for number, line in enumerate(module.lines, start=1)
        if "# type: " + "ignore" in line
    ]
    return found if len(found) > MOST_IGNORED_TYPES else []


def untyped_domain(modules: Sequence[Module]) -> list[str]:
    """Domain apps that import Any."""
    return [
        module.at(node, "Any in a domain app")
        for module in modules
        if module.app in DOMAIN
        for node, name in _imports(module)
        if name == "typing.Any"
    ]


def html_in_python(modules: Sequence[Module]) -> list[str]:
    """Strings with mark-up, outside the kinds, which alone know how a value looks, and the isolation of directions."""
    return [
        module.at(node, "mark-up in Python")
        for module in modules
        if "kinds" not in module.path.parent.parts and str(module.path) != "payvand/culture/bidi.py"
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_markup(node.value)
    ]


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.arg]:
    given = function.args
    rest = [one for one in (given.vararg, given.kwarg) if one]
    for argument in [*given.posonlyargs, *given.args, *given.kwonlyargs, *rest]:
        if argument.arg not in {"self", "cls"}:
            yield argument


def _imports(module: Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{name.name}") for name in node.names)


def _lazy_imports(module: Module) -> Iterator[ast.stmt | ast.expr]:
    for function in module.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom | ast.Call) and _imports_something(node):
                yield node


def _imports_something(node: ast.Import | ast.ImportFrom | ast.Call) -> bool:
    return not isinstance(node, ast.Call) or _called(node) == "import_module"


def _calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in module.nodes if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _writes(call: ast.Call, imported: set[str]) -> bool:
    # A positional argument tells a dict's update(), a cache's delete() and a workbook's save() from a row's, which take
    # none; records.create() and the like are commands.
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver = call.func.value
    if isinstance(receiver, ast.Name) and receiver.id in imported:
        return False
    if isinstance(receiver, ast.Attribute) and receiver.attr in DICTIONARIES:
        return False
    name = call.func.attr
    plain = not call.args and name in {"save", "delete", "asave", "adelete"}
    return (
        plain
        or name in BULK | {"create", "acreate"}
        or (name in {"update", "aupdate"} and _only_keywords(call))
    )


def _only_keywords(call: ast.Call) -> bool:
    return bool(call.keywords) and not call.args


def _is_markup(text: str) -> bool:
    tags = (
        "<a ",
        "<b>",
        "<br",
        "<button",
        "<div",
        "<form",
        "<input",
        "<li",
        "<option",
        "<p",
        "<span",
        "<td",
        "<tr",
    )
    return any(tag in text for tag in tags)
