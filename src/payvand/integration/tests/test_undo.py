"""Imports that are taken back: what they made, what they changed, and what people did in between."""

import pytest

from payvand.integration import undo as undoing
from payvand.integration.commands import undo_import
from payvand.integration.jobs import drive_abandoned, drive_import
from payvand.integration.models import ImportBatch, State
from payvand.kernel.access import system
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import Fact, Tag
from payvand.kernel.objects import named
from payvand.kernel.records import create, update
from tests.orchard.models import Caretaker, Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def trees():
    return named("orchard.tree")


def take_back(batch: ImportBatch, actor) -> ImportBatch:
    undo_import.run(number=batch.pk, actor=actor)
    drive_import(batch.pk)
    batch.refresh_from_db()
    return batch


class Killed(BaseException):
    """Stands for a process that dies: nothing catches it."""


def kept(batch: ImportBatch) -> dict[str, list[str]]:
    return {
        one.title: [f"{why['label']}: {why['message']}" for why in one.errors] for one in batch.kept.all()
    }


def test_what_was_made_is_gone_and_what_was_changed_is_as_before(bring, trees, alma):
    create(trees, {"name": "Oak", "emails": "oak@example.com", "fruits": 3, "notes": "old"}, actor=alma)
    batch = bring(
        "name,emails,fruits,notes\nOak,oak@example.com; new@example.com,9,new\nFig,fig@example.com,1,\n",
        match=[["emails"]],
    )

    take_back(batch, alma)

    oak = Tree.objects.get()
    assert (oak.name, oak.fruits, oak.notes) == ("Oak", 3, "old")
    assert [*Caretaker.objects.values_list("value", flat=True)] == ["oak@example.com"]
    assert (batch.state, batch.undone, batch.undo_total) == (State.UNDONE, 2, 2)
    assert not batch.kept.exists()


def test_what_people_changed_since_stays_and_is_listed(bring, trees, alma, world):
    oak = create(trees, {"name": "Oak", "fruits": 3, "notes": "old"}, actor=alma)
    batch = bring("name,fruits,notes\nOak,9,new\nFig,1,\nElm,2,\n", match=[["name"]])
    update(trees, oak.pk, {"fruits": 100}, actor=world.actor("alma"))
    update(trees, Tree.objects.get(name="Fig").pk, {"notes": "mine"}, actor=alma)

    take_back(batch, alma)

    assert sorted(Tree.objects.values_list("name", "fruits", "notes")) == [
        ("Fig", 1, "mine"),
        ("Oak", 100, "old"),
    ]
    assert kept(batch) == {"Oak": ["fruits: It was changed since."], "Fig": [": It was changed since."]}


def test_several_rows_of_one_record_go_back_to_what_stood_before_the_first(bring, trees, alma):
    create(trees, {"name": "Oak", "fruits": 3}, actor=alma)
    batch = bring("name,fruits\nOak,4\nOak,5\nFig,1\nFig,2\n", match=[["name"]])
    assert dict(Tree.objects.values_list("name", "fruits")) == {"Oak": 5, "Fig": 2}

    take_back(batch, alma)

    assert [*Tree.objects.values_list("name", "fruits")] == [("Oak", 3)]
    assert not batch.kept.exists()


def test_records_that_were_made_for_links_go_too_unless_others_use_them(bring, trees, alma):
    batch = bring("name,tags\nOak,sour\nFig,sweet\n", create_missing=["tags"])
    create(trees, {"name": "Mine", "tags": ["sour"]}, actor=alma)

    take_back(batch, alma)

    assert [*Tree.objects.values_list("name", flat=True)] == ["Mine"]
    assert [*Tag.objects.values_list("name", flat=True)] == ["sour"]


def test_a_death_in_between_takes_nothing_back_twice_and_forgets_nothing(bring, trees, alma, monkeypatch):
    monkeypatch.setattr(undoing, "CHUNK", 3)
    monkeypatch.setattr("payvand.kernel.models.claimed.is_alive", lambda process: False)
    batch = bring("name,fruits\n" + "".join(f"Tree {number},{number}\n" for number in range(10)))
    real, seen = ImportBatch.retreat, []

    def retreat(self, to, facts):
        real(self, to, facts)
        seen.append(to)
        if len(seen) == 2:
            raise Killed

    monkeypatch.setattr(ImportBatch, "retreat", retreat)
    with pytest.raises(Killed):
        take_back(batch, alma)
    left = Tree.objects.count()

    drive_abandoned()

    batch.refresh_from_db()
    assert (left, Tree.objects.count()) == (7, 0)
    assert (batch.state, batch.undone) == (State.UNDONE, 10)
    assert Fact.objects.filter(name="record.deleted").count() == 10


def test_what_was_taken_back_can_be_imported_again(bring, alma):
    text = "name,fruits\nOak,1\n"
    take_back(bring(text), alma)

    again = bring(text)

    assert (again.state, again.created, Tree.objects.count()) == (State.DONE, 1, 1)


def test_only_who_began_it_or_an_administrator_takes_it_back_and_only_once(bring, world, alma):
    batch = bring("name\nOak\n")

    with pytest.raises(Denied):
        undo_import.run(number=batch.pk, actor=world.actor("ben"), of=named("orchard.tree"))
    take_back(batch, system())
    with pytest.raises(DomainError, match="nothing of this import"):
        take_back(batch, alma)

    assert not Tree.objects.exists()
