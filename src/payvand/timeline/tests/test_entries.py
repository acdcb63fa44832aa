"""What a timeline tells, and to whom."""

import pytest

from payvand.kernel import records
from payvand.kernel.commands import command_named
from payvand.kernel.errors import Missing
from payvand.kernel.models import Right
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world, narrow
from payvand.timeline.entries import entries, history

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_change_is_told_with_both_values(world):
    trees, ann = named("orchard.tree"), world.actor("ann")
    tree = records.create(trees, {"name": "Apple", "fruits": 3}, actor=ann)
    records.update(trees, tree.pk, {"fruits": 5}, actor=ann)

    told = entries(trees, tree.pk, ann).entries

    assert [one.name for one in told] == ["record.updated", "record.created"]
    assert [(str(c.label), c.before, c.after) for c in told[0].changes] == [
        ("fruits", '<span dir="ltr">3</span>', '<span dir="ltr">5</span>')
    ]
    assert told[0].who == "Ann"


def test_a_note_is_left_by_whoever_sees_the_record_and_by_nobody_else(world):
    trees, ann = named("orchard.tree"), world.actor("ann")
    tree = records.create(trees, {"name": "Apple"}, actor=ann)
    note = command_named("timeline.write_note")

    note.run(tree.pk, of=trees, actor=ann, text="سلام <b>")

    assert entries(trees, tree.pk, ann).entries[0].text == "سلام <b>"
    with pytest.raises(Missing):
        note.run(tree.pk, of=trees, actor=world.actor("cleo"), text="hello")


def test_a_hidden_field_is_not_told(world):
    trees, alma = named("orchard.tree"), world.actor("alma")
    tree = records.create(trees, {"name": "Apple", "fruits": 3, "owner": world.ann.pk}, actor=alma)
    records.update(trees, tree.pk, {"fruits": 5}, actor=alma)
    narrow(world.ann.roles.get(), "orchard.tree", "fruits", Right.HIDDEN)

    told = entries(trees, tree.pk, world.actor("ann")).entries

    assert told[0].changes == ()


def test_older_entries_follow_page_by_page(world):
    trees, ann = named("orchard.tree"), world.actor("ann")
    tree = records.create(trees, {"name": "Apple"}, actor=ann)
    for count in range(5):
        records.update(trees, tree.pk, {"fruits": count}, actor=ann)

    first = entries(trees, tree.pk, ann, limit=4)
    second = entries(trees, tree.pk, ann, limit=4, before=first.before)

    assert len(first.entries) == 4
    assert [one.name for one in second.entries] == ["record.updated", "record.created"]
    assert second.before is None


def test_the_history_of_a_field_holds_only_that_field(world):
    trees, ann = named("orchard.tree"), world.actor("ann")
    tree = records.create(trees, {"name": "Apple"}, actor=ann)
    records.update(trees, tree.pk, {"fruits": 1, "name": "Pear"}, actor=ann)
    records.update(trees, tree.pk, {"name": "Fig"}, actor=ann)

    told = history(trees, tree.pk, "fruits", ann)

    assert [[str(change.label) for change in one.changes] for one in told] == [["fruits"]]


def test_the_number_of_queries_does_not_grow_with_the_entries(world, django_assert_num_queries):
    trees, ann = named("orchard.tree"), world.actor("ann")
    tree = records.create(trees, {"name": "Apple"}, actor=ann)
    for count in range(20):
        records.update(trees, tree.pk, {"fruits": count}, actor=ann)

    with django_assert_num_queries(4):
        entries(trees, tree.pk, ann)
