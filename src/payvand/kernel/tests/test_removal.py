"""Records deleted as a set: what becomes of each is what becomes of it by itself."""

import random
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from payvand.kernel import objects, records
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.facts import FACTS
from payvand.kernel.models import Batch, BinItem, Delivery, Fact, Grant, Tag, Team, User
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Caretaker, Tree

pytestmark = pytest.mark.django_db
TREES = named("orchard.tree")
TABLES = (Tree, Caretaker, Tree.tags.through, Tag, User, Team)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def alma(world):
    return world.actor("alma")


def plant(actor, count: int, **more) -> list[int]:
    rows = [{"name": f"Tree {number:03}", **more} for number in range(count)]
    outcomes, _batch = records.write_many(TREES, rows, actor=actor, mode="create")
    return [one.id for one in outcomes if one.id]


def state() -> dict[str, object]:
    """All that a removal may change, but for the numbers that rows of facts and of the bin get."""
    facts = Fact.objects.order_by("object", "subject_id", "id")
    bin_items = BinItem.objects.order_by("object", "subject_id")
    return {
        **{model.__name__: list(model._meta.base_manager.order_by("pk").values()) for model in TABLES},
        "facts": list(facts.values_list("name", "object", "subject_id", "party_id", "actor_id", "payload")),
        "bin": [
            (
                item.object,
                item.subject_id,
                item.title,
                item.deleted_by_id,
                ordered(item.rows),
                ordered(item.links),
            )
            for item in bin_items
        ],
    }


def ordered(told: list[object]) -> list[object]:
    """What the bin tells, whatever the order within one record."""
    return sorted(told, key=repr)


def one_after_the_other(one, pks, actor) -> dict[int, str]:
    """Delete each by itself, again and again until no more go; why the others stay."""
    refused: dict[int, str] = {}
    waiting = list(pks)
    while True:
        left = []
        for pk in waiting:
            try:
                records.delete(one, pk, actor=actor)
                refused.pop(pk, None)
            except DomainError as error:
                refused[pk] = f"{error.code}: {error}"
                left.append(pk)
        if left == waiting:
            return refused
        waiting = left


def both_ways(one, pks, actor):
    """The outcome of each way, the other one taken back."""
    outcomes = []
    for way in (one_after_the_other, as_a_set):
        with transaction.atomic():
            refused = way(one, pks, actor)
            outcomes.append((refused, state()))
            transaction.set_rollback(True)
    return outcomes


def as_a_set(one, pks, actor) -> dict[int, str]:
    removed = records.remove_many(one, pks, actor=actor)
    assert removed.items.keys() | removed.refused.keys() == set(pks)
    return {pk: f"{error.code}: {error}" for pk, error in removed.refused.items()}


@pytest.mark.parametrize("seed", range(6))
def test_a_set_goes_as_each_of_it_does_by_itself(world, seed):
    chance = random.Random(seed)
    alma, ann = world.actor("alma"), world.actor("ann")
    for name in ("red", "green"):
        records.create(named("kernel.tag"), {"name": name, "colour": name}, actor=alma)
    forest: list[int] = []
    for number in range(24):
        values = {
            "name": f"Tree {number:02}",
            "fruits": chance.choice([None, number]),
            "price": chance.choice([None, "12.25 EUR"]),
            "planted": chance.choice([None, "2020-02-29"]),
            "emails": [f"{number}@example.com", f"{number}@example.org"][: chance.randrange(3)],
            "tags": ["red", "green"][: chance.randrange(3)],
        }
        forest.append(records.create(TREES, values, actor=chance.choice([ann, alma])).pk)
    for pk in chance.sample(forest, 14):
        Tree.objects.filter(pk=pk).update(parent=chance.choice(forest))
    Tree.objects.filter(pk=chance.choice(forest)).update(custom={"height": "3.5", "known": [1, None]})
    records.archive_many(TREES, chance.sample(forest, 4), actor=alma)
    standing = list(Tree.objects.filter(archived_at=None).values_list("pk", flat=True))
    merged = chance.sample(standing, 2)
    records.merge(TREES, *merged, actor=alma)
    Tree.objects.filter(pk=chance.choice(forest)).update(owner=User.objects.get(username="cleo"), team=None)
    asked = [*chance.sample(forest, 18), 987_654]

    (refused, after), (refused_in_set, after_set) = both_ways(TREES, asked, ann)

    assert refused
    assert len(refused) < len(asked)
    assert refused_in_set == refused
    assert after_set == after


def test_links_that_are_emptied_are_kept_with_the_record_that_they_led_to(world, alma):
    users, teams = named("kernel.user"), named("kernel.team")
    people = [
        records.create(users, {"name": name, "username": name}, actor=alma).pk
        for name in ("lea", "lou", "liv")
    ]
    for number, leader in enumerate(people):
        team = records.create(teams, {"name": f"Team {number}"}, actor=alma)
        Team.objects.filter(pk=team.pk).update(leader=leader)
    User.objects.filter(pk=people[1]).update(team=Team.objects.get(leader=people[0]))

    (refused, after), (refused_in_set, after_set) = both_ways(users, people, alma)

    assert refused == refused_in_set == {}
    assert [team["leader_id"] for team in after["Team"]].count(None) == 4
    assert after_set == after


def test_an_object_refuses_some_of_a_set_in_its_own_words_and_what_it_wrote_for_them_is_not_there(
    alma, monkeypatch
):
    heard: list[list[str]] = []

    def together(written, *, actor, batch):
        heard.append([one.record.name for one in written])
        Tag.objects.create(name=f"gone {len(heard)}", colour="red", created_at=batch.at, updated_at=batch.at)
        if any(one.record.name in ("Tree 003", "Tree 006") for one in written):
            raise DomainError("holy", "This tree is holy.")

    pks = plant(alma, 8)
    Tree.objects.filter(pk=pks[7]).update(parent=pks[6])
    Tree.objects.filter(pk=pks[1]).update(parent=pks[0])
    trees = replace(TREES, together=together)
    monkeypatch.setitem(objects.object._objects, trees.name, trees)

    removed = records.remove_many(trees, [pk for pk in pks if pk != pks[1]], actor=alma)

    assert {pk: error.code for pk, error in removed.refused.items()} == {
        pks[0]: "in_use", pks[3]: "holy", pks[6]: "holy",
    }  # fmt: skip
    assert set(Tree.objects.values_list("pk", flat=True)) == {pks[0], pks[1], pks[3], pks[6]}
    assert heard[-1] == ["Tree 002", "Tree 004", "Tree 005", "Tree 007"]
    assert Tag.objects.count() == 1
    assert Fact.objects.filter(name="record.deleted").count() == 4


def test_the_facts_of_a_set_are_heard_as_one(alma):
    pks = plant(alma, 5)
    Delivery.objects.all().delete()

    removed = records.remove_many(TREES, pks, actor=alma, label="Felled")

    assert removed.batch is not None
    assert removed.batch.label == "Felled"
    told = Fact.objects.filter(batch_id=removed.batch.pk)
    assert list(told.order_by("id").values_list("subject_id", flat=True)) == pks
    assert {*told[0].payload} == {*FACTS["record.deleted"].payload.__annotations__}
    assert {(each.batch_id, each.fact_id) for each in Delivery.objects.all()} == {(removed.batch.pk, None)}


def test_where_nothing_goes_nothing_is_written(alma):
    pks = plant(alma, 2)
    Tree.objects.filter(pk=pks[1]).update(parent=pks[0])
    batches = Batch.objects.count()

    removed = records.remove_many(TREES, pks[:1], actor=alma)

    assert (dict(removed.items), removed.batch, removed.refused[pks[0]].code) == ({}, None, "in_use")
    assert Batch.objects.count() == batches
    assert not BinItem.objects.exists()


def test_who_may_delete_none_is_refused_at_once(world):
    pks = plant(world.actor("ann"), 2)
    Grant.objects.filter(action="delete").delete()
    forget_everything()

    with pytest.raises(Denied):
        records.remove_many(TREES, pks, actor=world.actor("ann"))

    assert Tree.objects.count() == 2


def queries_of(work) -> int:
    with CaptureQueriesContext(connection) as seen:
        work()
    return len(seen)


def test_the_number_of_queries_does_not_depend_on_the_number_of_records(alma):
    few, many = (plant(alma, count, emails="a@example.com") for count in (4, 60))
    items: list[list[int]] = []

    gone = [
        queries_of(
            lambda pks=pks: items.append(list(records.remove_many(TREES, pks, actor=alma).items.values()))
        )
        for pks in (few, many)
    ]
    back = [
        queries_of(lambda some=some: records.restore_deleted_many(TREES, some, actor=alma)) for some in items
    ]

    assert gone[0] == gone[1] <= 40
    assert back[0] == back[1] <= 30
    assert Tree.objects.count() == 64
