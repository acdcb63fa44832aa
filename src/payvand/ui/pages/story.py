"""The timeline of a record as a page shows it: entries by day, newest first, in the reader's own calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from payvand.culture.calendars import format_day, format_moment, relative
from payvand.culture.locale import Locale
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.kinds import address
from payvand.kernel.objects import Object
from payvand.timeline.entries import Change, Entry, entries, history
from payvand.ui.pages.icons import is_icon

STEP = 30


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One entry in the reader's words."""

    title: str
    icon: str
    who: str
    when: str
    exact: str
    text: str
    changes: Sequence[Change]
    subject: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class StoryDay:
    """The entries of one of the reader's days."""

    label: str
    tellings: Sequence[Telling]


@dataclass(frozen=True, kw_only=True)
class Story:
    """Some days, and where the older ones are."""

    days: Sequence[StoryDay]
    older_url: str = ""


def story_of(one: Object, pk: int, actor: Actor, before: int | None = None, limit: int = STEP) -> Story:
    """The timeline of a record, from an entry on or from the newest one."""
    found = entries(one, pk, actor, before=before, limit=limit)
    older = f"{address(one.name, pk)}/timeline?before={found.before}" if found.before else ""
    return Story(days=days_of(found.entries, actor.locale), older_url=older)


def history_of(one: Object, pk: int, name: str, actor: Actor) -> Sequence[StoryDay]:
    """The entries that changed one field."""
    return days_of(history(one, pk, name, actor), actor.locale)


def days_of(found: Iterable[Entry], locale: Locale) -> list[StoryDay]:
    """The entries grouped by the reader's days."""
    zone, now = ZoneInfo(locale.time_zone), clock.now()
    groups: dict[str, list[Telling]] = {}
    for entry in found:
        label = day_label(entry.at.astimezone(zone), now.astimezone(zone), locale)
        groups.setdefault(label, []).append(telling(entry, now, locale))
    return [StoryDay(label=label, tellings=tellings) for label, tellings in groups.items()]


def day_label(at: datetime, now: datetime, locale: Locale) -> str:
    """A day in words."""
    near = {now.date(): _("Today"), now.date() - timedelta(days=1): _("Yesterday")}
    return near.get(at.date()) or format_day(at.date(), locale, "full")


def telling(entry: Entry, now: datetime, locale: Locale) -> Telling:
    """One entry as it is told."""
    nobody = {"system": _("Payvand"), "process": _("a process"), "token": _("the API"), "user": _("somebody")}
    return Telling(
        title=str(entry.label),
        icon=entry.icon if is_icon(entry.icon) else "point",
        who=nobody.get(entry.who, entry.who),
        when=relative(entry.at, now, locale),
        exact=format_moment(entry.at, locale, "full"),
        text=entry.text,
        changes=entry.changes,
        subject=entry.subject,
        href=address(entry.object, entry.subject_id) if entry.subject else "",
    )
