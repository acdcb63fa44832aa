"""The table as a sheet: walked, selected, scrolled, edited, its columns moved, its records looked at beside it."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_record_opens_beside_the_list_and_focus_returns(customers: Page):
    customers.get_by_role("link", name="Mehr Pharmacy").first.click()
    expect(customers.locator("#peek-body")).to_contain_text("Nika Foods")
    remembered = customers.evaluate("new URL(location.href).searchParams.get('peek')")
    customers.keyboard.press("Escape")

    assert remembered == "/ui/gallery/piece/peek?row=3"
    expect(customers.locator("#peek")).to_be_hidden()
    expect(customers.get_by_role("link", name="Mehr Pharmacy").first).to_be_focused()
    assert "peek" not in customers.url


def test_j_and_k_walk_the_list_and_the_panel_follows(customers: Page):
    for key in ("j", "j", "k", "p"):
        customers.keyboard.press(key)
    expect(customers.locator("#peek")).to_be_visible()
    customers.keyboard.press("j")

    expect(customers.locator("tr.row-active")).to_have_attribute("data-id", "2")
    expect(customers).to_have_url(re.compile("row%3D2$"))


def test_rows_are_selected_singly_by_range_and_all(customers: Page):
    # The page goes on loading until its height is filled; "all" means the rows that are there.
    expect(customers.locator("tr[data-id]")).to_have_count(40)
    boxes = customers.locator("input[name=ids]")
    boxes.nth(1).check()
    boxes.nth(4).click(modifiers=["Shift"])
    by_range = customers.locator(".bulk-count").inner_text()
    customers.locator("input[data-all]").check()
    customers.locator("[data-everything]").click()

    assert by_range == "4 selected"
    expect(customers.locator(".bulk-count")).to_have_text("All 12,304 selected")
    assert customers.input_value("form.bulk [name=all]") == "1"
    customers.locator("[data-nothing]").click()
    expect(customers.locator("form.bulk")).to_be_hidden()


def test_scrolling_loads_more_rows_and_keeps_the_selection(customers: Page):
    customers.locator("input[name=ids]").first.check()
    for rows in (20, 30, 40, 50, 60):
        customers.locator(".page-content").evaluate("(page) => page.scrollTo(0, page.scrollHeight)")
        expect(customers.locator("tr[data-id]").nth(rows - 1)).to_be_attached()

    expect(customers.locator("tr[data-id]")).to_have_count(60)
    expect(customers.locator(".bulk-count")).to_have_text("1 selected")
    expect(customers.locator("tr.more")).to_have_count(0)


def test_a_cell_is_edited_with_keys_and_tab_goes_on(customers: Page):
    customers.locator("tr[data-id='1'] td[data-field=city]").focus()
    customers.keyboard.press("Enter")
    expect(customers.locator("td.cell-edit input")).to_be_focused()
    customers.keyboard.type("Qom")
    customers.keyboard.press("Tab")

    expect(customers.locator("tr[data-id='1'] td[data-field=city]")).to_have_text("Qom")
    expect(customers.locator("tr[data-id='2'] td.cell-edit input")).to_be_focused()
    customers.keyboard.press("Escape")
    expect(customers.locator("tr[data-id='2'] td[data-field=city]")).to_have_text("Isfahan")


def test_a_refused_cell_stays_open_and_says_why(customers: Page):
    customers.locator("tr[data-id='1'] td[data-field=city]").dblclick()
    expect(customers.locator("td.cell-edit input")).to_be_focused()
    customers.keyboard.type("?")
    customers.keyboard.press("Enter")

    expect(customers.locator("td.cell-edit .field-error")).to_have_text("A number is needed.")


def test_columns_are_widened_and_moved_with_keys(customers: Page):
    head = customers.locator("th[data-column=city] .head-cell")
    head.focus()
    head.press("Alt+ArrowRight")
    order = customers.locator("th[data-column]").evaluate_all(
        "(all) => all.map((head) => head.dataset.column)"
    )

    assert order[:4] == ["name", "stage", "balance", "city"]
    assert customers.locator("tr[data-id='1'] td").nth(4).inner_text() == "Tehran"
