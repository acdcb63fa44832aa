"""Work whose process is killed at random moments: nothing is lost, nothing is done twice, and it goes on."""

import json
import subprocess
import sys
from typing import Any

import pytest

from payvand.kernel.testing.processes import empty_instance
from payvand.kernel.tests.killing import PAIRS, STEP, TREES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes the POSIX way")
KILLS = 6
SCRIPT = """
import sys, django
django.setup()
from payvand.kernel.tests.killing import main
main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """That of an empty instance of its own, on SQLite."""
    return empty_instance(tmp_path_factory.mktemp("home"), plugins="tests.orchard")


def seen_of(work: str, environment: dict[str, str], seed: int) -> dict[str, Any]:
    command = [sys.executable, "-c", SCRIPT, work, str(KILLS), str(seed)]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def test_a_change_of_many_goes_on_where_its_last_whole_step_ended(environment):
    told = seen_of("edit", environment, seed=7)

    reached = [0]
    for _was_killed, state, at, *counts in told["seen"]:
        assert state in ("waiting", "running", "done")
        assert counts[:-1] == [at] * 4
        assert counts[-1] == at // STEP
        reached.append(at)
    assert reached == sorted(reached)
    assert any(was_killed for was_killed, *_rest in told["seen"])
    assert told["end"] == ["done", *[TREES] * 5, TREES // STEP]


def test_a_merge_is_whole_or_not_at_all(environment):
    told = seen_of("merge", environment, seed=7)

    for _was_killed, *pairs in told["seen"]:
        assert all(pair in ([0] * 5, [1] * 5) for pair in pairs)
    assert any(was_killed for was_killed, *_rest in told["seen"])
    assert told["end"] == [[1] * 5] * PAIRS
