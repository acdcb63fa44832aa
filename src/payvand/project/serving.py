"""Serving with one command: the web server in this process's child, the worker in another, stopped together.

This process itself loads neither Django nor a model, so that it costs next to nothing.
"""

import os
import subprocess
import sys
import threading
import time

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from payvand.project.environment import read

LONGEST_PAUSE_SECONDS = 60
STOP_WITHIN_SECONDS = 20


def verb(*arguments: str) -> list[str]:
    """The command that runs a verb in a process of its own."""
    return [sys.executable, "-m", "payvand", *arguments]


def serve(*, host: str, port: int) -> None:
    """Serve until a signal says to stop. The instance must have been set up."""
    settings = read(os.environ)
    print(f"Payvand serves {settings.url}", flush=True)
    worker = Companion(verb("worker", "--beside-server"))
    worker.start()
    server = Granian(
        "payvand.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    try:
        server.serve()
    finally:
        worker.stop()


class Companion:
    """A process that is started again when it dies, and stopped when this one stops.

    Its standard input is a pipe that nobody writes to: should this process be killed, the pipe closes, and the
    companion knows that it is alone.
    """

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start it, and go on watching it."""
        self._watcher.start()

    def stop(self) -> None:
        """Ask it to finish what it does; after a while, end it."""
        self._stopping.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _watch(self) -> None:
        pause = 1
        while not self._stopping.is_set():
            started = time.monotonic()
            with subprocess.Popen(self._command, stdin=subprocess.PIPE) as self._process:
                self._process.wait()
            # One that dies at once, again and again, must not keep the machine busy with dying.
            pause = (
                1
                if time.monotonic() - started > LONGEST_PAUSE_SECONDS
                else min(2 * pause, LONGEST_PAUSE_SECONDS)
            )
            self._stopping.wait(pause)
