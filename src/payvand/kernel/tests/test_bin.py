"""The recycle bin: what is deleted comes back as it was, or says why it cannot."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from payvand.culture.money import Money
from payvand.kernel import clock, records
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.files import path_of, remove_unheld, store
from payvand.kernel.models import BinItem, Fact, StoredFile, Tag
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Caretaker, Tree

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 21, 8, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def trees():
    return named("orchard.tree")


def plant(trees, actor, name="Fig", **more):
    return records.create(trees, {"name": name, **more}, actor=actor)


def raw(model, **which):
    return list(model.objects.filter(**which).order_by("pk").values())


def test_a_deleted_record_comes_back_whole(world, trees):
    alma = world.actor("alma")
    red = records.create(named("kernel.tag"), {"name": "red", "colour": "red"}, actor=alma)
    price = Money(amount=Decimal("12.25"), currency="EUR")
    fig = plant(
        trees,
        alma,
        price=price,
        planted="2020-02-29",
        watered_at=NOW,
        emails=["a@b.ir", "c@d.ir"],
        tags=["red"],
    )
    Tree.objects.filter(pk=fig.pk).update(custom={"height": "3.5", "known": [1, None]})
    before = (raw(Tree), raw(Caretaker), raw(Tree.tags.through))
    told = Fact.objects.filter(object="orchard.tree").count()

    records.delete(trees, fig.pk, actor=alma)
    gone = (Tree.objects.count(), Caretaker.objects.count(), Tree.tags.through.objects.count())
    item = records.bin_of(alma).get()
    back = records.restore_deleted(item.pk, actor=alma)

    assert gone == (0, 0, 0)
    assert (raw(Tree), raw(Caretaker), raw(Tree.tags.through)) == before
    assert item.title == "Fig"
    assert back.pk == fig.pk
    assert [tag.pk for tag in back.tags.all()] == [red.pk]
    assert BinItem.objects.count() == 0
    facts = Fact.objects.filter(object="orchard.tree", subject_id=fig.pk).order_by("id")
    assert [fact.name for fact in facts][-2:] == ["record.deleted", "record.restored"]
    assert facts.count() == told + 2


def test_a_record_that_others_need_is_not_deleted_and_not_in_the_bin(world, trees):
    alma = world.actor("alma")
    fig = plant(trees, alma)
    plant(trees, alma, "Shoot", parent=fig.pk)

    with pytest.raises(DomainError) as refused:
        records.delete(trees, fig.pk, actor=alma)

    assert refused.value.code == "in_use"
    assert BinItem.objects.count() == 0


def test_a_link_that_was_emptied_points_at_the_record_again(world):
    alma, users = world.actor("alma"), named("kernel.user")
    leader = records.create(users, {"name": "Lea", "username": "lea"}, actor=alma)
    team = world.south
    type(team).objects.filter(pk=team.pk).update(leader=leader)

    records.delete(users, leader.pk, actor=alma)
    team.refresh_from_db()
    emptied = team.leader_id
    records.restore_deleted(BinItem.objects.get().pk, actor=alma)

    team.refresh_from_db()
    assert (emptied, team.leader_id) == (None, leader.pk)


def test_a_record_whose_owner_of_parts_is_gone_says_so(world, trees):
    alma = world.actor("alma")
    fig = plant(trees, alma)
    shoot = plant(trees, alma, "Shoot", parent=fig.pk)
    records.delete(trees, shoot.pk, actor=alma)
    item = BinItem.objects.get()
    records.delete(trees, fig.pk, actor=alma)

    with pytest.raises(DomainError) as refused:
        records.restore_deleted(item.pk, actor=alma)

    assert refused.value.code == "target_gone"
    assert "Fig" in str(refused.value)
    assert Tree.objects.count() == 0
    assert BinItem.objects.count() == 2


def test_a_unique_value_that_is_taken_meanwhile_is_refused(world):
    alma, tags = world.actor("alma"), named("kernel.tag")
    red = records.create(tags, {"name": "red", "colour": "red"}, actor=alma)
    records.delete(tags, red.pk, actor=alma)
    records.create(tags, {"name": "red", "colour": "blue"}, actor=alma)

    with pytest.raises(DomainError) as refused:
        records.restore_deleted(BinItem.objects.get().pk, actor=alma)

    assert refused.value.code == "not_unique"
    assert raw(Tag)[0]["colour"] == "blue"
    assert BinItem.objects.count() == 1


def test_people_bring_back_what_they_have_deleted_themselves(world, trees):
    ann, ben, alma = (world.actor(name) for name in ("ann", "ben", "alma"))
    fig = plant(trees, ann)
    records.delete(trees, fig.pk, actor=ann)
    item = BinItem.objects.get()

    with pytest.raises(Missing):
        records.restore_deleted(item.pk, actor=ben)

    assert not records.bin_of(ben).exists()
    assert records.bin_of(alma).get() == item
    assert records.restore_deleted(item.pk, actor=ann).pk == fig.pk


def test_an_item_comes_back_once(world, trees):
    alma = world.actor("alma")
    fig = plant(trees, alma)
    records.delete(trees, fig.pk, actor=alma)
    item = BinItem.objects.get()
    records.restore_deleted(item.pk, actor=alma)

    with pytest.raises(Missing):
        records.restore_deleted(item.pk, actor=alma)

    assert Tree.objects.count() == 1


def test_the_bin_is_emptied_of_ones_own(world, trees):
    ann, cleo = world.actor("ann"), world.actor("cleo")
    for actor in (ann, cleo):
        records.delete(trees, plant(trees, actor).pk, actor=actor)

    gone = records.empty_bin(None, actor=ann)

    assert gone == 1
    assert list(BinItem.objects.values_list("deleted_by_id", flat=True)) == [cleo.user_id]


def test_what_is_older_than_the_setting_says_goes_with_its_files(world, trees, settings):
    alma = world.actor("alma")
    old, young = plant(trees, alma, "Old"), plant(trees, alma, "Young")
    file = store(io.BytesIO(b"bark of the old one"), "bark.txt", actor=alma, about=old)
    with clock.at(datetime.now(UTC) - timedelta(days=settings.PAYVAND.bin_days, hours=1)):
        records.delete(trees, old.pk, actor=alma)
    records.delete(trees, young.pk, actor=alma)

    gone = records.purge_bin()
    early, late = remove_unheld(), remove_unheld(grace=-1)

    assert gone == 1
    assert records.bin_of(alma).get().title == "Young"
    assert not StoredFile.objects.exists()
    assert early == 0
    assert late >= 1
    assert not path_of(file.sha256).exists()
