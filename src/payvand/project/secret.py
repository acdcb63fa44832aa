"""The key that signs sessions and tokens: made once, kept in the instance's folder, readable by its owner only."""

import os
import secrets
from pathlib import Path


def secret_key(home: Path) -> str:
    """The key of the instance in `home`, made on the first call."""
    file = home / "secret_key"
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(50))
    return file.read_text()


def _write_once(file: Path, key: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(key)
    try:
        # A link fails where the name exists: of two processes that start together, one key wins for both.
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
