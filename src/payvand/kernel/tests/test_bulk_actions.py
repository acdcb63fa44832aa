"""Deeds over many records: done in steps, never twice, told, stopped, and taken back."""

from datetime import timedelta

import pytest

from payvand.kernel import bulk_actions, records
from payvand.kernel.errors import Denied, DomainError
from payvand.kernel.models import BulkAction, BulkState, Fact, Grant, User
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Tree

pytestmark = pytest.mark.django_db
TREES = named("orchard.tree")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def ann(world):
    return world.actor("ann")


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(bulk_actions, "CHUNK", 3)


def plant(actor, count: int) -> list[int]:
    rows = [{"name": f"Tree {n:02}", "fruits": n} for n in range(count)]
    outcomes, _batch = records.write_many(TREES, rows, actor=actor, mode="create")
    return [one.id for one in outcomes if one.id]


def begin(one, deed, pks, **more) -> BulkAction:
    made = bulk_actions.ask(one, deed, pks, **more)
    bulk_actions.drive(made.pk)
    return made


def edit(actor, pks, **values):
    return begin(TREES, "edit", pks, title="fruits", actor=actor, inputs={"values": values})


def now(action: BulkAction) -> BulkAction:
    return BulkAction.objects.get(pk=action.pk)


def test_an_edit_goes_through_all_in_steps_with_a_fact_each(ann, small_steps):
    pks = plant(ann, 8)

    action = now(edit(ann, pks, fruits=100))

    assert (action.state, action.reached, action.changed, len(action.batches)) == ("done", 8, 8, 3)
    assert set(Tree.objects.values_list("fruits", flat=True)) == {100}
    assert Fact.objects.filter(name="record.updated").count() == 8


def test_an_edit_is_taken_back_but_for_what_was_changed_since(ann, small_steps):
    pks = plant(ann, 8)
    action = edit(ann, pks, fruits=100)
    records.update(TREES, pks[2], {"fruits": 55}, actor=ann)

    back = now(bulk_actions.undo(action.pk, actor=ann))

    assert (back.state, back.changed, back.refused) == ("done", 7, 1)
    assert list(Tree.objects.order_by("pk").values_list("fruits", flat=True)) == [0, 1, 55, 3, 4, 5, 6, 7]
    with pytest.raises(DomainError) as twice:
        bulk_actions.undo(action.pk, actor=ann)
    assert twice.value.code == "cannot_be_undone"


def test_put_away_and_brought_back(ann, small_steps):
    pks = plant(ann, 7)

    action = begin(TREES, "archive", pks, title="Archive", actor=ann)
    away = Tree.objects.archived().count()
    bulk_actions.undo(action.pk, actor=ann)

    assert (away, Tree.objects.archived().count()) == (7, 0)


def test_what_is_refused_is_counted_with_its_reason_and_hinders_nothing(world, ann, small_steps):
    pks = plant(ann, 6)
    records.update(TREES, pks[5], {"parent": {"id": pks[1]}}, actor=ann)

    action = now(begin(TREES, "delete", pks[:5], title="Delete", actor=ann))

    assert (action.changed, action.refused, sum(action.reasons.values())) == (4, 1, 1)
    assert set(Tree.objects.values_list("pk", flat=True)) == {pks[1], pks[5]}


def test_deleted_records_come_back_out_of_the_bin(ann, small_steps):
    pks = plant(ann, 7)
    action = begin(TREES, "delete", pks[:5], title="Delete", actor=ann)
    left = Tree.objects.count()

    back = now(bulk_actions.undo(action.pk, actor=ann))

    assert (left, back.changed, back.refused) == (2, 5, 0)
    assert list(Tree.objects.order_by("pk").values_list("fruits", flat=True)) == [0, 1, 2, 3, 4, 5, 6]


def test_only_what_the_asker_may_still_do_is_done(world, ann, small_steps):
    pks = plant(ann, 4)
    Tree.objects.filter(pk=pks[0]).update(owner=User.objects.get(username="cleo"), team=None)

    action = now(edit(ann, pks, fruits=9))

    assert (action.changed, action.refused) == (3, 1)
    with pytest.raises(DomainError):
        bulk_actions.undo(action.pk, actor=world.actor("cleo"))
    Grant.objects.filter(action="delete").delete()
    forget_everything()
    with pytest.raises(Denied):
        begin(TREES, "delete", pks, title="Delete", actor=world.actor("ann"))


def test_a_step_that_dies_leaves_neither_half_a_step_nor_a_lost_one(ann, small_steps, monkeypatch):
    pks = plant(ann, 8)
    monkeypatch.setattr(bulk_actions, "drive", lambda _pk: None)
    action = edit(ann, pks, fruits=100)
    assert bulk_actions.advance(action.pk)
    with monkeypatch.context() as broken:
        broken.setattr(BulkAction, "save", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bulk_actions.advance(action.pk)
    half = Tree.objects.filter(fruits=100).count()

    while bulk_actions.advance(action.pk):
        pass

    assert half == 3
    assert (now(action).reached, now(action).changed, Fact.objects.filter(name="record.updated").count()) == (
        8,
        8,
        8,
    )


def test_an_abandoned_one_is_taken_up_and_a_stopped_one_is_not(ann, small_steps, monkeypatch):
    pks = plant(ann, 4)
    with monkeypatch.context() as lost:
        lost.setattr(bulk_actions, "drive", lambda _pk: None)
        left, stopped = edit(ann, pks, fruits=1), edit(ann, pks, fruits=2)
    bulk_actions.stop(stopped.pk, actor=ann)
    BulkAction.objects.update(touched_at=left.touched_at - timedelta(hours=1))

    bulk_actions.drive_abandoned()

    assert (now(left).state, now(stopped).state) == (BulkState.DONE, BulkState.STOPPED)
    assert set(Tree.objects.values_list("fruits", flat=True)) == {1}


def test_nothing_chosen_is_refused(ann):
    with pytest.raises(DomainError) as refused:
        begin(TREES, "archive", [], title="Archive", actor=ann)

    assert refused.value.code == "nothing_chosen"
