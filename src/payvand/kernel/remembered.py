"""Values that a process remembers for a moment: read often, changed seldom, forgotten where they are changed."""

import time
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")

FRESH_SECONDS = 2.0
MOST = 2000


class Remembered(Generic[T]):
    """Remembers what `read(key)` gave for two seconds. Another process sees a change after that time at the latest."""

    everyone: "ClassVar[list[Remembered[Any]]]" = []

    def __init__(self, read: Callable[..., T]) -> None:
        self.read = read
        self.held: dict[Hashable, tuple[float, T]] = {}
        Remembered.everyone.append(self)

    def __call__(self, *key: Hashable) -> T:
        now = time.monotonic()
        found = self.held.get(key)
        if found is None or now - found[0] > FRESH_SECONDS:
            if len(self.held) > MOST:
                self.held.clear()
            found = self.held[key] = (now, self.read(*key))
        return found[1]


def forget_everything() -> None:
    """Read everything anew at the next use; called after a definition, a role or a team was changed."""
    for one in Remembered.everyone:
        one.held.clear()
