"""What the palette offers beside records: what may be done here, pages, views, new records, and one's own switches."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from django.utils import translation
from django.utils.translation import gettext as _

from payvand.culture.digits import format_number
from payvand.culture.folding import fold
from payvand.kernel.access import may
from payvand.kernel.commands import Command, commands_of
from payvand.kernel.models import Calendar, Density, Digits, Language, MoneyUnit, Theme
from payvand.kernel.objects import Object
from payvand.search.reading import closeness, readings
from payvand.ui.components import Attributes, MenuItem
from payvand.ui.pages.icons import icon_of, is_icon, known_icon
from payvand.ui.pages.numbers import packed
from payvand.ui.pages.palette_scene import Scene, Selection
from payvand.ui.pages.record_view import Deed, Seen, deeds_of
from payvand.ui.places import doors_for

Part = Literal["here", "page", "view", "new", "switch"]
IN_DIALOG = {"hx-target": "#dialog", "hx-swap": "innerHTML"}
SWITCHES_FORM = "palette-switches"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing to go to or to do, in the language that is active."""

    part: Part
    label: str
    icon: str
    href: str = ""
    hint: str = ""
    danger: bool = False
    attrs: Attributes = field(default_factory=dict)

    def item(self) -> MenuItem:
        """The line of the palette."""
        return MenuItem(
            label=self.label,
            href=self.href,
            icon=self.icon,
            hint=self.hint,
            danger=self.danger,
            attrs=self.attrs,
        )


def fitting(scene: Scene, text: str) -> list[tuple[float, Entry]]:
    """The entries whose label holds every word that was typed, in whichever of the languages; the best first.

    What was typed is read as other keyboards would have it only where it fits nothing as it stands.
    """
    entries = list(offered(scene))
    labels = list(zip(*spoken(scene), strict=True))
    for words in readings(text, scene.actor.locale.region):
        found = [
            (max(closeness(label, words) for label in names), entry)
            for names, entry in zip(labels, entries, strict=True)
        ]
        fits = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])
        if fits:
            return fits
    return []


def spoken(scene: Scene) -> Iterator[list[str]]:
    """The folded labels of all entries, once in each language."""
    for language in Language.values:
        with translation.override(language):
            yield [fold(entry.label) for entry in offered(scene)]


def offered(scene: Scene) -> Iterator[Entry]:
    """Everything that may be gone to or done from here. It asks no database."""
    if scene.seen:
        yield from deeds_on(scene.seen)
    if scene.selection:
        yield from deeds_on_all(scene, scene.selection)
    yield from pages(scene)
    yield from views(scene)
    yield from makings(scene)
    yield from switches()


def deeds_on(seen: Seen) -> Iterator[Entry]:
    """What may be done to the record before the reader."""
    if "edit" in seen.actions and not seen.is_archived:
        yield Entry(part="here", label=_("Edit"), icon="edit", hint=seen.title, href=f"{seen.address}/edit")
    for deed in deeds_of(seen):
        yield Entry(
            part="here",
            label=deed.label,
            icon=deed.icon,
            hint=seen.title,
            danger=deed.danger,
            attrs=doing(deed),
        )


def doing(deed: Deed) -> Attributes:
    """How a press of a button does it: by a dialog, or at once."""
    return {"hx-get": deed.url, **IN_DIALOG} if deed.asks else {"hx-post": deed.url, "hx-swap": "none"}


def deeds_on_all(scene: Scene, selection: Selection) -> Iterator[Entry]:
    """What may be done to all of the chosen records."""
    one, actor = selection.one, scene.actor
    hint = _("%(count)s chosen") % {"count": format_number(len(selection.ids), actor.locale)}
    numbers = packed(selection.ids)
    for command in commands_for_many(scene, one):
        icon = command.icon if is_icon(command.icon) else "bolt"
        door = at_list(selection, f"do/{command.name.rpartition('.')[2]}", packed=numbers)
        asks = bool(command.inputs) or command.danger
        attrs = {"hx-get": door, **IN_DIALOG} if asks else {"hx-post": door, "hx-swap": "none"}
        yield Entry(
            part="here", label=str(command.label), icon=icon, hint=hint, danger=command.danger, attrs=attrs
        )
    sent = {"hx-vals": json.dumps({"packed": numbers})}
    if may(actor, "edit", one):
        attrs = {"hx-post": at_list(selection, "edit"), **IN_DIALOG, **sent}
        yield Entry(part="here", label=_("Change a field"), icon="edit", hint=hint, attrs=attrs)
    if may(actor, "archive", one):
        attrs = {"hx-post": at_list(selection, "archive"), "hx-swap": "none", **sent}
        yield Entry(part="here", label=_("Archive"), icon="archive", hint=hint, attrs=attrs)


def commands_for_many(scene: Scene, one: Object) -> list[Command]:
    """The commands of the app itself that may be done to its records."""
    return [command for command in commands_of(one, scene.actor) if command.on is one.model]


def at_list(selection: Selection, door: str, **more: str) -> str:
    """The address of a door of the list as it stands."""
    asked = "&".join(filter(None, [selection.query, urlencode(more)]))
    return f"{selection.one.address}/list/{door}{'?' if asked else ''}{asked}"


def pages(scene: Scene) -> Iterator[Entry]:
    """The first page, the list of each module, the pages that apps have of their own, and the settings."""
    yield Entry(part="page", label=_("Home"), icon="home", href="/")
    for one in scene.modules:
        yield Entry(part="page", label=str(one.plural), icon=icon_of(one), href=one.address)
    for door in doors_for(scene.actor):
        yield Entry(part="page", label=str(door.label), icon=known_icon(door.icon), href=door.href)
    yield Entry(part="page", label=_("Settings"), icon="settings", href="/settings")


def views(scene: Scene) -> Iterator[Entry]:
    """The views that people keep, and those that ship with the modules."""
    known = {one.name: one for one in scene.modules}
    for kept in scene.kept_views:
        one = known[kept.object]
        href = f"{one.address}?view={kept.pk}"
        yield Entry(part="view", label=kept.name, icon="bookmark", hint=str(one.plural), href=href)
    for one in scene.modules:
        for number, view in enumerate(one.views, start=1):
            href = f"{one.address}?view=shipped-{number}"
            yield Entry(part="view", label=str(view.label), icon="filter", hint=str(one.plural), href=href)


def makings(scene: Scene) -> Iterator[Entry]:
    """The records that may be made."""
    for one in scene.modules:
        if may(scene.actor, "create", one):
            label = _("New %(what)s") % {"what": one.label}
            yield Entry(part="new", label=label, icon="plus", href=f"{one.address}/new")


def switches() -> Iterator[Entry]:
    """How the reader sees everything: language, calendar, digits, money unit, theme, density."""
    named = {
        "language": (_("Language"), "language", Language), "calendar": (_("Calendar"), "calendar", Calendar),
        "digits": (_("Digits"), "number", Digits), "money_unit": (_("Money"), "wallet", MoneyUnit),
        "theme": (_("Theme"), "palette", Theme), "density": (_("Density"), "layout-list", Density),
    }  # fmt: skip
    for name, (label, icon, choices) in named.items():
        for value, text in choices.choices:
            attrs = {
                "type": "submit", "form": SWITCHES_FORM, "name": name, "value": str(value), "data-preference": name,
            }  # fmt: skip
            yield Entry(part="switch", label=f"{label}: {text}", icon=icon, attrs=attrs)
