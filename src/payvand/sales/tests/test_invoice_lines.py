"""A table of invoice lines becomes customers, products, closed orders and returns; what is dirty has a rule each."""

from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from payvand.catalog.models import Product
from payvand.kernel.access import system
from payvand.kernel.errors import DomainError
from payvand.parties.models import Party
from payvand.sales.models import Invoice, Order, OrderLine
from payvand.sales.recipes import invoice_lines
from payvand.sales.recipes.figures import counted
from payvand.sales.recipes.invoice_lines import take_lines_over
from payvand.sales.recipes.line_table import MEANINGS, LineMapping

pytestmark = pytest.mark.django_db

MAPPING = LineMapping(
    columns={name.title(): name for name in MEANINGS},
    currency="GBP",
    time_zone=ZoneInfo("Europe/London"),
    sale="Invoice %s",
    return_="Credit note %s",
    customer="Customer %s",
    walk_in="Walk-in, %s",
    countries={"United Kingdom": "GB", "EIRE": "IE", "West Indies": ""},
    cancellation="C",
    adjustment="A",
)
HEADER = ",".join(name.title() for name in MEANINGS)
ROWS = [
    # number, product, description, quantity, moment, unit price, customer, country
    "489434,85048,GLASS BALL,12,2009-12-01 07:45:00,6.95,13085,United Kingdom",
    "489435,22350,CAT BOWL,2,2009-12-01 07:46:00,2.55,,EIRE",
    "489434,79323p,CHERRY LIGHTS,12,2009-12-01 07:45:00,6.75,13085,United Kingdom",
    "489434,85048,GLASS BALL,12,2009-12-01 07:45:00,6.95,13085,United Kingdom",
    "489436,79323P,PINK CHERRY LIGHTS,1,2009-12-02 07:45:00,6.75,13085,EIRE",
    "489437,79323P,CHERRY LIGHTS,1,2009-12-03 09:00:00,0,13085,United Kingdom",
    "489437,gift_10,,1,2009-12-03 09:00:00,0,13085,United Kingdom",
    "C489449,85048,GLASS BALL,-6,2009-12-04 10:00:00,6.95,13085,United Kingdom",
    "A506401,B,Adjust bad debt,1,2010-04-29 13:36:00,-53.36,,United Kingdom",
]


@pytest.fixture
def take(tmp_path):
    """Take the rows over; returns how many documents were new."""

    def run(*rows: str, mapping: LineMapping = MAPPING) -> int:
        file: Path = tmp_path / "lines.csv"
        file.write_text("\n".join([HEADER, *rows]))
        return take_lines_over(file, mapping, actor=system(), label="old", progress=lambda done, total: None)

    return run


def test_rows_become_whole_documents_though_they_lie_among_one_another(take):
    assert take(*ROWS) == 6

    orders = {one.number: one for one in Order.objects.all()}
    assert set(orders) == {"489434", "489435", "489436", "489437"}
    assert orders["489434"].lines.count() == 3
    assert orders["489434"].total == Decimal("247.80")
    assert str(orders["489434"].lines.first().created_at) == "2009-12-01 07:45:00+00:00"
    back = {one.number: one for one in Invoice.objects.all()}
    assert back["C489449"].total == Decimal("41.70")
    assert back["C489449"].order == orders["489434"]
    assert back["A506401"].total == Decimal("53.36")


def test_a_product_bears_the_words_of_most_lines_whatever_the_case_of_its_code(take):
    take(*ROWS)

    names = dict(Product.objects.values_list("code", "name"))
    assert names == {
        "85048": "GLASS BALL",
        "22350": "CAT BOWL",
        "79323p": "CHERRY LIGHTS",
        "gift_10": "gift_10",
        "B": "Adjust bad debt",
    }
    assert OrderLine.objects.filter(product__code="79323p", description="PINK CHERRY LIGHTS").count() == 1


def test_customers_have_the_country_of_most_lines_and_passers_by_one_for_each(take):
    take(*ROWS)

    assert dict(Party.objects.values_list("name", "country")) == {
        "Customer 13085": "GB",
        "Walk-in, EIRE": "IE",
        "Walk-in, United Kingdom": "GB",
    }
    assert Order.objects.get(number="489436").buyer == {"name": "Customer 13085", "country": "IE"}
    assert str(Party.objects.get(name="Customer 13085").last_purchase_on) == "2009-12-03"


def test_what_came_in_is_counted(take):
    take(*ROWS)

    assert counted("old", MAPPING) == {
        "customers": 1,
        "lines": 9,
        "lines_without_customer": 2,
        "negative_quantities": 1,
        "cancellation_lines": 1,
        "documents": 6,
        "duplicate_lines": 1,
        "prices_not_above_nothing": 3,
        "sum": Decimal("164.59"),
    }


def test_the_same_file_comes_once_and_goes_on_where_it_broke_off(take, monkeypatch):
    monkeypatch.setattr(invoice_lines, "DOCUMENTS", 2)
    whole = invoice_lines.take_over
    chunks: list[object] = []

    def break_off(documents, **more):
        if len(chunks) == 1:
            raise KeyboardInterrupt
        chunks.append(documents)
        return whole(documents, **more)

    with monkeypatch.context() as broken:
        broken.setattr(invoice_lines, "take_over", break_off)
        with pytest.raises(KeyboardInterrupt):
            take(*ROWS)
    assert Order.objects.count() + Invoice.objects.count() == 2

    assert take(*ROWS) == 4
    assert take(*ROWS) == 0
    assert counted("old", MAPPING)["lines"] == 9
    assert Party.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1,85048,X,two,2009-12-01,1,,EIRE", "Row 3: “two” in the column “Quantity” cannot be read."),
        ("1,85048,X,2,yesterday,1,,EIRE", "Row 3: “yesterday” in the column “Moment” cannot be read."),
        ("1,85048,X,2,2009-12-01,nan,,EIRE", "Row 3: “nan” in the column “Unit_Price” cannot be read."),
        ("1,85048,X,2,2009-12-01,1,,Eire", "Row 3: “Eire” in the column “Country” cannot be read."),
    ],
)
def test_what_cannot_be_read_is_told_by_row_and_column_and_changes_nothing(take, row, told):
    with pytest.raises(DomainError) as refused:
        take(ROWS[0], row)

    assert str(refused.value) == told
    assert not Party.objects.exists()


def test_a_document_that_sells_and_takes_back_is_refused(take):
    with pytest.raises(DomainError, match="489434") as refused:
        take(ROWS[0], ROWS[0].replace(",12,", ",-12,"))

    assert refused.value.code == "two_documents"
    assert not Order.objects.exists()


def test_a_file_without_a_column_is_refused(take, tmp_path):
    with pytest.raises(DomainError, match="Customer ID"):
        take(ROWS[0], mapping=LineMapping(**{**vars(MAPPING), "columns": {"Customer ID": "customer"}}))
