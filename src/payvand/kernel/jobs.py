"""Work beside the web: background jobs and schedules, on huey. The truth is always a row of ours; a job only drives it.

A job may be lost (a kill, a power cut): whoever starts one first writes a row that says what is to be done, and a
`sweep` finds rows that were left behind and starts their jobs again.
"""

import signal
import threading
from collections.abc import Callable
from typing import Any, ParamSpec

from django.conf import settings
from django.db import close_old_connections
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab

from payvand.kernel.outbox import deliver_forever

P = ParamSpec("P")


def make_queue(url: str) -> Huey:
    """The queue that a setting asks for: "sqlite:///path", "redis://…", or "memory://" for tests (runs at once)."""
    if url.startswith("redis"):
        return RedisHuey("payvand", url=url)
    if url.startswith("memory"):
        return MemoryHuey("payvand", immediate=True, immediate_use_memory=True)
    return SqliteHuey("payvand", filename=url.removeprefix("sqlite:///"), fsync=True)


queue = make_queue(settings.PAYVAND.jobs_url or f"sqlite:///{settings.PAYVAND.jobs_file}")


def job(function: Callable[P, None]) -> Callable[P, None]:
    """Make a function a job: calling it puts it into the queue. Its arguments must be plain values."""
    task = queue.task()(_with_connections(function))

    def enqueue(*args: P.args, **kwargs: P.kwargs) -> None:
        task(*args, **kwargs)

    return enqueue


def every(**when: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run a function by the clock (UTC): `@every(minute="*/5")`, as in cron."""

    def schedule(function: Callable[[], None]) -> Callable[[], None]:
        queue.periodic_task(crontab(**when))(_with_connections(function))
        return function

    return schedule


SWEEPS: list[Callable[[], None]] = []


def sweep(function: Callable[[], None]) -> Callable[[], None]:
    """Run a function at the start of every worker and once a minute: it finds what was left behind and drives it on."""
    SWEEPS.append(function)
    return every(minute="*")(function)


def _with_connections(function: Callable[..., None]) -> Callable[..., None]:
    def run(*args: Any, **kwargs: Any) -> None:
        if queue.immediate:
            function(*args, **kwargs)
            return
        close_old_connections()
        try:
            function(*args, **kwargs)
        finally:
            close_old_connections()

    run.__name__ = function.__name__
    run.__module__ = function.__module__
    return run


def run_worker(threads: int = 2) -> None:
    """Deliver facts and work off the queue until the process is asked to stop."""
    stop = threading.Event()
    consumer = queue.create_consumer(workers=threads, periodic=True, check_worker_health=True)
    for function in SWEEPS:
        function()
    consumer.start()
    # The consumer has just put its own handlers in, for a loop that is not ours.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_ignored: stop.set())
    try:
        deliver_forever(stop)
    finally:
        consumer.stop(graceful=True)
