"""The strip of figures on top of a party's page. Each has its place from the first day; the app that knows it fills it.

A figure that nobody fills yet says so, since an empty place would be read as zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from payvand.culture.calendars import format_day, relative
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.errors import Message
from payvand.parties.models import Party
from payvand.ui.components import Figure

Filler = Callable[[Party, Actor], Figure | None]

# After so many days without a word somebody should call.
SILENT_DAYS = 90


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the strip."""

    label: Message
    icon: str


PLACES: Mapping[str, Place] = {
    "value_tier": Place(label=_("Value tier"), icon="trophy"),
    "open_balance": Place(label=_("Open balance"), icon="wallet"),
    "last_contact": Place(label=_("Last contact"), icon="phone-call"),
    "next_action": Place(label=_("Next action"), icon="calendar-event"),
    "open_complaints": Place(label=_("Open complaints"), icon="alert-triangle"),
    "satisfaction": Place(label=_("Satisfaction"), icon="heart"),
    "churn_risk": Place(label=_("Churn risk"), icon="trending-down"),
}

_fillers: dict[str, Filler] = {}


def fill_place(name: str, filler: Filler) -> None:
    """Let an app above say a figure: called once, in its `extensions.py`. The filler gives None where it has no data.

    Label and icon are those of the place; every figure should lead (`href`) to the records behind it.
    """
    if name not in PLACES:
        raise LookupError(f"no place “{name}” in the strip; there are: {', '.join(PLACES)}")
    if name in _fillers:
        raise ValueError(f"the place {name} is filled twice")
    _fillers[name] = filler


def figures_of(party: Party, actor: Actor) -> list[Figure]:
    """The strip of a party as one reader sees it."""
    return [_figure(name, place, party, actor) for name, place in PLACES.items()]


def _figure(name: str, place: Place, party: Party, actor: Actor) -> Figure:
    filler = _fillers.get(name)
    found = filler(party, actor) if filler else None
    if found is None:
        return Figure(label=str(place.label), icon=place.icon, value="—", hint=translate("no data yet"))
    return replace(found, label=str(place.label), icon=place.icon)


def last_contact(party: Party, actor: Actor) -> Figure | None:
    """How long ago we and the party spoke or wrote to one another."""
    day = party.last_contact_on
    if day is None:
        return None
    noon = datetime.combine(day, time(12), UTC)
    silent = (clock.now() - noon).days > SILENT_DAYS
    shown = relative(min(noon, clock.now()), clock.now(), actor.locale)
    return Figure(
        label="", value=shown, hint=format_day(day, actor.locale), tone="warning" if silent else "neutral"
    )


fill_place("last_contact", last_contact)
