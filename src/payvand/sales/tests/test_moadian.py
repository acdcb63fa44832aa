"""The tax number of an Iranian invoice and the square code of a Saudi one."""

from base64 import b64decode
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from payvand.kernel.errors import DomainError
from payvand.sales.printing import moadian, zatca

# Worked out by hand from the dihedral group, apart from any table: A=65, B=66, C=67; 20779 days; serial 1 gives
# Verhoeff(651662673 020779 000000000001) = 1.
VECTORS = [
    ("A1B2C3", date(2026, 11, 22), 1, "A1B2C30512B00000000011"),
    ("A11YO5", date(2024, 3, 20), 123456, "A11YO504D5A000001E2406"),
]


@pytest.mark.parametrize(("memory", "day", "serial", "expected"), VECTORS)
def test_the_tax_id_of_known_invoices(memory, day, serial, expected):
    made = moadian.tax_id(memory, day, serial)

    assert made == expected
    assert len(made) == 22
    assert moadian.is_tax_id(made)


def test_the_memory_id_may_be_typed_in_persian_digits_and_small_letters():
    assert moadian.tax_id(" a۱b۲c۳ ", date(2026, 11, 22), 1) == VECTORS[0][3]


def test_any_other_check_digit_is_refused():
    right = VECTORS[1][3]

    taken = [digit for digit in "0123456789" if moadian.is_tax_id(right[:-1] + digit)]

    assert taken == [right[-1]]


@pytest.mark.parametrize("memory", ["", "A1B2C", "A1B2C3D", "A1-2C3", "الف۱۲۳۴"])
def test_a_wrong_memory_id_is_refused(memory):
    with pytest.raises(DomainError) as refusal:
        moadian.tax_id(memory, date(2026, 11, 22), 1)

    assert refusal.value.field == "memory_id"


@pytest.mark.parametrize(
    ("day", "serial", "code"),
    [
        (date(2026, 11, 22), 0, "serial_out_of_range"),
        (date(2026, 11, 22), -1, "serial_out_of_range"),
        (date(2026, 11, 22), 10**12, "serial_out_of_range"),
        (date(1969, 12, 31), 1, "day_out_of_range"),
    ],
)
def test_what_has_no_number_is_refused(day, serial, code):
    with pytest.raises(DomainError) as refusal:
        moadian.tax_id("A1B2C3", day, serial)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text", ["", "A1B2C30512B0000000001", "a1b2c30512b00000000011", "A1B2C30512B00000000012"]
)
def test_other_texts_are_no_tax_id(text):
    assert not moadian.is_tax_id(text)


def test_the_square_code_of_a_saudi_invoice_holds_its_five_tags():
    moment = datetime(2026, 11, 22, 15, 30, tzinfo=timezone(timedelta(hours=3)))

    made = zatca.qr(
        seller="شركة المثال",
        vat_number="310122393500003",
        issued_at=moment,
        total=Decimal(1150),
        tax=Decimal("150.005"),
    )

    assert fields_of(made) == {
        1: "شركة المثال",
        2: "310122393500003",
        3: "2026-11-22T12:30:00Z",
        4: "1150.00",
        5: "150.01",
    }


def test_a_seller_too_long_for_a_tag_is_refused():
    with pytest.raises(DomainError) as refusal:
        zatca.qr(
            seller="ش" * 128, vat_number="3", issued_at=datetime.now(UTC), total=Decimal(1), tax=Decimal(0)
        )

    assert refusal.value.code == "too_long"


def fields_of(made):
    content, found = b64decode(made), {}
    while content:
        tag, length = content[0], content[1]
        found[tag] = content[2 : 2 + length].decode()
        content = content[2 + length :]
    return found
