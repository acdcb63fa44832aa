"""The way to the process that reads: starts it when somebody asks, and starts it anew when it has gone."""

import atexit
import hashlib
import json
import logging
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from django.utils.translation import gettext_lazy as _

from payvand.insight.live import describe
from payvand.insight.periods import CalendarTable
from payvand.kernel.errors import DomainError

SCRIPT = Path(__file__).with_name("reader.py")
WAIT_SECONDS = 60

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A set of rows, as a statement of DuckDB over `live`, and statements over it under the name `rows`.

    Where there is a condition, `rows` are those of the set that meet it.
    """

    source: str
    statements: Sequence[str]
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What became of a part: the rows of each statement, values as text, and when its set was read."""

    as_of: datetime
    results: Sequence[Sequence[Sequence[str | None]]]


class Engine:
    """One process, shared by the threads of this one, which ask one after another."""

    def __init__(self) -> None:
        self.turn = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.target = ""
        self.calendars: set[str] = set()

    def ask(self, parts: Sequence[Part], calendar: CalendarTable | None = None) -> list[Answer]:
        """The answers to all parts, of one moment. Raises DomainError where it takes too long."""
        request = {
            "calendar": None,
            "parts": [
                {
                    "key": key_of(part.source),
                    "source": part.source,
                    "condition": part.condition,
                    "statements": list(part.statements),
                }
                for part in parts
            ],
        }
        with self.turn:
            answered = self._exchange(request, calendar) or self._exchange(request, calendar)
        if answered is None or "error" in answered:
            raise refusal(answered)
        return [
            Answer(as_of=datetime.fromisoformat(part["as_of"]), results=part["results"])
            for part in answered["parts"]
        ]

    def stop(self) -> None:
        """End the process; the next question starts another one."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()

    def _exchange(self, asked: Mapping[str, object], calendar: CalendarTable | None) -> dict[str, Any] | None:
        """The answer of the process; None where it is gone, as it goes when nobody has asked for a while."""
        process = self._running()
        request = {**asked, "calendar": self._told(calendar)}
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            ready, _write, _fail = select.select([process.stdout], [], [], WAIT_SECONDS)
            line = process.stdout.readline() if ready else b""
        except OSError:
            line = b""
        if not line:
            self.stop()
            return None
        answered: dict[str, Any] = json.loads(line)
        if calendar is not None and "error" not in answered:
            self.calendars.add(calendar.key)
        return answered

    def _told(self, calendar: CalendarTable | None) -> dict[str, object] | None:
        """A calendar as the process needs it: with its thousands of days where it is new there, else by its name."""
        if calendar is None:
            return None
        return {"key": calendar.key} if calendar.key in self.calendars else calendar.as_request()

    def _running(self) -> subprocess.Popen[bytes]:
        described = describe()
        if self.process is None or self.process.poll() is not None or self.target != described["target"]:
            self.stop()
            self.target, self.calendars = described["target"], set()
            # By its path and with -P: the process loads DuckDB, and nothing of ours beside it.
            script = [sys.executable, "-P", str(SCRIPT)]
            self.process = subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
            assert self.process.stdin is not None
            self.process.stdin.write(json.dumps(described).encode() + b"\n")
            atexit.register(self.stop)
        return self.process


def key_of(source: str) -> str:
    """A short name of a set of rows, the same for the same statement."""
    return hashlib.sha256(source.encode()).hexdigest()[:24]


def refusal(answered: Mapping[str, Any] | None) -> DomainError:
    """Why there is no figure, in words; what exactly went wrong stands in the log."""
    logger.error("no figure: %s", answered["error"] if answered else "the process that reads does not answer")
    if answered and not answered["slow"]:
        error = DomainError("no_figure", _("The figures cannot be worked out now."))
    else:
        error = DomainError("too_slow", _("The figures took too long. Choose a shorter period."))
    error.status = 503
    return error


engine = Engine()
