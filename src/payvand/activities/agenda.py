"""What somebody has to do and when: the lines that panels, the first page and the bell show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from payvand.activities.models import Activity, ActivityStatus
from payvand.activities.models.activity import ActivityQuerySet
from payvand.culture.calendars import format_moment, relative
from payvand.kernel import clock
from payvand.kernel.access import Actor, may, visible
from payvand.kernel.kinds import address
from payvand.kernel.kinds.time import today_in
from payvand.kernel.models import Record
from payvand.kernel.objects import all_objects, named

ICONS = {"task": "checkbox", "call": "phone", "meeting": "users", "email": "mail", "visit": "map-pin"}
MOST = 12
NAME = "activities.activity"


@dataclass(frozen=True, kw_only=True)
class Line:
    """An activity as a line. `when` is relative, `exact` the moment in full."""

    id: int
    subject: str
    icon: str
    kind: str
    href: str
    when: str
    exact: str
    party: str
    party_href: str
    owner: str
    is_overdue: bool
    is_planned: bool
    outcome: str


def rows_of(actor: Actor) -> ActivityQuerySet:
    """The activities that the actor meets."""
    rows = visible(Activity.objects.all(), actor)
    assert isinstance(rows, ActivityQuerySet)
    return rows


def lines_of(rows: ActivityQuerySet, actor: Actor, most: int = MOST) -> list[Line]:
    """Some activities as lines. One query."""
    now = clock.now()
    found = rows.select_related("party", "owner")[:most]
    return [line_of(activity, actor, now) for activity in found]


def line_of(activity: Activity, actor: Actor, now: datetime) -> Line:
    """One activity as a line."""
    due = activity.due_at if activity.is_planned else activity.done_at
    return Line(
        id=activity.pk,
        subject=activity.subject,
        icon=ICONS.get(activity.kind, "circle"),
        kind=activity.get_kind_display(),
        href=address(NAME, activity.pk),
        when=relative(due, now, actor.locale) if due else _("without a date"),
        exact=format_moment(due, actor.locale, "full") if due else "",
        party=str(activity.party or ""),
        party_href=address("parties.party", activity.party_id) if activity.party_id else "",
        owner=str(activity.owner or ""),
        is_overdue=activity.is_planned and due is not None and due < now,
        is_planned=activity.is_planned,
        outcome=activity.get_outcome_display() if activity.outcome else "",
    )


def my_day(actor: Actor) -> Mapping[str, object] | None:
    """What is overdue, due today, and next, of the actor's own. Three queries; None who plans nothing here."""
    if actor.user_id is None or not may(actor, "view", named(NAME)):
        return None
    mine = rows_of(actor).planned().filter(owner_id=actor.user_id).order_by("due_at", "id")
    start, end = today_bounds(actor)
    return {
        "overdue": lines_of(mine.filter(due_at__lt=start), actor),
        "today": lines_of(mine.filter(due_at__gte=start, due_at__lt=end), actor),
        "coming": lines_of(mine.filter(due_at__gte=end), actor, 5),
        "href": address(NAME),
        "new_href": f"{address(NAME)}/new" if may(actor, "create", named(NAME)) else "",
    }


def today_bounds(actor: Actor) -> tuple[datetime, datetime]:
    """The moments at which the actor's day begins and ends."""
    zone = ZoneInfo(actor.locale.time_zone)
    day = today_in(actor.locale)
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def ringing(actor: Actor) -> ActivityQuerySet:
    """The actor's own activities whose time or reminder has come."""
    return rows_of(actor).ringing(clock.now()).filter(owner_id=actor.user_id)


def ringing_count(actor: Actor) -> int:
    """How many of them there are; counting stops at a hundred."""
    if actor.user_id is None or not may(actor, "view", named(NAME)):
        return 0
    return ringing(actor)[:100].count()


def ringing_values(actor: Actor) -> Mapping[str, object] | None:
    """The reminders behind the bell; None where there are none."""
    if actor.user_id is None or not may(actor, "view", named(NAME)):
        return None
    lines = lines_of(ringing(actor).order_by("due_at", "id"), actor)
    return {"lines": lines, "href": f"{address(NAME)}?view=shipped-4"} if lines else None


def beside(record: Record, actor: Actor) -> Mapping[str, object]:
    """The activities of a record: planned ones, then those that ended last. Two queries."""
    rows = rows_of(actor).current().filter(belonging(record))
    return {
        "planned": lines_of(rows.filter(status=ActivityStatus.PLANNED).order_by("due_at", "id"), actor),
        "ended": lines_of(rows.exclude(status=ActivityStatus.PLANNED).order_by("-done_at", "-id"), actor, 5),
        "may_plan": may(actor, "create", named(NAME)),
        "plan_href": plan_href(record),
    }


def belonging(record: Record) -> Q:
    """Those that are with a party, or about any other record."""
    if record.object_name == "parties.party":
        return Q(party_id=record.pk)
    return Q(about_object=record.object_name, about_id=record.pk)


def plan_href(record: Record) -> str:
    """The address of the command that plans about a record: that of its own Object."""
    return f"{address(record.object_name, record.pk)}/{PLANS.get(record.object_name, 'plan')}"


# The last part of the name of each Object's planning command; written by `offer`.
PLANS: dict[str, str] = {}


def origin(record: Record, actor: Actor) -> Mapping[str, object]:
    """The record that an activity is about, as far as the actor may see it."""
    assert isinstance(record, Activity)
    known: Sequence[str] = [one.name for one in all_objects()]
    if record.about_object not in known or record.about_id is None:
        return {"title": ""}
    one = named(record.about_object)
    found = (
        visible(one.model.objects.filter(pk=record.about_id), actor).first()
        if may(actor, "view", one)
        else None
    )
    if found is None:
        return {"title": ""}
    title = str(getattr(found, one.title) or f"#{found.pk}")
    return {"title": title, "kind": str(one.label), "href": address(one.name, found.pk)}
