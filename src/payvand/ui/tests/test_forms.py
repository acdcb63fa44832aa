"""Forms: what they ask, what they keep when something is wrong, and that they write only what was changed."""

import json
import re
from html import unescape

import pytest

from payvand.kernel import records
from payvand.kernel.models import Fact, Right, Role, Tag
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import narrow
from tests.orchard.models import Tree

NEW = "/orchard/tree/new"


def plant(world, name="Apple", who="ann", **more):
    return records.create(named("orchard.tree"), {"name": name, **more}, actor=world.actor(who))


def held(page: bytes) -> str:
    found = re.search(r'name="_held" value="([^"]*)"', page.decode())
    assert found
    return unescape(found[1])


def form_of(client, address: str) -> dict[str, str]:
    """What a browser would post of an edit form that nobody has touched."""
    page = client.get(address).content
    text = page.decode()
    posted = {"_held": held(page), "_version": text.split('name="_version" value="')[1].split('"')[0]}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        is_open = "checkbox" not in tag or " checked" in tag
        if name and value and is_open and not name[1].startswith(("_", "csrf", "next")):
            posted[unescape(name[1])] = unescape(value[1])
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        posted[name] = chosen[1] if chosen else ""
    for name, value in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL):
        posted[name] = unescape(value)
    return posted


def test_a_record_is_made_and_shown(browse, world):
    answer = browse("ann").post(NEW, {"name": "Pear", "health": "poor", "planted": "2024-02-29"})

    tree = Tree.objects.get()
    assert answer.headers["Location"] == f"/orchard/tree/{tree.pk}"
    assert (tree.name, tree.health, str(tree.planted), tree.owner) == (
        "Pear",
        "poor",
        "2024-02-29",
        world.ann,
    )


def test_persian_digits_jalali_days_and_toman_are_read(browse, world):
    client = browse("ann", language="fa")
    type(world.ann).objects.filter(pk=world.ann.pk).update(
        calendar="jalali", digits="persian", money_unit="toman"
    )

    client.post(NEW, {"name": "گلابی", "planted": "۱۴۰۳/۱/۱", "price": "۲۵ میلیون تومان", "fruits": "۱۲"})

    tree = Tree.objects.get()
    assert (str(tree.planted), tree.price, tree.fruits) == ("2024-03-20", 250_000_000, 12)


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(browse):
    answer = browse("ann").post(
        NEW, {"name": "Fig", "planted": "1404/12/30", "notes": "by the well", "emails-a-value": "nobody"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="f-planted-error"' in page
    assert 'id="f-emails-a-value-error"' in page
    for kept in ("Fig", "1404/12/30", "by the well", "nobody"):
        assert kept in page
    assert Tree.objects.count() == 0


def test_a_missing_value_is_asked_for(browse):
    answer = browse("ann").post(NEW, {"name": " "})

    assert answer.status_code == 422
    assert b"A value is needed here." in answer.content


def test_a_folded_section_with_an_error_is_open(browse):
    answer = browse("ann").post(NEW, {"name": "Fig", "fruits": "many"})

    assert b'<details class="section" open>' in answer.content


def test_a_form_that_nobody_touched_changes_nothing(browse, world):
    tree = plant(
        world,
        planted="2024-02-29",
        watered_at="2024-03-01T08:15:30Z",
        fruits=1200,
        price="1250000.5",
        for_sale="yes",
        notes="a\nb",
        emails=[{"value": "a@b.example", "label": "work"}, {"value": "c@d.example"}],
        tags=[],
    )
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}/edit"
    before = Fact.objects.count()

    answer = client.post(address, form_of(client, address))

    assert answer.status_code == 302
    assert Fact.objects.count() == before
    assert Tree.objects.get().version == 1


def test_only_what_was_changed_is_written(browse, world):
    tree = plant(world, fruits=5)
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}/edit"

    client.post(address, form_of(client, address) | {"fruits": "6"})

    assert Fact.objects.latest("id").payload == {"changes": {"fruits": [5, 6]}}


def test_two_people_who_change_different_fields_do_not_disturb_each_other(browse, world):
    tree = plant(world)
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}/edit"
    posted = form_of(client, address) | {"fruits": "6"}
    records.update(named("orchard.tree"), tree.pk, {"notes": "by Ben"}, actor=world.actor("ben"))

    answer = client.post(address, posted)

    tree.refresh_from_db()
    assert answer.status_code == 302
    assert (tree.fruits, tree.notes) == (6, "by Ben")


@pytest.mark.parametrize(("choice", "stands"), [("mine", "Quince"), ("theirs", "Medlar")])
def test_a_conflict_shows_both_values_and_lets_choose(browse, world, choice, stands):
    tree = plant(world)
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}/edit"
    posted = form_of(client, address) | {"name": "Quince"}
    records.update(named("orchard.tree"), tree.pk, {"name": "Medlar"}, actor=world.actor("ben"))

    conflict = client.post(address, posted)
    page = conflict.content.decode()
    again = posted | {"_held": held(conflict.content), "_version": "2", "_keep-name": choice}
    answer = client.post(address, again)

    assert conflict.status_code == 409
    assert "Quince" in page and "Medlar" in page
    assert answer.status_code == 302
    assert Tree.objects.get().name == stands


def test_a_possible_duplicate_is_shown_and_may_be_made_all_the_same(browse, world):
    plant(world, emails=[{"value": "a@b.example"}])
    posted = {"name": "Twin", "emails-x-value": "A@B.example"}

    warned = browse("ann").post(NEW, posted)
    made = browse("ann").post(NEW, posted | {"_anyway": "1"})

    assert warned.status_code == 409
    assert b"Apple" in warned.content and b"Create anyway" in warned.content
    assert made.status_code == 302
    assert Tree.objects.count() == 2


def test_a_duplicate_is_told_while_typing(browse, world):
    plant(world, emails=[{"value": "a@b.example"}])
    client = browse("ann", htmx=True)

    found = client.post("/orchard/tree/check", {"emails-x-value": "a@b.example", "planted": "no day"})
    nothing = client.post("/orchard/tree/check", {"emails-x-value": "z@b.example"})

    assert b"Apple" in found.content
    assert b"notice" not in nothing.content


def test_a_duplicate_that_one_may_not_see_is_not_told(browse, world):
    plant(world, emails=[{"value": "a@b.example"}])

    answer = browse("cleo", htmx=True).post("/orchard/tree/check", {"emails-x-value": "a@b.example"})

    assert b"Apple" not in answer.content


def test_rows_keep_what_is_said_beside_a_value(browse, world):
    client = browse("ann")
    client.post(
        NEW, {"name": "Plum", "emails-a-value": "a@b.example", "emails-a-label": "work", "emails-b-value": ""}
    )

    (item,) = records.current(Tree.objects.get(), named("orchard.tree").field("emails"))

    assert (item.value, item.more) == ("a@b.example", {"label": "work"})


def test_another_row_without_scripts(browse):
    answer = browse("ann").post(NEW, {"name": "Plum", "emails-a-value": "a@b.example", "_add": "emails"})

    assert answer.status_code == 200
    assert answer.content.count(b"data-row>") == 2
    assert Tree.objects.count() == 0


def test_another_row_with_scripts(browse):
    answer = browse("ann", htmx=True).get("/orchard/tree/row/emails")

    assert answer.content.count(b"data-row>") == 1


def test_tags_are_chosen_by_number_or_without_scripts_by_name(browse, world):
    tags = [
        records.create(named("kernel.tag"), {"name": name}, actor=world.actor("alma"))
        for name in ("Old", "Wild")
    ]

    browse("ann").post(NEW, {"name": "Plum", "tags": [str(tags[0].pk)], "tags~text": "wild"})

    assert set(Tree.objects.get().tags.all()) == set(Tag.objects.all())


def test_a_link_is_named_by_its_title_without_scripts(browse, world):
    parent = plant(world, "Mother")

    browse("ann").post(NEW, {"name": "Child", "parent": "", "parent~text": "mother"})

    assert Tree.objects.get(name="Child").parent_id == parent.pk


def test_the_address_fills_a_new_form_in(browse, world):
    parent = plant(world, "Mother")

    page = browse("ann").get(f"{NEW}?parent={parent.pk}&fruits=3").content.decode()

    assert 'value="Mother"' in page
    assert 'name="fruits" value="3"' in page


def test_a_link_to_what_one_may_not_see_is_not_filled_in(browse, world):
    parent = plant(world, "Secret")

    page = browse("cleo").get(f"{NEW}?parent={parent.pk}").content.decode()

    assert "Secret" not in page


def test_the_choices_of_a_link_are_those_one_may_see(browse, world):
    plant(world, "Mother")
    deliver_all()

    assert b"Mother" in browse("ann").get("/pick/orchard.tree?q=moth").content
    assert b"Mother" not in browse("cleo").get("/pick/orchard.tree?q=moth").content


def test_the_dialog_tells_the_page_what_it_made(browse):
    answer = browse("ann", htmx=True).post(NEW, {"name": "Quince"})

    told = json.loads(answer.headers["HX-Trigger"])
    assert told["pv:created"] == {"value": str(Tree.objects.get().pk), "text": "Quince"}


def test_fields_that_one_may_only_read_are_not_asked(browse, world):
    narrow(Role.objects.get(name="Seller"), "orchard.tree", "price", Right.READ)

    page = browse("ann").get(NEW).content.decode()

    assert 'name="fruits"' in page
    assert 'name="price"' not in page


def test_whoever_may_not_create_gets_no_form(browse):
    assert browse("stranger").get(NEW).status_code == 403
    assert browse("stranger").post(NEW, {"name": "Weed"}).status_code == 403
    assert Tree.objects.count() == 0


def test_whoever_may_not_see_a_record_does_not_learn_that_it_is_there(browse, world):
    tree = plant(world)

    assert browse("cleo").get(f"/orchard/tree/{tree.pk}/edit").status_code == 404
    assert browse("cleo").get("/orchard/tree/999/edit").status_code == 404


def test_an_object_that_does_not_exist_is_missing(browse):
    assert browse("ann").get("/orchard/rocket/new").status_code == 404
