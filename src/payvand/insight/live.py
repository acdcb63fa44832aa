"""What the reading process needs to know at its start."""

from typing import Any

from django.conf import settings

from payvand.kernel.db.columnar import reached

MEMORY = "192MB"
THREADS = 2


def describe() -> dict[str, Any]:
    """The live database, and what the process may take for itself."""
    overflow = settings.PAYVAND.home / "insight"
    return {**reached(), "memory": MEMORY, "threads": THREADS, "overflow": str(overflow)}
