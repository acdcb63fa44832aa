"""Commands that bring an activity to its end, put it off, or take it up again."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from payvand.activities.commands.plan import tell, written_plan
from payvand.activities.facts import (
    ActivityCancelled,
    ActivityCompleted,
    ActivityPostponed,
    ActivityReopened,
)
from payvand.activities.models import Activity, Outcome
from payvand.activities.models.repeat import at_same_time
from payvand.culture.working_days import WorkingCalendar
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError, Message
from payvand.kernel.kinds import Choice, LongText, Option
from payvand.kernel.models import Holiday
from payvand.kernel.records.write import stamp

OUTCOMES = Choice(options=tuple(Option(value=value, label=label) for value, label in Outcome.choices))
Result = Annotated[str, Input(label=_("what came of it"), kind=LongText())]
NextSubject = Annotated[str, Input(label=_("what comes next"), help=_("Leave it empty if nothing follows."))]
NextAt = Annotated[datetime | None, Input(label=_("when"), help=_("As in “tomorrow at 10”."))]


def to_be_done(activity: Activity) -> bool | Message:
    """Whether it is still planned; else a sentence that says what became of it."""
    if activity.is_planned:
        return True
    return _("This is done already.") if activity.status == "done" else _("This was cancelled.")


def ended(activity: Activity) -> bool:
    """Whether it is done or cancelled."""
    return not activity.is_planned


@command(
    "activities.complete", label=_("Done"), on=Activity, icon="circle-check", applies=to_be_done, primary=True
)
def complete_activity(
    activity: Activity,
    *,
    outcome: Annotated[str, Input(label=_("outcome"), kind=OUTCOMES)] = "",
    result: Result = "",
    next_subject: NextSubject = "",
    next_at: NextAt = None,
    actor: Actor,
) -> None:
    """Note that it was done and what came of it; plan what comes next. One that repeats comes again by itself."""
    if next_at is not None and not next_subject:
        raise DomainError("no_subject", _("Say what comes next."), "next_subject")
    now = clock.now()
    activity.complete(now, outcome, result)
    write(activity)
    fact = ActivityCompleted(
        activity=activity.pk,
        kind=activity.kind,
        subject=activity.subject,
        outcome=outcome,
        result=result,
        done_at=now,
        contact=activity.is_contact,
    )
    tell(fact, activity, actor)
    if next_subject:
        written_plan(following(activity) | {"subject": next_subject, "due_at": next_at}, activity, actor)
    come_again(activity, actor)


@command("activities.postpone", label=_("Put off"), on=Activity, icon="clock", applies=to_be_done)
def postpone_activity(
    activity: Activity,
    *,
    until: Annotated[datetime, Input(label=_("until"), help=_("As in “tomorrow at 10”."))],
    actor: Actor,
) -> None:
    """Do it later. Its reminder goes with it."""
    activity.postpone(until, clock.now())
    write(activity)
    fact = ActivityPostponed(activity=activity.pk, kind=activity.kind, subject=activity.subject, due_at=until)
    tell(fact, activity, actor)


@command("activities.cancel", label=_("Cancel it"), on=Activity, icon="circle-x", applies=to_be_done)
def cancel_activity(
    activity: Activity, *, reason: Annotated[str, Input(label=_("reason"))] = "", actor: Actor
) -> None:
    """It will not be done. One that repeats comes again by itself: to end that, empty its rule first."""
    activity.cancel(clock.now(), reason)
    write(activity)
    fact = ActivityCancelled(
        activity=activity.pk, kind=activity.kind, subject=activity.subject, result=reason
    )
    tell(fact, activity, actor)
    come_again(activity, actor)


@command("activities.reopen", label=_("Take up again"), on=Activity, icon="refresh", applies=ended)
def reopen_activity(activity: Activity, *, actor: Actor) -> None:
    """It is to be done after all."""
    activity.reopen()
    write(activity)
    fact = ActivityReopened(activity=activity.pk, kind=activity.kind, subject=activity.subject)
    tell(fact, activity, actor)


def write(activity: Activity) -> None:
    """Write what a verb has changed."""
    activity.settle()
    stamp(activity, adding=False)
    activity.save()


def following(activity: Activity) -> dict[str, object]:
    """What an activity hands on to the one that follows it."""
    links = {"party": activity.party_id, "person": activity.person_id, "owner": activity.owner_id}
    return {"kind": activity.kind} | {
        name: {"id": value} for name, value in links.items() if value is not None
    }


def come_again(activity: Activity, actor: Actor) -> None:
    """Write the next one of an activity that repeats."""
    if not activity.repeats or activity.due_at is None:
        return
    zone = ZoneInfo(actor.locale.time_zone)
    due_on = activity.due_at.astimezone(zone).date()
    day = activity.next_day(due_on, working_days(due_on, actor))
    if day is None:
        return
    due_at = at_same_time(day, activity.due_at, zone)
    rule = {name: getattr(activity, name) for name in RULE}
    ahead = activity.due_at - activity.remind_at if activity.remind_at else None
    values = following(activity) | rule | {
        "subject": activity.subject, "note": activity.note, "all_day": activity.all_day,
        "minutes": activity.minutes, "due_at": due_at, "remind_at": due_at - ahead if ahead is not None else None,
    }  # fmt: skip
    made = written_plan(values, activity, actor)
    Activity.objects.filter(pk=made.pk).update(repeat_from=activity.repeat_from or due_on)


RULE = ("repeat_unit", "repeat_every", "repeat_calendar", "repeat_until", "repeat_workdays")


def working_days(after: date, actor: Actor) -> WorkingCalendar:
    """The days on which the actor's country works, from a day on. One query."""
    days = Holiday.objects.current().filter(region=actor.locale.region, day__gte=after)
    return WorkingCalendar(
        weekend=actor.locale.weekend, holidays=frozenset(days.values_list("day", flat=True))
    )
