"""How a timeline says what happened to an activity: the second line of each fact."""

from collections.abc import Mapping
from datetime import datetime

from payvand.activities.models import ActivityKind, Outcome
from payvand.culture.calendars import format_moment
from payvand.culture.locale import Locale
from payvand.kernel.kinds import JSON

Payload = Mapping[str, JSON]


def of_plan(payload: Payload, locale: Locale) -> str:
    """Kind, subject and when."""
    due_at = payload.get("due_at")
    when = format_moment(datetime.fromisoformat(str(due_at)), locale) if due_at else ""
    return joined(kind_of(payload), str(payload.get("subject") or ""), when)


def of_end(payload: Payload, _locale: Locale) -> str:
    """Kind, subject, outcome and what came of it."""
    outcome = str(payload.get("outcome") or "")
    said = str(Outcome(outcome).label) if outcome in Outcome.values else ""
    return joined(kind_of(payload), str(payload.get("subject") or ""), said, str(payload.get("result") or ""))


def kind_of(payload: Payload) -> str:
    """The kind of the activity in words."""
    kind = str(payload.get("kind") or "")
    return str(ActivityKind(kind).label) if kind in ActivityKind.values else ""


def joined(*parts: str) -> str:
    """What there is of some texts, in one line."""
    return " · ".join(part for part in parts if part)
