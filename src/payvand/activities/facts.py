"""What may happen to an activity beside being written: facts in the past tense, told of it and of what it is about."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from payvand.activities import wording
from payvand.kernel.facts import fact


@fact("activities.planned", label=_("Activity planned"), icon="calendar-event", text=wording.of_plan)
class ActivityPlanned:
    """Somebody planned something from this record."""

    activity: int
    kind: str
    subject: str
    due_at: datetime | None


@fact("activities.completed", label=_("Activity done"), icon="circle-check", text=wording.of_end)
class ActivityCompleted:
    """It was done, and this came of it."""

    activity: int
    kind: str
    subject: str
    outcome: str
    result: str
    done_at: datetime
    contact: bool


@fact("activities.postponed", label=_("Activity put off"), icon="clock", text=wording.of_plan)
class ActivityPostponed:
    """It is to be done later."""

    activity: int
    kind: str
    subject: str
    due_at: datetime


@fact("activities.cancelled", label=_("Activity cancelled"), icon="circle-x", text=wording.of_end)
class ActivityCancelled:
    """It will not be done."""

    activity: int
    kind: str
    subject: str
    result: str


@fact("activities.reopened", label=_("Activity taken up again"), icon="refresh", text=wording.of_end)
class ActivityReopened:
    """It is to be done after all."""

    activity: int
    kind: str
    subject: str
