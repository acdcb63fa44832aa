"""The pages of records, forms and settings in a real browser: keys, dialogs, accessibility, narrow screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from payvand.kernel import records
from payvand.kernel.models import Role, User
from payvand.kernel.objects import named
from payvand.kernel.outbox import deliver_all
from payvand.kernel.testing.world import make_world
from payvand.ui import jinja
from tests.orchard.models import Tree

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(jinja.__file__).parent / "static" / "vendor" / "axe" / "axe.min.js"
TREE = "orchard.tree"


@pytest.fixture
def page(chromium, live_server, client) -> Iterator[Page]:
    """A page in which Alma, who administers, is signed in; there is one tree."""
    world = make_world()
    values = {
        "name": "سیب سرخ", "planted": "2024-03-20", "price": "25000000", "fruits": "3", "notes": "a\nb",
        "emails": [{"value": "a@b.example", "label": "work"}],
    }  # fmt: skip
    records.create(named(TREE), values, actor=world.actor("alma"))
    deliver_all()
    client.force_login(world.alma, backend="payvand.ui.authentication.PasswordBackend")
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.home = live_server.url
    yield opened
    context.close()
    assert [text for text in said if "(Conflict)" not in text and "(Unprocessable" not in text] == []


def the_tree() -> Tree:
    found = Tree.objects.get(name="سیب سرخ")
    assert isinstance(found, Tree)
    return found


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize(("language", "theme"), [("fa", "light"), ("en", "dark")])
def test_pages_are_accessible_and_fit_a_phone(page, language, theme):
    User.objects.filter(username="alma").update(language=language, theme=theme)
    role = Role.objects.get(name="Seller")
    addresses = [
        "/", f"/orchard/tree/{the_tree().pk}", "/orchard/tree/new", "/settings", f"/settings/roles/{role.pk}",
        f"/settings/accounts/{User.objects.get(username='alma').pk}", f"/orchard/tree/{the_tree().pk}/delete",
    ]  # fmt: skip
    found: list[str] = []

    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for address in addresses:
            page.goto(page.home + address)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{address} at {width}: wider than the screen")
            if width == 1280:
                found += [f"{address}: {fault}" for fault in faults(page)]

    assert found == []


def test_sign_in_is_accessible(page):
    page.context.clear_cookies()

    page.goto(page.home + "/sign-in")

    assert faults(page) == []


def test_a_field_is_changed_in_place(page):
    page.goto(f"{page.home}/orchard/tree/{the_tree().pk}")

    page.get_by_role("link", name="Edit fruits").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=fruits]").fill("۱۲")
    page.keyboard.press("Enter")

    value = page.locator("dd", has=page.get_by_role("link", name="Edit fruits")).locator(".fact-value")
    expect(value).to_have_text("12")
    assert the_tree().fruits == 12


def test_a_note_by_keyboard_clears_its_form(page):
    page.goto(f"{page.home}/orchard/tree/{the_tree().pk}")

    page.locator("textarea[name=text]").fill("Graft in spring")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#story .moment-item").first).to_contain_text("Graft in spring")
    expect(page.locator("textarea[name=text]")).to_have_value("")


def test_archive_and_undo(page):
    page.goto(f"{page.home}/orchard/tree/{the_tree().pk}")

    page.get_by_role("button", name="More", exact=True).first.click()
    page.get_by_role("menuitem", name="Archive").click()
    expect(page.get_by_text("This record was put away.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("This record was put away.")).to_have_count(0)
    assert the_tree().archived_at is None


def test_a_duplicate_is_told_while_typing_and_control_enter_saves(page):
    page.goto(f"{page.home}/orchard/tree/new")

    page.locator("[name=name]").fill("Twin")
    page.locator("#main summary").click()
    page.locator("input[type=email]").fill("a@b.example")
    expect(page.locator("#suspects")).to_contain_text("سیب سرخ")
    page.locator("input[type=email]").fill("z@b.example")
    page.locator("button[name=_add]").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    page.locator("input[type=email]").nth(1).fill("y@b.example")
    page.keyboard.press("Control+Enter")

    expect(page.locator("h1")).to_have_text("Twin")
    assert Tree.objects.get(name="Twin").caretakers.count() == 2


def test_a_tag_is_made_from_within_the_form(page):
    page.goto(f"{page.home}/orchard/tree/{the_tree().pk}/edit")
    page.locator("#main summary").click()

    page.locator("pv-combobox[field=tags] [role=combobox]").fill("Shady")
    page.get_by_role("option", name="Create “Shady”").click()
    expect(page.locator("#dialog [name=name]")).to_have_value("Shady")
    page.locator("#dialog").get_by_role("button", name="Save").click()
    expect(page.locator(".token")).to_have_text("Shady×")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".fact-value", has_text="Shady")).to_be_visible()


def test_the_form_works_without_scripts(page, chromium):
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()

    plain.goto(f"{page.home}/orchard/tree/new")
    plain.locator("[name=name]").fill("Plain")
    plain.locator("[name=planted]").fill("2024-03-20")
    plain.locator("[name='parent~text']").fill("سیب سرخ")
    plain.get_by_role("button", name="Save").click()

    expect(plain.locator("h1")).to_have_text("Plain")
    assert Tree.objects.get(name="Plain").parent == the_tree()
    context.close()
