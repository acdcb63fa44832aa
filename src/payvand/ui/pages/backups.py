"""The backups: when the last ones were made, whether they can be restored, and the button for another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.storage import schedule
from payvand.storage.jobs import make_backup
from payvand.ui.components import Crumb, Tone
from payvand.ui.middleware import actor_in
from payvand.ui.pages.deliveries import require_administrator
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show


@dataclass(frozen=True, kw_only=True)
class Line:
    """One backup in words."""

    name: str
    made: str
    size: str
    rows: str
    files: str
    drill: str
    tone: Tone
    fault: str


@require_GET
def backups(request: HttpRequest) -> HttpResponse:
    """The last backups, or how to have some."""
    actor = actor_in(request)
    require_administrator(actor)
    failed = schedule.failure()
    context = {
        "backups": [line_of(one, actor.locale) for one in schedule.backups()],
        "failed": _("The last backup failed on %(when)s.") % {"when": told(failed.at, actor.locale)}
        if failed
        else "",
        "reason": failed.reason if failed else "",
        "plan": plan(actor.locale),
        "folder": str(settings.PAYVAND.backups),
        "action": reverse("back_up"),
    }
    crumbs = [Crumb(label=_("Settings"), href=reverse("settings"))]
    return show(request, "ui/backups.html", context, title=_("Backups"), crumbs=crumbs)


def plan(locale: Locale) -> Sequence[str]:
    """What the settings say, in sentences."""
    hours, keep = settings.PAYVAND.backup_every, settings.PAYVAND.backup_keep
    if not hours:
        return [_("No backups are made by the clock: PAYVAND_BACKUP_EVERY is 0.")]
    often = ngettext("One is made every %(count)s hour.", "One is made every %(count)s hours.", hours)
    kept = ngettext("The last %(count)s is kept.", "The last %(count)s are kept.", keep)
    return [
        often % {"count": format_number(hours, locale)},
        kept % {"count": format_number(keep, locale)},
    ]


def line_of(one: schedule.Told, locale: Locale) -> Line:
    """One backup in words."""
    drill, tone = drill_of(one)
    return Line(
        name=one.name,
        made=told(one.made_at, locale),
        size=_("%(size)s MB") % {"size": format_number(max(1, round(one.size / 1024**2)), locale)},
        rows=format_number(one.rows, locale),
        files=format_number(one.files, locale),
        drill=drill,
        tone=tone,
        fault=one.fault,
    )


def drill_of(one: schedule.Told) -> tuple[str, Tone]:
    """What the drill said."""
    if not one.tried:
        return _("not tried yet"), "neutral"
    return (_("failed"), "danger") if one.fault else (_("can be restored"), "success")


def told(moment: str, locale: Locale) -> str:
    """A moment of a note, as the reader tells time."""
    return format_moment(datetime.fromisoformat(moment), locale)


@require_POST
def back_up(request: HttpRequest) -> HttpResponse:
    """Start one in the background."""
    require_administrator(actor_in(request))
    make_backup()
    return settled(request, reverse("backups"), _("A backup is being made; it stands here when it is done."))


urlpatterns = [
    path("settings/backups", backups, name="backups"),
    path("settings/backups/make", back_up, name="back_up"),
]
