"""Editing cells of a list in place: the control, the saved row, refusals and conflicts."""

import re

import pytest

from payvand.kernel import records
from payvand.kernel.models import Fact, Right, Role
from payvand.kernel.objects import named
from payvand.kernel.testing.world import narrow
from tests.orchard.models import Tree


@pytest.fixture
def tree(world) -> Tree:
    """A tree of Ann's."""
    values = {"name": "Apple", "health": "good", "fruits": "12", "owner": str(world.ann.pk)}
    made = records.create(named("orchard.tree"), values, actor=world.actor("ann"))
    assert isinstance(made, Tree)
    return made


def cell(tree: Tree, name: str) -> str:
    """The address of a cell."""
    return f"/orchard/tree/{tree.pk}/cell/{name}"


def carried(answer) -> dict[str, str]:
    """What the control carries beside its value."""
    return dict(
        re.findall(r'name="(version|seen)" value="([^"]*)"', answer.content.decode().replace("&#34;", "'"))
    )


@pytest.mark.parametrize(
    ("name", "shows"),
    [
        ("name", 'value="Apple"'),
        ("health", '<option value="good" selected>'),
        ("fruits", 'value="12"'),
        ("for_sale", '<option value="no" selected>'),
        ("owner", 'role="combobox"'),
        ("planted", "<pv-day-picker>"),
        ("price", "<pv-number grouped>"),
        ("tags", "<pv-combobox multiple"),
    ],
)
def test_a_cell_opens_with_the_control_of_its_kind(browse, tree, name, shows):
    answer = browse("ann", htmx=True).get(cell(tree, name))

    assert answer.status_code == 200
    assert shows in answer.content.decode()
    assert carried(answer)["version"] == "1"


def test_saving_answers_with_the_row(browse, tree):
    answer = browse("ann", htmx=True).post(
        f"{cell(tree, 'fruits')}?columns=name,fruits", {"fruits": "۱۴", "version": "1"}
    )

    assert answer.status_code == 200
    assert answer.content.decode().count("<tr") == 1
    assert f'data-id="{tree.pk}"' in answer.content.decode()
    assert Tree.objects.get().fruits == 14
    assert Fact.objects.filter(name="record.updated").count() == 1


def test_saving_what_stands_there_writes_nothing(browse, tree):
    browse("ann", htmx=True).post(cell(tree, "fruits"), {"fruits": "12", "version": "1"})

    assert Fact.objects.filter(name="record.updated").count() == 0


def test_a_refusal_stays_in_the_cell_with_what_was_typed(browse, tree):
    answer = browse("ann", htmx=True).post(cell(tree, "fruits"), {"fruits": "many", "version": "1"})

    assert answer.status_code == 422
    assert "is not a number" in answer.content.decode()
    assert 'value="many"' in answer.content.decode()
    assert Tree.objects.get().fruits == 12


def test_a_required_cell_cannot_be_emptied(browse, tree):
    answer = browse("ann", htmx=True).post(cell(tree, "name"), {"name": " ", "version": "1"})

    assert answer.status_code == 422
    assert Tree.objects.get().name == "Apple"


def test_a_conflict_shows_both_values_and_the_second_save_decides(browse, tree, world):
    client = browse("ann", htmx=True)
    opened = carried(client.get(cell(tree, "fruits")))
    records.update(named("orchard.tree"), tree.pk, {"fruits": "99"}, actor=world.actor("alma"))

    refused = client.post(cell(tree, "fruits"), {"fruits": "13", **opened})
    again = client.post(cell(tree, "fruits"), {"fruits": "13", **carried(refused)})

    assert refused.status_code == 422
    assert "99" in refused.content.decode()
    assert 'value="13"' in refused.content.decode()
    assert again.status_code == 200
    assert Tree.objects.get().fruits == 13


def test_a_change_elsewhere_in_the_record_is_no_conflict(browse, tree, world):
    client = browse("ann", htmx=True)
    opened = carried(client.get(cell(tree, "fruits")))
    records.update(named("orchard.tree"), tree.pk, {"name": "Old apple"}, actor=world.actor("alma"))

    assert client.post(cell(tree, "fruits"), {"fruits": "13", **opened}).status_code == 200


def test_several_links_are_replaced_as_chosen(browse, tree, world):
    old, new = (
        records.create(named("kernel.tag"), {"name": name}, actor=world.actor("alma"))
        for name in ("old", "new")
    )
    records.update(named("orchard.tree"), tree.pk, {"tags": [str(old.pk)]}, actor=world.actor("ann"))

    browse("ann", htmx=True).post(cell(tree, "tags"), {"tags": [str(new.pk)], "version": "2"})

    assert list(Tree.objects.get().tags.values_list("name", flat=True)) == ["new"]


@pytest.mark.parametrize("name", ["id", "created_at", "doubled", "notes", "emails", "nonsense"])
def test_what_needs_a_form_or_cannot_be_written_has_no_cell(browse, tree, name):
    assert browse("alma", htmx=True).get(cell(tree, name)).status_code == 404


def test_a_field_that_may_only_be_read_has_no_cell(browse, tree):
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "fruits", Right.READ)

    assert browse("ann", htmx=True).post(cell(tree, "fruits"), {"fruits": "1"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("cleo", 404), ("stranger", 403)])
def test_a_record_of_others_is_not_edited(browse, tree, who, status):
    assert browse(who, htmx=True).post(cell(tree, "fruits"), {"fruits": "1"}).status_code == status
