"""Three calendars against the official table and against one another, and how their days are shown."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.calendars import (
    add_months,
    format_day,
    format_moment,
    from_parts,
    month_length,
    month_names,
    relative,
    to_parts,
    weekday_names,
)
from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Calendar, Locale, default_for

FA, AR, EN = default_for("fa"), default_for("ar"), default_for("en")
CALENDARS: tuple[Calendar, ...] = ("jalali", "gregorian", "hijri")
DAYS = st.dates(date(1925, 1, 1), date(2077, 1, 1))
HIJRI = Locale(language="ar", calendar="hijri", digits="arabic")


@pytest.mark.data
def test_every_official_leap_year_and_new_year_from_1206_to_1498(data: Path) -> None:
    lines = (data / "persian-arabic/calendar/kabise.txt").read_text().splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]

    for name, first_day in rows:
        year = int(name.rstrip("*"))
        assert from_parts(year, 1, 1, "jalali").isoformat() == first_day
        assert month_length(year, 12, "jalali") == (30 if name.endswith("*") else 29), year
    assert len(rows) == 1498 - 1206 + 1


def test_there_are_49_leap_years_from_1300_to_1500() -> None:
    leap_years = [year for year in range(1300, 1501) if month_length(year, 12, "jalali") == 30]

    assert len(leap_years) == 49
    assert leap_years == [year for year in range(1300, 1501) if year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}]
    assert {1399, 1403, 1408} <= set(leap_years)


@pytest.mark.parametrize(
    ("year", "length"), [(1403, 30), (1404, 29), (1436, 30), (1437, 29), (1469, 30), (1470, 29)]
)
def test_years_that_the_2820_year_rule_gets_wrong(year: int, length: int) -> None:
    assert month_length(year, 12, "jalali") == length


def test_the_thirtieth_of_esfand_exists_in_leap_years_only() -> None:
    assert from_parts(1403, 12, 30, "jalali") == date(2025, 3, 20)

    with pytest.raises(Unreadable) as refusal:
        from_parts(1404, 12, 30, "jalali")
    assert refusal.value.code == "day.impossible"
    assert refusal.value.params == {"year": 1404, "month": 12, "day": 30}


def test_the_first_days_of_known_hijri_months() -> None:
    assert to_parts(date(2024, 3, 11), "hijri") == (1445, 9, 1)
    assert from_parts(1446, 1, 1, "hijri") == date(2024, 7, 7)


@given(DAYS, st.sampled_from(CALENDARS))
def test_parts_lead_back_to_their_day(day: date, calendar: Calendar) -> None:
    year, month, number = to_parts(day, calendar)

    assert from_parts(year, month, number, calendar) == day
    assert 1 <= number <= month_length(year, month, calendar)


@given(st.dates(date(1900, 1, 1), date(2122, 3, 20)), st.sampled_from(CALENDARS))
def test_the_next_day_is_the_next_number_or_a_first(day: date, calendar: Calendar) -> None:
    year, month, number = to_parts(day, calendar)
    following = to_parts(day + timedelta(days=1), calendar)

    assert following in {(year, month, number + 1), (year, month + 1, 1), (year + 1, 1, 1)}


@given(DAYS, st.integers(-240, 240), st.sampled_from(CALENDARS))
def test_adding_months_lands_in_the_month_counted(day: date, months: int, calendar: Calendar) -> None:
    year, month, number = to_parts(day, calendar)
    found_year, found_month, found_number = to_parts(add_months(day, months, calendar), calendar)

    assert found_year * 12 + found_month == year * 12 + month + months
    assert found_number == min(number, month_length(found_year, found_month, calendar))


def test_a_day_that_a_month_lacks_becomes_its_last() -> None:
    assert add_months(from_parts(1404, 6, 31, "jalali"), 1, "jalali") == from_parts(1404, 7, 30, "jalali")
    assert add_months(date(2024, 1, 31), 1, "gregorian") == date(2024, 2, 29)
    assert add_months(from_parts(1403, 12, 30, "jalali"), 12, "jalali") == from_parts(1404, 12, 29, "jalali")


def test_a_day_in_three_languages_and_styles() -> None:
    day = date(2025, 3, 20)

    assert format_day(day, FA) == "۱۴۰۳/۱۲/۳۰"
    assert format_day(day, FA, "long") == "۳۰ اسفند ۱۴۰۳"
    assert format_day(day, FA, "full") == "پنج‌شنبه ۳۰ اسفند ۱۴۰۳"
    assert format_day(day, AR) == "20/03/2025"
    assert format_day(day, AR, "full") == "الخميس، 20 مارس 2025"
    assert format_day(day, HIJRI, "long") == "٢٠ رمضان ١٤٤٦"
    assert format_day(day, NEUTRAL) == "2025-03-20"
    assert format_day(day, EN, "full") == "Thursday 20 March 2025"


def test_regional_month_names_are_other_words() -> None:
    afghan = Locale(language="fa", calendar="jalali", digits="persian", month_names="afghan")
    levant = Locale(language="ar", calendar="gregorian", digits="latin", month_names="levant")
    maghreb = Locale(language="ar", calendar="gregorian", digits="latin", month_names="maghreb")

    assert format_day(date(2025, 3, 21), afghan, "long") == "۱ حمل ۱۴۰۴"
    assert format_day(date(2025, 3, 21), levant, "long") == "21 آذار 2025"
    assert format_day(date(2025, 7, 1), maghreb, "long") == "1 جويلية 2025"


def test_names_are_twelve_and_seven() -> None:
    for locale in (FA, AR, EN, HIJRI):
        assert len(set(month_names(locale))) == 12
        assert len(set(weekday_names(locale))) == 7
    assert weekday_names(FA)[date(2025, 5, 26).weekday()] == "دوشنبه"
    assert weekday_names(FA)[1] == "سه‌شنبه"


def test_a_moment_is_shown_in_the_users_zone() -> None:
    moment = datetime(2025, 3, 20, 21, 0, tzinfo=UTC)

    assert format_moment(moment, FA) == "۱۴۰۴/۰۱/۰۱ ۰۰:۳۰"
    assert format_moment(moment, FA, "full") == "جمعه ۱ فروردین ۱۴۰۴، ساعت ۰۰:۳۰"
    assert format_moment(moment, AR, "long") == "21 مارس 2025، الساعة 00:00"
    assert format_moment(moment, NEUTRAL) == "2025-03-20 21:00"


def test_tehran_kept_summer_time_until_1401() -> None:
    assert format_moment(datetime(2022, 7, 1, 12, 0, tzinfo=UTC), FA).endswith("۱۶:۳۰")
    assert format_moment(datetime(2023, 7, 1, 12, 0, tzinfo=UTC), FA).endswith("۱۵:۳۰")


@pytest.mark.parametrize(
    ("ahead", "fa", "ar", "en"),
    [
        (timedelta(seconds=20), "همین حالا", "الآن", "just now"),
        (timedelta(minutes=-1), "۱ دقیقه پیش", "منذ دقيقة", "1 minute ago"),
        (timedelta(minutes=2), "۲ دقیقه دیگر", "بعد دقيقتين", "in 2 minutes"),
        (timedelta(minutes=-30), "۳۰ دقیقه پیش", "منذ 30 دقيقة", "30 minutes ago"),
        (timedelta(hours=-3), "۳ ساعت پیش", "منذ 3 ساعات", "3 hours ago"),
        (timedelta(days=-1), "دیروز", "أمس", "yesterday"),
        (timedelta(days=1), "فردا", "غدًا", "tomorrow"),
        (timedelta(days=-3), "۳ روز پیش", "منذ 3 أيام", "3 days ago"),
        (timedelta(days=11), "۱۱ روز دیگر", "بعد 11 يومًا", "in 11 days"),
        (timedelta(days=-21), "۳ هفته پیش", "منذ 3 أسابيع", "3 weeks ago"),
        (timedelta(days=-65), "۲ ماه پیش", "منذ شهرين", "2 months ago"),
        (timedelta(days=800), "۲ سال دیگر", "بعد سنتين", "in 2 years"),
    ],
)
def test_distance_in_words(ahead: timedelta, fa: str, ar: str, en: str) -> None:
    now = datetime(2025, 5, 26, 9, 0, tzinfo=UTC)

    assert [relative(now + ahead, now, locale) for locale in (FA, AR, EN)] == [fa, ar, en]


def test_yesterday_is_the_users_own() -> None:
    moment = datetime(2025, 5, 26, 13, 0, tzinfo=UTC)
    now = datetime(2025, 5, 26, 21, 0, tzinfo=UTC)

    assert relative(moment, now, FA) == "دیروز"
    assert relative(moment, now, EN) == "8 hours ago"
