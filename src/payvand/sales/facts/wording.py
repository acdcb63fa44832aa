"""How a timeline tells what happened to a deal: the second line of each fact, in the reader's language and units."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_day
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.kernel.kinds import JSON, MoneyKind

Payload = Mapping[str, JSON]


def of_stage(payload: Payload, locale: Locale) -> str:
    """From where to where, and how long the deal had stood there."""
    names = {"before": text_in(payload, "before"), "after": text_in(payload, "stage")}
    return joined(_("from %(before)s to %(after)s") % names, days_in(payload, "days", locale))


def of_win(payload: Payload, locale: Locale) -> str:
    """What it brought, when, and after how many days."""
    return joined(
        money_in(payload, "amount", locale),
        day_in(payload, "on", locale),
        days_in(payload, "days_open", locale),
    )


def of_loss(payload: Payload, locale: Locale) -> str:
    """Why, to whom, what happened, when somebody will try again."""
    rival, again = text_in(payload, "competitor"), day_in(payload, "wake_on", locale)
    return joined(
        text_in(payload, "reason"),
        _("to %(competitor)s") % {"competitor": rival} if rival else "",
        text_in(payload, "note"),
        money_in(payload, "amount", locale),
        day_in(payload, "on", locale),
        _("try again on %(day)s") % {"day": again} if again else "",
    )


def of_reopening(payload: Payload, _locale: Locale) -> str:
    """Into which stage, and why."""
    return joined(text_in(payload, "stage"), text_in(payload, "reason"))


def of_item(payload: Payload, _locale: Locale) -> str:
    """What was to be done."""
    return text_in(payload, "item")


def of_waking(payload: Payload, locale: Locale) -> str:
    """Which day it was put off to, and why it had been lost."""
    return joined(day_in(payload, "on", locale), text_in(payload, "reason"))


def text_in(payload: Payload, name: str) -> str:
    """A text out of a payload, so that it may stand beside others of another direction; "" where there is none."""
    return isolate(str(payload.get(name) or ""), "auto")


def day_in(payload: Payload, name: str, locale: Locale) -> str:
    """A day out of a payload, in the reader's calendar."""
    on = str(payload.get(name) or "")
    return format_day(date.fromisoformat(on), locale) if on else ""


def money_in(payload: Payload, name: str, locale: Locale) -> str:
    """An amount out of a payload, in the reader's unit."""
    kind = MoneyKind()
    return kind.text(kind.parse(payload.get(name), locale), locale) if payload.get(name) else ""


def days_in(payload: Payload, name: str, locale: Locale) -> str:
    """A count of days out of a payload, in words."""
    days = payload.get(name)
    if not isinstance(days, int):
        return ""
    told = ngettext("after %(count)s day", "after %(count)s days", days) % {"count": days}
    return localise(told, locale)


def joined(*parts: str) -> str:
    """The parts that there are, in one line."""
    return " · ".join(part for part in parts if part)
