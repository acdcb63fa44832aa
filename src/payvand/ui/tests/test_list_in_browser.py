"""The list in a real browser: what scripts add to it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from payvand.kernel.access import actor_of
from payvand.kernel.objects import named
from payvand.kernel.records import write_many
from payvand.kernel.testing.world import make_world
from payvand.ui.jinja import ICONS
from tests.orchard.models import Tree

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(ICONS).is_dir(), reason="the assets of the pages were not built"),
]


@pytest.fixture
def sheet(screen, live_server) -> Iterator[Page]:
    """Ann's list of sixty trees."""
    world = make_world()
    rows = [
        {"name": f"Tree {n:02}", "health": "poor" if n % 3 else "good", "fruits": str(n % 7)}
        for n in range(60)
    ]
    write_many(named("orchard.tree"), rows, actor=actor_of(world.ann), mode="create")
    client = Client()
    client.force_login(world.ann, backend="payvand.ui.authentication.PasswordBackend")
    secret = client.cookies[settings.SESSION_COOKIE_NAME].value
    screen.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": secret, "url": live_server.url}]
    )
    screen.goto(f"{live_server.url}/orchard/tree?view=all&columns=name,health,fruits")
    yield screen
    screen.goto("about:blank")


def rows(page: Page) -> int:
    """How many rows stand on the page."""
    return page.locator("pv-table tbody tr[data-id]").count()


def test_scrolling_brings_the_rest(sheet):
    expect(sheet.locator("h1")).to_contain_text("60")

    sheet.locator(".page-content").evaluate("area => area.scrollTo(0, area.scrollHeight)")

    expect(sheet.locator("tr[data-id]")).to_have_count(60)


def test_heads_sort_and_with_shift_sort_further(sheet):
    sheet.click("th[data-column=health] a")
    expect(sheet).to_have_url(re.compile("sort=health&"))

    sheet.click("th[data-column=fruits] a", modifiers=["Shift"])

    expect(sheet).to_have_url(re.compile("sort=health%2Cfruits&"))
    expect(sheet.locator("th[data-column=fruits]")).to_have_attribute("aria-sort", "ascending")


def test_the_selection_lives_through_sorting_and_can_be_archived_and_brought_back(sheet):
    sheet.get_by_label("Select Tree 00").check()
    sheet.get_by_label("Select Tree 02").check()
    sheet.click("th[data-column=name] a")
    expect(sheet).to_have_url(re.compile("sort=-name&"))
    expect(sheet.locator(".bulk-count")).to_have_text("2 selected")

    sheet.locator("form.bulk").get_by_role("button", name="Archive").click()
    expect(sheet.locator("h1")).to_contain_text("58")
    sheet.get_by_role("button", name="Undo").click()

    expect(sheet.locator("h1")).to_contain_text("60")
    expect(sheet.locator("form.bulk")).to_be_hidden()
    assert Tree.objects.current().count() == 60


def test_cells_are_edited_as_in_a_sheet(sheet):
    cell = sheet.locator("tr", has_text="Tree 00").locator("td[data-field=fruits]")
    cell.dblclick()
    sheet.locator("td.cell-edit input.input-number").fill("41")

    sheet.keyboard.press("Enter")

    expect(cell).to_have_text("41")
    assert Tree.objects.get(name="Tree 00").fruits == 41


def test_a_condition_is_built_without_a_query_language(sheet):
    sheet.keyboard.press("f")
    field = sheet.locator("#dialog [role=combobox]").first
    field.click()
    field.press_sequentially("heal")
    sheet.locator("#dialog [role=option]", has_text="health").first.click()
    sheet.locator("#dialog [name=value-1]").select_option("good")

    sheet.get_by_role("button", name="Apply").click()

    expect(sheet.locator(".chip-filter")).to_contain_text("health: good")
    expect(sheet.locator("h1")).to_contain_text("20")
    expect(sheet.locator("#dialog")).to_be_hidden()


def test_back_returns_to_the_state_before(sheet):
    sheet.click("th[data-column=health] a")
    expect(sheet).to_have_url(re.compile("sort=health&"))

    sheet.go_back()

    expect(sheet.locator("th[data-column=name]")).to_have_attribute("aria-sort", "ascending")
    assert rows(sheet) >= 50


def test_columns_are_chosen_and_put_into_order(sheet):
    sheet.get_by_role("link", name="Columns").click()
    sheet.locator("#dialog").get_by_label("planted", exact=True).check()
    sheet.locator("#dialog").get_by_label("health", exact=True).press("Alt+ArrowUp")

    sheet.get_by_role("button", name="Apply").click()

    expect(sheet.locator("th[data-column]")).to_have_count(4)
    heads = [head.get_attribute("data-column") for head in sheet.locator("th[data-column]").all()]
    assert heads == ["health", "name", "fruits", "planted"]


def test_typing_into_the_search_field_narrows_the_list_and_keeps_the_field(sheet):
    sheet.locator("#list-q").fill("nothing of the kind")

    expect(sheet.get_by_role("heading", name="Nothing matches")).to_be_visible()
    expect(sheet.locator("#list-q")).to_be_focused()
