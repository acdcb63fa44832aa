"""Whether an instance was made ready by this very version, so that a second start need not look at everything again.

The mark lies in the instance's folder and names the code and the database file; it knows nothing of a database on a
server, which may be another one by now. This module loads neither Django nor a model.
"""

import hashlib
import sys
from pathlib import Path

from payvand.project.environment import Settings

CODE = Path(__file__).parents[1]


def said_then(settings: Settings, *, demo: bool) -> str | None:
    """What `setup` said when this version made the instance ready; None where it has to be done (again)."""
    mark = _mark(settings, demo=demo)
    there = mark.is_file() and settings.sqlite_file.is_file() and settings.static.is_dir()
    if settings.database_url or not there:
        return None
    known, _line, said = mark.read_text(encoding="utf-8").partition("\n")
    return said if known == _fingerprint(settings) else None


def note(settings: Settings, said: str, *, demo: bool) -> None:
    """Remember that the instance is ready, and what was said."""
    if not settings.database_url:
        _mark(settings, demo=demo).write_text(f"{_fingerprint(settings)}\n{said}", encoding="utf-8")


def _mark(settings: Settings, *, demo: bool) -> Path:
    return settings.home / (".ready-demo" if demo else ".ready")


def _fingerprint(settings: Settings) -> str:
    """The code, the interpreter and the very file of the database: one that was restored is another one."""
    own = (sys.version, settings.debug, settings.plugins, settings.sqlite_file.stat().st_ino)
    total = hashlib.sha256(repr(own).encode())
    for path in sorted(CODE.rglob("*.*")):
        if "__pycache__" not in path.parts and path.is_file():
            status = path.stat()
            total.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return total.hexdigest()
