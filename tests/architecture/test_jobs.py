"""A worker knows every job and every subscriber: it imports nothing but what starting Django imports."""

import os
import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
STARTS_WORK = re.compile(r"^@((job|sweep)$|(on|every)\()", re.MULTILINE)
NAMES = "import django, sys; django.setup(); print(*sys.modules, sep='\\n')"


def modules_with_jobs() -> set[str]:
    """The modules of ours in which something is declared that runs beside the web: by a queue, the clock or a fact."""
    found = {
        path.relative_to(SOURCE).with_suffix("")
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and STARTS_WORK.search(path.read_text(encoding="utf-8"))
    }
    return {".".join(path.parts) for path in found} - {"payvand.kernel.jobs"}


def test_starting_brings_every_module_with_a_job():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "payvand.project.settings",
        "PYTHONPATH": str(SOURCE),
    }

    said = subprocess.run(
        [sys.executable, "-c", NAMES],
        env=environment,
        cwd=SOURCE.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert len(modules_with_jobs()) > 8
    assert modules_with_jobs() - set(said.stdout.split()) == set()
