"""How a timeline says what happened to leads: the second line of each fact, in the reader's language and calendar."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from payvand.culture.bidi import isolate
from payvand.culture.calendars import format_day, format_moment
from payvand.culture.digits import localise
from payvand.culture.locale import Locale
from payvand.kernel.kinds import JSON
from payvand.parties.models import Source
from payvand.sales.models.call_list import CallOutcome
from payvand.sales.models.lead_talk import Objection, TalkChannel, TalkOutcome

Payload = Mapping[str, JSON]


def of_touch(payload: Payload, _locale: Locale) -> str:
    """The way by which they were heard of, and what they said."""
    source = _text(payload, "source")
    return _joined(
        str(Source(source).label) if source else "", _text(payload, "campaign"), _text(payload, "need")
    )


def of_talk(payload: Payload, _locale: Locale) -> str:
    """Channel, outcome, subject and what spoke against it."""
    objection = _text(payload, "objection")
    return _joined(
        str(TalkChannel(_text(payload, "channel")).label),
        str(TalkOutcome(_text(payload, "outcome")).label),
        _text(payload, "counterpart"),
        _text(payload, "topic"),
        str(Objection(objection).label) if objection else "",
        _text(payload, "note"),
    )


def of_reason(payload: Payload, _locale: Locale) -> str:
    """Why nothing came of it."""
    return _joined(_text(payload, "reason"), _text(payload, "note"))


def of_note(payload: Payload, _locale: Locale) -> str:
    """What was said with it."""
    return _text(payload, "note")


def of_delay(payload: Payload, locale: Locale) -> str:
    """Until when, and why."""
    day = format_day(date.fromisoformat(_text(payload, "until")), locale)
    return _joined(_("until %(day)s") % {"day": day}, _text(payload, "note"))


def of_assignment(payload: Payload, locale: Locale) -> str:
    """Who got it by which rule, and when somebody must answer."""
    due = _text(payload, "due_at")
    return _joined(
        _text(payload, "owner"),
        _text(payload, "rule"),
        _("answer by %(moment)s") % {"moment": _moment(due, locale)} if due else "",
    )


def of_conversion(payload: Payload, _locale: Locale) -> str:
    """Who it is in the register, and the deal."""
    return _joined(_text(payload, "party"), _text(payload, "opportunity"))


def of_origin(payload: Payload, locale: Locale) -> str:
    """The lead that became a deal, and how long that took."""
    days = localise(_text(payload, "days"), locale)
    return _joined(_text(payload, "lead"), _("after %(days)s days") % {"days": days})


def of_form(payload: Payload, _locale: Locale) -> str:
    """Which form was sent, and whether they agreed to messages."""
    consent = _("agreed to messages") if payload.get("consent") else ""
    return _joined(_text(payload, "form"), _text(payload, "campaign"), consent)


def of_call(payload: Payload, locale: Locale) -> str:
    """What came of a call of a list."""
    due = _text(payload, "due_at")
    return _joined(
        str(CallOutcome(_text(payload, "outcome")).label),
        _("call back at %(moment)s") % {"moment": _moment(due, locale)} if due else "",
        _text(payload, "call_list"),
        _text(payload, "note"),
    )


def _moment(iso: str, locale: Locale) -> str:
    return format_moment(datetime.fromisoformat(iso), locale)


def _text(payload: Payload, name: str) -> str:
    value = payload.get(name)
    return "" if value is None else str(value)


def _joined(*parts: str) -> str:
    """The parts in one line; each keeps its own direction beside the others."""
    return " · ".join(isolate(part, "auto") for part in parts if part)
