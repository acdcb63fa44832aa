"""From a pair to one record and back: the page that compares, the set, the queue that knows."""

import pytest

from payvand.duplicates.commands import merge_pair
from payvand.duplicates.models import Pair, Phase, Rule, Scan, State, Verdict
from payvand.duplicates.scanning import drive
from payvand.kernel.access import system
from payvand.kernel.access.tokens import issue
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import merge_of, now_known_as, part, update
from payvand.kernel.testing.world import World, make_world
from payvand.parties.commands.duplicate_rules import add_duplicate_rules
from payvand.parties.models import Party
from payvand.parties.testing import make_person

pytestmark = pytest.mark.django_db
PARTIES = "/parties/party"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def alma(world, client):
    client.force_login(world.alma)
    return client


@pytest.fixture
def twins():
    one = make_person("Mohammad Hosseini", phones="09121112233", emails="m@example.com")
    other = make_person("محمد حسینی", phones="09121112233")
    update(named("parties.party"), other.pk, {"job_title": "Buyer", "city": "Tehran"}, actor=system())
    update(named("parties.party"), one.pk, {"job_title": "Head of purchasing"}, actor=system())
    return one, other


@pytest.fixture
def pair(twins) -> Pair:
    add_duplicate_rules(actor=system())
    rule = Rule.objects.get(within="kind is person")
    drive(Scan.objects.begin(rule, user_id=None))
    return Pair.objects.get()


def form(one: Party, other: Party, **more: object) -> dict[str, object]:
    versions = {f"version-{p.pk}": Party.objects.get(pk=p.pk).version for p in (one, other)}
    return {"keep": one.pk, **versions, **more}


def test_the_page_compares_field_by_field(alma, twins):
    one, other = twins

    page = alma.get(f"{PARTIES}/merge?ids={one.pk},{other.pk}&language=en").content.decode()

    assert "Head of purchasing" in page
    assert f'name="take-job_title" value="{other.pk}"' in page
    assert 'name="take-kind"' not in page
    assert 'name="take-phones"' not in page


def test_what_is_chosen_stands_in_the_one_that_stays(alma, twins):
    one, other = twins

    answer = alma.post(
        f"{PARTIES}/merge?ids={one.pk},{other.pk}",
        form(one, other, **{"take-job_title": other.pk, "take-name": one.pk}),
    )

    assert answer.status_code == 302
    assert answer["Location"] == f"{PARTIES}/{one.pk}"
    kept = Party.objects.get(pk=one.pk)
    assert (kept.name, kept.job_title, kept.city) == ("Mohammad Hosseini", "Buyer", "Tehran")
    assert now_known_as(named("parties.party"), other.pk) == one.pk


def test_three_become_one(alma, twins):
    one, other = twins
    third = make_person("M. Hosseini", emails="mh@example.com")

    alma.post(
        f"{PARTIES}/merge?ids={one.pk},{other.pk},{third.pk}",
        form(one, other, **{f"version-{third.pk}": third.version, "take-name": third.pk}),
    )

    kept = Party.objects.get(pk=one.pk)
    assert kept.name == "M. Hosseini"
    assert Party.objects.current().count() == 1
    assert set(kept.contact_points.values_list("value", flat=True)) == {
        "+989121112233", "m@example.com", "mh@example.com",
    }  # fmt: skip


@pytest.mark.parametrize("change", [{"keep": ""}, {"keep": "999"}, {"version-{one}": "77"}])
def test_what_cannot_be_merged_changes_nothing(alma, twins, change):
    one, other = twins
    change = {name.format(one=one.pk): value for name, value in change.items()}

    answer = alma.post(f"{PARTIES}/merge?ids={one.pk},{other.pk}", form(one, other) | change)

    assert answer.status_code == 422
    assert Party.objects.current().count() == 2


@pytest.mark.parametrize("ids", ["", "1", "1,x", "1,1", "1,2,3,4,5,6,7", "1,99999999999999999999"])
def test_an_address_that_names_no_records_is_not_found(alma, ids):
    assert alma.get(f"{PARTIES}/merge?ids={ids}").status_code == 404


def test_whoever_may_edit_one_of_them_alone_merges_nothing(world, client):
    mine = make_person("Sara Karimi", actor=world.actor("ann"))
    theirs = make_person("Sara Karimy", actor=world.actor("cleo"))
    client.force_login(world.ann)

    answer = client.post(f"{PARTIES}/merge?ids={mine.pk},{theirs.pk}", form(mine, theirs))

    assert answer.status_code in (403, 404)
    assert Party.objects.current().count() == 2


def test_the_chosen_rows_of_a_list_lead_to_the_page(alma, twins):
    one, other = twins

    answer = alma.post(f"{PARTIES}/list/merge", {"ids": [one.pk, other.pk]}, HTTP_HX_REQUEST="true")

    assert answer["HX-Redirect"] == f"{PARTIES}/merge?ids={one.pk},{other.pk}"


def test_one_row_alone_cannot_be_merged(alma, twins):
    answer = alma.post(f"{PARTIES}/list/merge", {"ids": [twins[0].pk]}, HTTP_HX_REQUEST="true")

    assert answer.status_code == 422


def test_a_pair_is_merged_into_the_fuller_record_and_back(pair, twins):
    one, other = twins

    merge_pair.run(pair.pk, actor=system())
    deliver_all()

    pair.refresh_from_db()
    assert pair.state == Verdict.MERGED
    assert Party.objects.current().get().pk == other.pk
    part(merge_of(named("parties.party"), one.pk), actor=system())
    deliver_all()
    pair.refresh_from_db()
    assert pair.is_open
    assert Party.objects.current().count() == 2


def test_a_merge_by_any_face_closes_the_pair(alma, pair, twins):
    one, other = twins

    alma.post(f"{PARTIES}/merge?ids={one.pk},{other.pk}", form(one, other))
    deliver_all()

    assert Pair.objects.get().state == Verdict.MERGED


def test_the_page_of_a_pair_shows_the_evidence(alma, pair):
    page = alma.get(f"/duplicates/pair/{pair.pk}?language=en").content.decode()

    assert "Compare and merge" in page
    assert "the same by sound, in another script or order" in page


def test_the_page_of_a_rule_shows_weights_and_scans(alma, pair):
    page = alma.get(f"/duplicates/rule/{pair.rule_id}?language=en").content.decode()

    assert "What each agreement is worth" in page
    assert "1 new ones put up" in page


def test_the_page_of_a_rule_follows_a_scan_that_is_under_way(alma, pair):
    scan = Scan.objects.begin(Rule.objects.get(pk=pair.rule_id), user_id=None)
    scan.enter(Phase.COMPARING, 4000)
    scan.advance(2000, 2000)
    address = f"/duplicates/rule/{pair.rule_id}?language=en"

    under_way = alma.get(address).content.decode()
    scan.end(State.DONE)
    ended = alma.get(address).content.decode()

    assert 'hx-select="#scans"' in under_way
    assert 'value="2000" max="4000"' in under_way
    assert "2,000 of 4,000 records" in under_way
    assert "hx-select" not in ended


@pytest.mark.parametrize("way", ["post", "patch", "delete"])
def test_nobody_writes_a_pair_by_hand(alma, pair, way):
    body = {"name": "x", "object": "parties.party", "one_id": 1, "other_id": 2}
    token = {"Authorization": f"Bearer {issue('alma')}"}
    target = "/api/v1/duplicates/pair" if way == "post" else f"/api/v1/duplicates/pair/{pair.pk}"

    answer = getattr(alma, way)(target, body, content_type="application/json", headers=token)

    assert answer.status_code == 403
    assert Pair.objects.get() == pair
    assert Pair.objects.get().state == Verdict.OPEN


def test_the_pages_of_pairs_offer_no_form(alma, pair):
    listed = alma.get("/duplicates/pair").content.decode()
    shown = alma.get(f"/duplicates/pair/{pair.pk}").content.decode()

    assert "/duplicates/pair/new" not in listed + shown
    assert f"/duplicates/pair/{pair.pk}/edit" not in shown
    assert alma.get("/duplicates/pair/new").status_code == 403
