"""The values of the shell round every page: where one may go, what one may make, and how this reader sees it."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from payvand.culture.locale import Locale, default_for
from payvand.kernel import clock
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Calendar, Density, Digits, Language, MoneyUnit, Theme, User
from payvand.ui.components import Crumb, MenuItem, Option, Toast, Tone
from payvand.ui.frame import Frame, Look, Preference, Viewer
from payvand.ui.middleware import actor_in
from payvand.ui.pages.rail import creations, groups_of, modules_of, places_of
from payvand.ui.parts import rings

# The Unicode names of our calendars and digits, which scripts hand to `Intl`.
CALENDARS = {"jalali": "persian", "gregorian": "gregory", "hijri": "islamic-umalqura"}
DIGITS = {"persian": "arabext", "arabic": "arab", "latin": "latn"}


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    title: str,
    crumbs: Sequence[Crumb] = (),
    status: int = 200,
) -> HttpResponse:
    """A whole page inside the shell."""
    framed = {"title": title, "frame": page_frame(request, title=title, crumbs=crumbs), **context}
    return render(request, template, framed, status=status, using="jinja2")


def page_frame(request: HttpRequest, *, title: str = "", crumbs: Sequence[Crumb] = ()) -> Frame:
    """All that surrounds a page of somebody who is signed in. `crumbs` lead to the page that `title` names."""
    user, actor = request.user, actor_in(request)
    assert isinstance(user, User)
    modules = modules_of(actor)
    places = places_of(modules, actor, request)
    return Frame(
        look=look_of(actor.locale, user.theme, user.density),
        viewer=Viewer(name=actor.name, detail=user.username, href=reverse("settings")),
        brand=_("Payvand"),
        places=places,
        groups=groups_of(places, request),
        crumbs=[*crumbs, Crumb(label=title)] if title else crumbs,
        create=creations(modules, actor),
        preferences=preferences_of(user),
        account=[MenuItem(label=_("Settings"), href=reverse("settings"), icon="settings")],
        toasts=toasts_of(request),
        preferences_url=reverse("preferences"),
        notifications_url=reverse("bell") if rings() else "",
        notifications_count_url=reverse("bell_count") if rings() else "",
        sign_out_url=reverse("sign_out"),
        live_seconds=settings.PAYVAND.live_seconds,
        made_at=clock.now().isoformat(),
    )


def bare_frame(request: HttpRequest) -> Frame:
    """The frame of a page that stands alone: sign-in, and errors. It asks no database."""
    locale = default_for(translation.get_language() or "fa")  # type: ignore[arg-type]
    return Frame(look=look_of(locale), brand=_("Payvand"), toasts=toasts_of(request))


def look_of(locale: Locale, theme: str = Theme.AUTO, density: str = Density.COMFORTABLE) -> Look:
    """How a reader sees pages, in the words that stand on the root element."""
    return Look(
        language=locale.language,
        direction="rtl" if locale.rtl else "ltr",
        calendar=CALENDARS[locale.calendar],  # type: ignore[arg-type]
        digits=DIGITS[locale.digits],  # type: ignore[arg-type]
        money_unit=locale.money_unit,
        theme=theme,  # type: ignore[arg-type]
        density=density,  # type: ignore[arg-type]
        region=locale.region,
        first_weekday=locale.week_start,
        weekend=tuple(sorted(locale.weekend)),
        fiscal_start=locale.fiscal_start[0],
        today=today_in(locale).isoformat(),
    )


def preferences_of(user: User) -> list[Preference]:
    """The switches of the user's menu."""
    look = {"auto": "device-mobile", "light": "sun", "dark": "moon"}
    return [
        Preference(name="language", label=_("Language"), value=user.language, options=options_of(Language)),
        Preference(name="calendar", label=_("Calendar"), value=user.calendar, options=options_of(Calendar)),
        Preference(name="digits", label=_("Digits"), value=user.digits, options=options_of(Digits)),
        Preference(name="money_unit", label=_("Money"), value=user.money_unit, options=options_of(MoneyUnit)),
        Preference(
            name="theme",
            label=_("Theme"),
            value=user.theme,
            options=[Option(value=one.value, text=str(one.label), icon=look[one.value]) for one in Theme],
        ),
        Preference(name="density", label=_("Density"), value=user.density, options=options_of(Density)),
    ]


def options_of(choices: type[Language | Calendar | Digits | MoneyUnit | Density]) -> list[Option]:
    """The members of an enumeration as choices."""
    return [Option(value=str(one.value), text=str(one.label)) for one in choices]


def announce(request: HttpRequest, text: str, tone: Tone = "success", undo_url: str = "") -> None:
    """Show a toast on the next page; with `undo_url`, one that can be taken back."""
    level = {"success": messages.SUCCESS, "warning": messages.WARNING, "danger": messages.ERROR}
    messages.add_message(request, level.get(tone, messages.INFO), text, extra_tags=undo_url)


def toasts_of(request: HttpRequest) -> list[Toast]:
    """The messages that wait for this reader; to look at them is to take them away."""
    tones: dict[str, Tone] = {"success": "success", "warning": "warning", "error": "danger"}
    return [
        Toast(
            text=str(message), tone=tones.get(message.level_tag, "neutral"), undo_url=message.extra_tags or ""
        )
        for message in messages.get_messages(request)
    ]
