"""What apps put on the first page and behind the bell: small parts of a page with a template and its values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from payvand.kernel.access import Actor
from payvand.kernel.errors import Message


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a page. `values(actor)` gives its template what it shows; None leaves the part out."""

    name: str
    label: Message
    template: str
    values: Callable[[Actor], Mapping[str, object] | None]
    weight: int = 0


@dataclass(frozen=True, kw_only=True)
class Ring:
    """What waits for somebody: `count(actor)` says how many things, the part shows them. Both are asked often."""

    part: Part
    count: Callable[[Actor], int]


_home: dict[str, Part] = {}
_rings: dict[str, Ring] = {}


def home_part(part: Part) -> Part:
    """Put a part on the first page. Called once, in `<app>/extensions.py`."""
    if part.name in _home:
        raise ValueError(f"the part {part.name} is put twice")
    _home[part.name] = part
    return part


def bell(part: Part, count: Callable[[Actor], int]) -> Ring:
    """Put a part behind the bell of every page. Called once, in `<app>/extensions.py`."""
    if part.name in _rings:
        raise ValueError(f"the part {part.name} rings twice")
    _rings[part.name] = Ring(part=part, count=count)
    return _rings[part.name]


def home_parts() -> list[Part]:
    """The parts of the first page, the lighter ones first."""
    return sorted(_home.values(), key=lambda part: part.weight)


def rings() -> list[Ring]:
    """What stands behind the bell, the lighter ones first."""
    return sorted(_rings.values(), key=lambda ring: ring.part.weight)
