"""Rules: what an administrator may say, and what is refused with the field and the reason."""

import pytest

from payvand.duplicates.models import Rule, Scan
from payvand.duplicates.testing import PEOPLE, make_rule
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.objects import named
from payvand.kernel.records import create, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"comparisons": "name: name"}, "name_alone", "comparisons"),
        ({"comparisons": "name: name\nname_latin: name", "keys": "name"}, "name_alone", "comparisons"),
        ({"comparisons": "name: by ear"}, "unknown_likeness", "comparisons"),
        ({"comparisons": "phones"}, "unknown_likeness", "comparisons"),
        ({"comparisons": "shoe_size: exact", "keys": "shoe_size"}, "unknown_field", "shoe_size"),
        ({"keys": "phones + shoe_size"}, "unknown_field", "keys"),
        ({"within": "kind is person or kind is organisation"}, "too_clever", "within"),
        ({"within": "name contains a"}, "too_clever", "within"),
        ({"threshold": 10}, "out_of_range", "threshold"),
    ],
)
def test_what_cannot_be_compared_is_refused(said, code, field):
    with pytest.raises(DomainError) as refused:
        make_rule(**said)

    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Rule.objects.exists()


def test_a_new_rule_and_a_changed_one_are_scanned(rule):
    assert Scan.objects.open().filter(rule=rule).count() == 1
    Scan.objects.all().delete()

    update(named("duplicates.rule"), rule.pk, {"keys": "phones"}, actor=system())

    assert Scan.objects.open().filter(rule=rule).count() == 1


def test_another_threshold_needs_no_new_keys(rule):
    rule.keep_keyed(rule.definition)
    Scan.objects.all().delete()

    update(named("duplicates.rule"), rule.pk, {"threshold": 95}, actor=system())

    assert not Scan.objects.exists()


def test_only_administrators_make_rules(world):
    with pytest.raises(Denied):
        create(named("duplicates.rule"), PEOPLE, actor=world.actor("ann"))
