"""Panels that apps add to the page of a record, rendered in the place that each names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from payvand.kernel.objects import Panel, extensions_of
from payvand.ui.components import Tab
from payvand.ui.pages.record_view import Seen

STORY = "story"  # the tab that is open at first: the timeline


@dataclass(frozen=True, kw_only=True)
class ShownPanel:
    """A panel as it stands on the page."""

    name: str
    label: str
    content: Markup


def panels_of(seen: Seen, place: str) -> list[Panel]:
    """The panels of a place, the lighter ones first."""
    found = [panel for panel in extensions_of(seen.one.name).panels if panel.place == place]
    return sorted(found, key=lambda panel: panel.weight)


def shown_panels(request: HttpRequest, seen: Seen, place: str) -> list[ShownPanel]:
    """The panels of a place, rendered."""
    return [shown(request, seen, panel) for panel in panels_of(seen, place)]


def shown(request: HttpRequest, seen: Seen, panel: Panel) -> ShownPanel:
    """One panel, rendered."""
    context = {
        **panel.values(seen.record, seen.actor),
        "record": seen.record,
        "one": seen.one,
        "actor": seen.actor,
    }
    content = render_to_string(panel.template, context, request, using="jinja2")
    return ShownPanel(name=panel.name, label=str(panel.label), content=Markup(content))  # noqa: S704 - a template


def tabs_of(seen: Seen, current: str) -> Sequence[Tab]:
    """The timeline and the panels that stand beside it as tabs; none where there is only the timeline."""
    panels = panels_of(seen, "tab")
    story = Tab(label=_("Timeline"), href=seen.address, current=current == STORY, icon="history")
    others = [
        Tab(label=str(panel.label), href=f"{seen.address}?tab={panel.name}", current=current == panel.name)
        for panel in panels
    ]
    return [story, *others] if others else []


def open_panel(request: HttpRequest, seen: Seen, name: str) -> ShownPanel | None:
    """The panel of the tab that is open; None for the timeline. Only this one is computed."""
    panel = next((panel for panel in panels_of(seen, "tab") if panel.name == name), None)
    return shown(request, seen, panel) if panel else None
