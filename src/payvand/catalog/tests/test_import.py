"""Products and prices come in from a file, in the digits and units that people write, and once only."""

import argparse
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from payvand.catalog.models import Price, Product
from payvand.catalog.testing import make_category, make_price_list
from payvand.integration.cli import add_import_arguments, run_import

pytestmark = pytest.mark.django_db

PRODUCTS = """code,name,category,price,cost,sales_tax_id
ق-۱۰۱,چای سیاه,Drinks,۲٬۹۵۰٬۰۰۰ ریال,2300000 ریال,2720000114542
ق-۱۰۲,چای سبز,Drinks,185000 تومان,,
ق-۱۰۳,قهوه,Nowhere,1,,
ق-۱۰۴,دمنوش,Drinks,-5,,
ق-۱۰۵,شکر,Drinks,100000000000000000000,,
"""


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[str, str], int]:
    def run(to: str, text: str) -> int:
        path = tmp_path / "sheet.csv"
        path.write_text(text, encoding="utf-8")
        parser = argparse.ArgumentParser()
        parser.add_argument("object")
        parser.add_argument("file", type=Path)
        parser.add_argument("--map", type=Path)
        parser.add_argument("--match")
        parser.add_argument("--dry-run", action="store_true")
        add_import_arguments(parser)
        with override("fa"):
            return run_import(parser.parse_args([to, str(path)]))

    return run


def test_products_come_in_as_people_write_them_and_wrong_rows_stay_out(bring, tmp_path):
    make_category("Drinks")

    bring("catalog.product", PRODUCTS)
    bring("catalog.product", PRODUCTS.replace("۲٬۹۵۰٬۰۰۰", "۳٬۱۰۰٬۰۰۰"))

    found = {one.code: one.price for one in Product.objects.all()}
    assert found == {"ق-۱۰۱": Decimal(3_100_000), "ق-۱۰۲": Decimal(1_850_000)}
    errors = (tmp_path / "sheet.errors.csv").read_text(encoding="utf-8-sig")
    assert all(name in errors for name in ("قهوه", "دمنوش", "شکر"))


def test_prices_come_in_by_the_names_of_list_and_product(bring):
    make_category("Drinks")
    make_price_list("عمده")
    bring("catalog.product", "code,name,price\nA,چای,100 ریال\n")

    rows = "price_list,product,from_quantity,amount\nعمده,چای,12,90 ریال\nعمده,چای,۱۲۰,۸۰ ریال\n"
    bring("catalog.price", rows)
    bring("catalog.price", rows.replace("۸۰", "۷۵"))

    found = Price.objects.order_by("from_quantity").values_list("from_quantity", "amount")
    assert list(found) == [(Decimal(12), Decimal(90)), (Decimal(120), Decimal(75))]
