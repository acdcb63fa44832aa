"""The pages of parties by the client: the strip that says what nobody knows yet, and the tabs beside the timeline."""

import pytest
from django.test import Client

from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import create
from payvand.kernel.testing.world import make_world
from payvand.parties.commands import give_consent, note_contact, relate
from payvand.parties.glance import PLACES, fill_place
from payvand.parties.testing import make_dora, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def page(client: Client, user, address: str) -> str:
    client.force_login(user, backend="payvand.ui.authentication.PasswordBackend")
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


@pytest.mark.requirement("S4-3", "S1-1")
def test_strip_has_seven_places_and_says_what_nobody_knows_yet(world, client):
    dora = make_dora(world)

    before = page(client, world.ann, f"/parties/party/{dora.pk}")
    note_contact.run(dora.pk, actor=world.actor("ann"))
    after = page(client, world.ann, f"/parties/party/{dora.pk}")

    assert before.count('class="figure-label"') == len(PLACES) == 7
    assert before.count("no data yet") == 7
    assert after.count("no data yet") == 6


def test_place_is_filled_once_and_only_where_there_is_one():
    with pytest.raises(LookupError):
        fill_place("nonsense", lambda party, actor: None)
    with pytest.raises(ValueError):
        fill_place("last_contact", lambda party, actor: None)


@pytest.mark.requirement("S4-66")
def test_related_tab_shows_both_sides_and_hides_what_may_not_be_seen(world, client):
    dora, ann = make_dora(world), world.actor("ann")
    kian = make_organisation("Kian Trading", actor=ann)
    hidden = make_organisation("Hidden Partner", actor=world.actor("cleo"))
    relate.run(dora.pk, actor=ann, kind="decides_for", other=Reference(id=kian.pk), role="decider")
    relate.run(kian.pk, actor=world.actor("alma"), kind="partner_of", other=Reference(id=hidden.pk))

    of_dora = page(client, world.ann, f"/parties/party/{dora.pk}?tab=related")
    of_kian = page(client, world.ann, f"/parties/party/{kian.pk}?tab=related")

    assert "decides for" in of_dora
    assert "Kian Trading" in of_dora
    assert "has decisions made by" in of_kian
    assert "Dora Ahmadi" in of_kian
    assert "Hidden Partner" not in of_kian


def test_contact_tab_shows_consent_and_the_result_of_the_check(world, client):
    ann = world.actor("ann")
    values = {
        "name": "Sara",
        "phones": "09121234567",
        "identifiers": "ir_national_id:0012345678; ir_company_id:14005893875",
    }
    sara = create(named("parties.party"), values, actor=ann)
    give_consent.run(sara.pk, actor=ann, contact="09121234567", source="web form")

    content = page(client, world.ann, f"/parties/party/{sara.pk}?tab=contact")

    assert "web form" in content
    assert content.count(">doubtful<") + content.count("doubtful</span>") >= 1
    assert "valid</span>" in content


def test_address_tab_says_the_main_address_and_the_further_ones(world, client):
    ann = world.actor("ann")
    dora = make_dora(world)
    create(
        named("parties.address"),
        {"party": dora.pk, "name": "Warehouse", "use": "warehouse", "city": "قم"},
        actor=ann,
    )

    content = page(client, world.ann, f"/parties/party/{dora.pk}?tab=addresses")

    assert "Warehouse" in content
    assert "Qom" in content


@pytest.mark.parametrize("tab", ["related", "contact", "addresses"])
def test_empty_tabs_say_what_they_are_for(world, client, tab):
    party = create(named("parties.party"), {"name": "Bare"}, actor=world.actor("ann"))

    content = page(client, world.ann, f"/parties/party/{party.pk}?tab={tab}")

    assert 'class="state"' in content


def test_list_and_form_open(world, client):
    make_dora(world)
    deliver_all()

    listed = page(client, world.ann, "/parties/party")
    form = page(client, world.ann, "/parties/party/new")

    assert "Dora Ahmadi" in listed
    assert 'name="given_name"' in form


def test_number_of_queries_of_the_page_does_not_grow_with_what_is_related(
    world, client, django_assert_max_num_queries
):
    ann = world.actor("ann")
    kian = make_organisation("Kian Trading", actor=ann)
    for number in range(12):
        person = make_person(f"Person {number}", phones=f"0912000{number:04}", organisation=kian, actor=ann)
        relate.run(person.pk, actor=ann, kind="decides_for", other=Reference(id=kian.pk))
    address = f"/parties/party/{kian.pk}?tab=related"
    page(client, world.ann, address)

    with django_assert_max_num_queries(26):
        content = page(client, world.ann, address)

    assert content.count("decisions made by") == 12
