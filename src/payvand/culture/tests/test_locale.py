"""What is taken for granted of a user of whom only the language, or the country too, is known."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from payvand.culture import locale
from payvand.culture.calendars import format_day
from payvand.culture.locale import FRIDAY, MONDAY, NEUTRAL, SATURDAY, SUNDAY, Language, default_for

LANGUAGES: tuple[Language, ...] = ("fa", "ar", "en")


def test_each_language_has_its_habits() -> None:
    fa, ar, en = map(default_for, LANGUAGES)

    assert (fa.calendar, fa.digits, fa.money_unit, fa.week_start) == ("jalali", "persian", "toman", SATURDAY)
    assert (ar.calendar, ar.digits, ar.region) == ("gregorian", "latin", "SA")
    assert (en.calendar, en.digits, en.week_start) == ("gregorian", "latin", MONDAY)
    assert [one.rtl for one in (fa, ar, en)] == [True, True, False]


def test_neutral_is_what_files_mean() -> None:
    assert (NEUTRAL.calendar, NEUTRAL.digits, NEUTRAL.time_zone, NEUTRAL.money_unit) == (
        "gregorian",
        "latin",
        "UTC",
        "rial",
    )


def test_a_country_brings_its_own() -> None:
    kabul, cairo, dubai = default_for("fa", "AF"), default_for("ar", "EG"), default_for("ar", "AE")

    assert (kabul.fiscal_start, format_day(date(2025, 3, 21), kabul, "long")) == ((10, 1), "۱ حمل ۱۴۰۴")
    assert (cairo.fiscal_start, cairo.time_zone) == ((7, 1), "Africa/Cairo")
    assert dubai.weekend == frozenset({SATURDAY, SUNDAY})
    assert default_for("en", "IR").weekend == frozenset({FRIDAY})
    assert format_day(date(2025, 3, 21), default_for("ar", "IQ"), "long") == "21 آذار 2025"


def test_a_fiscal_start_is_not_carried_into_another_calendar() -> None:
    assert default_for("en", "AF").fiscal_start == (1, 1)


def test_an_unlisted_country_changes_the_region_alone() -> None:
    assert default_for("en", "DE").region == "DE"
    assert default_for("en", "DE").weekend == default_for("en").weekend


@pytest.mark.parametrize("region", [*locale._HABITS])
def test_every_listed_country_has_a_real_time_zone_and_a_working_day(region: str) -> None:
    for language in LANGUAGES:
        found = default_for(language, region)
        assert ZoneInfo(found.time_zone).key == found.time_zone
        assert len(found.weekend) < 3
        assert found.week_start not in found.weekend or found.week_start == SATURDAY
