"""The real case: a year of invoice lines as a shop wrote them, by the shipped recipe: a slice of it."""

from collections import Counter
from decimal import Decimal

import pytest
from pyarrow import parquet

from payvand.sales.models import Invoice, InvoiceLine
from payvand.sales.recipes import HERE, cook
from payvand.sales.recipes.figures import counted
from payvand.sales.recipes.line_table import mapping_of

pytestmark = [pytest.mark.django_db, pytest.mark.data]

FILE = "online_retail_II_2009-2010.parquet"
ROWS = 4_000


def test_a_slice_of_the_year_comes_in_line_by_line(data, tmp_path):
    table = parquet.read_table(data / "online-retail" / FILE).slice(0, ROWS)
    parquet.write_table(table, tmp_path / FILE)
    rows = table.to_pylist()

    assert cook("online-retail", tmp_path) == 0

    worth = sum(Decimal(str(row["Price"])) * row["Quantity"] for row in rows)
    assert counted("online-retail", mapping_of(HERE / "online-retail" / "lines.json")) == {
        "customers": len({row["Customer ID"] for row in rows if row["Customer ID"]}),
        "lines": ROWS,
        "lines_without_customer": sum(row["Customer ID"] is None for row in rows),
        "negative_quantities": sum(row["Quantity"] < 0 for row in rows),
        "cancellation_lines": sum(row["Invoice"].startswith("C") for row in rows),
        "documents": len({row["Invoice"] for row in rows}),
        "duplicate_lines": ROWS - len(Counter(tuple(row.values()) for row in rows)),
        "prices_not_above_nothing": sum(row["Price"] <= 0 for row in rows),
        "sum": round(worth, 2),
    }
    assert Invoice.objects.filter(order__isnull=False).exists()
    for line in InvoiceLine.objects.filter(order_line__isnull=False).select_related(
        "order_line__order", "invoice"
    ):
        assert line.order_line.order.party_id == line.invoice.party_id
        assert line.order_line.product_id == line.product_id
