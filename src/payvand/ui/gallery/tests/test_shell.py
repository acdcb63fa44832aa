"""What surrounds a page: palette, shortcuts, preferences, dialogs, menus, messages."""

import pytest
from playwright.sync_api import Browser, Page, expect

from payvand.ui.gallery.tests.conftest import opened

pytestmark = pytest.mark.browser


def test_the_palette_opens_finds_and_closes(customers: Page):
    customers.keyboard.press("Control+k")
    customers.keyboard.type("omid")

    expect(customers.get_by_role("option", name="Omid Clinic")).to_have_attribute("aria-selected", "true")
    customers.keyboard.press("Escape")
    expect(customers.locator("dialog.palette")).to_be_hidden()


def test_letters_work_while_the_persian_layout_is_on(customers: Page):
    customers.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ز', code: 'KeyC', bubbles: true }))"
    )

    expect(customers.locator("#create-menu")).to_be_visible()


def test_the_shortcuts_of_the_page_are_listed(customers: Page):
    customers.keyboard.press("?")

    expect(customers.locator("#shortcuts")).to_contain_text("Next row")
    expect(customers.locator("#shortcuts")).to_contain_text("New record")


def test_the_theme_changes_at_once_and_the_language_without_losing_what_was_typed(
    chromium: Browser, address: str
):
    with opened(chromium, address) as page:
        page.fill("#f-email", "half@typ")
        page.fill("#f-birthday", "22 Nov 2026")
        page.locator("#f-parent").press_sequentially("sep")
        expect(page.get_by_role("option", name="Sepid Trading")).to_be_visible()
        page.press("#f-parent", "Enter")
        page.locator("[popovertarget=user-menu]").click()
        page.locator("[data-preference=theme][value=dark]").click()
        dark = page.evaluate("document.documentElement.dataset.theme")
        page.locator("[data-preference=language][value=fa]").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")

        assert dark == "dark"
        expect(page.locator("h1")).to_have_text("صنایع غذایی نیکا")
        assert page.input_value("#f-email") == "half@typ"
        assert page.input_value("#f-birthday") == "۱۴۰۵/۹/۱"
        assert page.input_value("[name=birthday]") == "2026-11-22"
        assert page.input_value("[name=parent]") == "3"
        expect(page.locator("#user-menu")).to_be_visible()


def test_a_dialog_opens_when_its_content_arrives_and_escape_closes_it(english: Page):
    english.get_by_role("button", name="New customer").first.click()
    expect(english.get_by_role("dialog", name="New customer")).to_be_visible()
    english.keyboard.press("Escape")

    expect(english.locator("#dialog")).to_be_hidden()


def test_a_menu_is_walked_with_arrows_and_letters(english: Page):
    english.locator("[popovertarget=sample-menu]").click()
    expect(english.get_by_role("menuitem", name="Edit")).to_be_focused()
    english.keyboard.press("ArrowDown")
    english.keyboard.press("d")

    expect(english.get_by_role("menuitem", name="Delete")).to_be_focused()


def test_a_message_can_be_taken_back(english: Page):
    english.evaluate(
        """() => document.body.dispatchEvent(new CustomEvent("pv:toast", {
            bubbles: true, detail: { text: "Gone", undo_url: "/ui/gallery/undo" },
        }))"""
    )

    with english.expect_request("**/undo") as undone:
        english.get_by_role("button", name="Undo").click()

    assert undone.value.method == "POST"
    expect(english.locator("pv-toast")).to_be_hidden()
