"""What a likeness is: how a value is made ready, in which levels two of them agree, and by which keys they meet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from payvand.kernel.errors import Message

Prepared = tuple[str, ...]
"""A value made ready to be compared: its canonical text first, then whatever the likeness needs beside it."""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """One way of comparing two values.

    `levels` are the words for how far they agree, the closest first, the last one "they differ". `m` and `u` are the
    shares of the levels among pairs that are one and the same and among pairs that are not (Fellegi & Sunter 1969):
    what holds until a scan has learned better from the data. `is_name` marks what people share by chance: a pair that
    nothing else speaks for is never a match.
    """

    name: str
    label: Message
    prepare: Callable[[str], Prepared | None]
    level: Callable[[Prepared, Prepared], int]
    keys: Callable[[Prepared], Sequence[str]]
    levels: tuple[Message, ...]
    m: tuple[float, ...]
    u: tuple[float, ...]
    is_name: bool = False

    def __post_init__(self) -> None:
        if not len(self.levels) == len(self.m) == len(self.u):
            raise ValueError(f"{self.name}: a share for each level")


def itself(value: Prepared) -> Sequence[str]:
    """The canonical text alone as the key."""
    return value[:1]
