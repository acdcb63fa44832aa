"""Makes the chunks of a large world in a second process, while this one writes those before.

A process that is started knows nothing yet: this module imports no model, and what is pickled waits for the set-up.
"""

import gc
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

import django

CHUNK = 10_000
# So many finished chunks wait at most: they take memory.
WAITING = 2

World = TypeVar("World")
Chunk = TypeVar("Chunk")


def made_ahead(
    make: Callable[[World, range], Chunk], world: World, count: int, chunk: int = CHUNK
) -> Iterator[tuple[int, Chunk]]:
    """The chunks in their order, each with how far it leads. What `make` keeps in the world, the next one sees."""
    parts = [range(start, min(start + chunk, count)) for start in range(0, count, chunk)]
    if len(parts) < 3:
        yield from ((part.stop, make(world, part)) for part in parts)
        return
    packed = pickle.dumps((make, world))
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin, initargs=(packed,)) as maker:
        waiting: deque[tuple[int, Future[Any]]] = deque()
        for part in parts:
            waiting.append((part.stop, maker.submit(_made, part)))
            if len(waiting) > WAITING:
                stop, chunk_made = waiting.popleft()
                yield stop, chunk_made.result()
        for stop, chunk_made in waiting:
            yield stop, chunk_made.result()


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Millions of rows come and go without a cycle among them; to look for one takes an eighth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_task: list[Any] = []


def _begin(packed: bytes) -> None:
    django.setup()
    gc.disable()
    _task[:] = pickle.loads(packed)  # noqa: S301 - our own parent's words


def _made(part: range) -> object:
    make, world = _task
    return make(world, part)
