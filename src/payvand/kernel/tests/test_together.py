"""What an Object writes together with every generic write of its records, and may refuse."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from payvand.kernel import objects, records
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact, Tag
from payvand.kernel.objects import Written, named
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def heard() -> list[tuple[str, str, dict[str, tuple[object, object]]]]:
    return []


@pytest.fixture
def trees(monkeypatch, heard):
    """Trees that note each write as a tag, and refuse the name "Weed"."""

    def together(written: Sequence[Written], *, actor: object, batch: object) -> None:
        for one in written:
            Tag.objects.create(
                name=f"{one.did} {one.record.pk} {Tag.objects.count()}",
                created_at=one.record.created_at,
                updated_at=one.record.updated_at,
            )
            heard.append((one.did, one.record.name, dict(one.changes)))
            if one.record.name == "Weed":
                raise DomainError("weed", "No weeds here.", "name")

    one = replace(named("orchard.tree"), together=together)
    monkeypatch.setitem(objects.object._objects, one.name, one)
    return one


def test_every_generic_write_of_one_record_is_told(world, trees, heard):
    alma = world.actor("alma")

    made = records.create(trees, {"name": "Fig"}, actor=alma)
    records.update(trees, made.pk, {"fruits": 3}, actor=alma)
    records.update(trees, made.pk, {"fruits": 3}, actor=alma)
    records.archive(trees, made.pk, actor=alma)
    records.restore(trees, made.pk, actor=alma)
    records.delete(trees, made.pk, actor=alma)

    assert [did for did, _name, _changes in heard] == [
        "created",
        "updated",
        "archived",
        "restored",
        "deleted",
    ]
    assert heard[0][2] == {"name": (None, "Fig")}
    assert heard[1][2] == {"fruits": (None, 3)}


def test_a_set_is_told_at_once_and_dry_runs_are_not(world, trees, heard):
    alma, rows = world.actor("alma"), [{"name": "Fig"}, {"name": "Elm"}]

    records.write_many(trees, rows, actor=alma, dry_run=True)
    outcomes, _batch = records.write_many(trees, rows, actor=alma)
    records.write_many(trees, [{"name": "Fig", "fruits": 2}], match=[["name"]], actor=alma)
    records.archive_many(trees, [outcome.id or 0 for outcome in outcomes], actor=alma)

    assert [did for did, _name, _changes in heard] == [
        "created",
        "created",
        "updated",
        "archived",
        "archived",
    ]
    assert heard[2][2] == {"fruits": (None, 2)}


def test_a_refusal_undoes_the_whole_write_with_its_facts(world, trees):
    alma = world.actor("alma")

    with pytest.raises(DomainError, match="No weeds"):
        records.create(trees, {"name": "Weed"}, actor=alma)
    with pytest.raises(DomainError, match="No weeds"):
        records.write_many(trees, [{"name": "Fig"}, {"name": "Weed"}], actor=alma)

    assert not Tree.objects.exists()
    assert not Tag.objects.exists()
    assert not Fact.objects.filter(object="orchard.tree").exists()
