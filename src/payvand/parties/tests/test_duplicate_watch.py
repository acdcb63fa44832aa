"""The warning before a record is made: likely doubles with evidence, of records that the writer sees."""

from datetime import date

import pytest

from payvand.duplicates.models import Rule
from payvand.kernel.access import system
from payvand.kernel.errors import DuplicateFound
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.records import create
from payvand.kernel.testing.world import World, make_world
from payvand.parties.commands.duplicate_rules import add_duplicate_rules
from payvand.parties.testing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def rule() -> Rule:
    """The shipped rule for persons."""
    add_duplicate_rules(actor=system())
    return Rule.objects.get(within="kind is person")


WRITTEN = {"name": "Hosseini Mohammad", "birth_day": "1990-03-04", "city": "Tehran"}


def refused(actor=None, **values):
    with pytest.raises(DuplicateFound) as found:
        create(named("parties.party"), WRITTEN | values, actor=actor or system())
    return found.value.matches


def test_a_likely_double_is_told_with_its_evidence(rule):
    known = make_person("محمد حسینی", birth_day=date(1990, 3, 4))
    deliver_all()

    (match,) = refused()

    assert match.id == known.pk
    assert match.score >= 50
    assert [(line.field, line.bits > 0) for line in match.evidence] == [("name", True), ("birth_day", True)]


def test_equal_keys_are_told_before_any_worker_ran(rule):
    known = make_person("Sara Karimi", emails="h@example.com")

    (match,) = refused(emails="h@example.com")

    assert (match.id, match.fields) == (known.pk, ("emails",))


def test_a_name_alone_warns_nobody(rule):
    make_person("محمد حسینی")
    deliver_all()

    made = create(named("parties.party"), {"name": "Mohammad Hosseini"}, actor=system())

    assert made.pk


def test_an_organisation_is_no_double_of_a_person(rule):
    make_person("محمد حسینی", birth_day=date(1990, 3, 4))
    deliver_all()

    made = create(named("parties.party"), WRITTEN | {"kind": "organisation"}, actor=system())

    assert made.pk


def test_nobody_hears_of_records_that_they_may_not_see(rule, world):
    make_person("محمد حسینی", birth_day=date(1990, 3, 4), actor=world.actor("cleo"))
    deliver_all()

    made = create(named("parties.party"), WRITTEN, actor=world.actor("ann"))

    assert made.pk


def test_a_rule_about_a_field_that_is_gone_stops_nobody(rule):
    type(rule).objects.update(comparisons="shoe_size: exact\nname: name", keys="shoe_size")

    assert create(named("parties.party"), WRITTEN, actor=system()).pk
