"""Periods of the user's calendar: they meet without a gap, hold their day, and begin where people say."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.calendars import to_parts
from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Locale, default_for
from payvand.culture.periods import (
    NAMES,
    UNITS,
    Unit,
    fiscal_year_bounds,
    fiscal_year_of,
    last_days,
    month_bounds,
    next_days,
    period_bounds,
    period_of,
    year_bounds,
)

FA, AR, EN = default_for("fa"), default_for("ar"), default_for("en")
AFGHAN = replace(FA, fiscal_start=(10, 1))
EGYPT = replace(AR, fiscal_start=(7, 1))
LEAP_START = replace(FA, fiscal_start=(12, 30))
HIJRI = replace(AR, calendar="hijri", fiscal_start=(9, 1))
LOCALES = [FA, AR, EN, AFGHAN, EGYPT, LEAP_START, HIJRI]
MONDAY = date(2025, 5, 26)
DAYS = st.dates(date(1930, 1, 1), date(2070, 1, 1))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("today", "2025-05-26", "2025-05-27"),
        ("yesterday", "2025-05-25", "2025-05-26"),
        ("tomorrow", "2025-05-27", "2025-05-28"),
        ("this week", "2025-05-24", "2025-05-31"),
        ("this_month", "2025-05-22", "2025-06-22"),
        ("last month", "2025-04-21", "2025-05-22"),
        ("next month", "2025-06-22", "2025-07-23"),
        ("this quarter", "2025-03-21", "2025-06-22"),
        ("last quarter", "2024-12-21", "2025-03-21"),
        ("This Year", "2025-03-21", "2026-03-21"),
        ("last fiscal year", "2024-03-20", "2025-03-21"),
    ],
)
def test_named_periods_of_the_jalali_calendar(name: str, start: str, end: str) -> None:
    assert [day.isoformat() for day in period_bounds(name, MONDAY, FA)] == [start, end]


def test_a_week_begins_where_the_locale_says() -> None:
    assert period_bounds("this week", MONDAY, FA)[0] == date(2025, 5, 24)
    assert period_bounds("this week", MONDAY, AR)[0] == date(2025, 5, 25)
    assert period_bounds("this week", MONDAY, EN)[0] == date(2025, 5, 26)


def test_fiscal_years_of_the_region() -> None:
    assert period_bounds("this fiscal year", MONDAY, AFGHAN) == (date(2024, 12, 21), date(2025, 12, 22))
    assert fiscal_year_of(MONDAY, AFGHAN) == 1403
    assert period_bounds("this fiscal year", MONDAY, EGYPT) == (date(2024, 7, 1), date(2025, 7, 1))
    assert period_bounds("this fiscal quarter", MONDAY, EGYPT) == (date(2025, 4, 1), date(2025, 7, 1))
    assert fiscal_year_bounds(2024, EGYPT) == (date(2024, 7, 1), date(2025, 7, 1))


def test_an_unknown_period_is_refused() -> None:
    for name in ("", "this", "this decade", "next_day", "this fiscal"):
        with pytest.raises(Unreadable):
            period_bounds(name, MONDAY, FA)


@given(DAYS, st.sampled_from(UNITS), st.sampled_from(LOCALES))
def test_a_period_holds_its_day_and_meets_its_neighbours(day: date, unit: Unit, locale: Locale) -> None:
    start, end = period_of(day, unit, locale)

    assert start <= day < end
    assert period_of(end, unit, locale)[0] == end
    assert period_of(start - timedelta(days=1), unit, locale)[1] == start


@given(DAYS, st.sampled_from(NAMES), st.sampled_from(LOCALES))
def test_every_name_is_known_in_every_locale(day: date, name: str, locale: Locale) -> None:
    start, end = period_bounds(name, day, locale)

    assert start < end


@given(st.integers(1310, 1450))
def test_twelve_months_make_a_year(year: int) -> None:
    months = [month_bounds(year, month, FA) for month in range(1, 13)]

    assert (months[0][0], months[-1][1]) == year_bounds(year, FA)
    assert all(one[1] == other[0] for one, other in pairwise(months))
    assert all(to_parts(start, "jalali")[2] == 1 for start, _ in months)


def test_so_many_days_count_today() -> None:
    assert last_days(7, MONDAY) == (date(2025, 5, 20), date(2025, 5, 27))
    assert next_days(7, MONDAY) == (date(2025, 5, 26), date(2025, 6, 2))
    assert last_days(1, MONDAY) == next_days(1, MONDAY) == period_bounds("today", MONDAY, NEUTRAL)
