"""The values that `templates/ui/shell.html` shows around every page: who looks, where, and how.

The context processor of the pages makes one `Frame` a request; the shell asks nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from payvand.ui.components import Crumb, MenuItem, Option, Toast

Direction: TypeAlias = Literal["rtl", "ltr"]
Theme: TypeAlias = Literal["auto", "light", "dark"]
Density: TypeAlias = Literal["comfortable", "compact"]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How this user reads: everything that stands on the root element and steers the scripts.

    `calendar` and `digits` carry the Unicode names, so that a script may hand them to `Intl`.
    """

    language: str
    direction: Direction
    calendar: Literal["persian", "gregory", "islamic-umalqura"]
    digits: Literal["arabext", "arab", "latn"]
    money_unit: str
    theme: Theme = "auto"
    density: Density = "comfortable"
    region: str = "IR"
    first_weekday: int = 5  # 0 is Monday, as in Python
    weekend: tuple[int, ...] = (4,)
    fiscal_start: int = 1  # the month of the user's calendar that opens the fiscal year
    today: str = ""  # ISO, in the user's time zone


@dataclass(frozen=True, kw_only=True)
class Place:
    """A line of the rail."""

    label: str
    href: str
    icon: str
    current: bool = False
    count: str = ""
    pinned: bool = False  # a saved view: stands below the modules
    group: str = ""  # the key of the heading under which it stands


@dataclass(frozen=True, kw_only=True)
class Group:
    """A heading of the rail that folds; its lines are the places that name its key."""

    key: str
    label: str
    is_open: bool = True


@dataclass(frozen=True, kw_only=True)
class Preference:
    """A switch of the user's menu: posts `name=value` to `/preferences`."""

    name: Literal["language", "calendar", "digits", "money_unit", "theme", "density"]
    label: str
    value: str
    options: Sequence[Option]


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The person signed in."""

    name: str
    detail: str = ""
    image: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """All that surrounds a page. With `viewer=None` the shell shows the page alone (sign-in, errors)."""

    look: Look
    viewer: Viewer | None = None
    brand: str = "Payvand"
    home: str = "/"
    places: Sequence[Place] = ()
    groups: Sequence[Group] = ()
    crumbs: Sequence[Crumb] = ()
    create: Sequence[MenuItem] = ()
    preferences: Sequence[Preference] = ()
    account: Sequence[MenuItem] = ()
    toasts: Sequence[Toast] = ()
    palette_url: str = "/palette"
    preferences_url: str = "/preferences"
    notifications_url: str = ""
    notifications: str = ""  # how many are unread, as text
    notifications_count_url: str = ""  # answers with the number, now and then
    work_url: str = ""
    work: str = ""  # how many jobs run, as text
    sign_out_url: str = ""
    live_seconds: int = 0  # how often the page asks what others have changed since it was made; 0 = never
    made_at: str = ""  # ISO
