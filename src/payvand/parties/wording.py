"""How a timeline says what happened to a party: the second line of each fact, in the reader's language and calendar."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from payvand.culture.calendars import format_day
from payvand.culture.locale import Locale
from payvand.kernel.kinds import JSON
from payvand.parties.models.contact_point import KIND_OF, Channel
from payvand.parties.models.lifecycle import Lifecycle
from payvand.parties.models.relation import SEEN_FROM_OTHER, RelationKind, Role

Payload = Mapping[str, JSON]


def of_contact(payload: Payload, locale: Locale) -> str:
    """The phone, address or handle; where and when something was said of it."""
    kind = KIND_OF[Channel(_text(payload, "channel"))]
    return _joined(
        kind.text(_text(payload, "value"), locale), _text(payload, "source"), _day(payload, locale)
    )


def of_sharing(payload: Payload, locale: Locale) -> str:
    """The contact, and whether it is shared from now on."""
    return _joined(
        of_contact(payload, locale), _("shared") if payload.get("shared") else _("not shared any more")
    )


def of_relation(payload: Payload, locale: Locale) -> str:
    """How this party stands to which other one."""
    kind = RelationKind(_text(payload, "kind"))
    seen = str(kind.label if payload.get("forward") else SEEN_FROM_OTHER[kind])
    role = _text(payload, "role")
    how = f"{seen} {_text(payload, 'other')}"
    return _joined(how, str(Role(role).label) if role else "", _day(payload, locale))


def of_owner(payload: Payload, _locale: Locale) -> str:
    """From whom to whom, and what the new owner should know."""
    if not _text(payload, "before"):
        return _joined(_text(payload, "after"), _text(payload, "note"))
    names = {"before": _text(payload, "before"), "after": _text(payload, "after")}
    return _joined(_("from %(before)s to %(after)s") % names, _text(payload, "note"))


def of_lifecycle(payload: Payload, _locale: Locale) -> str:
    """The state as it was and as it is."""
    states = {name: str(Lifecycle(_text(payload, name)).label) for name in ("before", "after")}
    return _("from %(before)s to %(after)s") % states


def of_reason(payload: Payload, locale: Locale) -> str:
    """Why somebody did so, and when."""
    return _joined(_text(payload, "reason"), _day(payload, locale))


def _text(payload: Payload, name: str) -> str:
    return str(payload.get(name) or "")


def _day(payload: Payload, locale: Locale) -> str:
    on = _text(payload, "on")
    return format_day(date.fromisoformat(on), locale) if on else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
