"""Days, numbers, links, tokens and files are typed, picked and posted as the reader means them."""

import re
from datetime import date

import pytest
from hijridate import Hijri
from persiantools.jdatetime import JalaliDate
from playwright.sync_api import Page, expect

from payvand.culture.locale import Calendar, Locale
from payvand.culture.typed_days import parse_day

pytestmark = pytest.mark.browser


def test_jalali_years_and_months_begin_where_the_library_says(english: Page):
    ours = english.evaluate(
        """async () => {
            const { isoOf, firstOf } = await import("/static/ui/js/calendar.js");
            const months = [];
            for (let year = 1300; year <= 1500; year += 1)
                for (let month = 1; month <= 12; month += 1) months.push(isoOf(firstOf("persian", year, month)));
            return months;
        }"""
    )

    years, months = range(1300, 1501), range(1, 13)
    assert ours == [JalaliDate(y, m, 1).to_gregorian().isoformat() for y in years for m in months]


def test_hijri_months_begin_where_the_library_says(english: Page):
    ours = english.evaluate(
        """async () => {
            const { isoOf, firstOf } = await import("/static/ui/js/calendar.js");
            const months = [];
            for (let year = 1343; year <= 1500; year += 1)
                for (let month = 1; month <= 12; month += 1)
                    months.push(isoOf(firstOf("islamic-umalqura", year, month)));
            return months;
        }"""
    )

    years, months = range(1343, 1501), range(1, 13)
    assert ours == [Hijri(y, m, 1).to_gregorian().isoformat() for y in years for m in months]


@pytest.mark.parametrize("calendar", ["persian", "gregory", "islamic-umalqura"])
def test_every_day_comes_back_from_its_parts(english: Page, calendar: str):
    lost = english.evaluate(
        """async (calendar) => {
            const { dayOf, fromDay, toDay } = await import("/static/ui/js/calendar.js");
            const lost = [];
            for (let day = dayOf("1930-01-01"); day <= dayOf("2070-01-01"); day += 1)
                if (toDay(calendar, fromDay(calendar, day)) !== day) lost.push(day);
            return lost;
        }""",
        calendar,
    )

    assert lost == []


@pytest.mark.parametrize(("calendar", "named"), [("hijri", "islamic-umalqura"), ("jalali", "persian")])
def test_the_browser_takes_a_year_for_the_calendar_that_the_server_does(
    english: Page, calendar: Calendar, named: str
):
    reader = Locale(language="ar", calendar=calendar, digits="latin")
    typed = [f"{year}/2/3" for year in (1300, 1342, 1343, 1405, 1446, 1500, 1980, 2026)]

    ours = english.evaluate(
        """async ([typed, calendar]) => {
            const { isoOf } = await import("/static/ui/js/calendar.js");
            const { parseDay } = await import("/static/ui/js/day-text.js");
            const look = { calendar, language: "ar", locale: "ar", today: "2026-11-21" };
            return typed.map((text) => isoOf(parseDay(text, look)));
        }""",
        [typed, named],
    )

    assert ours == [parse_day(text, reader, date(2026, 11, 21)).isoformat() for text in typed]


def test_days_that_do_not_exist_are_none(english: Page):
    found = english.evaluate(
        """async () => {
            const { toDay } = await import("/static/ui/js/calendar.js");
            const day = (calendar, year, month, day) => toDay(calendar, { year, month, day });
            return [day("persian", 1404, 12, 30), day("persian", 1403, 12, 30) !== null, day("persian", 1403, 13, 1),
                    day("gregory", 2025, 2, 29), day("persian", 1249, 1, 1), day("islamic-umalqura", 1447, 13, 1)];
        }"""
    )

    assert found == [None, True, None, None, None, None]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("۱۴۰۴/۳/۵", "2025-05-26"),
        ("1404-03-05", "2025-05-26"),
        ("٥/٣/١٤٠٤", "2025-05-26"),
        ("2025/05/26", "2025-05-26"),
        ("فردا", "2026-11-22"),
        ("دوشنبه", "2026-11-23"),
        ("سه شنبه", "2026-11-24"),
        ("۵ خرداد ۱۴۰۴", "2025-05-26"),
        ("۹/۱", "2026-11-22"),
    ],
)
def test_a_day_is_understood_as_it_is_typed(persian: Page, typed: str, iso: str):
    persian.fill("#f-birthday", typed)
    persian.press("#f-birthday", "Tab")

    assert persian.input_value("[name=birthday]") == iso


def test_what_is_no_day_is_left_to_the_server_as_it_stands(persian: Page):
    persian.fill("#f-birthday", "۱۴۰۴/۱۲/۳۰")
    persian.press("#f-birthday", "Tab")

    assert persian.input_value("[name=birthday]") == "۱۴۰۴/۱۲/۳۰"
    assert persian.input_value("#f-birthday") == "۱۴۰۴/۱۲/۳۰"


def test_a_day_is_picked_with_the_keyboard_and_arrows_follow_the_direction(persian: Page):
    persian.press("#f-birthday", "Alt+ArrowDown")
    expect(persian.locator("pv-day-picker:has(#f-birthday) .day-title")).to_have_text("آبان ۱۴۰۵")

    persian.keyboard.press("ArrowLeft")
    persian.keyboard.press("PageDown")
    persian.keyboard.press("Enter")

    assert persian.input_value("[name=birthday]") == "2026-12-22"
    assert persian.input_value("#f-birthday") == "۱۴۰۵/۱۰/۱"
    assert persian.evaluate("document.activeElement.id") == "f-birthday"


def test_the_week_begins_on_saturday_and_friday_is_off(persian: Page):
    persian.press("#f-birthday", "Alt+ArrowDown")
    heads = persian.locator("pv-day-picker:has(#f-birthday) th")

    assert heads.first.get_attribute("abbr") == "شنبه"
    assert heads.last.get_attribute("abbr") == "جمعه"
    expect(persian.locator(".day-off").first).to_have_attribute("aria-label", re.compile("^جمعه"))


def test_a_quick_period_gives_the_fiscal_year_of_the_calendar(persian: Page):
    persian.press("#f-period", "Alt+ArrowDown")
    persian.locator(".day-periods button").nth(5).click()

    assert persian.input_value("[name=period_from]") == "2026-03-21"
    assert persian.input_value("[name=period_to]") == "2027-03-20"


def test_a_time_is_kept_when_the_day_changes(english: Page):
    english.fill("#f-visit", "22 Nov 2026 14:05")
    english.press("#f-visit", "Tab")

    assert english.input_value("[name=visit]") == "2026-11-22T14:05"


def test_thousands_stand_apart_while_one_types_and_words_stay(persian: Page):
    persian.fill("#f-amount", "")
    persian.locator("#f-amount").press_sequentially("1250000.5")
    typed = persian.input_value("#f-amount")
    persian.fill("#f-amount", "۲۵ میلیون")

    assert typed == "۱٬۲۵۰٬۰۰۰٫۵"
    assert persian.input_value("#f-amount") == "۲۵ میلیون"


def test_a_link_is_found_chosen_and_given_up(english: Page):
    english.locator("#f-parent").press_sequentially("sep")
    expect(english.get_by_role("option", name="Sepid Trading")).to_be_visible()
    english.press("#f-parent", "Enter")
    chosen = english.input_value("[name=parent]"), english.input_value("#f-parent")
    english.fill("#f-parent", "")
    english.press("#f-parent", "Tab")

    assert chosen == ("3", "Sepid Trading")
    assert english.input_value("[name=parent]") == ""


def test_tokens_are_added_and_removed_with_the_keyboard(english: Page):
    english.locator("#f-tags").press_sequentially("prop")
    english.press("#f-tags", "Enter")
    added = english.locator("[name=tags]").evaluate_all("(all) => all.map((input) => input.value)")
    english.press("#f-tags", "Backspace")

    assert added == ["w", "k", "Proposal"]
    assert english.locator("[name=tags]").count() == 2


def test_a_chosen_file_is_named(english: Page):
    english.set_input_files(
        "#f-file", {"name": "مشتریان.csv", "mimeType": "text/csv", "buffer": b"a,b\n" * 300}
    )

    expect(english.locator(".drop-file")).to_contain_text("مشتریان.csv")
    expect(english.locator(".drop-file")).to_contain_text("1.2 kB")
