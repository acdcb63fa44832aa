"""Writing sets of records: what a set does otherwise than one record after another."""

import pytest

from payvand.kernel import records
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world
from tests.orchard.models import Caretaker, Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def trees():
    return named("orchard.tree")


def plant(trees, actor, *names: str) -> list[int]:
    rows = [{"name": name, "emails": f"{name.lower()}@x.example"} for name in names]
    outcomes, _batch = records.write_many(trees, rows, actor=actor)
    return [outcome.id or 0 for outcome in outcomes]


def test_rows_find_their_records_by_a_key_or_make_new_ones(world, trees):
    ann = world.actor("ann")
    (apple,) = plant(trees, ann, "Apple")
    rows = [{"emails": "APPLE@x.example", "fruits": "۱۲"}, {"name": "Fig", "emails": "fig@x.example"}]

    outcomes, _batch = records.write_many(trees, rows, actor=ann, match=[("emails",)])

    assert [(one.did, one.id == apple) for one in outcomes] == [("updated", True), ("created", False)]
    assert Tree.objects.get(pk=apple).fruits == 12


def test_a_refused_row_hinders_no_other_one_and_names_its_fields(world, trees):
    rows = [{"name": "Apple"}, {"name": "", "planted": "1404/12/30"}, {"name": "Fig"}]

    outcomes, _batch = records.write_many(trees, rows, actor=world.actor("ann"))

    assert [one.did for one in outcomes] == ["created", "refused", "created"]
    assert {error.field for error in outcomes[1].errors} == {"planted"}


def test_an_empty_cell_keeps_what_is_there_unless_it_shall_not(world, trees):
    ann = world.actor("ann")
    (apple,) = plant(trees, ann, "Apple")
    row = {"name": "Apple", "emails": "apple@x.example", "notes": "sweet"}
    records.write_many(trees, [row], actor=ann, match=[("emails",)])

    records.write_many(trees, [{**row, "notes": ""}], actor=ann, match=[("emails",)])
    assert Tree.objects.get(pk=apple).notes == "sweet"
    records.write_many(trees, [{**row, "notes": ""}], actor=ann, match=[("emails",)], keep_filled=False)

    assert Tree.objects.get(pk=apple).notes == ""


def test_two_rows_with_the_same_key_meet_in_one_record(world, trees):
    rows = [
        {"name": "Apple", "emails": "a@x.example"},
        {"name": "Apple tree", "emails": "a@x.example; b@x.example"},
    ]

    outcomes, _batch = records.write_many(trees, rows, actor=world.actor("ann"), match=[("emails",)])

    assert [one.did for one in outcomes] == ["created", "updated"]
    assert outcomes[0].id == outcomes[1].id
    assert Tree.objects.get().name == "Apple tree"
    assert sorted(Caretaker.objects.values_list("value", flat=True)) == ["a@x.example", "b@x.example"]


@pytest.fixture
def few_fruits(monkeypatch):
    """A rule that a tree enforces on itself: a poor one bears no fruit."""

    def settle(tree: Tree) -> None:
        if tree.health == "poor" and tree.fruits:
            raise DomainError("too_many", "A poor tree bears no fruit.", "fruits")

    monkeypatch.setattr(Tree, "settle", settle)


def test_a_row_that_breaks_a_rule_leaves_the_record_of_the_rows_before_it_alone(world, trees, few_fruits):
    rows: list[dict[str, object]] = [
        {"name": "Elm", "health": "poor"},
        {"name": "elm", "fruits": 5},
        {"name": "ELM", "notes": "old"},
    ]

    outcomes, _batch = records.write_many(trees, rows, match=[["name"]], actor=world.actor("ann"))

    assert [outcome.did for outcome in outcomes] == ["created", "refused", "updated"]
    elm = Tree.objects.get()
    assert (elm.fruits, elm.notes) == (None, "old")


def test_a_row_that_belongs_to_a_refused_one_is_refused_too(world, trees, few_fruits):
    rows: list[dict[str, object]] = [
        {"name": "Elm", "health": "poor", "fruits": 5},
        {"name": "elm", "notes": "old"},
    ]

    outcomes, batch = records.write_many(trees, rows, match=[["name"]], actor=world.actor("ann"))

    assert [outcome.errors[0].code for outcome in outcomes] == ["too_many", "refused_before"]
    assert batch is None
    assert not Tree.objects.exists()


def test_a_row_that_several_records_match_is_refused(world, trees):
    ann = world.actor("ann")
    plant(trees, ann, "Apple", "Fig")

    row = {"name": "Both", "emails": "apple@x.example; fig@x.example"}
    outcomes, batch = records.write_many(trees, [row], actor=ann, match=[("emails",)])

    assert [error.code for error in outcomes[0].errors] == ["ambiguous"]
    assert batch is None


def test_a_dry_run_says_what_would_happen_and_writes_nothing(world, trees):
    ann = world.actor("ann")
    plant(trees, ann, "Apple")
    facts = Fact.objects.count()

    rows = [{"emails": "apple@x.example", "name": "Pear"}, {"name": "Fig"}]
    outcomes, batch = records.write_many(trees, rows, actor=ann, match=[("emails",)], dry_run=True)

    assert [one.did for one in outcomes] == ["updated", "created"]
    assert (batch, Fact.objects.count()) == (None, facts)
    assert list(Tree.objects.values_list("name", flat=True)) == ["Apple"]


def test_records_of_others_are_not_changed_by_a_set(world, trees):
    (apple,) = plant(trees, world.actor("cleo"), "Apple")

    outcomes, _batch = records.write_many(
        trees, [{"fruits": 3}], ids=[apple], mode="update", actor=world.actor("ann")
    )

    assert [error.code for error in outcomes[0].errors] == ["missing"]
    assert Tree.objects.get(pk=apple).fruits is None


def test_named_records_get_their_values_and_several_values_are_replaced(world, trees):
    ann = world.actor("ann")
    ids = plant(trees, ann, "Apple", "Fig")

    outcomes, _batch = records.write_many(
        trees, [{"emails": "new@x.example"}] * 2, ids=ids, mode="update", keep_filled=False, actor=ann
    )

    assert [one.did for one in outcomes] == ["updated", "updated"]
    assert list(Caretaker.objects.values_list("value", flat=True)) == ["new@x.example"] * 2


def test_a_required_value_is_not_emptied_by_a_set(world, trees):
    ann = world.actor("ann")
    ids = plant(trees, ann, "Apple")

    outcomes, _batch = records.write_many(
        trees, [{"name": ""}], ids=ids, mode="update", keep_filled=False, actor=ann
    )

    assert [(error.field, error.code) for error in outcomes[0].errors] == [("name", "required")]


def test_many_are_put_away_and_brought_back_with_a_fact_each(world, trees):
    ann = world.actor("ann")
    ids = plant(trees, ann, "Apple", "Fig")
    theirs = plant(trees, world.actor("cleo"), "Plum")

    records.archive_many(trees, [*ids, *theirs], actor=ann)
    assert Tree.objects.filter(archived_at=None).count() == 1
    records.restore_many(trees, ids, actor=ann)

    assert Tree.objects.filter(archived_at=None).count() == 3
    names = Fact.objects.filter(subject_id=ids[0], object="orchard.tree").order_by("id")
    assert list(names.values_list("name", flat=True)) == [
        "record.created",
        "record.archived",
        "record.restored",
    ]


def test_a_role_that_may_only_edit_cannot_create_by_a_set(world, trees):
    with pytest.raises(Exception, match="roles"):
        records.write_many(trees, [{"name": "Apple"}], actor=world.actor("stranger"))
