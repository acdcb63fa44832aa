"""Server and worker start with one command and stop together, however they are stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

import pytest

from payvand.project.serving import Companion, verb

# A bound for what never comes; a machine that does much else may take its time.
PATIENCE_SECONDS = 240
# Writes its process id into a file, then waits for the end of its input, as a worker beside a server does.
WAITER = "import os, sys; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); sys.stdin.read()"


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether something becomes true; how soon does not matter."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def started(file) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def companion(tmp_path):
    made = Companion([sys.executable, "-c", WAITER, str(tmp_path / "started")])
    made.start()
    yield made
    made.stop()


def test_a_companion_stops_when_told(companion, tmp_path):
    assert eventually(lambda: len(started(tmp_path / "started")) == 1)
    (process,) = started(tmp_path / "started")

    companion.stop()

    assert eventually(lambda: not is_running(process))


def test_a_companion_that_dies_is_started_again(companion, tmp_path):
    assert eventually(lambda: len(started(tmp_path / "started")) == 1)
    (process,) = started(tmp_path / "started")

    os.kill(process, signal.SIGKILL)

    assert eventually(lambda: len(started(tmp_path / "started")) == 2)


def test_a_companion_does_not_outlive_a_killed_server(tmp_path):
    file = tmp_path / "started"
    script = f"""
import sys, time
from payvand.project.serving import Companion
Companion([sys.executable, "-c", {WAITER!r}, {str(file)!r}]).start()
time.sleep(600)
"""
    server = subprocess.Popen([sys.executable, "-c", script])
    assert eventually(lambda: len(started(file)) == 1)

    server.kill()
    server.wait()

    assert eventually(lambda: not is_running(started(file)[0]))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_one_command_serves_and_one_signal_ends_it(tmp_path, stop):
    own = ("PAYVAND_", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    environment |= {"PAYVAND_HOME": str(tmp_path), "PAYVAND_DEBUG": "1"}
    port = free_port()
    server = subprocess.Popen(verb("serve", "--port", str(port)), env=environment, start_new_session=True)

    served = eventually(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
    server.send_signal(stop)
    ended = server.wait(PATIENCE_SECONDS)

    assert (served, ended) == (True, 0)
    assert eventually(lambda: not is_group_alive(server.pid))


def is_group_alive(leader: int) -> bool:
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True
