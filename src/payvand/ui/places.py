"""The pages of their own that apps put into the rail and the palette, beside the lists of their Objects."""

from collections.abc import Callable
from dataclasses import dataclass

from payvand.kernel.access import Actor
from payvand.kernel.errors import Message


def everybody(_actor: Actor) -> bool:
    """Whoever is signed in."""
    return True


@dataclass(frozen=True, kw_only=True)
class Door:
    """A page of an app. `group` is the label of the app under whose heading it stands ("" = beside Home)."""

    name: str
    label: Message
    href: str
    icon: str
    group: str = ""
    allowed: Callable[[Actor], bool] = everybody
    weight: int = 0


_doors: dict[str, Door] = {}


def place(
    name: str,
    label: Message,
    href: str,
    icon: str,
    group: str = "",
    *,
    allowed: Callable[[Actor], bool] = everybody,
    weight: int = 0,
) -> Door:
    """Put a page into the rail and the palette. Called once, in `<app>/extensions.py`.

    `allowed` must ask no database: it is called for every page of every reader. A negative `weight` puts the page above
    the lists of its group, any other below them.
    """
    if name in _doors:
        raise ValueError(f"the place {name} is put twice")
    _doors[name] = Door(
        name=name, label=label, href=href, icon=icon, group=group, allowed=allowed, weight=weight
    )
    return _doors[name]


def forget_place(name: str) -> None:
    """Take a page away again; for tests."""
    _doors.pop(name, None)


def doors_for(actor: Actor) -> list[Door]:
    """The pages that this actor may open, in their order."""
    return sorted((door for door in _doors.values() if door.allowed(actor)), key=lambda door: door.weight)
