"""What an instance costs as it is served: how long until it answers, and what web and worker hold in memory."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from payvand.project.bench import DIRECTOR, Cost, Figure
from payvand.project.bench_rows import by_session
from payvand.project.serving import STOP_WITHIN_SECONDS, verb

LONGEST_START_SECONDS = 120
PAGES = (
    "/",
    "/parties/party",
    "/parties/party/1",
    "/sales/opportunity?view=all&as=board",
    "/search?q=%D8%B1%D8%B6%D8%A7",
)


def serving() -> Sequence[Figure]:
    """The start of a set-up instance, and its memory after a few pages of each sort."""
    cookie = by_session(DIRECTOR).headers["HTTP_COOKIE"]
    with served() as (address, group, started):
        for _turn in range(5):
            for page in PAGES:
                asked(f"{address}{page}", cookie)
        memory = group_memory(group)
    start = Cost(median=started * 1e3, p95=started * 1e3, cpu=0)
    return [
        Figure(work="cold start, until the first page answers", goal="≤ 2 s", cost=start),
        *[
            Figure(work=f"memory of {what}", goal=goal, amount=f"{held / 2**20:,.0f} MiB PSS")
            for what, held, goal in (
                ("web and worker together", sum(memory.values()), "≤ 250 MiB PSS"),
                *((name, held, "") for name, held in memory.items()),
            )
        ],
    ]


@contextmanager
def served() -> Iterator[tuple[str, int, float]]:
    """This instance, served: its address, its process group, and the seconds until its first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, began = f"http://127.0.0.1:{port}", time.monotonic()
    started, silent = [*verb("serve"), "--port", str(port)], subprocess.DEVNULL
    process = subprocess.Popen(started, start_new_session=True, stdout=silent, stderr=silent)  # noqa: S603
    try:
        wait_until(lambda: answers(f"{address}/sign-in"), LONGEST_START_SECONDS)
        yield address, process.pid, time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    """Ask again and again. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError("the instance did not answer in time")
        time.sleep(0.05)


def answers(address: str) -> bool:
    """Whether a page is given."""
    try:
        asked(address)
    except (URLError, ConnectionError):
        return False
    return True


def asked(address: str, cookie: str = "") -> bytes:
    """A page. Raises URLError."""
    with urlopen(Request(address, headers={"Cookie": cookie}), timeout=60) as answer:  # noqa: S310 - our own address
        content: bytes = answer.read()
    return content


def group_memory(group: int) -> dict[str, int]:
    """The proportional share of memory of each process of a group, in bytes, by what it runs."""
    found: dict[str, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) != group:
                continue
            rollup = (folder / "smaps_rollup").read_text()
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue
        share = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
        name = next((word for word in words if word in ("worker", "serve")), Path(words[-2]).name or "web")
        found[name] = found.get(name, 0) + (int(share[1]) * 1024 if share else 0)
    return found
