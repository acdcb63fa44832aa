"""Stories in a real browser: signing in, finding a customer by keyboard alone, reading in another language."""

import re

import pytest
from playwright.sync_api import Page, expect

from payvand.kernel import outbox, records
from payvand.kernel.models import User
from payvand.kernel.objects import named
from payvand.kernel.testing.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "orchard gate 7"


@pytest.fixture
def world(transactional_db) -> World:
    made = make_world()
    made.ann.set_password(PASSWORD)
    made.ann.save()
    return made


@pytest.fixture
def plant(world):
    def make(name: str) -> int:
        pk = records.create(named("orchard.tree"), {"name": name}, actor=world.actor("ann")).pk
        outbox.deliver_all()
        return pk

    return make


@pytest.fixture
def office(screen: Page, live_server, world) -> Page:
    """The first page, with Ann signed in by hand."""
    screen.goto(live_server.url)
    screen.get_by_label("User name").fill("ann")
    screen.get_by_label("Password").fill(PASSWORD)
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("navigation", name="Modules")).to_be_visible()
    _ready(screen)
    return screen


def _ready(page: Page) -> None:
    """Scripts are loaded last: until then nobody listens to the keys."""
    page.wait_for_load_state("load")


def test_ann_signs_in_and_comes_to_where_she_wanted(screen, live_server, world):
    screen.goto(f"{live_server.url}/orchard/tree?view=all")

    screen.get_by_label("User name").fill("ann")
    screen.get_by_label("Password").fill(PASSWORD)
    screen.keyboard.press("Enter")

    expect(screen).to_have_url(f"{live_server.url}/orchard/tree?view=all")


def test_ann_opens_a_customer_by_keyboard_alone(office, live_server, plant):
    plant("علی رضایی")
    pk = plant("کیان بازرگان")

    office.keyboard.press("Control+k")
    office.keyboard.type("بازرگان")
    expect(office.get_by_role("option", name="کیان بازرگان")).to_have_attribute("aria-selected", "true")
    office.keyboard.press("Enter")

    expect(office).to_have_url(f"{live_server.url}/orchard/tree/{pk}")
    _ready(office)
    office.keyboard.press("Control+k")
    expect(office.get_by_role("group", name="Here")).to_contain_text("Water")


def test_what_ann_looked_at_stands_ready_in_the_palette(office, live_server, plant, world):
    pk = plant("کیان بازرگان")
    office.goto(f"{live_server.url}/orchard/tree/{pk}")
    office.goto(f"{live_server.url}/orchard/tree?view=all")

    office.keyboard.press("Control+k")

    expect(office.get_by_role("group", name="Recent")).to_contain_text("کیان بازرگان")


def test_the_page_turns_round_with_the_language_and_stays_where_it_is(office, live_server, plant, world):
    plant("کیان بازرگان")
    office.goto(f"{live_server.url}/orchard/tree?view=all&q=kian")
    search = office.locator("#list-q")
    search.fill("kian b")

    office.keyboard.press("Control+k")
    office.keyboard.type("language: فارسی")
    expect(office.get_by_role("option", name="فارسی")).to_have_attribute("aria-selected", "true")
    office.keyboard.press("Enter")

    expect(office.locator("html")).to_have_attribute("dir", "rtl")
    expect(office).to_have_url(re.compile("/orchard/tree"))
    expect(search).to_have_value("kian b")
    assert User.objects.get(pk=world.ann.pk).language == "fa"
