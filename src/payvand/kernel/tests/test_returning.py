"""Records brought back out of the bin as a set."""

import pytest

from payvand.kernel import records
from payvand.kernel.models import BinItem, Fact, Tag
from payvand.kernel.objects import named
from payvand.kernel.records.undo import CHANGED
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Caretaker, Tree

pytestmark = pytest.mark.django_db
TREES, TAGS = named("orchard.tree"), named("kernel.tag")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def alma(world):
    return world.actor("alma")


def raw(*models):
    return [list(model.objects.order_by("pk").values()) for model in models]


def plant(actor, name: str, **more) -> int:
    return records.create(TREES, {"name": name, **more}, actor=actor).pk


def test_a_set_comes_back_whole_whichever_refers_to_which(alma):
    fig = plant(alma, "Fig", emails=["a@b.ir", "c@d.ir"])
    shoot = plant(alma, "Shoot", parent=fig)
    twig = plant(alma, "Twig", parent=shoot, planted="2020-02-29", price="12.25 EUR")
    before = raw(Tree, Caretaker)
    removed = records.remove_many(TREES, [fig, shoot, twig], actor=alma)
    gone = Tree.objects.count()

    back = records.restore_deleted_many(TREES, sorted(removed.items.values()), actor=alma)

    assert (gone, len(removed.items), len(back.records), back.refused) == (0, 3, 3, {})
    assert raw(Tree, Caretaker) == before
    assert back.batch is not None
    assert not BinItem.objects.exists()
    assert Fact.objects.filter(name="record.restored", batch_id=back.batch.pk).count() == 3


def test_what_cannot_come_back_says_why_and_hinders_no_other(alma):
    tags = [
        records.create(TAGS, {"name": name, "colour": "red"}, actor=alma).pk for name in ("a", "b", "c", "d")
    ]
    removed = records.remove_many(TAGS, tags, actor=alma)
    records.create(TAGS, {"name": "c", "colour": "blue"}, actor=alma)

    back = records.restore_deleted_many(TAGS, [*removed.items.values(), 987_654], actor=alma)

    assert {pk: error.code for pk, error in back.refused.items()} == {
        removed.items[tags[2]]: "not_unique", 987_654: "missing",
    }  # fmt: skip
    assert sorted(Tag.objects.values_list("name", "colour")) == [
        ("a", "red"), ("b", "red"), ("c", "blue"), ("d", "red"),
    ]  # fmt: skip
    assert BinItem.objects.get().subject_id == tags[2]


def test_what_belongs_to_one_that_stays_in_the_bin_stays_there_too(alma):
    fig = plant(alma, "Fig")
    shoot, twig = plant(alma, "Shoot", parent=fig), plant(alma, "Twig")
    removed = records.remove_many(TREES, [fig, shoot, twig], actor=alma)

    back = records.restore_deleted_many(TREES, [removed.items[shoot], removed.items[twig]], actor=alma)

    assert [row.pk for row in back.records.values()] == [twig]
    assert back.refused[removed.items[shoot]].code == "target_gone"
    assert "Fig" in str(back.refused[removed.items[shoot]])


def test_the_removal_of_a_set_is_taken_back_but_for_what_came_back_by_itself(alma):
    pks = [plant(alma, f"Tree {number}") for number in range(4)]
    removed = records.remove_many(TREES, pks, actor=alma)
    records.restore_deleted(removed.items[pks[1]], actor=alma)
    assert removed.batch is not None

    back = records.take_back(removed.batch.pk, actor=alma)

    assert (back.changed, [str(reason) for reason in back.reasons]) == (
        3, ["This is not in your recycle bin any more."],
    )  # fmt: skip
    assert Tree.objects.count() == 4


def test_the_making_of_a_set_is_taken_back_but_for_what_people_worked_on(alma):
    rows = [{"name": f"Tree {number}"} for number in range(4)]
    outcomes, batch = records.write_many(TREES, rows, actor=alma, mode="create")
    pks = [one.id for one in outcomes if one.id]
    assert batch is not None
    records.update(TREES, pks[0], {"fruits": 3}, actor=alma)
    plant(alma, "Shoot", parent=pks[1])

    back = records.take_back(batch.pk, actor=alma)

    assert back.changed == 2
    assert [str(reason) for reason in back.reasons] == [
        str(CHANGED), "Other records refer to this one. Archive it instead.",
    ]  # fmt: skip
    assert set(Tree.objects.values_list("name", flat=True)) == {"Tree 0", "Tree 1", "Shoot"}
