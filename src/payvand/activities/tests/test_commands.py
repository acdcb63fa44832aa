"""What is done with activities: state, facts on every timeline, what follows, refusals."""

from datetime import UTC, datetime, timedelta

import pytest

from payvand.activities.commands import (
    cancel_activity,
    complete_activity,
    plan_for_party,
    postpone_activity,
    reopen_activity,
)
from payvand.activities.commands.plan import planned
from payvand.activities.models import Activity
from payvand.activities.testing import make_activity
from payvand.kernel import clock
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.facts import FACTS
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import create
from payvand.parties.models import Party
from payvand.parties.testing import make_dora

NOON = datetime(2025, 3, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def ann(world):
    return world.actor("ann")


@pytest.fixture
def dora(world):
    return make_dora(world)


def told(name: str) -> list[tuple[str, int]]:
    """About which records a fact was told."""
    return list(Fact.objects.filter(name=name).order_by("id").values_list("object", "subject_id"))


def test_a_call_that_is_done_is_told_to_the_customer_and_counts_as_contact(ann, dora):
    call = make_activity("Call Dora", ann, party=dora, due_at=NOON)

    complete_activity.run(call.pk, actor=ann, outcome="positive", result="She will buy.")
    deliver_all()

    fact = Fact.objects.get(name="activities.completed")
    assert (fact.object, fact.party_id) == ("activities.activity", dora.pk)
    text = FACTS["activities.completed"].text
    assert (
        text is not None and text(fact.payload, ann.locale) == "call · Call Dora · went well · She will buy."
    )
    assert Party.objects.get(pk=dora.pk).last_contact_on == NOON.date()


def test_nobody_reached_is_no_contact(ann, dora):
    call = make_activity("Call Dora", ann, party=dora)

    complete_activity.run(call.pk, actor=ann, outcome="not_reached")
    deliver_all()

    assert Party.objects.get(pk=dora.pk).last_contact_on is None


def test_what_comes_next_is_planned_at_once(ann, dora):
    call = make_activity("Call Dora", ann, party=dora)

    complete_activity.run(call.pk, actor=ann, next_subject="Send the quote", next_at=NOON + timedelta(days=1))

    after = Activity.objects.get(subject="Send the quote")
    assert (after.party_id, after.owner_id, after.status) == (dora.pk, ann.user_id, "planned")


def test_a_time_without_a_subject_is_refused_and_nothing_is_done(ann):
    call = make_activity("Call Dora", ann)

    with pytest.raises(DomainError) as refusal:
        complete_activity.run(call.pk, actor=ann, next_at=NOON + timedelta(days=1))

    assert refusal.value.code == "no_subject"
    assert Activity.objects.get(pk=call.pk).status == "planned"


def test_doing_it_twice_is_refused(ann):
    call = make_activity("Call Dora", ann)
    complete_activity.run(call.pk, actor=ann)

    with pytest.raises(DomainError) as refusal:
        complete_activity.run(call.pk, actor=ann)

    assert str(refusal.value) == "This is done already."


def test_one_that_repeats_comes_again_with_its_rule_and_reminder(ann, dora):
    call = make_activity(
        "Weekly call",
        ann,
        party=dora,
        due_at=NOON,
        remind_at=NOON - timedelta(minutes=15),
        repeat_unit="week",
        repeat_workdays=False,
    )

    complete_activity.run(call.pk, actor=ann)

    again = Activity.objects.get(subject="Weekly call", status="planned")
    assert again.due_at == NOON + timedelta(weeks=1)
    assert again.remind_at == again.due_at - timedelta(minutes=15)
    assert (again.repeat_unit, again.party_id) == ("week", dora.pk)


def test_cancelling_one_that_repeats_skips_it_alone(ann):
    call = make_activity("Weekly call", ann, due_at=NOON, repeat_unit="week")

    cancel_activity.run(call.pk, actor=ann, reason="Holiday")

    assert Activity.objects.filter(status="planned").count() == 1
    assert told("activities.cancelled") == [("activities.activity", call.pk)]


def test_putting_off_and_taking_up_again(ann):
    call = make_activity("Call Dora", ann, due_at=NOON + timedelta(hours=1))

    postpone_activity.run(call.pk, actor=ann, until=NOON + timedelta(days=3))
    complete_activity.run(call.pk, actor=ann)
    reopen_activity.run(call.pk, actor=ann)

    found = Activity.objects.get(pk=call.pk)
    assert (found.status, found.due_at, found.done_at) == ("planned", NOON + timedelta(days=3), None)
    assert told("activities.postponed") and told("activities.reopened")


def test_a_plan_from_a_party_is_with_that_party(ann, dora):
    plan_for_party.run(dora.pk, actor=ann, title="Visit", kind="visit", due_at=NOON)

    assert Activity.objects.get().party_id == dora.pk


def test_a_plan_about_another_record_is_told_on_its_timeline(ann):
    tree = create(named("orchard.tree"), {"name": "Apple"}, actor=ann)

    made = planned({"subject": "Prune it"}, "orchard.tree", tree.pk, ann)
    complete_activity.run(made.pk, actor=ann)

    assert told("activities.planned") == [("orchard.tree", tree.pk)]
    assert told("activities.completed") == [("activities.activity", made.pk), ("orchard.tree", tree.pk)]


def test_somebody_of_another_team_can_do_nothing(ann, world):
    call = make_activity("Call Dora", ann)

    for deed in (complete_activity, cancel_activity):
        with pytest.raises(Missing):
            deed.run(call.pk, actor=world.actor("cleo"))
