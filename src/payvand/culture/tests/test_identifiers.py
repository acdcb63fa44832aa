"""Identifiers: the published good ones hold, a wrong digit does not, and nothing is forbidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payvand.culture.errors import REASONS, Unreadable
from payvand.culture.identifiers import SCHEMES, bank_of, check, schemes_of


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("ir_national_id", "۰۴۹۹۳۷۰۸۹۹", "0499370899"),
        ("ir_national_id", "049-937089-9", "0499370899"),
        ("ir_national_id", "499370899", "0499370899"),
        ("ir_national_id", "0790419904", "0790419904"),
        ("ir_company_id", "10380284790", "10380284790"),
        ("ir_company_id", "14007650912", "14007650912"),
        ("ir_economic_code", "14007650912", "14007650912"),
        ("ir_economic_code", "411111111111", "411111111111"),
        ("ir_economic_code", "04993708990001", "04993708990001"),
        ("ir_postal_code", "16197-35744", "1619735744"),
        ("ir_card", "6219-8610-3452-9007", "6219861034529007"),
        ("ir_sheba", "IR82 0540 1026 8002 0817 9090 02", "IR820540102680020817909002"),
        ("ir_sheba", "820540102680020817909002", "IR820540102680020817909002"),
        ("iban", "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("iban", "SA03 8000 0000 6080 1016 7519", "SA0380000000608010167519"),
        ("iban", "IR820540102680020817909002", "IR820540102680020817909002"),
        ("sa_vat", "300000000000003", "300000000000003"),
        ("sa_national_id", "1010101010", "1010101010"),
        ("eg_tax", "100-531-385", "100531385"),
        ("ma_ice", "001561191000066", "001561191000066"),
        ("tn_tax", "1234567/M/A/E/001", "1234567MAE001"),
    ],
)
def test_good_identifiers_hold_in_their_form(scheme: str, text: str, value: str) -> None:
    found = check(scheme, text)

    assert (found.value, found.valid, found.reason) == (value, True, None)


@pytest.mark.parametrize(
    ("scheme", "text", "code"),
    [
        ("ir_national_id", "0499370898", "identifier.check_digit"),
        ("ir_national_id", "1111111111", "identifier.repeated"),
        ("ir_national_id", "12345", "identifier.length"),
        ("ir_national_id", "", "identifier.length"),
        ("ir_national_id", "abc", "identifier.format"),
        ("ir_company_id", "10380284792", "identifier.check_digit"),
        ("ir_company_id", "1038028479", "identifier.length"),
        ("ir_economic_code", "10380284792", "identifier.check_digit"),
        ("ir_economic_code", "123", "identifier.length"),
        ("ir_postal_code", "0619735744", "identifier.format"),
        ("ir_card", "6219861034529008", "identifier.check_digit"),
        ("ir_sheba", "IR820540102680020817909003", "identifier.check_digit"),
        ("ir_sheba", "IR8205401026800208179090", "identifier.length"),
        ("ir_sheba", "GB82WEST12345698765432", "identifier.format"),
        ("iban", "GB82WEST12345698765433", "identifier.check_digit"),
        ("iban", "???", "identifier.format"),
        ("sa_vat", "200000000000003", "identifier.format"),
        ("ma_ice", "001561191000067", "identifier.check_digit"),
        ("eg_tax", "12", "identifier.format"),
    ],
)
def test_wrong_identifiers_come_back_with_their_reason(scheme: str, text: str, code: str) -> None:
    found = check(scheme, text)

    assert not found.valid
    assert found.reason is not None
    assert found.reason.code == code
    assert found.reason.code in REASONS


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("ir_national_id", "0499370899"),
        ("ir_card", "6219861034529007"),
        ("ir_sheba", "IR820540102680020817909002"),
    ],
)
def test_every_single_wrong_digit_is_noticed(scheme: str, value: str) -> None:
    for place in range(2, len(value)):
        for digit in "0123456789":
            if digit != value[place]:
                assert not check(scheme, value[:place] + digit + value[place + 1 :]).valid


@given(st.sampled_from([*SCHEMES]), st.text(max_size=40))
def test_any_text_is_judged_and_never_raises(scheme: str, text: str) -> None:
    found = check(scheme, text)

    assert found.valid == (found.reason is None)
    assert found.valid == SCHEMES[scheme].is_valid(text)


def test_an_unknown_scheme_is_an_error() -> None:
    with pytest.raises(Unreadable):
        check("ir_shoe_size", "43")


def test_the_bank_is_known_by_card_and_by_sheba() -> None:
    assert bank_of("6219-8610-3452-9007") == "سامان"
    assert bank_of("IR820540102680020817909002") == "پارسیان"
    assert bank_of("0000000000000000") is None


def test_a_country_has_its_own_schemes_and_those_of_none() -> None:
    assert {scheme.name for scheme in schemes_of("SA")} == {
        "sa_vat",
        "sa_national_id",
        "sa_registration",
        "iban",
    }
