"""Two records become one and part again: fields, what points at them, refusals, and whatever was changed in between."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payvand.kernel import records
from payvand.kernel.access import Actor, actor_of, system
from payvand.kernel.errors import DomainError, Missing
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Fact, Merge, StoredFile, Tag, User
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from tests.orchard.models import Caretaker, Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    world = make_world()
    for name in ("big", "old", "t0", "t1", "all"):
        records.create(named("kernel.tag"), {"name": name}, actor=system())
    return actor_of(world.ann)


def tree(actor: Actor, name: str, **values: object) -> Tree:
    made = records.create(named("orchard.tree"), {"name": name, **values}, actor=actor, allow_duplicate=True)
    assert isinstance(made, Tree)
    return made


def again(one: Tree) -> Tree:
    found = Tree.objects.get(pk=one.pk)
    assert isinstance(found, Tree)
    return found


def test_an_empty_field_takes_the_others_value_and_a_chosen_one_too(ann):
    kept = tree(ann, "Oak", fruits=3)
    gone = tree(ann, "Oak tree", fruits=7, planted="2020-01-01", notes="Old")

    made = records.merge(named("orchard.tree"), kept.pk, gone.pk, actor=ann, choices={"name": "gone"})

    now = again(kept)
    assert (now.name, now.fruits, str(now.planted), now.notes) == ("Oak tree", 3, "2020-01-01", "Old")
    assert again(gone).archived_at is not None
    assert set(made.changes) == {"name", "planted", "notes"}


def test_everything_that_points_at_it_is_turned_and_told(ann):
    kept, gone = tree(ann, "Oak", tags=["big"]), tree(ann, "Oak tree", tags=["big", "old"])
    seedling = tree(ann, "Seedling", parent=Reference(id=gone.pk))
    Caretaker.objects.create(tree=gone, value="dora@example.com")
    StoredFile.objects.create(
        name="oak.png", size=1, content_type="image/png", sha256="0" * 64, object="orchard.tree",
        subject_id=gone.pk, uploaded_at=gone.created_at,
    )  # fmt: skip

    records.merge(named("orchard.tree"), kept.pk, gone.pk, actor=ann)

    assert again(seedling).parent_id == kept.pk
    assert set(kept.tags.values_list("name", flat=True)) == {"big", "old"}
    assert [one.tree_id for one in Caretaker.objects.all()] == [kept.pk]
    assert StoredFile.objects.get().subject_id == kept.pk
    told = Fact.objects.get(name="record.updated", subject_id=seedling.pk)
    assert told.payload["changes"]["parent"] == [
        {"id": gone.pk, "label": "Oak tree"}, {"id": kept.pk, "label": "Oak"},
    ]  # fmt: skip


def test_a_parent_merged_with_its_child_is_not_its_own_parent(ann):
    above = tree(ann, "Root")
    gone = tree(ann, "Oak", parent=Reference(id=above.pk))
    kept = tree(ann, "Oak again", parent=Reference(id=gone.pk))

    made = records.merge(named("orchard.tree"), kept.pk, gone.pk, actor=ann)
    merged = again(kept).parent_id
    records.part(made.pk, actor=ann)

    assert merged == above.pk
    assert (again(kept).parent_id, again(gone).parent_id) == (gone.pk, above.pk)


def test_two_that_are_each_others_parent_end_without_one(ann):
    kept = tree(ann, "Oak")
    gone = tree(ann, "Oak again", parent=Reference(id=kept.pk))
    records.update(named("orchard.tree"), kept.pk, {"parent": Reference(id=gone.pk)}, actor=ann)

    records.merge(named("orchard.tree"), kept.pk, gone.pk, actor=ann)

    assert again(kept).parent_id is None


def test_undo_gives_back_what_nobody_changed_and_tells_of_the_rest(ann):
    kept, gone = tree(ann, "Oak"), tree(ann, "Oak tree", fruits=7, notes="Old")
    first = tree(ann, "First", parent=Reference(id=gone.pk))
    second = tree(ann, "Second", parent=Reference(id=gone.pk))
    made = records.merge(named("orchard.tree"), kept.pk, gone.pk, actor=ann)
    records.update(named("orchard.tree"), kept.pk, {"fruits": 8}, actor=ann)
    records.update(named("orchard.tree"), second.pk, {"parent": None}, actor=ann)

    left = records.part(made.pk, actor=ann)

    assert (again(kept).notes, again(kept).fruits) == ("", 8)
    assert (again(gone).notes, again(gone).fruits, again(gone).archived_at) == ("Old", 7, None)
    assert (again(first).parent_id, again(second).parent_id) == (gone.pk, None)
    assert [(one.what, one.count) for one in left] == [("fruits", 1), ("trees", 1)]


def test_both_numbers_lead_to_the_record_that_stands(ann):
    one = named("orchard.tree")
    first, second, third = tree(ann, "A"), tree(ann, "B"), tree(ann, "C")

    earlier = records.merge(one, second.pk, first.pk, actor=ann)
    later = records.merge(one, third.pk, second.pk, actor=ann)

    assert [records.now_known_as(one, pk) for pk in (first.pk, second.pk, third.pk)] == [third.pk] * 3
    assert sorted(records.once_known_as(one, third.pk)) == sorted([first.pk, second.pk])
    with pytest.raises(DomainError) as refused:
        records.part(earlier.pk, actor=ann)
    assert refused.value.code == "merged_on"
    records.part(later.pk, actor=ann)
    records.part(earlier.pk, actor=ann)
    assert records.once_known_as(one, third.pk) == []


def test_what_cannot_be_merged_is_refused_and_changes_nothing(ann):
    one = named("orchard.tree")
    kept, gone = tree(ann, "Oak"), tree(ann, "Oak tree")
    Tree.objects.filter(name="Oak tree").update(owner=User.objects.get(username="cleo"), team=None)

    with pytest.raises(DomainError) as itself:
        records.merge(one, kept.pk, kept.pk, actor=ann)
    with pytest.raises(Missing):
        records.merge(one, kept.pk, gone.pk, actor=ann)
    with pytest.raises(DomainError) as unknown:
        records.merge(one, kept.pk, tree(ann, "Elm").pk, actor=ann, choices={"nane": "gone"})

    assert (itself.value.code, unknown.value.code) == ("same_record", "unknown_field")
    assert not Merge.objects.exists()


def test_a_merged_record_is_not_restored_past_its_merge(ann):
    one = named("orchard.tree")
    kept, gone = tree(ann, "Oak"), tree(ann, "Oak tree")
    made = records.merge(one, kept.pk, gone.pk, actor=ann)

    with pytest.raises(DomainError) as refused:
        records.restore(one, gone.pk, actor=ann)
    as_a_set = records.restore_many(one, [gone.pk], actor=ann)
    records.part(made.pk, actor=ann)
    with pytest.raises(DomainError) as twice:
        records.part(made.pk, actor=ann)

    assert (refused.value.code, as_a_set, twice.value.code) == ("is_merged", None, "undone_already")


def test_a_link_to_the_one_that_went_leads_to_the_one_that_stands(ann):
    one = named("orchard.tree")
    first, second, third = tree(ann, "Oak"), tree(ann, "Oak"), tree(ann, "Oak tree")
    records.merge(one, second.pk, first.pk, actor=ann)
    records.merge(one, third.pk, second.pk, actor=ann)

    by_number = tree(ann, "By number", parent=Reference(id=first.pk))
    by_title = tree(ann, "By title", parent="Oak")

    assert (again(by_number).parent_id, again(by_title).parent_id) == (third.pk, third.pk)


def test_a_title_in_use_comes_before_the_same_one_in_the_archive(ann):
    old, new = tree(ann, "Oak"), tree(ann, "Oak")
    records.archive(named("orchard.tree"), old.pk, actor=ann)

    assert again(tree(ann, "Seedling", parent="Oak")).parent_id == new.pk


MOVES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4)


def world_of_trees() -> list[tuple[object, ...]]:
    """All that a merge may touch, without versions and moments."""
    rows = Tree.objects.order_by("pk").values_list(
        "pk", "name", "fruits", "notes", "parent_id", "archived_at"
    )
    tags = Tree.tags.through.objects.order_by("tree_id", "tag_id").values_list("tree_id", "tag_id")
    keepers = Caretaker.objects.order_by("pk").values_list("pk", "tree_id", "value")
    return [*rows, *tags, *keepers]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=MOVES, parents=st.lists(st.integers(0, 4), min_size=5, max_size=5))
def test_any_merges_undone_from_the_last_to_the_first_leave_the_world_as_it_was(ann, moves, parents):
    one = named("orchard.tree")
    trees = [
        tree(ann, f"Tree {n}", fruits=n or None, notes="x" * (n % 2), tags=[f"t{n % 2}", "all"])
        for n in range(5)
    ]
    for here, above in zip(trees, parents, strict=True):
        Caretaker.objects.create(tree=here, value=f"{above}@example.com")
        if above < trees.index(here):
            records.update(one, here.pk, {"parent": Reference(id=trees[above].pk)}, actor=ann)
    before, done = world_of_trees(), []

    for kept, gone in moves:
        try:
            done.append(records.merge(one, trees[kept].pk, trees[gone].pk, actor=ann))
        except DomainError as refused:
            assert refused.code in {"same_record", "is_archived"}
    for made in reversed(done):
        assert records.part(made.pk, actor=ann) == []

    assert world_of_trees() == before
    assert Tag.objects.filter(name="all").count() == 1
