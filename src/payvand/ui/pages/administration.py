"""The settings: everything that shapes Payvand, listed with what it does, and searched within."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from payvand.culture.digits import localise
from payvand.culture.folding import fold
from payvand.kernel import clock
from payvand.kernel.access import Actor, company_settings, may
from payvand.kernel.models import Company
from payvand.kernel.objects import ADMINISTRATION, Object, all_objects, named
from payvand.ui.commands.holidays import add_holidays
from payvand.ui.components import Crumb
from payvand.ui.middleware import actor_in
from payvand.ui.pages import accounts, backups, bin, deliveries, rights, search_index
from payvand.ui.pages.icons import icon_of
from payvand.ui.pages.records import settled
from payvand.ui.pages.shell import show

COMPANY = "kernel.company"

# What each of the administrator's Objects is for; an Object of another app says it by its own name.
EFFECTS: dict[str, str | Promise] = {
    "kernel.user": gettext_lazy("Who may sign in, in which team, with which roles."),
    "kernel.team": gettext_lazy("People who answer for records together; a leader sees what the team has."),
    "kernel.branch": gettext_lazy("Places of business; the widest scope of a permission below everything."),
    "kernel.role": gettext_lazy(
        "What people may do, with whose records, and which fields they see or write."
    ),
    "kernel.customfield": gettext_lazy(
        "Fields of your own: in lists, forms, filters, files and the API at once."
    ),
    "kernel.tag": gettext_lazy("Coloured words that people put on records."),
    "kernel.holiday": gettext_lazy("Days without work, which deadlines leave out and calendars tint."),
    "kernel.company": gettext_lazy("Name, currency, weekend and fiscal year; the defaults of everybody."),
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One line of the settings: where it leads and what it does."""

    label: str
    effect: str
    href: str
    icon: str

    def speaks_of(self, words: Sequence[str]) -> bool:
        """Whether each of the folded words stands in it."""
        text = fold(f"{self.label} {self.effect}")
        return all(word in text for word in words)


@require_GET
def settings(request: HttpRequest) -> HttpResponse:
    """All settings that this reader may meet, or those that speak of `q`."""
    query = request.GET.get("q", "").strip()
    words = fold(query).split()
    groups = [
        (label, [one for one in found if one.speaks_of(words)])
        for label, found in groups_of(actor_in(request))
    ]
    context = {"groups": [(label, found) for label, found in groups if found], "query": query}
    return show(request, "ui/settings.html", context, title=_("Settings"))


def groups_of(actor: Actor) -> list[tuple[str, list[Setting]]]:
    """The settings in groups."""
    return [(_("Mine"), mine(actor)), (_("The company"), [*objects_of(actor), *engine_room(actor)])]


def mine(actor: Actor) -> list[Setting]:
    """What belongs to the reader alone."""
    href = reverse("account", args=[actor.user_id])
    effect = _("How you sign in, and the keys with which programs act for you.")
    return [
        Setting(label=_("My password and tokens"), effect=effect, href=href, icon="key"),
        Setting(
            label=_("Recycle bin"),
            effect=_("What was deleted, and the way to bring it back."),
            href=reverse("bin"),
            icon="trash",
        ),
    ]


def objects_of(actor: Actor) -> list[Setting]:
    """The Objects by which an administrator shapes Payvand."""
    return [
        Setting(
            label=str(one.plural),
            effect=str(EFFECTS.get(one.name, "")),
            href=company_address() if one.name == COMPANY else one.address,
            icon=icon_of(one),
        )
        for one in all_objects()
        if one.menu == ADMINISTRATION and may(actor, "edit" if one.name == COMPANY else "view", one)
    ]


def company_address() -> str:
    """The form of the one row that there is, or will be."""
    one = named(COMPANY)
    return f"{one.address}/1/edit" if Company.objects.filter(pk=1).exists() else f"{one.address}/new"


def engine_room(actor: Actor) -> list[Setting]:
    """What only administrators look after."""
    if not actor.grants.everything:
        return []
    return [
        Setting(
            label=_("Parked deliveries"),
            effect=_("What a part of Payvand could not take in; look at the reason and try again."),
            href=reverse("parked"),
            icon="inbox",
        ),
        Setting(
            label=_("Search index"),
            effect=_("Prove that everything can be found as it stands, and put right what cannot."),
            href=reverse("search_index"),
            icon="search",
        ),
        Setting(
            label=_("Backups"),
            effect=_("When the last ones were made, and whether they can be restored."),
            href=reverse("backups"),
            icon="database-export",
        ),
        Setting(
            label=_("Public holidays"),
            effect=_("Add the holidays of your country for this year and the next."),
            href=reverse("public_holidays"),
            icon="calendar-event",
        ),
    ]


@require_GET
def public_holidays(request: HttpRequest) -> HttpResponse:
    """What will be added, and the button."""
    context = {
        "country": company_settings().region,
        "action": reverse("add_holidays"),
        "table": holidays().address,
    }
    crumbs = [Crumb(label=_("Settings"), href=reverse("settings"))]
    return show(request, "ui/holidays.html", context, title=_("Public holidays"), crumbs=crumbs)


def holidays() -> Object:
    """The table that they go into."""
    return named("kernel.holiday")


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add the holidays of this year and the next; those that are there already stay as they are."""
    actor, today = actor_in(request), clock.now().date()
    years = range(today.year, (today + timedelta(days=366)).year + 1)
    count = localise(str(add_holidays(company_settings().region, years, actor=actor)), actor.locale)
    return settled(request, holidays().address, _("Holidays added: %(count)s") % {"count": count})


urlpatterns = [
    path("settings", settings, name="settings"),
    path("settings/holidays", public_holidays, name="public_holidays"),
    path("settings/holidays/add", add, name="add_holidays"),
    *rights.urlpatterns,
    *accounts.urlpatterns,
    *deliveries.urlpatterns,
    *search_index.urlpatterns,
    *backups.urlpatterns,
    *bin.urlpatterns,
]
