"""How the browser's files are stored: named by their content, so that they may be cached for ever, and compressed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Icons stand inside pages, and only tests load axe.
NOT_SERVED = ["vendor/icons/*", "vendor/axe/*"]


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Also rewrites the imports of ES modules, so that a module names the hashed names of those it needs."""

    support_js_module_import_aggregation = True


def collect() -> None:
    """Bring the collected files up to date, where any source file has changed since they were collected."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    current = _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(current)


def _fingerprint() -> str:
    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            total.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return total.hexdigest()
