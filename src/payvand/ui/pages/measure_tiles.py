"""The tiles of a dashboard: each figure, its change since the period before, and the way to its records."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.insight.dashboard import Tile
from payvand.insight.figures import Figure
from payvand.insight.measure import Measure
from payvand.kernel.kinds import Percent
from payvand.ui.components import Tone
from payvand.ui.pages.measure_asks import Answered, currency_of, leading
from payvand.ui.pages.measure_words import NOTHING, number_of, short, whole


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a figure has changed: in words, which way, and whether that is good."""

    text: str
    trend: str = ""
    tone: Tone = "neutral"
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class TileScene:
    """A tile as the template draws it. `more` are amounts in other currencies."""

    label: str
    help: str
    icon: str
    value: str
    exact: str
    href: str
    change: Change
    more: Sequence[str] = ()


def tiles_of(found: Answered) -> list[TileScene]:
    """The tiles that the reader may see."""
    return [scene for tile in found.state.board.tiles if (scene := tile_scene(tile, found))]


def tile_scene(tile: Tile, found: Answered) -> TileScene | None:
    """One tile."""
    table, before = found.tile(tile, found.state.span), found.tile(tile, found.state.before)
    if table is None or before is None:
        return None
    measure, locale = table.measure, found.state.actor.locale
    figure = leading(table.total)
    earlier = next((one for one in before.total if figure and currency_of(one) == currency_of(figure)), None)
    return TileScene(
        label=str(measure.label),
        help=str(measure.help),
        icon=tile.icon,
        value=short(measure, figure.value, locale) if figure else NOTHING,
        exact=whole(measure, figure.value, locale) if figure else "",
        href=figure.href if figure else "",
        change=change_of(measure, figure, earlier, locale)
        if measure.day
        else Change(text=_("as it stands now")),
        more=[whole(measure, other.value, locale) for other in table.total if other is not figure],
    )


def change_of(measure: Measure, now: Figure | None, before: Figure | None, locale: Locale) -> Change:
    """The change since the period before: of shares in points, of all else in percent."""
    if now is None or before is None or before.value is None or now.value is None:
        return Change(text=_("nothing to compare with"))
    new, old = number_of(now.value), number_of(before.value)
    hint = _("before: %(value)s") % {"value": whole(measure, before.value, locale)}
    if isinstance(measure.kind, Percent):
        size = round(new - old, 1)
        text = _("%(number)s points") % {"number": format_number(abs(size), locale)}
    elif old:
        size = round((new - old) / abs(old) * 100, 1)
        text = Percent().text(abs(size), locale)
    else:
        return Change(text=_("nothing to compare with"))
    if not size:
        return Change(text=_("no change"), trend="flat", hint=hint)
    is_good = (size > 0) == (measure.better != "down")
    return Change(
        text=text, trend="up" if size > 0 else "down", tone="success" if is_good else "danger", hint=hint
    )
