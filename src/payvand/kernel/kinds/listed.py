"""Options that are not known before everything has started: time zones, currencies, Objects."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import overload
from zoneinfo import available_timezones

from payvand.culture.currencies import CURRENCIES
from payvand.kernel.errors import Message
from payvand.kernel.kinds.choice import Option


class Listed(Sequence[Option]):
    """Options that a function gives each time they are looked at."""

    def __init__(self, source: Callable[[], tuple[Option, ...]]) -> None:
        self.source = source

    @overload
    def __getitem__(self, place: int) -> Option: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Option]: ...
    def __getitem__(self, place: int | slice) -> Option | Sequence[Option]:
        return self.source()[place]

    def __len__(self) -> int:
        return len(self.source())

    def __iter__(self) -> Iterator[Option]:
        return iter(self.source())


@cache
def time_zones() -> tuple[Option, ...]:
    """The time zones by which people set their clocks."""
    places = sorted(
        zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc", "SystemV"))
    )
    return tuple(Option(value=zone, label=zone.replace("_", " ")) for zone in ("UTC", *places))


@cache
def currencies() -> tuple[Option, ...]:
    """The currencies that amounts may have."""
    return tuple(Option(value=code, label=code) for code in CURRENCIES)


# The names of Objects and how people call them; written as Objects are registered, read by the choice of an Object.
OBJECT_NAMES: dict[str, Message] = {}


def object_names() -> tuple[Option, ...]:
    """The Objects that there are."""
    return tuple(Option(value=name, label=label) for name, label in OBJECT_NAMES.items())
