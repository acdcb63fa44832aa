"""Phone numbers as people type them and trunks send them."""

import json
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.errors import Unreadable
from payvand.culture.phones import Phone, candidates, format_phone, parse_phone, split_phones, tail

TEHRAN = "021"
OFFICE = "+982189326444"
MOBILE = "+989121234567"


@pytest.mark.parametrize(
    "text",
    [
        "09121234567",
        "۰۹۱۲۱۲۳۴۵۶۷",
        "٠٩١٢١٢٣٤٥٦٧",
        "9121234567",
        "989121234567",
        "+989121234567",
        "00989121234567",
        "۰۹۱۲ ۱۲۳ ۴۵۶۷",
        "0912-123-4567",
        "(0912) 123 4567",
        "+98 (0) 912 123 4567",
        "\u200e+98 912 123 4567\u200f",
        "9121234567.0",
        "tel:+98-912-123-4567",
        "0219121234567",
        "219121234567",
    ],
)
def test_one_mobile_in_many_spellings(text: str) -> None:
    assert parse_phone(text) == Phone(e164=MOBILE, kind="mobile")


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("02189326444", ""),
        ("021-89326444", ""),
        ("021 8932 6444", ""),
        ("2189326444", ""),
        ("982189326444", ""),
        ("+982189326444", ""),
        ("89326444-021", ""),
        ("۸۹۳۲۶۴۴۴-۰۲۱", ""),
        ("89326444", ""),
        ("021-89326444 داخلی ۱۲", "12"),
        ("۸۹۳۲۶۴۴۴ داخلی: ۱۲", "12"),
        ("89326444-021 داخلی 12", "12"),
        ("داخلی ۱۲ 02189326444", "12"),
        ("02189326444 ext. 12", "12"),
        ("02189326444 x12", "12"),
        ("02189326444 #12", "12"),
        ("02189326444 (ext 12)", "12"),
        ("02189326444 تحويلة 12", "12"),
    ],
)
def test_one_office_line_in_many_spellings(text: str, extension: str) -> None:
    assert parse_phone(text, area_code=TEHRAN) == Phone(e164=OFFICE, extension=extension, kind="landline")


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("0501234567", "SA", "+966501234567"),
        ("٠٥٠١٢٣٤٥٦٧", "SA", "+966501234567"),
        ("07912345678", "IQ", "+9647912345678"),
        ("0701234567", "AF", "+93701234567"),
        ("01001234567", "EG", "+201001234567"),
        ("+1 213 555 1234", "IR", "+12135551234"),
        ("09121234567", "IR", MOBILE),
        ("+989121234567", "SA", MOBILE),
    ],
)
def test_numbers_of_other_countries(text: str, region: str, e164: str) -> None:
    assert parse_phone(text, region).e164 == e164


def test_a_possible_number_that_no_plan_lists_is_kept() -> None:
    assert parse_phone("1234567890").kind == "unknown"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "phone.empty"),
        ("  ", "phone.empty"),
        ("abc", "phone.unreadable"),
        ("ندارد", "phone.unreadable"),
        ("1-800-FLOWERS", "phone.unreadable"),
        ("12", "phone.too_short"),
        ("110", "phone.too_short"),
        ("091212345", "phone.wrong_length"),
        ("123456789012345678", "phone.too_long"),
        ("+999123456789", "phone.unreadable"),
    ],
)
def test_what_is_no_phone_is_refused(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_phone(text)

    assert refusal.value.code == code


@pytest.mark.data
def test_the_example_mobile_of_every_country_is_read(data: Path) -> None:
    examples = json.loads((data / "persian-arabic/phones/examples.mobile.json").read_text())

    for region, national in examples.items():
        phone = parse_phone(national, region)
        assert phone.e164.endswith(national.lstrip("0")), region
        assert parse_phone(phone.e164).e164 == phone.e164
    assert len(examples) == 245


@given(st.from_regex(r"0(9[0-39][0-9]{8}|[1-8][0-9]{9})", fullmatch=True))
def test_the_short_way_reads_what_the_library_reads(text: str) -> None:
    number = phonenumbers.parse(text, "IR")
    if not phonenumbers.is_valid_number(number):
        return

    phone = parse_phone(text)

    assert phone.e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert phone.kind == parse_phone(f"{text[:5]} {text[5:]}").kind


@given(st.text(max_size=40))
def test_any_text_is_a_phone_or_refused(text: str) -> None:
    try:
        assert parse_phone(text, area_code=TEHRAN).e164.startswith("+")
    except Unreadable as refusal:
        assert refusal.code.startswith("phone.")


def test_numbers_are_shown_as_they_are_dialled() -> None:
    assert format_phone(OFFICE) == "021-89326444"
    assert format_phone(MOBILE) == "0912 123 4567"
    assert format_phone(OFFICE, "SA") == "+98 21 8932 6444"
    assert format_phone("+966501234567") == "+966 50 123 4567"
    assert format_phone("no number") == "no number"


@given(st.from_regex(r"\+98(9[0-3][0-9]{8}|21[2-8][0-9]{7})", fullmatch=True))
def test_a_shown_number_is_read_back(e164: str) -> None:
    assert parse_phone(format_phone(e164, "IR")).e164 == e164
    assert parse_phone(format_phone(e164, "SA")).e164 == e164


@pytest.mark.parametrize(
    ("caller", "e164"),
    [
        ("9121234567", MOBILE),
        ("0219121234567", MOBILE),
        ("219121234567", MOBILE),
        ("982189326444", OFFICE),
        ("2189326444", OFFICE),
        ("89326444", OFFICE),
        ("02189326444", OFFICE),
    ],
)
def test_a_dirty_caller_id_has_its_number_among_the_candidates(caller: str, e164: str) -> None:
    assert e164 in candidates(caller, area_code=TEHRAN)


def test_a_caller_id_that_lost_digits_is_looked_up_by_its_tail() -> None:
    assert candidates("912123456", area_code=TEHRAN) == ()
    assert tail("21 9326444") == "9326444" == tail(OFFICE)
    assert tail("12") == ""


def test_a_cell_of_several_numbers_is_parted() -> None:
    assert split_phones("021-88776655 / 09121234567، +98 912 000 0000") == (
        "021-88776655",
        "09121234567",
        "+98 912 000 0000",
    )
    assert split_phones("0912 123 4567") == ("0912 123 4567",)
    assert split_phones("021-88776655/6") == ("021-88776655/6",)
    assert split_phones("") == ()
