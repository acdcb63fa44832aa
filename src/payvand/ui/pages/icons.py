"""Which icon stands for a thing; a plain one where the name is none of those that the product carries."""

from functools import lru_cache

from payvand.kernel.objects import Object
from payvand.ui.jinja import ICONS


def icon_of(one: Object) -> str:
    """The icon of an Object."""
    return known_icon(one.icon)


def known_icon(name: str) -> str:
    """The name, or that of the plain icon."""
    return name if is_icon(name) else "circle"


@lru_cache(maxsize=256)
def is_icon(name: str) -> bool:
    """Whether the product carries an icon of that name."""
    return (ICONS / f"{name}.svg").is_file()
