"""Deeds on many records of a list: archive, restore, one field changed, and the way back from each."""

import json

import pytest

from payvand.kernel import bulk_actions, records
from payvand.kernel.models import Fact, Grant
from payvand.kernel.objects import named
from payvand.kernel.remembered import forget_everything
from payvand.ui.pages import bulk, bulk_edit, selection
from payvand.ui.pages.numbers import packed, unpacked
from tests.orchard.models import Tree

URL = "/orchard/tree"


@pytest.fixture
def trees(world) -> list[int]:
    """Three of Ann's trees and one of Cleo's."""
    mine = [("Apple", "good"), ("Pear", "poor"), ("Quince", "poor")]
    return [
        records.create(named("orchard.tree"), {"name": name, "health": health}, actor=world.actor(who)).pk
        for who, (name, health) in [*(("ann", one) for one in mine), ("cleo", ("Fig", "poor"))]
    ]


def toast(answer) -> dict[str, str]:
    """The message that came with an answer."""
    said: dict[str, str] = json.loads(answer.headers["HX-Trigger"])["pv:toast"]
    return said


def away() -> set[str]:
    """The names of the trees in the archive."""
    return set(Tree.objects.archived().values_list("name", flat=True))


def test_chosen_records_are_archived_and_come_back(browse, trees):
    client = browse("ann", htmx=True)

    answer = client.post(f"{URL}/list/archive?view=all", {"ids": trees[:2]})
    gone = away()
    undone = client.post(toast(answer)["undo_url"])

    assert gone == {"Apple", "Pear"}
    assert toast(answer)["text"] == "2 records archived."
    assert json.loads(answer.headers["HX-Location"])["path"] == "/orchard/tree?view=all"
    assert toast(undone)["text"] == "2 records are as before."
    assert away() == set()
    assert Fact.objects.filter(name="record.restored").count() == 2


def test_all_means_every_record_that_the_list_asks_for_and_that_is_ones_own(browse, trees):
    browse("ann", htmx=True).post(f"{URL}/list/archive?view=all&where=health+is+poor", {"all": "1"})

    assert away() == {"Pear", "Quince"}


def test_records_of_others_are_left_as_they_are(browse, trees):
    answer = browse("ann", htmx=True).post(f"{URL}/list/archive", {"ids": trees})

    assert "Fig" not in away()
    assert toast(answer)["text"] == "3 records archived. 1 was left as it is."
    assert toast(answer)["tone"] == "warning"


def test_the_archive_gives_records_back(browse, trees, world):
    records.archive(named("orchard.tree"), trees[0], actor=world.actor("ann"))

    browse("ann", htmx=True).post(f"{URL}/list/restore?archived=1", {"all": "1"})

    assert away() == set()


def test_without_scripts_the_list_comes_again_with_the_message(browse, trees):
    answer = browse("ann").post(f"{URL}/list/archive", {"ids": trees[:1]}, follow=True)

    assert answer.redirect_chain == [("/orchard/tree?view=all", 302)]
    assert "1 record archived." in answer.content.decode()


@pytest.mark.parametrize("form", [{}, {"ids": []}])
def test_nothing_chosen_is_said(browse, trees, form):
    answer = browse("ann", htmx=True).post(f"{URL}/list/archive", form)

    assert answer.status_code == 422
    assert toast(answer)["text"] == "No record is chosen."
    assert away() == set()


def test_too_many_are_refused_whole(browse, trees, monkeypatch):
    monkeypatch.setattr(bulk_actions, "MOST", 2)

    answer = browse("ann", htmx=True).post(f"{URL}/list/archive", {"all": "1"})

    assert "At most 2 records at once" in toast(answer)["text"]
    assert away() == set()


def test_what_a_request_should_not_do_is_done_beside_it_and_taken_back_there(browse, trees, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    monkeypatch.setattr(bulk_edit, "MOST", 2)
    client = browse("ann", htmx=True)

    answer = client.post(f"{URL}/list/archive?view=all", {"all": "1"})
    place, gone = answer.headers["HX-Redirect"], away()
    page = browse("ann").get(place).content.decode()
    undone = browse("ann").post(f"{place}/undo", follow=True).content.decode()

    assert gone == {"Apple", "Pear", "Quince"}
    assert "Done: 3 of 3." in page and f"{place}/undo" in page
    assert "Undo: Archive, trees" in undone
    assert away() == set()
    assert "Archive: trees" in browse("ann").get("/bulk").content.decode()
    assert browse("cleo").get(place).status_code == 404


def test_a_field_of_all_is_changed_beside_the_request_in_the_words_of_the_reader(browse, trees, monkeypatch):
    monkeypatch.setattr(bulk_edit, "MOST", 2)
    client = browse("ann", htmx=True)

    form = client.post(f"{URL}/list/edit", {"all": "1"}).content.decode()
    wrong = client.post(f"{URL}/list/edit", {"all": "1", "field": "fruits", "do": "apply", "fruits": "many"})
    right = client.post(f"{URL}/list/edit", {"all": "1", "field": "fruits", "do": "apply", "fruits": "۱۲"})

    assert 'name="all" value="1"' in form and 'name="packed"' not in form
    assert wrong.status_code == 422
    assert right.headers["HX-Redirect"].startswith("/bulk/")
    assert list(Tree.objects.filter(fruits=12).values_list("name", flat=True).order_by("name")) == [
        "Apple", "Pear", "Quince",
    ]  # fmt: skip


def test_chosen_records_are_deleted_beside_the_request_once_that_is_confirmed(browse, trees):
    client = browse("ann", htmx=True)

    asked = client.post(f"{URL}/list/delete", {"ids": trees[:2]}).content.decode()
    there = Tree.objects.count()
    client.post(f"{URL}/list/delete", {"ids": trees, "do": "apply"})

    assert "Delete 2 records?" in asked
    assert (there, set(Tree.objects.values_list("name", flat=True))) == (4, {"Fig"})


def test_a_command_is_done_to_all_that_the_list_asks_for(browse, trees, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 1)
    client = browse("ann", htmx=True)

    dialog = client.post(f"{URL}/list/deeds?view=all", {"all": "1"}).content.decode()
    client.post(f"{URL}/list/do/water_tree?view=all&all=1", {"litres": "۵"})

    assert "list/do/water_tree?view=all&amp;all=1" in dialog
    assert Fact.objects.get(name="orchard.tree_watered").subject_id == trees[0]


def test_a_condition_that_cannot_be_read_archives_nothing(browse, trees):
    answer = browse("ann", htmx=True).post(f"{URL}/list/archive?where=colour+is+red", {"all": "1"})

    assert answer.status_code >= 400
    assert away() == set()


def test_who_may_not_archive_is_told_so(browse, trees):
    Grant.objects.filter(action="archive").delete()
    forget_everything()

    assert browse("ann", htmx=True).post(f"{URL}/list/archive", {"ids": trees}).status_code == 403
    assert "list/archive" not in browse("ann").get(URL).content.decode()


def test_the_form_asks_for_the_field_and_then_for_its_value(browse, trees):
    client = browse("ann", htmx=True)

    first = client.post(f"{URL}/list/edit", {"ids": trees[:2]}).content.decode()
    second = client.post(
        f"{URL}/list/edit", {"packed": packed(trees[:2]), "field": "health"}
    ).content.decode()

    assert "Change 2 records" in first
    assert 'name="health"' not in first
    assert 'name="health"' in second


def test_a_field_is_changed_in_all_and_taken_back(browse, trees):
    client = browse("ann", htmx=True)
    form = {"packed": packed(trees[:3]), "field": "fruits", "fruits": "۷", "do": "apply"}

    answer = client.post(f"{URL}/list/edit?view=all", form)
    changed = list(Tree.objects.order_by("pk").values_list("fruits", flat=True))
    client.post(toast(answer)["undo_url"])

    assert changed == [7, 7, 7, None]
    assert toast(answer)["text"] == "3 records changed."
    assert list(Tree.objects.values_list("fruits", flat=True)) == [None] * 4


def test_taking_back_spares_what_somebody_changed_since(browse, trees, world):
    client = browse("ann", htmx=True)
    form = {"packed": packed(trees[:2]), "field": "fruits", "fruits": "7", "do": "apply"}
    answer = client.post(f"{URL}/list/edit", form)
    records.update(named("orchard.tree"), trees[0], {"fruits": "8"}, actor=world.actor("alma"))

    undone = client.post(toast(answer)["undo_url"])

    assert list(Tree.objects.order_by("pk").values_list("fruits", flat=True)[:2]) == [8, None]
    assert toast(undone)["text"] == "1 record is as before. 1 was left as it is."


def test_nobody_takes_back_what_another_did(browse, trees):
    answer = browse("ann", htmx=True).post(f"{URL}/list/archive", {"ids": trees[:1]})

    assert browse("ben", htmx=True).post(toast(answer)["undo_url"]).status_code == 404
    assert away() == {"Apple"}


def test_tags_are_added_to_those_there(browse, trees, world):
    old, new = (
        records.create(named("kernel.tag"), {"name": name}, actor=world.actor("alma")).pk
        for name in ("old", "new")
    )
    records.update(named("orchard.tree"), trees[0], {"tags": [str(old)]}, actor=world.actor("ann"))
    form = {"packed": packed(trees[:2]), "field": "tags", "tags": [str(new)], "do": "apply"}

    browse("ann", htmx=True).post(f"{URL}/list/edit", form)

    assert set(Tree.objects.get(pk=trees[0]).tags.values_list("name", flat=True)) == {"old", "new"}
    assert set(Tree.objects.get(pk=trees[1]).tags.values_list("name", flat=True)) == {"new"}


@pytest.mark.parametrize(
    ("field", "value"), [("fruits", "many"), ("name", ""), ("planted", "1404/12/30"), ("tags", [])]
)
def test_a_wrong_value_changes_nothing_and_stands_in_the_form(browse, trees, field, value):
    form = {"packed": packed(trees[:2]), "field": field, field: value, "do": "apply"}

    answer = browse("ann", htmx=True).post(f"{URL}/list/edit", form)

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert Fact.objects.filter(name="record.updated").count() == 0


@pytest.mark.parametrize("numbers", [[], [1], [35, 36, 37], [1, 10**6, 10**12]])
def test_numbers_are_packed_and_unpacked(numbers):
    assert list(unpacked(packed(numbers))) == numbers


def test_a_thousand_numbers_fit_into_a_form():
    assert len(packed(range(1, 10**6, 1000))) < 4000


@pytest.mark.parametrize("text", ["!", "1..2", "-5", "0", "z" * 30_000])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        unpacked(text)
