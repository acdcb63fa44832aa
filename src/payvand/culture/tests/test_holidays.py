"""Holidays as seed data, and deadlines that count working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.holidays import seed_holidays
from payvand.culture.locale import FRIDAY, THURSDAY
from payvand.culture.working_days import WorkingCalendar


def test_iranian_holidays_have_persian_names_and_tell_estimates() -> None:
    holidays = {holiday.day: holiday for holiday in seed_holidays("IR", 2027)}

    assert "نوروز" in holidays[date(2027, 3, 21)].name
    assert not holidays[date(2027, 3, 21)].estimated
    assert holidays[date(2027, 3, 10)].estimated
    assert not any("تخمینی" in holiday.name for holiday in holidays.values())


@pytest.mark.parametrize(
    "country", ["IR", "AF", "IQ", "SA", "AE", "EG", "JO", "LB", "KW", "QA", "BH", "OM", "YE"]
)
def test_every_country_of_the_region_has_seed_data_in_its_language(country: str) -> None:
    holidays = seed_holidays(country, 2026)

    assert len(holidays) >= 5
    assert not any(holiday.name.isascii() for holiday in holidays)
    assert [holiday.day for holiday in holidays] == sorted(holiday.day for holiday in holidays)


def test_an_unknown_country_has_an_empty_table() -> None:
    assert seed_holidays("XX", 2026) == []


IRAN = WorkingCalendar(weekend=frozenset({THURSDAY, FRIDAY}), holidays=frozenset({date(2025, 5, 31)}))


def test_a_due_day_shifts_off_weekend_and_holiday() -> None:
    thursday = date(2025, 5, 29)

    assert IRAN.shift(thursday) == date(2025, 6, 1)
    assert IRAN.shift(thursday, backward=True) == date(2025, 5, 28)
    assert IRAN.shift(date(2025, 5, 28)) == date(2025, 5, 28)


def test_working_days_are_counted_over_weekend_and_holiday() -> None:
    monday = date(2025, 5, 26)

    assert IRAN.add_working_days(monday, 3) == date(2025, 6, 1)
    assert IRAN.add_working_days(monday, -3) == date(2025, 5, 21)
    assert IRAN.add_working_days(date(2025, 5, 30), 0) == date(2025, 6, 1)
    assert IRAN.working_days_between(monday, date(2025, 6, 2)) == 4


def test_a_week_without_a_working_day_is_an_error() -> None:
    with pytest.raises(ValueError, match="working day"):
        WorkingCalendar(weekend=frozenset(range(7)))


@given(
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    st.integers(1, 60),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.integers(0, 90), max_size=10),
)
def test_adding_working_days_is_what_counting_them_says(
    day: date, count: int, weekend: frozenset[int], off: frozenset[int]
) -> None:
    calendar = WorkingCalendar(
        weekend=weekend, holidays=frozenset(day + timedelta(days=place) for place in off)
    )

    due = calendar.add_working_days(day, count)

    assert calendar.is_working(due)
    assert calendar.working_days_between(day + timedelta(days=1), due + timedelta(days=1)) == count
