"""Who gets a new lead: in turn, by work, by province; who is away; and until when somebody must answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payvand.kernel import clock
from payvand.kernel.access import Actor, system
from payvand.kernel.errors import DomainError, Invalid
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Company, Fact, Holiday, User
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import make_world
from payvand.sales.commands.lead import put_off_lead
from payvand.sales.commands.lead_assignment import assign_lead, assign_new_lead
from payvand.sales.models import AssignmentRule, Lead
from payvand.sales.reactions.lead import wake
from payvand.sales.testing.lead import make_lead, make_rule
from payvand.sales.working_time import working_time

pytestmark = pytest.mark.django_db

# 07:30 UTC is 11:00 in Tehran; the third of June 2025 is a Tuesday, and the weekend Thursday and Friday.
TUESDAY = datetime(2025, 6, 3, 7, 30, tzinfo=UTC)


@pytest.fixture
def world():
    world = make_world()
    Company.objects.create(pk=1, created_at=TUESDAY, updated_at=TUESDAY)
    return world


def arrive(name: str = "Sara", at: datetime = TUESDAY, actor: Actor | None = None, **values: object) -> Lead:
    """A lead that nobody answers for, after whoever hears of it has heard."""
    with clock.at(at):
        lead = make_lead(name, actor=actor, **values)
        deliver_all()
    return Lead.objects.get(pk=lead.pk)


def absent(user: User, start: date, end: date) -> None:
    values = {"user": Reference(id=user.pk), "start_on": start, "end_on": end}
    create(named("sales.absence"), values, actor=system())


@pytest.mark.requirement("S4-58")
def test_leads_go_round_and_nobody_is_passed_over(world):
    make_rule("Everything", world.ann, world.ben, world.cleo)

    owners = [arrive(f"Lead {number}").owner for number in range(4)]

    assert owners == [world.ann, world.ben, world.cleo, world.ann]
    assert Lead.objects.filter(team=world.north).count() == 3


def test_who_is_away_is_passed_over_and_keeps_the_place(world):
    make_rule("Everything", world.ann, world.ben, world.cleo)
    absent(world.ben, date(2025, 6, 1), date(2025, 6, 3))

    owners = [arrive(f"Lead {number}").owner for number in range(2)]
    back = arrive("Next day", TUESDAY + timedelta(days=1))

    assert owners == [world.ann, world.cleo]
    assert back.owner == world.ann


def test_at_night_counts_who_is_there_when_work_begins(world):
    make_rule("Everything", world.ann, world.ben)
    absent(world.ann, date(2025, 6, 4), date(2025, 6, 4))

    lead = arrive(at=TUESDAY.replace(hour=20))

    assert lead.owner == world.ben


def test_least_busy_gets_it(world):
    make_rule("Everything", world.ann, world.ben, method="least_busy")
    for number in range(2):
        make_lead(f"Old {number}", actor=world.actor("ann"))

    owners = [arrive(f"Lead {number}").owner for number in range(3)]

    assert owners == [world.ben, world.ben, world.ann]


def test_province_decides_and_what_lies_elsewhere_goes_on_to_the_next_rule(world):
    make_rule(
        "Provinces", world.ann, world.cleo, provinces=("IR-23", "IR-07"), method="territory", position=1
    )
    make_rule("The rest", world.ben, position=2)

    assert arrive("Tehran", province="تهران").owner == world.ann
    assert arrive("Shiraz", province="فارس").owner == world.cleo
    assert arrive("Tabriz", province="آذربایجان شرقی").owner == world.ben
    assert arrive("Nowhere").owner == world.ben


def test_condition_and_order_choose_the_rule(world):
    make_rule("Website", world.cleo, position=1, condition="source is website", answer_minutes=15)
    make_rule("The rest", world.ann, position=2, answer_minutes=0)

    web, other = arrive("Web", source="website"), arrive("Fair", source="exhibition")

    assert (web.owner, web.first_response_due_at) == (world.cleo, TUESDAY + timedelta(minutes=15))
    assert (other.owner, other.first_response_due_at) == (world.ann, None)


def test_team_gets_leads_beside_those_who_are_named(world):
    make_rule("North", world.cleo, team=Reference(id=world.north.pk))

    owners = {arrive(f"Lead {number}").owner for number in range(3)}

    assert owners == {world.ann, world.ben, world.cleo}


@pytest.mark.parametrize(
    ("at", "due"),
    [
        # Ten minutes before work ends at 17:00 (13:30 UTC): the rest falls on the next morning at nine.
        (TUESDAY.replace(hour=13, minute=20), datetime(2025, 6, 4, 6, 20, tzinfo=UTC)),
        # In the night.
        (TUESDAY.replace(hour=22), datetime(2025, 6, 4, 6, 30, tzinfo=UTC)),
        # On Wednesday evening: Thursday and Friday are the weekend, Saturday is a holiday.
        (datetime(2025, 6, 4, 14, 0, tzinfo=UTC), datetime(2025, 6, 8, 6, 30, tzinfo=UTC)),
        # Early in the morning.
        (TUESDAY.replace(hour=3, minute=0), datetime(2025, 6, 3, 6, 30, tzinfo=UTC)),
    ],
)
def test_deadline_runs_in_working_minutes(world, at, due):
    Holiday.objects.create(
        day=date(2025, 6, 7), name="Feast", region="IR", created_at=TUESDAY, updated_at=TUESDAY
    )
    make_rule("Everything", world.ann, answer_minutes=60)

    lead = arrive(at=at)

    assert lead.first_response_due_at == due


def test_long_deadline_spans_working_days(world):
    with clock.at(TUESDAY):
        hours = working_time(9, 17)

        # 16 hours of work: six are left on Tuesday, eight on Wednesday, two on Saturday.
        assert hours.add_minutes(TUESDAY, 16 * 60) == datetime(2025, 6, 7, 7, 30, tzinfo=UTC)


def test_own_lead_stays_with_its_owner_and_gets_a_deadline(world):
    make_rule("Everything", world.cleo)

    lead = arrive(actor=world.actor("ann"))

    assert lead.owner == world.ann
    assert lead.first_response_due_at == TUESDAY + timedelta(minutes=60)


def test_hearing_of_a_lead_twice_assigns_it_once(world):
    make_rule("Everything", world.ann, world.ben)
    lead = arrive()

    assign_new_lead.run(lead.pk, actor=system())

    lead.refresh_from_db()
    assert lead.owner == world.ann
    assert Fact.objects.filter(name="sales.lead_assigned").count() == 1
    assert AssignmentRule.objects.get().last == world.ann


def test_lead_that_wakes_must_be_answered_anew(world):
    make_rule("Everything", world.ann)
    lead = arrive()
    with clock.at(TUESDAY):
        put_off_lead.run(lead.pk, actor=world.actor("ann"), until=date(2025, 6, 10))

    with clock.at(TUESDAY + timedelta(days=7)):
        wake()
        deliver_all()

    lead.refresh_from_db()
    assert (lead.owner, lead.first_response_due_at) == (world.ann, TUESDAY + timedelta(days=7, minutes=60))


def test_by_hand_the_rules_give_it_to_the_next_one_or_say_that_none_fits(world):
    lead = make_lead(actor=world.actor("alma"))

    with pytest.raises(DomainError) as refused:
        assign_lead.run(lead.pk, actor=world.actor("alma"))
    make_rule("Everything", world.ben)
    assign_lead.run(lead.pk, actor=world.actor("alma"))

    assert refused.value.code == "no_rule_fits"
    assert Lead.objects.get(pk=lead.pk).owner == world.ben


def test_nobody_gets_it_while_all_are_away_or_gone(world):
    make_rule("Everything", world.ann)
    User.objects.filter(pk=world.ann.pk).update(is_active=False)

    assert arrive().owner is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"condition": "colour is red"}, "condition"),
        ({"condition": "owner is me"}, "condition"),
        ({"opens": 17, "closes": 9}, "closes"),
        ({"opens": 9, "closes": 25}, "closes"),
    ],
)
def test_rule_that_cannot_work_is_refused(world, values, field):
    with pytest.raises(DomainError) as refused:
        make_rule("Broken", **values)

    assert refused.value.field == field
    assert not AssignmentRule.objects.exists()


def test_condition_that_cannot_be_read_any_more_holds_for_nothing(world):
    rule = make_rule("Broken", world.cleo, position=1)
    AssignmentRule.objects.filter(pk=rule.pk).update(condition="custom_gone is 1")
    make_rule("The rest", world.ann, position=2)

    assert arrive().owner == world.ann


def test_absence_ends_after_it_begins(world):
    with pytest.raises(DomainError) as refused:
        absent(world.ann, date(2025, 6, 3), date(2025, 6, 1))

    assert refused.value.field == "end_on"


def test_rule_takes_a_name_once(world):
    make_rule("Everything")

    with pytest.raises(Invalid) as refused:
        make_rule("Everything")
    update(named("sales.assignmentrule"), AssignmentRule.objects.get().pk, {"name": "All"}, actor=system())

    assert refused.value.errors[0].field == "name"
