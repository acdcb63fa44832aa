"""A scan of everything: what it finds, what it leaves alone, and that a kill at any moment loses nothing."""

from datetime import date

import pytest

from payvand.duplicates import scanning
from payvand.duplicates.commands import dismiss, reopen
from payvand.duplicates.jobs import drive_abandoned, start
from payvand.duplicates.models import Key, Pair, Rule, Scan, State, Verdict
from payvand.duplicates.scanning import drive
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.query import Query, page
from payvand.kernel.records import archive, delete, update, write_many
from payvand.kernel.testing.world import World, make_world
from payvand.parties.commands.duplicate_rules import add_duplicate_rules
from payvand.parties.testing import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def rule() -> Rule:
    """The shipped rule for persons."""
    add_duplicate_rules(actor=system())
    return Rule.objects.get(within="kind is person")


def scanned(rule: Rule) -> list[Pair]:
    """The pairs after a scan, the most certain first."""
    Scan.objects.all().delete()
    drive(Scan.objects.begin(rule, user_id=None))
    scan = Scan.objects.get()
    assert scan.state == State.DONE, scan.error
    return list(Pair.objects.order_by("-score", "id"))


def twins():
    """Two records of one person: in two scripts, with one phone."""
    one = make_person("محمد حسینی", phones="09121112233", birth_day=date(1990, 3, 4))
    other = make_person("Mohammad Hosseini", phones="0098 912 111 2233", emails="m@example.com")
    return one, other


def test_one_person_in_two_scripts_is_found_by_phone_and_sound(rule):
    one, other = twins()
    make_person("Sara Karimi", phones="09351112233")

    found = scanned(rule)

    assert [(pair.one_id, pair.other_id) for pair in found] == [(one.pk, other.pk)]
    assert found[0].score >= 80
    assert found[0].name == "محمد حسینی ↔ Mohammad Hosseini"


def test_a_name_alone_makes_no_pair(rule):
    make_person("Sara Karimi")
    make_person("Sara Karimi")
    make_person("سارا کریمی")

    assert scanned(rule) == []


def test_a_shared_phone_makes_no_pair(rule):
    one, _other = twins()
    one.contact_points.update(is_shared=True)

    assert scanned(rule) == []


def test_what_was_found_to_be_different_stays_so_for_good(rule):
    twins()
    pair = scanned(rule)[0]

    dismiss.run(pair.pk, actor=system())

    assert [pair.state for pair in scanned(rule)] == [Verdict.DIFFERENT]
    assert Fact.objects.filter(name="duplicates.dismissed", subject_id=pair.pk).count() == 1
    with pytest.raises(DomainError):
        dismiss.run(pair.pk, actor=system())
    reopen.run(pair.pk, actor=system())
    assert Pair.objects.get().is_open


def test_what_a_scan_knows_better_is_written_on_open_pairs(rule):
    one, _other = twins()
    before = scanned(rule)[0]

    update(named("parties.party"), one.pk, {"emails": "m@example.com"}, actor=system())
    after = scanned(rule)[0]

    assert after.pk == before.pk
    assert after.pattern != before.pattern


@pytest.mark.parametrize("goes", [archive, delete])
def test_a_record_that_goes_takes_its_open_pairs_along(rule, goes):
    one, _other = twins()
    scanned(rule)

    goes(named("parties.party"), one.pk, actor=system())
    deliver_all()

    assert not Pair.objects.exists()
    assert not Key.objects.filter(record_id=one.pk).exists()


def test_keys_follow_single_and_bulk_writes(rule):
    write_many(
        named("parties.party"),
        [{"name": f"Person {n}", "phones": f"0912000{n:04}"} for n in range(30)],
        actor=system(),
    )
    deliver_all()
    kept = sorted(Key.objects.values_list("record_id", "key"))

    scanned(rule)

    assert kept
    assert sorted(Key.objects.values_list("record_id", "key")) == kept


def test_a_scan_that_was_killed_goes_on_where_it_stood(rule, monkeypatch):
    for number in range(10):
        make_person(f"Person {number}", phones=f"0912111{number // 2:04}")
    monkeypatch.setattr(scanning, "CHUNK", 2)
    whole = [(pair.one_id, pair.other_id) for pair in scanned(rule)]
    Pair.objects.all().delete()
    Scan.objects.all().delete()
    scan = Scan.objects.begin(rule, user_id=None)

    class Killed(BaseException):
        """As abrupt as a kill."""

    steps = 0

    def kill_in_the_middle(_scan: Scan) -> None:
        nonlocal steps
        steps += 1
        if steps == 3:
            raise Killed

    with pytest.raises(Killed):
        drive(scan, kill_in_the_middle)
    Scan.objects.update(heard_at=None)
    drive_abandoned()

    assert Scan.objects.get().state == State.DONE
    assert sorted((pair.one_id, pair.other_id) for pair in Pair.objects.all()) == sorted(whole)
    assert len(whole) >= 4


def test_one_scan_has_one_driver(rule):
    scan = Scan.objects.begin(rule, user_id=None)
    scan.take()

    assert not drive(Scan.objects.get(pk=scan.pk))
    assert Scan.objects.begin(rule, user_id=None).pk == scan.pk


def test_a_pair_is_met_by_whoever_may_edit_both(rule, world):
    ann, cleo = world.actor("ann"), world.actor("cleo")
    make_person("محمد حسینی", phones="09121112233", actor=ann)
    make_person("Mohammad Hosseini", phones="09121112233", actor=cleo)
    pair = scanned(rule)[0]
    pairs = named("duplicates.pair")

    seen = {name: len(page(pairs, Query(), world.actor(name)).rows) for name in ("ann", "cleo", "alma")}

    assert seen == {"ann": 0, "cleo": 0, "alma": 1}
    with pytest.raises(DomainError):
        dismiss.run(pair.pk, actor=ann)


def test_a_stranger_scans_nothing(rule, world):
    with pytest.raises(Denied):
        start(rule, actor=world.actor("stranger"))


def test_rules_are_shipped_once(rule):
    assert Rule.objects.count() == 2
    assert add_duplicate_rules(actor=system()) == 0


def test_a_scan_goes_through_the_records_that_its_rule_is_about(rule):
    twins()
    make_organisation("Hosseini Trading", phones="09121112233")

    scanned(rule)

    scan = Scan.objects.get()
    assert (scan.done, scan.total) == (2, 2)


def test_every_condition_of_a_rule_holds_for_its_scan(rule):
    one, other = twins()
    third = make_person("محمد حسینی", phones="09121112233", birth_day=date(1990, 3, 4))
    update(named("duplicates.rule"), rule.pk, {"within": "kind is person and city is Tehran"}, actor=system())
    for person in (one, third):
        update(named("parties.party"), person.pk, {"city": "Tehran"}, actor=system())
    rule.refresh_from_db()

    found = scanned(rule)

    assert [(pair.one_id, pair.other_id) for pair in found] == [(one.pk, third.pk)]
    assert not Key.objects.filter(record_id=other.pk).exists()
