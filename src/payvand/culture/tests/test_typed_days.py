"""Days and moments as people type them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.calendars import Style, format_day, format_moment, parse_day, parse_moment
from payvand.culture.errors import Unreadable
from payvand.culture.locale import NEUTRAL, Locale, default_for

FA, AR, EN = default_for("fa"), default_for("ar"), default_for("en")
HIJRI = Locale(language="ar", calendar="hijri", digits="arabic", time_zone="Asia/Riyadh", week_start=6)
MONDAY = date(2025, 5, 26)
NOW = datetime(2025, 5, 26, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۴۰۴/۳/۵", "2025-05-26"),
        ("١٤٠٤/٣/٥", "2025-05-26"),
        ("1404-03-05", "2025-05-26"),
        ("1404.3.5", "2025-05-26"),
        ("14040305", "2025-05-26"),
        ("۵/۳/۱۴۰۴", "2025-05-26"),
        ("\u200f۱۴۰۴/۰۳/۰۵\u200e", "2025-05-26"),
        ("1403-01-15", "2024-04-03"),
        ("1403/12/30", "2025-03-20"),
        ("98/5/12", "2019-08-03"),
        ("1404/03/05 00:00:00", "2025-05-26"),
        ("2025-05-26", "2025-05-26"),
        ("20250526", "2025-05-26"),
        ("26/05/2025", "2025-05-26"),
        ("01/02/2025", "2025-02-01"),
        ("۵ خرداد ۱۴۰۴", "2025-05-26"),
        ("۵ خرداد", "2025-05-26"),
        ("۵م خردادماه ۱۴۰۴", "2025-05-26"),
        ("بعد يومين", "2025-05-28"),
        ("دوشنبه ۵ خرداد ۱۴۰۴", "2025-05-26"),
        ("دوشنبه، ۵ خرداد ماه سال ۱۴۰۴", "2025-05-26"),
        ("5 Khordad 1404", "2025-05-26"),
        ("۱ حمل ۱۴۰۴", "2025-03-21"),
        ("5 March 2025", "2025-03-05"),
        ("March 5, 2025", "2025-03-05"),
        ("5th of March 2025", "2025-03-05"),
        ("Thu, 5 Mar 2026", "2026-03-05"),
        ("05-Mar-25", "2025-03-05"),
        ("۵ مارس ۲۰۲۵", "2025-03-05"),
        ("15 آذار 2024", "2024-03-15"),
        ("3 تشرين الثاني 2024", "2024-11-03"),
        ("٥ رمضان ١٤٤٦", "2025-03-05"),
        ("5 ربيع الأول 1446", "2024-09-08"),
        ("امروز", "2025-05-26"),
        ("فردا", "2025-05-27"),
        ("پس‌فردا", "2025-05-28"),
        ("پس فردا", "2025-05-28"),
        ("دیروز", "2025-05-25"),
        ("Tomorrow", "2025-05-27"),
        ("day after tomorrow", "2025-05-28"),
        ("غدًا", "2025-05-27"),
        ("أمس", "2025-05-25"),
        ("شنبه", "2025-05-31"),
        ("سه‌شنبه", "2025-05-27"),
        ("سه شنبه", "2025-05-27"),
        ("پنجشنبه", "2025-05-29"),
        ("دوشنبه", "2025-06-02"),
        ("این جمعه", "2025-05-30"),
        ("شنبهٔ آینده", "2025-05-31"),
        ("جمعهٔ گذشته", "2025-05-23"),
        ("next monday", "2025-06-02"),
        ("last friday", "2025-05-23"),
        ("الخميس القادم", "2025-06-05"),
        ("۳ روز دیگر", "2025-05-29"),
        ("سه روز پیش", "2025-05-23"),
        ("in 3 days", "2025-05-29"),
        ("3 days ago", "2025-05-23"),
        ("بعد 3 أيام", "2025-05-29"),
        ("قبل يوم", "2025-05-25"),
        ("هفتهٔ آینده", "2025-06-02"),
        ("یک ماه دیگر", "2025-06-26"),
        ("next year", "2026-05-26"),
    ],
)
def test_days_are_read(text: str, day: str) -> None:
    assert parse_day(text, FA, MONDAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "day.empty"),
        ("   ", "day.empty"),
        ("1404/12/30", "day.impossible"),
        ("2025-02-30", "day.impossible"),
        ("31 مهر 1404", "day.impossible"),
        ("05/26/2025", "day.no_such_month"),
        ("1404/13/01", "day.no_such_month"),
        ("03/05/12", "day.ambiguous"),
        ("1899-12-31", "day.too_early"),
        ("1250/1/1", "day.too_early"),
        ("0025-01-01", "day.too_early"),
        ("9999-12-31", "day.too_late"),
        ("1503/1/1", "day.too_late"),
        ("1602-01-01", "day.too_early"),
        ("1501-01-01", "day.too_late"),
        ("999 years later", "day.too_late"),
        ("سه‌شنبه ۵ خرداد ۱۴۰۴", "day.wrong_weekday"),
        ("خرداد ۱۴۰۴", "day.unreadable"),
        ("hello", "day.unreadable"),
        ("12", "day.unreadable"),
        ("999999999999999/1/1", "day.unreadable"),
        ("5 March 20255", "day.unreadable"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_day(text, FA, MONDAY)
    assert refusal.value.code == code


def test_a_short_year_is_a_riddle_outside_the_jalali_calendar() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_day("98/5/12", EN, MONDAY)

    assert refusal.value.code == "day.ambiguous"


def test_years_of_1446_are_hijri_to_readers_of_that_calendar_alone() -> None:
    assert parse_day("1446/09/05", HIJRI, MONDAY) == date(2025, 3, 5)
    assert parse_day("1446/09/05", FA, MONDAY) == date(2067, 11, 26)


def test_next_monday_follows_the_users_week() -> None:
    sunday = date(2025, 5, 25)

    assert parse_day("next monday", EN, sunday) == date(2025, 5, 26)
    assert parse_day("next monday", FA, sunday) == date(2025, 6, 2)


@given(
    st.dates(date(1925, 1, 1), date(2077, 1, 1)),
    st.sampled_from([FA, AR, EN, NEUTRAL, HIJRI]),
    st.sampled_from(["short", "long", "full"]),
)
def test_a_shown_day_is_read_back(day: date, locale: Locale, style: Style) -> None:
    assert parse_day(format_day(day, locale, style), locale, MONDAY) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        assert date(1900, 1, 1) <= parse_day(text, FA, MONDAY) <= date(2122, 3, 20)
    except Unreadable as refusal:
        assert refusal.code.startswith("day.")


@given(st.text(alphabet="0123456789/-. ۱۲۳:TZ+فردا ساعت", max_size=25))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        assert parse_moment(text, FA, NOW).tzinfo is UTC
    except Unreadable as refusal:
        assert refusal.code.split(".")[0] in {"day", "moment"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-05-26T10:00:00Z", "2025-05-26T10:00"),
        ("2025-05-26T10:00:00+03:30", "2025-05-26T06:30"),
        ("2025-05-26 10:00", "2025-05-26T06:30"),
        ("2022-07-01 10:00", "2022-07-01T05:30"),
        ("۱۴۰۴/۰۳/۰۵ ۱۰:۳۰", "2025-05-26T07:00"),
        ("1404-03-05T10:30:15", "2025-05-26T07:00:15"),
        ("فردا ساعت ۱۰", "2025-05-27T06:30"),
        ("فردا ۵ عصر", "2025-05-27T13:30"),
        ("شنبه ساعت ۱۰ و نیم", "2025-05-31T07:00"),
        ("tomorrow at 10am", "2025-05-27T06:30"),
        ("26 May 2025, 10:00", "2025-05-26T06:30"),
        ("غدا الساعة 5 مساء", "2025-05-27T13:30"),
        ("دوشنبه ۵ خرداد ۱۴۰۴، ساعت ۱۰:۳۰", "2025-05-26T07:00"),
        ("10:30", "2025-05-26T07:00"),
        ("فردا", "2025-05-26T20:30"),
        ("الان", "2025-05-26T08:00"),
        ("۲ ساعت دیگر", "2025-05-26T10:00"),
        ("30 minutes ago", "2025-05-26T07:30"),
        ("بعد ساعتين", "2025-05-26T10:00"),
        ("1404/03/05 12:00 ب.ظ", "2025-05-26T08:30"),
        ("12am", "2025-05-25T20:30"),
        ("فردا ۱۲ شب", "2025-05-26T20:30"),
        ("فردا ۱ ظهر", "2025-05-27T09:30"),
    ],
)
def test_moments_are_read_in_the_users_zone(text: str, moment: str) -> None:
    assert parse_moment(text, FA, NOW) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("فردا ساعت ۲۵", "moment.impossible"),
        ("2025-05-26T10:75", "moment.unreadable"),
        ("1404/12/30 10:00", "day.impossible"),
        ("", "day.empty"),
        ("5", "day.unreadable"),
    ],
)
def test_impossible_moments_are_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_moment(text, FA, NOW)

    assert refusal.value.code == code


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2076, 1, 1)),  # noqa: DTZ001
    st.sampled_from([FA, AR, EN, NEUTRAL]),
    st.sampled_from(["short", "long", "full"]),
)
def test_a_shown_moment_is_read_back_to_the_minute(naive: datetime, locale: Locale, style: Style) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    shown = format_moment(moment, locale, style)

    found = parse_moment(shown, locale, NOW)

    assert format_moment(found, locale, style) == shown
