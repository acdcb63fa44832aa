"""Rules that repeat in the user's calendar."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.calendars import from_parts, to_parts
from payvand.culture.locale import MONDAY, SATURDAY
from payvand.culture.recurrence import Recurrence

START = date(2025, 3, 21)


def test_the_first_of_each_jalali_month() -> None:
    rule = Recurrence(unit="month", start=START, calendar="jalali", day_of_month=1)

    days = list(islice(rule.occurrences(), 13))

    assert [to_parts(day, "jalali") for day in days] == [
        *((1404, month, 1) for month in range(1, 13)),
        (1405, 1, 1),
    ]


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    rule = Recurrence(unit="month", start=START, calendar="jalali", day_of_month=31)

    days = [to_parts(day, "jalali")[1:] for day in islice(rule.occurrences(), 12)]

    assert days == [(month, 31 if month <= 6 else 30 if month < 12 else 29) for month in range(1, 13)]


def test_the_leap_day_comes_each_year() -> None:
    rule = Recurrence(unit="year", start=from_parts(1403, 12, 30, "jalali"), calendar="jalali")

    days = [to_parts(day, "jalali") for day in islice(rule.occurrences(), 6)]

    assert days == [(1403, 12, 30), *((year, 12, 29) for year in (1404, 1405, 1406, 1407)), (1408, 12, 30)]


def test_every_second_week_on_two_days() -> None:
    rule = Recurrence(
        unit="week",
        every=2,
        start=date(2025, 5, 26),
        weekdays=frozenset({SATURDAY, MONDAY}),
        week_start=SATURDAY,
    )

    days = [day.isoformat() for day in islice(rule.occurrences(), 4)]

    assert days == ["2025-05-26", "2025-06-07", "2025-06-09", "2025-06-21"]


def test_a_rule_ends_where_it_is_told_to() -> None:
    rule = Recurrence(unit="day", every=10, start=START, until=START + timedelta(days=25))

    assert [(day - START).days for day in rule.occurrences()] == [0, 10, 20]
    assert rule.next_after(START) == START + timedelta(days=10)
    assert rule.next_after(START + timedelta(days=20)) is None


def test_the_occurrences_of_a_range() -> None:
    rule = Recurrence(unit="month", start=START, calendar="jalali", day_of_month=1)

    assert rule.between(date(2025, 5, 1), date(2025, 7, 1)) == (date(2025, 5, 22), date(2025, 6, 22))
    assert rule.between(date(2020, 1, 1), START) == ()


def test_a_rule_that_stands_still_is_an_error() -> None:
    with pytest.raises(ValueError, match="every"):
        Recurrence(unit="day", every=0, start=START)


@given(
    st.builds(
        Recurrence,
        unit=st.sampled_from(["day", "week", "month", "year"]),
        start=st.dates(date(1950, 1, 1), date(2050, 1, 1)),
        every=st.integers(1, 12),
        calendar=st.sampled_from(["jalali", "gregorian", "hijri"]),
        weekdays=st.frozensets(st.integers(0, 6)),
        day_of_month=st.none() | st.integers(1, 31),
        week_start=st.integers(0, 6),
    )
)
def test_occurrences_only_go_forward_from_the_start(rule: Recurrence) -> None:
    days = list(islice(rule.occurrences(), 8))

    assert all(one < other for one, other in pairwise([rule.start - timedelta(days=1), *days]))
    assert rule.next_after(days[0]) == days[1]
