"""Real files into the register: accounts, address books, customers out of invoice lines, Persian contacts."""

import quopri
import random
import re
import tarfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import orjson
import pyarrow.compute as pc
import pytest
from pyarrow import parquet

from payvand.culture.calendars import from_parts
from payvand.culture.digits import to_ascii
from payvand.culture.folding import fold
from payvand.integration.guess import guess
from payvand.integration.intake import sample_of
from payvand.integration.models import State
from payvand.integration.readers import open_table
from payvand.integration.tests.several import many_of
from payvand.kernel.models import Fact
from payvand.kernel.objects import named
from payvand.kernel.query import several_values

pytestmark = [pytest.mark.django_db, pytest.mark.data]

PARTY = "parties.party"


@pytest.fixture
def parties(bring) -> Callable[..., object]:
    """Import a file into the register."""

    def run(content: bytes, name: str, **wishes):
        return bring(content, name=name, to=PARTY, **wishes)

    return run


def people():
    return named(PARTY).model.objects.order_by("id")


def values(name: str) -> dict[int, list[str]]:
    """The values of a field of several values, by party."""
    found = several_values(many_of(name, PARTY), list(people().values_list("pk", flat=True)))
    return {pk: [str(item.value) for item in items] for pk, items in found.items()}


def test_85_accounts_with_sector_revenue_employees_place_and_parent(parties, data):
    batch = parties(
        (data / "maven-crm" / "accounts.csv").read_bytes(),
        "accounts.csv",
        columns={
            "sector": {"field": "sector", "values": {"technolgy": "technology"}},
            "revenue": {"field": "annual_revenue", "unit": "million USD"},
        },
    )

    assert (batch.state, batch.created, batch.refused) == (State.DONE, 85, 0)
    assert set(people().values_list("kind", flat=True)) == {"organisation"}
    assert people().filter(sector="technology").count() == 12
    assert not people().filter(sector="technolgy").exists()
    assert people().exclude(parent=None).count() == 15
    acme = people().get(name="Acme Corporation")
    assert (acme.annual_revenue, acme.annual_revenue_currency) == (Decimal(1100040000), "USD")
    assert (acme.employees, acme.country, int(acme.founded)) == (2822, "US", 1996)
    assert people().filter(parent=acme).exists()


def cards(data: Path) -> dict[str, bytes]:
    with tarfile.open(data / "contacts-calendars" / "ez-vcard-producers.tar.gz") as archive:
        found = {
            Path(one.name).name: archive.extractfile(one)
            for one in archive.getmembers()
            if one.name.endswith(".vcf")
        }
        return {name: stream.read() for name, stream in found.items() if stream}


def written(text: str, name: str) -> list[str]:
    """The values of a property as a naive reader sees them: folds and soft breaks joined, quoted-printable read."""
    joined = re.sub(r"=\r?\n", "", re.sub(r"\r?\n[ \t]", "", text))
    found = []
    for line in joined.splitlines():
        matched = re.match(rf"(?:[\w-]+\.)?{name}((?:;[^:]*)?):(.*)$", line, re.IGNORECASE)
        if matched:
            value = matched[2]
            if "QUOTED-PRINTABLE" in matched[1].upper():
                value = quopri.decodestring(value).decode()
            found.append(re.sub(r"\\(.)", r"\1", value).strip())
    return [value for value in found if value]


def test_every_name_phone_and_e_mail_of_the_18_producer_cards_is_kept(parties, data):
    found = cards(data)
    for name, content in found.items():
        batch = parties(content, name, match=[], create_missing=["organisation", "tags"])
        assert (batch.state, batch.refused) == (State.DONE, 0), [row.errors for row in batch.rows.all()]

    kept = [f"{one.honorific} {one.name} {one.description}" for one in people()]
    names = {" ".join(fold(text).split()) for text in kept}
    held = " ".join(kept)
    phones = {value for several in values("phones").values() for value in several}
    emails = {value for several in values("emails").values() for value in several}
    assert len(found) == 18
    for name, content in found.items():
        text = content.decode("utf-8", "replace")
        for card_name in written(text, "FN"):
            assert any(fold(card_name) in one for one in names), (name, card_name)
        for phone in written(text, "TEL"):
            digits = re.sub(r"\D", "", to_ascii(phone.partition(";ext=")[0])).lstrip("0")
            assert any(digits in one or one[1:] in digits for one in phones if digits) or phone in held, (
                name,
                phone,
            )
        for email in written(text, "EMAIL"):
            assert email.lower() in emails or email in held, (name, email)


def test_4383_customers_come_out_of_the_invoice_lines(parties, data, tmp_path):
    lines = parquet.read_table(
        data / "online-retail" / "online_retail_II_2009-2010.parquet", columns=["Customer ID", "Country"]
    )
    customers = (
        lines.filter(pc.is_valid(lines["Customer ID"]))
        .group_by("Customer ID")
        .aggregate([("Country", "min")])
    )
    parquet.write_table(customers.rename_columns(["Customer ID", "Country"]), tmp_path / "customers.parquet")
    content = (tmp_path / "customers.parquet").read_bytes()
    wishes = {
        "columns": {"Customer ID": "name", "Country": "country"},
        "constants": {"kind": "organisation"},
        "match": [["name"]],
    }

    first = parties(content, "customers.parquet", **wishes)
    again = parties(content, "customers.parquet", **wishes)

    assert (first.total, first.created, first.refused) == (4383, 4383, 0)
    assert (again.unchanged, again.created) == (4383, 0)
    assert people().filter(name="13085", country="GB").exists()


def contacts(data: Path, count: int) -> list[tuple[str, str, tuple[int, int, int], str]]:
    """Made-up people with real given names: given name, family name, Jalali day of birth, mobile number."""
    names = orjson.loads((data / "persian-arabic" / "names" / "names.json").read_bytes())
    pool = sorted({str(one["name"] if isinstance(one, dict) else one) for one in names})[:2000]
    chance = random.Random(1403)
    return [
        (
            chance.choice(pool),
            f"{chance.choice(pool)}ی",
            (chance.randint(1330, 1400), chance.randint(1, 12), chance.randint(1, 29)),
            f"0912{number:07}",
        )
        for number in range(count)
    ]


def test_5000_persian_contacts_with_jalali_birthdays_and_mixed_letters(parties, data):
    people_of_file = contacts(data, 5_000)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["نام", "نام خانوادگی", "تاریخ تولد", "موبایل", "شهر"])
    to_arabic = str.maketrans("یک", "يك")
    to_persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    for number, (given, family, (year, month, day), phone) in enumerate(people_of_file):
        row = [given, family, f"{year}/{month:02}/{day:02}", phone, "تهران"]
        odd = [
            row[0].translate(to_arabic),
            row[1].translate(to_arabic),
            *(text.translate(to_persian) for text in row[2:]),
        ]
        sheet.append(odd if number % 2 else row)
    stream = BytesIO()
    book.save(stream)

    batch = parties(stream.getvalue(), "contacts.xlsx")

    assert (batch.state, batch.created, batch.refused) == (State.DONE, 5_000, 0)
    births = list(people().values_list("birth_day", flat=True))
    assert births == [from_parts(*born, "jalali") for _given, _family, born, _phone in people_of_file]
    assert [phone for several in values("phones").values() for phone in several] == [
        f"+98{phone[1:]}" for *_rest, phone in people_of_file
    ]
    assert not people().filter(name__regex="[يك]").exists()
    assert set(people().values_list("province", flat=True)) == {"IR-23"}
    assert Fact.objects.filter(name="record.created").count() == 5_000
    assert isinstance(births[0], date)


EXPORTS = {
    "google-contacts-2024.csv": {
        "given_name",
        "family_name",
        "honorific",
        "organisation",
        "phones",
        "emails",
    },
    "google-contacts-old.csv": {
        "name",
        "given_name",
        "family_name",
        "organisation",
        "phones",
        "emails",
        "birth_day",
    },
    "outlook-desktop.csv": {
        "given_name",
        "family_name",
        "organisation",
        "job_title",
        "phones",
        "emails",
        "website",
    },
    "hubspot-all-contacts.csv": {
        "given_name",
        "family_name",
        "organisation",
        "job_title",
        "phones",
        "emails",
        "city",
    },
    "salesforce-account.csv": {
        "name",
        "sector",
        "annual_revenue",
        "employees",
        "founded",
        "phones",
        "website",
    },
    "salesforce-data-export-lead.csv": {
        "given_name",
        "family_name",
        "organisation",
        "job_title",
        "phones",
        "emails",
    },
}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_header_rows_of_other_products_are_known(data, name):
    table = open_table(data / "contacts-calendars" / "csv-headers" / name)

    mapping = guess(named(PARTY), table, sample_of(table))

    assert set(mapping.fed()) >= EXPORTS[name]
    assert mapping.constants == ({"kind": "organisation"} if name == "salesforce-account.csv" else {})
