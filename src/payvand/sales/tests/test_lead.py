"""Leads by hand: taking up, answering, qualifying, giving up, putting off, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError, Invalid, Missing
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.query import Query, page, parse_where
from payvand.kernel.records import update
from payvand.kernel.testing.world import make_world
from payvand.parties.testing import make_dora
from payvand.sales.commands.lead import (
    disqualify_lead,
    put_off_lead,
    qualify_lead,
    reopen_lead,
    respond_to_lead,
    take_up_lead,
)
from payvand.sales.commands.lead_board import move_lead
from payvand.sales.models import DisqualifyReason, Lead, LeadTalk
from payvand.sales.reactions.lead import wake
from payvand.sales.testing.lead import make_lead, make_reason

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def world():
    return make_world()


def told(lead: Lead) -> list[str]:
    return list(
        Fact.objects.filter(object="sales.lead", subject_id=lead.pk)
        .order_by("id")
        .values_list("name", flat=True)
    )


def test_taking_up_makes_a_lead_somebodys(world):
    lead = make_lead()

    take_up_lead.run(lead.pk, actor=world.actor("alma"))

    lead.refresh_from_db()
    assert (lead.status, lead.owner) == ("working", world.alma)
    assert told(lead) == ["record.created", "sales.lead_taken_up"]


def test_first_answer_ends_the_deadline_and_keeps_who_spoke_about_what(world):
    lead, ann = make_lead(actor=world.actor("ann")), world.actor("ann")
    Lead.objects.filter(pk=lead.pk).update(first_response_due_at=NOON)

    with clock.at(NOON + timedelta(hours=1)):
        respond_to_lead.run(
            lead.pk,
            actor=ann,
            outcome="reached",
            topic="Delivery to Qom",
            objection="price",
            questions="Who pays?",
        )
    with clock.at(NOON + timedelta(hours=2)):
        respond_to_lead.run(lead.pk, actor=ann, outcome="no_answer")

    lead.refresh_from_db()
    first, second = Fact.objects.filter(name="sales.lead_responded").order_by("id")
    assert (lead.status, lead.responded_at) == ("working", NOON + timedelta(hours=1))
    assert (first.payload["first"], first.payload["in_time"]) == (True, False)
    assert (second.payload["first"], second.payload["in_time"]) == (False, None)
    talk = LeadTalk.objects.get(topic="Delivery to Qom")
    assert (talk.user, talk.objection, talk.questions) == (world.ann, "price", "Who pays?")


def test_answer_is_told_by_the_list_as_waiting_overdue_in_time_or_too_late(world):
    now = clock.now()
    states = {
        "waiting": {"first_response_due_at": now + timedelta(hours=1)},
        "overdue": {"first_response_due_at": now - timedelta(hours=1)},
        "in_time": {"first_response_due_at": now, "responded_at": now - timedelta(hours=1)},
        "too_late": {
            "first_response_due_at": now - timedelta(hours=2),
            "responded_at": now - timedelta(hours=1),
        },
    }
    for name, values in states.items():
        Lead.objects.filter(pk=make_lead(name).pk).update(**values)
    leads = named("sales.lead")

    for state in states:
        where = parse_where(f"answer is {state}", leads, world.actor("alma").locale)
        rows = page(leads, Query(where=where, columns=("name",)), world.actor("alma")).rows

        assert [row.values[0] for row in rows] == [state]


@pytest.mark.requirement("S4-63")
def test_disqualifying_needs_a_reason_out_of_the_tree(world):
    lead, ann = make_lead(actor=world.actor("ann")), world.actor("ann")
    money = make_reason("No money")
    none_yet = make_reason("Next year's budget", money)

    with pytest.raises(Invalid) as unsaid:
        disqualify_lead.read({}, ann.locale)
    with pytest.raises(DomainError) as unknown:
        disqualify_lead.run(lead.pk, actor=ann, reason=Reference(id=999))
    disqualify_lead.run(lead.pk, actor=ann, reason=Reference(id=none_yet.pk), note="Call in spring")

    lead.refresh_from_db()
    assert unsaid.value.errors[0].field == "reason"
    assert unknown.value.code == "no_such_reason"
    assert (lead.status, lead.reason) == ("disqualified", none_yet)
    assert (
        Fact.objects.get(name="sales.lead_disqualified").payload["reason"] == "No money › Next year's budget"
    )


def test_renaming_a_reason_renames_the_paths_below_it(world):
    top = make_reason("No money")
    below = make_reason("Too dear", make_reason("Price", top))

    update(named("sales.disqualifyreason"), top.pk, {"name": "Budget"}, actor=system())

    assert DisqualifyReason.objects.get(pk=below.pk).path == "Budget › Price › Too dear"


def test_reason_cannot_be_part_of_itself(world):
    top = make_reason("No money")
    below = make_reason("Price", top)

    with pytest.raises(DomainError) as refused:
        update(named("sales.disqualifyreason"), top.pk, {"parent": Reference(id=below.pk)}, actor=system())

    assert refused.value.code == "circle"


@pytest.mark.requirement("S4-63")
def test_what_is_put_off_opens_itself_on_its_day_and_only_once(world):
    lead, ann = make_lead(actor=world.actor("ann")), world.actor("ann")
    with clock.at(NOON):
        respond_to_lead.run(lead.pk, actor=ann)
        put_off_lead.run(lead.pk, actor=ann, until=date(2025, 6, 10), note="After the fair")

    with clock.at(NOON + timedelta(days=5)):
        wake()
    asleep = Lead.objects.get(pk=lead.pk)
    with clock.at(NOON + timedelta(days=9)):
        wake()
        wake()
    awake = Lead.objects.get(pk=lead.pk)

    assert (asleep.status, asleep.wake_on) == ("later", date(2025, 6, 10))
    assert (awake.status, awake.wake_on, awake.responded_at) == ("new", None, None)
    assert told(lead).count("sales.lead_woke") == 1


@pytest.mark.parametrize("until", [date(2025, 6, 1), date(2025, 5, 31)])
def test_putting_off_asks_for_a_day_to_come(world, until):
    lead = make_lead(actor=world.actor("ann"))

    with clock.at(NOON), pytest.raises(DomainError) as refused:
        put_off_lead.run(lead.pk, actor=world.actor("ann"), until=until)

    assert (refused.value.code, refused.value.field) == ("not_ahead", "until")
    assert told(lead) == ["record.created"]


def test_what_was_disqualified_is_left_alone_until_it_is_opened_again(world):
    lead, ann = make_lead(actor=world.actor("ann")), world.actor("ann")
    disqualify_lead.run(lead.pk, actor=ann, reason=Reference(id=make_reason().pk))

    for command, inputs in (
        (take_up_lead, {}),
        (qualify_lead, {}),
        (respond_to_lead, {}),
        (put_off_lead, {"until": date(2030, 1, 1)}),
    ):
        with pytest.raises(DomainError):
            command.run(lead.pk, actor=ann, of=named("sales.lead"), **inputs)
    reopen_lead.run(lead.pk, actor=ann, note="They called again")

    lead.refresh_from_db()
    assert (lead.status, lead.reason) == ("new", None)


def test_status_is_moved_by_verbs_alone(world):
    lead = make_lead(actor=world.actor("ann"))

    with pytest.raises(DomainError):
        update(named("sales.lead"), lead.pk, {"status": "converted"}, actor=world.actor("ann"))

    assert Lead.objects.get(pk=lead.pk).status == "new"


def test_drop_on_the_board_asks_for_what_the_column_needs(world):
    lead, ann = make_lead(actor=world.actor("ann")), world.actor("ann")
    reason = Reference(id=make_reason().pk)

    for status, field in (("disqualified", "reason"), ("later", "until")):
        with pytest.raises(DomainError) as refused:
            move_lead.run(lead.pk, actor=ann, status=status)
        assert refused.value.field == field
    move_lead.run(lead.pk, actor=ann, status="working")
    move_lead.run(lead.pk, actor=ann, status="qualified")
    move_lead.run(lead.pk, actor=ann, status="disqualified", reason=reason)
    with pytest.raises(DomainError):
        move_lead.run(lead.pk, actor=ann, status="qualified")
    move_lead.run(lead.pk, actor=ann, status="new")

    assert told(lead)[1:] == [
        "sales.lead_taken_up", "sales.lead_qualified", "sales.lead_disqualified", "sales.lead_reopened",
    ]  # fmt: skip


def test_others_neither_see_nor_move_a_lead(world):
    lead = make_lead(actor=world.actor("ann"))

    with pytest.raises(Missing):
        take_up_lead.run(lead.pk, actor=world.actor("cleo"))
    with pytest.raises(Denied):
        take_up_lead.run(lead.pk, actor=world.actor("stranger"))

    assert Lead.objects.get(pk=lead.pk).status == "new"


def test_lead_whom_the_register_knows_is_linked_as_far_as_the_maker_may_know(world):
    dora = make_dora(world)

    anns = make_lead("Dora", actor=world.actor("ann"), phone="0912 123 4567")
    cleos = make_lead("Dora", actor=world.actor("cleo"), phone="0912 123 4567")

    assert Lead.objects.get(pk=anns.pk).party_id == dora.pk
    assert Lead.objects.get(pk=cleos.pk).party_id is None
