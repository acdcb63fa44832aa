"""How a timeline says what happened in the catalogue: the second line of each fact."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payvand.culture.calendars import format_day
from payvand.culture.digits import format_number, localise
from payvand.culture.locale import Locale
from payvand.kernel.kinds import JSON

Payload = Mapping[str, JSON]


def of_coupon(payload: Payload, locale: Locale) -> str:
    """For which document, and how many uses there were of how many."""
    used, limit = payload.get("used"), payload.get("limit")
    if limit is None:
        count = localise(_("%(used)s uses") % {"used": used}, locale)
    else:
        count = localise(_("%(used)s of %(limit)s uses") % {"used": used, "limit": limit}, locale)
    return " · ".join(part for part in (str(payload.get("reference") or ""), count) if part)


def of_copy(payload: Payload, locale: Locale) -> str:
    """From which list, how many prices, and by how much they were changed."""
    source = _("from “%(name)s”") % {"name": payload.get("source")}
    return f"{source} · {of_change(payload, locale)}"


def of_change(payload: Payload, locale: Locale) -> str:
    """How many prices, and by how much."""
    count = int(str(payload.get("count") or 0))
    prices = ngettext("%(count)s price", "%(count)s prices", count) % {"count": format_number(count, locale)}
    percent = Decimal(str(payload.get("percent") or 0))
    return f"{prices} · {_share(percent, locale)}" if percent else prices


def of_rate(payload: Payload, locale: Locale) -> str:
    """The rate as it was and as it is, and from which day on."""
    words = {
        "before": _share(Decimal(str(payload["before"])), locale),
        "after": _share(Decimal(str(payload["after"])), locale),
        "day": format_day(date.fromisoformat(str(payload["on"])), locale),
    }
    return _("from %(before)s to %(after)s on %(day)s") % words


def _share(percent: Decimal, locale: Locale) -> str:
    return format_number(percent, locale) + ("%" if locale.digits == "latin" else "٪")
