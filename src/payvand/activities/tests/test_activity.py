"""The verbs of an activity and the rule by which one comes again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payvand.activities.models import Activity, ActivityStatus
from payvand.culture.working_days import WorkingCalendar
from payvand.kernel.errors import DomainError

NOON = datetime(2025, 3, 20, 12, tzinfo=UTC)
EVERY_DAY_WORKS = WorkingCalendar(weekend=frozenset())


def planned(**more) -> Activity:
    """A call that is still to be done."""
    return Activity(kind="call", subject="Call Dora", due_at=NOON, **more)


def test_what_is_done_keeps_what_came_of_it():
    activity = planned()

    activity.complete(NOON, "positive", "They will buy.")

    assert (activity.status, activity.outcome, activity.done_at) == (ActivityStatus.DONE, "positive", NOON)
    assert activity.is_contact


@pytest.mark.parametrize(("kind", "outcome"), [("task", "positive"), ("call", "not_reached")])
def test_not_everything_done_is_a_contact(kind, outcome):
    activity = planned()
    activity.kind = kind

    activity.complete(NOON, outcome, "")

    assert not activity.is_contact


@pytest.mark.parametrize("end", ["complete", "cancel"])
def test_what_has_ended_cannot_end_again_or_be_put_off(end):
    activity = planned()
    activity.complete(NOON, "", "") if end == "complete" else activity.cancel(NOON, "")

    for attempt in (
        lambda: activity.complete(NOON, "", ""),
        lambda: activity.cancel(NOON, ""),
        lambda: activity.postpone(NOON + timedelta(days=1), NOON),
    ):
        with pytest.raises(DomainError) as refusal:
            attempt()
        assert refusal.value.code in ("is_done", "is_cancelled")


def test_putting_off_takes_the_reminder_along():
    activity = planned(remind_at=NOON - timedelta(minutes=30))

    activity.postpone(NOON + timedelta(days=2), NOON)

    assert activity.remind_at == NOON + timedelta(days=2) - timedelta(minutes=30)


def test_putting_off_into_the_past_is_refused():
    with pytest.raises(DomainError) as refusal:
        planned().postpone(NOON - timedelta(hours=1), NOON)

    assert refusal.value.code == "in_the_past"


def test_what_is_planned_cannot_be_taken_up_again():
    with pytest.raises(DomainError) as refusal:
        planned().reopen()

    assert refusal.value.code == "is_planned"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"minutes": 0}, "bad_duration"),
        ({"minutes": 20_000}, "bad_duration"),
        ({"repeat_unit": "week", "due_at": None}, "no_date"),
        ({"repeat_unit": "week", "repeat_every": 0}, "too_small"),
        ({"repeat_unit": "week", "repeat_until": date(2025, 3, 1)}, "ends_before_start"),
    ],
)
def test_what_cannot_be_is_refused(values, code):
    activity = planned()
    for name, value in values.items():
        setattr(activity, name, value)

    with pytest.raises(DomainError) as refusal:
        activity.settle()

    assert refusal.value.code == code


def test_the_31st_of_a_jalali_month_stays_the_last_day():
    # The 31st of Shahrivar; Mehr has 30 days.
    activity = planned(repeat_unit="month", repeat_workdays=False, repeat_from=date(2025, 8, 22))

    first = activity.next_day(date(2025, 8, 22), EVERY_DAY_WORKS)
    assert first == date(2025, 9, 22)
    assert activity.next_day(first, EVERY_DAY_WORKS) == date(2025, 10, 22)


def test_a_day_off_goes_to_the_next_working_day():
    days = WorkingCalendar(weekend=frozenset({4}), holidays=frozenset({date(2025, 3, 29)}))
    activity = planned(repeat_unit="week", repeat_from=date(2025, 3, 21))

    # Friday the 28th and Saturday the 29th are off.
    assert activity.next_day(date(2025, 3, 21), days) == date(2025, 3, 30)


def test_a_rule_that_has_ended_brings_nothing():
    activity = planned(repeat_unit="day", repeat_until=date(2025, 3, 20))

    assert activity.next_day(date(2025, 3, 20), EVERY_DAY_WORKS) is None
