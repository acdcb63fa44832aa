"""Digits and numbers of all scripts: one value in, one value out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.digits import format_number, localise, parse_number, to_ascii
from payvand.culture.errors import Unreadable
from payvand.culture.locale import DEFAULTS, NEUTRAL, Locale, default_for

ARABIC_DIGITS = Locale(language="ar", calendar="gregorian", digits="arabic")
LOCALES = [*DEFAULTS.values(), NEUTRAL, ARABIC_DIGITS]


def test_digits_and_marks_of_both_scripts_become_ascii() -> None:
    assert to_ascii("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ۱٬۲۳۴٫۵٪") == "0123456789 0123456789 1,234.5%"


def test_localise_leaves_marks_and_letters_alone() -> None:
    assert localise("A-12.5", default_for("fa")) == "A-۱۲.۵"
    assert localise("A-12.5", ARABIC_DIGITS) == "A-١٢.٥"
    assert localise("A-12.5", NEUTRAL) == "A-12.5"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", "1234"),
        ("۱۲۳۴", "1234"),
        ("١٢٣٤", "1234"),
        ("۱۲٬۳۴۵", "12345"),
        ("۱۲٫۵", "12.5"),
        ("۱۲/۵", "12.5"),
        ("۱۲،۳۴۵،۶۷۸", "12345678"),
        ("1,234", "1234"),
        ("1,234,567.89", "1234567.89"),
        ("12 345 678", "12345678"),
        ("12\u00a0345", "12345"),
        ("1'234'567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1.234,5", "1234.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("۵-", "-5"),
        ("(1,234)", "-1234"),
        ("+7", "7"),
        ("\u200e-12,500\u200f", "-12500"),
        (" .5 ", "0.5"),
        ("1.2E+15", "1200000000000000"),
        ("12,34,567", "1234567"),
    ],
)
def test_numbers_are_read_as_typed(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number.empty"),
        ("  ", "number.empty"),
        ("1,5", "number.ambiguous"),
        ("12,34", "number.ambiguous"),
        ("1,2345", "number.ambiguous"),
        ("1/2", "number.unreadable"),
        ("abc", "number.unreadable"),
        ("nan", "number.unreadable"),
        ("Infinity", "number.unreadable"),
        ("1e999", "number.unreadable"),
        ("--5", "number.unreadable"),
        ("1" * 500, "number.unreadable"),
        ("۱۲ عدد", "number.unreadable"),
    ],
)
def test_what_is_no_clear_number_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_number(text)

    assert refusal.value.code == code


def test_numbers_are_grouped_in_the_users_digits() -> None:
    assert format_number(Decimal("1234567.8900"), default_for("fa")) == "۱٬۲۳۴٬۵۶۷٫۸۹"
    assert format_number(1234567, default_for("ar")) == "1,234,567"
    assert format_number(1234567, ARABIC_DIGITS) == "١٬٢٣٤٬٥٦٧"
    assert format_number(-1234.5, NEUTRAL) == "-1,234.5"
    assert format_number(Decimal("1E+6"), NEUTRAL) == "1,000,000"


def test_places_round_half_up_and_never_show_a_negative_zero() -> None:
    assert format_number(Decimal("2.345"), NEUTRAL, 2) == "2.35"
    assert format_number(Decimal(2), NEUTRAL, 2) == "2.00"
    assert format_number(Decimal("-0.001"), NEUTRAL, 2) == "0.00"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_a_shown_number_is_read_back_in_every_locale(value: Decimal) -> None:
    for locale in LOCALES:
        assert parse_number(format_number(value, locale)) == value


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert parse_number(text).is_finite()
    except Unreadable as refusal:
        assert refusal.code.startswith("number.")
