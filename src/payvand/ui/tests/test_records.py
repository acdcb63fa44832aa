"""The page of a record and its parts, commands, archive and delete."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payvand.kernel import records
from payvand.kernel.access import Actor
from payvand.kernel.commands import COMMANDS, command
from payvand.kernel.errors import DomainError
from payvand.kernel.models import Fact, Right, Role
from payvand.kernel.objects import extensions_of, named
from payvand.kernel.testing.world import narrow
from tests.orchard.models import Tree

TREE = "orchard.tree"


def plant(world, name="Apple", who="ann", **more):
    return records.create(named(TREE), {"name": name, **more}, actor=world.actor(who))


@pytest.fixture
def tree(world):
    return plant(
        world, planted="2024-02-29", price="1250000", emails=[{"value": "a@b.example", "label": "work"}]
    )


@pytest.fixture
def water():
    """A command that asks for something, on trees only."""

    @command("orchard.water", label="Water", on=Tree, primary=True)
    def water(about: Tree, *, litres: int, actor: Actor) -> None:
        if litres > 100:
            raise DomainError("drowned", "That is too much water.")
        records.update(named(TREE), about.pk, {"fruits": litres}, actor=actor)

    extensions_of(TREE).commands.append(water)
    yield water
    extensions_of(TREE).commands.remove(water)
    del COMMANDS["orchard.water"]


def test_a_record_shows_its_facts_in_the_readers_own_form(browse, world, tree):
    type(world.ann).objects.filter(pk=world.ann.pk).update(
        calendar="jalali", digits="persian", money_unit="toman"
    )

    page = browse("ann", language="fa").get(f"/orchard/tree/{tree.pk}").content.decode()

    assert "۱۴۰۲/۱۲/۱۰" in page
    assert "۱۲۵٬۰۰۰ تومان" in page
    assert "mailto:a@b.example" in page


def test_a_hidden_field_is_nowhere_on_the_page(browse, world, tree):
    narrow(Role.objects.get(name="Seller"), TREE, "price", Right.HIDDEN)

    page = browse("ann").get(f"/orchard/tree/{tree.pk}").content.decode()

    assert "Apple" in page
    assert "1,250,000" not in page and ">price<" not in page


def test_a_stranger_learns_nothing(browse, tree):
    for address in ("", "/peek", "/timeline", "/history/name", "/why", "/delete", "/field/name"):
        assert browse("cleo").get(f"/orchard/tree/{tree.pk}{address}").status_code == 404, address
    assert browse("stranger").get(f"/orchard/tree/{tree.pk}").status_code == 403


def test_the_page_asks_a_fixed_number_of_questions(browse, world, tree):
    client = browse("ann")
    client.get(f"/orchard/tree/{tree.pk}")
    for fruits in range(60):
        records.update(named(TREE), tree.pk, {"fruits": fruits}, actor=world.actor("ann"))

    with CaptureQueriesContext(connection) as few:
        client.get(f"/orchard/tree/{tree.pk}")

    assert len(few) == 11, "\n".join(one["sql"][:150] for one in few)


def test_the_timeline_tells_what_changed_and_older_entries_are_loaded(browse, world, tree):
    for fruits in range(1, 41):
        records.update(named(TREE), tree.pk, {"fruits": fruits}, actor=world.actor("ann"))
    page = browse("ann").get(f"/orchard/tree/{tree.pk}").content.decode()
    before = page.split("timeline?before=")[1].split('"')[0]

    older = browse("ann", htmx=True).get(f"/orchard/tree/{tree.pk}/timeline?before={before}").content.decode()

    assert page.count('class="moment-item"') == 30
    assert older.count('class="moment-item"') == 11


def test_the_history_of_a_field(browse, world, tree):
    records.update(named(TREE), tree.pk, {"name": "Quince"}, actor=world.actor("ben"))

    page = browse("ann", htmx=True).get(f"/orchard/tree/{tree.pk}/history/name").content.decode()

    assert "Apple" in page and "Quince" in page and "Ben" in page


def test_why_somebody_else_cannot_see_it(browse, world, tree):
    page = browse("ann", htmx=True).get(f"/orchard/tree/{tree.pk}/why?user={world.cleo.pk}").content.decode()

    assert "The record belongs to Ann." in page
    assert page.count("ink-danger") == 4


def test_a_note_is_written_and_told(browse, tree):
    answer = browse("ann", htmx=True).post(
        f"/orchard/tree/{tree.pk}/write_note", {"text": "Graft in spring <b>"}
    )

    assert "Graft in spring &lt;b&gt;" in answer.content.decode()


def test_an_empty_note_is_refused(browse, tree):
    answer = browse("ann").post(f"/orchard/tree/{tree.pk}/write_note", {"text": " "})

    assert answer.status_code == 422


def test_a_command_asks_for_its_inputs_and_is_done(browse, tree, water):
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}/water"

    asked = client.get(address)
    done = client.post(address, {"litres": "۱۲"})

    tree.refresh_from_db()
    assert b'name="litres"' in asked.content
    assert done.headers["Location"] == f"/orchard/tree/{tree.pk}"
    assert tree.fruits == 12


def test_the_address_fills_in_what_a_command_asks(browse, tree, water):
    asked = browse("ann").get(f"/orchard/tree/{tree.pk}/water?litres=40")

    assert b'value="40"' in asked.content


def test_a_commands_refusal_comes_back_with_what_was_typed(browse, tree, water):
    answer = browse("ann").post(f"/orchard/tree/{tree.pk}/water", {"litres": "500"})

    assert answer.status_code == 422
    assert b"That is too much water." in answer.content
    assert b'value="500"' in answer.content


def test_a_wrong_input_is_named(browse, tree, water):
    answer = browse("ann").post(f"/orchard/tree/{tree.pk}/water", {"litres": "a lot"})

    assert b'id="f-litres-error"' in answer.content


def test_a_command_that_does_not_exist_is_missing(browse, tree):
    assert browse("ann").post(f"/orchard/tree/{tree.pk}/burn").status_code == 404


def test_archive_restore_and_the_way_back(browse, world, tree):
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}"

    client.post(f"{address}/archive")
    put_away = client.get(address).content.decode()
    client.post(f"{address}/restore")

    assert f'hx-post="{address}/restore"' in put_away
    assert "Archived" in put_away
    assert f'href="{address}/edit"' not in put_away
    assert Tree.objects.get().archived_at is None


def test_delete_asks_first_and_says_why_not(browse, world, tree):
    plant(world, "Child", parent=tree.pk)
    client, address = browse("ann"), f"/orchard/tree/{tree.pk}/delete"

    asked = client.get(address)
    refused = client.post(address)

    assert b"It stays in the recycle bin for 30 days" in asked.content
    assert b"Other records refer to this one" in refused.content
    assert Tree.objects.count() == 2


def test_deleted_for_good(browse, tree):
    answer = browse("ann", htmx=True).post(f"/orchard/tree/{tree.pk}/delete")

    assert answer.headers["HX-Redirect"] == "/orchard/tree"
    assert Tree.objects.count() == 0


def test_one_field_is_changed_in_place(browse, tree):
    client, address = browse("ann", htmx=True), f"/orchard/tree/{tree.pk}/field/planted"

    asked = client.get(address)
    wrong = client.post(address, {"planted": "1404/12/30"})
    saved = client.post(address, {"planted": "2024-03-01"})

    assert b'name="planted"' in asked.content
    assert wrong.status_code == 422 and b"1404/12/30" in wrong.content
    assert b"2024" in saved.content
    assert str(Tree.objects.get().planted) == "2024-03-01"


def test_a_field_changed_meanwhile_shows_both_values(browse, world, tree):
    client, address = browse("ann", htmx=True), f"/orchard/tree/{tree.pk}/field/name"
    records.update(named(TREE), tree.pk, {"name": "Medlar"}, actor=world.actor("ben"))

    answer = client.post(address, {"name": "Quince", "_version": "1", "_held": '{"name": "Apple"}'})

    assert answer.status_code == 409
    assert b"Medlar" in answer.content and b"Quince" in answer.content
    assert Tree.objects.get().name == "Medlar"


def test_in_place_without_scripts_leads_to_the_form(browse, tree):
    answer = browse("ann").get(f"/orchard/tree/{tree.pk}/field/name")

    assert answer.headers["Location"] == f"/orchard/tree/{tree.pk}/edit?only=name"


def test_the_panel_beside_a_list(browse, tree):
    page = browse("ann", htmx=True).get(f"/orchard/tree/{tree.pk}/peek").content.decode()

    assert "Apple" in page and "<html" not in page


def test_whoever_may_only_look_gets_no_doors(browse, world, tree):
    narrow(Role.objects.get(name="Seller"), TREE, "name", Right.READ)

    page = browse("ann").get(f"/orchard/tree/{tree.pk}").content.decode()

    assert f'/orchard/tree/{tree.pk}/field/planted"' in page
    assert f'/orchard/tree/{tree.pk}/field/name"' not in page


def test_what_happened_is_written_once(browse, tree):
    before = Fact.objects.count()

    browse("ann").post(f"/orchard/tree/{tree.pk}/archive")
    browse("ann").post(f"/orchard/tree/{tree.pk}/archive")

    assert Fact.objects.count() == before + 1
