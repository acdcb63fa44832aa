"""The processor time that a piece of work takes: this process's and that of whatever processes it made."""

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Seconds of the processor until now. A process that ended is counted by its parent, so nothing is lost with it."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    living = sum(user + system for user, system in _descendants(os.getpid()))
    return time.process_time() + ended.ru_utime + ended.ru_stime + living / TICKS


def _descendants(parent: int) -> Iterator[tuple[int, int]]:
    """The ticks of the processes below one, those that they waited for among them; none where there is no /proc."""
    below: dict[int, list[tuple[int, int, int]]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The name stands in brackets and may hold anything, even a bracket.
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        user, system = int(words[11]) + int(words[13]), int(words[12]) + int(words[14])
        below.setdefault(int(words[1]), []).append((int(folder.name), user, system))
    waiting = [parent]
    while waiting:
        for process, user, system in below.get(waiting.pop(), []):
            yield user, system
            waiting.append(process)
