"""Cold calls: a list is filled, worked one after another, and whoever is interested becomes a lead."""

from datetime import UTC, datetime, timedelta

import pytest

from payvand.kernel import clock
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from payvand.kernel.testing.world import make_world
from payvand.parties.testing import make_dora, make_organisation, make_person
from payvand.sales.commands.call_list import (
    add_lead_to_call_list,
    add_party_to_call_list,
    fill_from_leads,
    fill_from_parties,
    log_call,
    take_call,
)
from payvand.sales.models import CallList, CallListEntry, Lead
from payvand.sales.testing.lead import make_call_list, make_lead

pytestmark = pytest.mark.django_db

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def world():
    return make_world()


def add(call_list: CallList, name: str, phone: str, **values: object) -> CallListEntry:
    given = {"call_list": Reference(id=call_list.pk), "name": name, "phone": phone, **values}
    made = create(named("sales.calllistentry"), given, actor=system())
    assert isinstance(made, CallListEntry)
    return made


def test_list_is_filled_by_a_condition_with_those_who_have_a_phone(world):
    ann = world.actor("ann")
    bakery = make_organisation("Bakery", sector="Food", phones="02188776655", actor=ann)
    make_organisation("Mute Bakery", sector="Food", actor=ann)
    make_organisation("Smithy", sector="Iron", phones="02188776656", actor=ann)
    make_organisation("Foreign Bakery", sector="Food", phones="02188776657", actor=world.actor("cleo"))
    calls = make_call_list(actor=ann)

    added = fill_from_parties.run(calls.pk, actor=ann, where='sector is "Food"')
    again = fill_from_parties.run(calls.pk, actor=ann, where='sector is "Food"')

    entry = CallListEntry.objects.get()
    assert (added, again) == (1, 0)
    assert (entry.party, entry.phone, entry.position) == (bakery, "+982188776655", 1)


def test_leads_and_single_records_are_put_on_a_list(world):
    ann = world.actor("ann")
    calls = make_call_list(actor=ann)
    lead = make_lead("Reza", actor=ann, phone="09121111111")
    make_lead("Mute", actor=ann)
    dora = make_dora(world)

    assert fill_from_leads.run(calls.pk, actor=ann) == 1
    assert add_lead_to_call_list.run(lead.pk, actor=ann, call_list=Reference(id=calls.pk)) == 0
    assert add_party_to_call_list.run(dora.pk, actor=ann, call_list=Reference(id=calls.pk)) == 1

    assert list(CallListEntry.objects.order_by("position").values_list("name", "position")) == [
        ("Reza", 1), ("Dora Ahmadi", 2),
    ]  # fmt: skip


def test_bad_condition_foreign_list_and_missing_phone_are_refused(world):
    ann = world.actor("ann")
    calls, foreign = make_call_list(actor=ann), make_call_list("Foreign", actor=world.actor("cleo"))
    mute = make_person("Mute", actor=ann)

    for attempt in (
        lambda: fill_from_parties.run(calls.pk, actor=ann, where="colour is red"),
        lambda: add_party_to_call_list.run(mute.pk, actor=ann, call_list=Reference(id=foreign.pk)),
        lambda: add_party_to_call_list.run(mute.pk, actor=ann, call_list=Reference(id=calls.pk)),
    ):
        with pytest.raises(DomainError):
            attempt()

    assert not CallListEntry.objects.exists()


def test_two_callers_never_have_the_same_one_before_them(world):
    calls = make_call_list(actor=world.actor("ann"))
    CallList.objects.filter(pk=calls.pk).update(team=world.north)
    first, second = add(calls, "First", "09121111111"), add(calls, "Second", "09122222222")

    with clock.at(NOON):
        anns = take_call.run(calls.pk, actor=world.actor("ann"))
        bens = take_call.run(calls.pk, actor=world.actor("ben"))
        once_more = take_call.run(calls.pk, actor=world.actor("ann"))
        none_left = take_call.run(calls.pk, actor=world.actor("alma"))
    with clock.at(NOON + timedelta(minutes=30)):
        after_pause = take_call.run(calls.pk, actor=world.actor("alma"))

    assert (anns, bens, once_more) == (first.pk, second.pk, first.pk)
    assert none_left is None
    assert after_pause == first.pk


@pytest.mark.requirement("S0-3", "S0-8")
def test_interested_becomes_a_lead_of_the_caller_and_the_party_hears_of_it(world):
    ann, dora = world.actor("ann"), make_dora(world)
    calls = make_call_list("Spring calls", actor=ann)
    entry = add(calls, "Dora", "09121234567", party=Reference(id=dora.pk))

    log_call.run(entry.pk, actor=ann, outcome="interested", note="Wants an oven")

    lead, entry = Lead.objects.get(), CallListEntry.objects.get()
    told = Fact.objects.get(name="sales.call_logged")
    assert (lead.owner, lead.party, lead.source, lead.campaign) == (
        world.ann,
        dora,
        "cold_call",
        "Spring calls",
    )
    assert (entry.lead, entry.status, entry.outcome, entry.attempts) == (lead, "done", "interested", 1)
    assert (told.party_id, told.payload["lead_id"]) == (dora.pk, lead.pk)
    dora.refresh_from_db()
    assert dora.last_contact_on == clock.now().date()


def test_who_is_a_lead_already_is_not_made_one_again(world):
    ann = world.actor("ann")
    calls = make_call_list(actor=ann)
    make_lead("Reza", actor=ann, phone="09121111111")
    entry = add(calls, "Reza", "09121111111")

    log_call.run(entry.pk, actor=ann, outcome="interested")

    assert Lead.objects.get().touches == 2


def test_no_answer_comes_up_again_later_and_not_for_ever(world):
    ann = world.actor("ann")
    calls = make_call_list(actor=ann)
    entry = add(calls, "Reza", "09121111111")

    seen = []
    for hours in (0, 1, 3, 6, 9):
        with clock.at(NOON + timedelta(hours=hours)):
            pk = take_call.run(calls.pk, actor=ann)
            seen.append(pk == entry.pk)
            if isinstance(pk, int):
                log_call.run(pk, actor=ann, outcome="no_answer")

    entry.refresh_from_db()
    assert seen == [True, False, True, True, False]
    assert (entry.status, entry.attempts) == ("done", 3)


def test_who_asked_to_be_called_at_a_time_is_called_then_and_first(world):
    ann = world.actor("ann")
    calls = make_call_list(actor=ann)
    later, other = add(calls, "Later", "09121111111"), add(calls, "Other", "09122222222")
    with clock.at(NOON):
        log_call.run(later.pk, actor=ann, outcome="callback", due_at=NOON + timedelta(hours=1))
        before = take_call.run(calls.pk, actor=ann)
        CallListEntry.objects.update(held_by=None)
    with clock.at(NOON + timedelta(hours=2)):
        after = take_call.run(calls.pk, actor=ann)

    assert (before, after) == (other.pk, later.pk)


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"outcome": "callback"}, "due_at"),
        ({"outcome": "callback", "due_at": NOON - timedelta(hours=1)}, "due_at"),
    ],
)
def test_calling_back_needs_a_time_to_come(world, inputs, field):
    entry = add(make_call_list(actor=world.actor("ann")), "Reza", "09121111111")

    with clock.at(NOON), pytest.raises(DomainError) as refused:
        log_call.run(entry.pk, actor=world.actor("ann"), **inputs)

    assert refused.value.field == field
    assert not Fact.objects.filter(name="sales.call_logged").exists()


def test_call_that_is_done_is_not_logged_twice(world):
    ann = world.actor("ann")
    entry = add(make_call_list(actor=ann), "Reza", "09121111111")
    log_call.run(entry.pk, actor=ann, outcome="not_interested")

    with pytest.raises(DomainError) as refused:
        log_call.run(entry.pk, actor=ann, outcome="interested")

    assert refused.value.code == "called_already"
    assert not Lead.objects.exists()


def test_list_of_others_is_not_worked(world):
    calls = make_call_list(actor=world.actor("ann"))
    entry = add(calls, "Reza", "09121111111")

    with pytest.raises(Missing):
        take_call.run(calls.pk, actor=world.actor("cleo"))
    with pytest.raises(Missing):
        log_call.run(entry.pk, actor=world.actor("cleo"), outcome="reached")


def test_page_shows_the_number_takes_an_outcome_and_goes_on(world, client):
    ann = world.actor("ann")
    calls = make_call_list(actor=ann)
    first = add(calls, "First Bakery", "02188776655")
    add(calls, "Second Bakery", "02188776656")
    client.force_login(world.ann, backend="payvand.ui.authentication.PasswordBackend")
    page = f"/sales/calls/{calls.pk}"

    empty = client.get(page).content.decode()
    begun = client.post(f"{page}/next", follow=True).content.decode()
    unsaid = client.post(f"{page}/{first.pk}", {"outcome": "callback", "note": "In June"})
    on = client.post(f"{page}/{first.pk}", {"outcome": "reached", "note": "Sends a list"}, follow=True)

    assert "Start calling" in empty
    assert "First Bakery" in begun
    assert 'href="tel:+982188776655"' in begun
    assert unsaid.status_code == 422
    assert "In June" in unsaid.content.decode()
    assert "Second Bakery" in on.content.decode()
    assert CallListEntry.objects.get(pk=first.pk).note == "Sends a list"


def test_page_of_another_list_is_not_found(world, client):
    calls = make_call_list(actor=world.actor("ann"))
    client.force_login(world.cleo, backend="payvand.ui.authentication.PasswordBackend")

    assert client.get(f"/sales/calls/{calls.pk}").status_code == 404


def test_outcome_is_no_field_to_be_edited(world):
    entry = add(make_call_list(actor=world.actor("ann")), "Reza", "09121111111")

    with pytest.raises(DomainError):
        update(named("sales.calllistentry"), entry.pk, {"outcome": "interested"}, actor=world.actor("ann"))
