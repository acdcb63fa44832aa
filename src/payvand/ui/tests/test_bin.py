"""The page of the recycle bin: what was deleted is seen there and comes back from there."""

import pytest

from payvand.kernel import records
from payvand.kernel.models import BinItem
from payvand.kernel.objects import named
from tests.orchard.models import Tree


@pytest.fixture
def bury(world):
    """Plant and delete trees of a person; gives their numbers in the bin."""

    def run(who: str, *titles: str) -> list[int]:
        one, actor = named("orchard.tree"), world.actor(who)
        made = [records.create(one, {"name": title}, actor=actor, allow_duplicate=True) for title in titles]
        return [records.delete(one, each.pk, actor=actor) for each in made]

    return run


def test_the_bin_shows_ones_own_and_administrators_everything(browse, bury):
    bury("ann", "Fig of Ann")
    bury("cleo", "Olive of Cleo")

    own = browse("ann").get("/settings/bin").content.decode()
    everything = browse("alma").get("/settings/bin").content.decode()

    assert "Fig of Ann" in own
    assert "Olive of Cleo" not in own
    assert "Fig of Ann" in everything
    assert "Olive of Cleo" in everything
    assert "for 30 days" in own


def test_an_empty_bin_says_so(browse):
    page = browse("stranger").get("/settings/bin").content.decode()

    assert "The recycle bin is empty" in page
    assert "/settings/bin/empty" not in page


def test_one_comes_back_and_leads_to_its_page(browse, bury):
    (item,) = bury("ann", "Fig")

    answer = browse("ann").post(f"/settings/bin/{item}/restore")

    assert answer.headers["Location"] == f"/orchard/tree/{Tree.objects.get().pk}"
    assert not BinItem.objects.exists()


def test_the_chosen_ones_come_back(browse, bury):
    chosen = bury("ann", "Fig", "Olive", "Quince")[:2]

    browse("ann").post("/settings/bin/restore", {"ids": chosen})

    assert sorted(Tree.objects.values_list("name", flat=True)) == ["Fig", "Olive"]
    assert BinItem.objects.get().title == "Quince"


def test_nothing_chosen_and_what_belongs_to_others_change_nothing(browse, bury):
    (item,) = bury("cleo", "Olive")
    client = browse("ann")

    nothing = client.post("/settings/bin/restore", follow=True).content.decode()
    refused = client.post(f"/settings/bin/{item}/restore", follow=True).content.decode()

    assert "No record is chosen." in nothing
    assert "not in your recycle bin" in refused
    assert not Tree.objects.exists()


def test_the_bin_is_emptied_after_a_question(browse, bury):
    bury("ann", "Fig", "Olive")
    bury("cleo", "Quince")
    client = browse("ann")

    asked = client.get("/settings/bin/empty").content.decode()
    client.post("/settings/bin/empty")

    assert "2 records will be gone for good" in asked
    assert BinItem.objects.get().title == "Quince"


def test_the_toast_of_a_delete_takes_it_back(browse, world):
    tree = records.create(named("orchard.tree"), {"name": "Fig"}, actor=world.actor("ann"))
    client = browse("ann")

    client.post(f"/orchard/tree/{tree.pk}/delete")
    page = client.get("/orchard/tree").content.decode()
    item = BinItem.objects.get()
    client.post(f"/settings/bin/{item.pk}/restore")

    assert f"/settings/bin/{item.pk}/restore" in page
    assert Tree.objects.get().pk == tree.pk


def test_a_stranger_and_a_visitor_reach_nothing(browse, bury, client):
    (item,) = bury("ann", "Fig")

    browse("stranger").post(f"/settings/bin/{item}/restore")
    answer = client.get("/settings/bin")

    assert not Tree.objects.exists()
    assert answer.status_code == 302
