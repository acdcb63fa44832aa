"""The command palette and the page of search, as a browser asks for them."""

import pytest

from payvand.kernel import outbox, records
from payvand.kernel.objects import named
from payvand.ui.pages.numbers import packed
from tests.orchard.models import Tree


@pytest.fixture
def plant(world):
    def make(name: str, who: str = "ann", **more: object) -> int:
        made = records.create(named("orchard.tree"), {"name": name, **more}, actor=world.actor(who))
        outbox.deliver_all()
        return made.pk

    return make


@pytest.fixture
def palette(browse):
    def ask(text: str = "", who: str = "ann", language: str = "en", **more: str) -> str:
        client = browse(who, htmx=True, language=language)
        answer: str = client.get("/palette", {"q": text, "at": "/", **more}).content.decode()
        return answer

    return ask


def test_a_record_stands_under_its_object(palette, plant):
    pk = plant("علی کریمی")

    found = palette("علي")

    assert f'href="/orchard/tree/{pk}"' in found
    assert 'aria-label="trees"' in found


def test_a_page_is_found_by_its_name_on_the_wrong_keyboard(palette):
    assert 'href="/orchard/tree"' in palette("tre")
    assert 'href="/orchard/tree"' in palette("فقثث")


def test_a_label_is_found_in_a_language_that_is_not_the_readers(palette):
    assert 'value="fa"' in palette("فارسی")
    assert 'value="ar"' in palette("العربية", language="fa")


def test_nobody_meets_the_records_of_others(palette, plant):
    pk = plant("Secret plum")

    assert f"/orchard/tree/{pk}" in palette("plum", who="ben")
    assert f"/orchard/tree/{pk}" not in palette("plum", who="cleo")
    assert f"/orchard/tree/{pk}" not in palette(who="cleo", seen=f"/orchard/tree/{pk}")
    assert "/orchard/tree" not in palette("tree", who="stranger")


def test_before_typing_stand_what_was_looked_at_then_what_was_changed(palette, plant):
    changed, seen = plant("Changed"), plant("Seen", who="alma")

    shown = palette(who="ann", seen=f"/orchard/tree/{changed}")

    assert f"/orchard/tree/{changed}" in shown
    assert f"/orchard/tree/{seen}" not in shown
    assert "/orchard/tree/new" in shown


def test_what_may_be_done_to_the_record_on_the_page_is_offered(palette, plant):
    pk = plant("Apple")

    for at in (f"/orchard/tree/{pk}", f"/orchard/tree?peek=/orchard/tree/{pk}/peek"):
        shown = palette("water", at=at)
        assert f'hx-get="/orchard/tree/{pk}/water_tree"' in shown

    assert "water_tree" not in palette("water")
    assert "water_tree" not in palette("water", who="cleo", at=f"/orchard/tree/{pk}")


def test_a_command_is_offered_for_the_chosen_records_and_done_to_each(palette, browse, plant):
    first, second, poor = plant("Apple"), plant("Pear"), plant("Quince", health="poor")
    chosen = packed([first, second, poor])
    address = f"/orchard/tree/list/do/water_tree?packed={chosen}"

    assert f'hx-get="{address}"' in palette("water", at="/orchard/tree", ids=f"{first},{second},{poor}")
    assert b"litres" in browse("ann", htmx=True).get(address).content
    refused = browse("ann", htmx=True).post(address, {"litres": "many"})
    answer = browse("ann", htmx=True).post(address, {"litres": "5"})
    outbox.deliver_all()

    assert refused.status_code == 422
    assert "2 records" in answer.headers["HX-Trigger"]
    assert "1 was left" in answer.headers["HX-Trigger"]


def test_all_chosen_records_are_put_away_from_the_palette(palette, browse, plant):
    first, second = plant("Apple"), plant("Pear")

    shown = palette("archive", at="/orchard/tree?q=e&view=all", ids=f"{first},{second}")
    browse("ann", htmx=True).post(
        "/orchard/tree/list/archive?q=e&view=all", {"packed": packed([first, second])}
    )

    assert 'hx-post="/orchard/tree/list/archive?q=e&amp;view=all"' in shown
    assert packed([first, second]) in shown
    assert not Tree.objects.current().exists()


def test_an_exact_page_comes_before_records_and_an_exact_record_before_pages(palette, plant):
    pk = plant("Home sweet home")
    tree = plant("New")

    home, new = palette("home"), palette("new")

    assert home.index('href="/"') < home.index(f"/orchard/tree/{pk}")
    assert new.index(f'href="/orchard/tree/{tree}"') < new.index('href="/orchard/tree/new"')


@pytest.mark.parametrize(
    "at", ["", "/orchard", "/orchard/tree/999999", "/no/such/7", "//evil", "/orchard/tree?peek=x"]
)
def test_no_place_breaks_the_palette(palette, at):
    assert "menu-item" in palette(at=at, ids="x,,1", seen=",/a/b/c,/orchard/tree/1")


def test_the_page_counts_by_object_and_leads_to_the_list(browse, plant):
    for number in range(10):
        plant(f"Cherry {number}")

    page = browse("ann").get("/search", {"q": "cherry"}).content.decode()

    assert 'href="/orchard/tree?view=all&amp;q=cherry"' in page
    assert page.count('href="/orchard/tree/') >= 8
    assert ">10<" in page


def test_the_page_answers_typing_with_its_results_alone(browse, plant):
    plant("Cherry")

    piece = browse("ann").get(
        "/search", {"q": "cherry"}, headers={"HX-Request": "true", "HX-Target": "div#found"}
    )

    assert b"<html" not in piece.content
    assert b"Cherry" in piece.content


def test_the_page_says_what_to_do_where_nothing_is_found(browse, plant):
    plant("Cherry")

    assert b"Nothing found for" in browse("ann").get("/search", {"q": "zzzzzzz"}).content
    assert b"Written alike" in browse("ann").get("/search", {"q": "cheryr"}).content
    assert b"Search everything" in browse("ann").get("/search").content


def test_the_list_behind_the_page_shows_the_same_records(browse, plant):
    pk = plant("سلام فروشگاه")

    page = browse("ann").get("/search", {"q": "sghl"}).content.decode()
    rows = browse("ann").get("/orchard/tree", {"view": "all", "q": "sghl"}).content.decode()

    assert f"/orchard/tree/{pk}" in page
    assert f"/orchard/tree/{pk}" in rows
