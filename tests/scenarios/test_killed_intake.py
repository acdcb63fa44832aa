"""An import and its worker are killed twenty times at moments that chance chooses; nothing is lost, nothing doubled."""

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from payvand.kernel.testing.processes import empty_instance
from tests.scenarios.killing_intake import ROWS, story

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes the POSIX way"),
]
SCRIPT = """
import json, django
django.setup()
from payvand.kernel.testing.processes import empty_instance
from tests.scenarios.killing_intake import story
print(json.dumps(story()))
"""


def told_by_a_process(home: Path) -> dict[str, Any]:
    """The story of an empty instance of its own, on SQLite."""
    environment = empty_instance(home)
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def test_twenty_kills_of_an_import_lose_and_double_nothing(tmp_path):
    if connection.vendor == "sqlite":
        told = told_by_a_process(tmp_path)
    else:
        with warnings.catch_warnings():
            # The threads of the test's own runner stay behind.
            warnings.simplefilter("ignore", DeprecationWarning)
            told = story()

    assert told.pop("seen") > 5, "the kills fell too seldom while there was work"
    assert told == {
        "import": ["done", ROWS, ROWS, ""],
        "parties": [ROWS, ROWS],
        "contact points": 2 * ROWS,
        "facts": [ROWS, ROWS],
        "deliveries": 0,
        "documents": ROWS,
        "differences": 0,
        "text index": True,
        "keys": True,
    }
