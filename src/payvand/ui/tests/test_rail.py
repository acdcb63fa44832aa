"""The rail: what stands in it for whom, and under which heading."""

import pytest

from payvand.kernel.access import may
from payvand.kernel.objects import named
from payvand.ui.places import forget_place, place


@pytest.fixture
def harvest():
    """A page of the orchard's own, for those who may see its trees."""
    door = place(
        "orchard.harvest",
        "Harvest plan",
        "/orchard/harvest",
        "calendar",
        "orchard",
        allowed=lambda actor: may(actor, "view", named("orchard.tree")),
    )
    yield door
    forget_place(door.name)


def test_a_page_of_an_app_stands_with_its_lists_under_one_heading(browse, harvest):
    page = browse("ann").get("/orchard/tree").content.decode()

    heading = page.index('data-group="orchard" open')
    assert heading < page.index('href="/orchard/tree"') < page.index('href="/orchard/harvest"')


def test_an_app_with_one_line_has_no_heading(browse):
    page = browse("ann").get("/orchard/tree").content.decode()

    assert 'href="/orchard/tree"' in page
    assert 'data-group="orchard"' not in page


def test_a_page_is_offered_to_those_alone_who_may_open_it(browse, harvest):
    assert b"/orchard/harvest" in browse("ann").get("/").content
    assert b"/orchard/harvest" not in browse("stranger").get("/").content


def test_the_palette_finds_the_page(browse, harvest):
    assert b"/orchard/harvest" in browse("ann").get("/palette", {"q": "harvest"}).content
    assert b"/orchard/harvest" not in browse("stranger").get("/palette", {"q": "harvest"}).content


def test_a_heading_stays_folded_but_where_it_holds_the_page(browse, harvest):
    client = browse("ann")
    client.cookies["payvand_folded"] = "orchard"

    assert b'data-group="orchard">' in client.get("/").content
    assert b'data-group="orchard" open>' in client.get("/orchard/tree").content


def test_a_place_is_put_once(harvest):
    with pytest.raises(ValueError, match="put twice"):
        place("orchard.harvest", "Again", "/again", "calendar")
