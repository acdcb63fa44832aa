"""Completes the lines of a document from the catalogue: words, cost, list price, and the tax of the day."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from payvand.catalog.exchange import convert
from payvand.catalog.models import Product
from payvand.catalog.pricing import Book, Buyer, Priced, Wanted, price_lines
from payvand.catalog.taxation import Tax, taxes_of
from payvand.culture.locale import NEUTRAL, Locale
from payvand.culture.money import Money
from payvand.kernel.access import company_settings
from payvand.kernel.errors import DomainError
from payvand.parties.models import Party
from payvand.sales.models import Document, Line
from payvand.sales.models.number_series import company_today


def fill(document: Document, lines: Sequence[Line], locale: Locale = NEUTRAL) -> None:
    """Say on every line what follows from its product and the day of the document. A few queries for any number.

    Raises DomainError with "lines.PLACE.FIELD" where the catalogue has no answer, in the words of `locale`.
    """
    on = document.on or company_today()
    products = products_of(lines)
    for line in lines:
        product = products.get(line.product_id or 0)
        if product is not None:
            line.describe(product)
            if line.unit_cost is None:
                line.unit_cost = cost_of(product, document.currency, on)
    _price(document, lines, products, on, locale)
    _tax(lines, products, on, locale)


def products_of(lines: Sequence[Line]) -> Mapping[int, Product]:
    """The products of lines by number, with what is asked of them. One query."""
    wanted = {line.product_id for line in lines if line.product_id}
    found = Product.objects.filter(pk__in=wanted).select_related("unit") if wanted else ()
    return {product.pk: product for product in found}


def buyer_of(party: Party) -> Buyer:
    """What the choice of prices looks at."""
    return Buyer(party_id=party.pk, region=party.province if "-" in party.province else party.country)


def cost_of(product: Product, currency: str, on: date) -> Decimal | None:
    """What one of it costs us; None where that is not known in this currency."""
    if product.cost is None:
        return None
    try:
        return convert(
            Money(amount=Decimal(product.cost), currency=product.cost_currency), currency, on
        ).amount
    except DomainError:
        return None


def _price(
    document: Document, lines: Sequence[Line], products: Mapping[int, Product], on: date, locale: Locale
) -> None:
    """Keep what the catalogue asks on every line, and take it where nobody wrote a price."""
    buyer, currency = buyer_of(document.party), document.currency
    open_ones = [
        (place, line)
        for place, line in enumerate(lines)
        if line.unit_price is None and line.product_id in products
    ]
    without = {place for place, _line in open_ones}
    wanted = [
        Wanted(product=products[line.product_id or 0], quantity=line.quantity) for _place, line in open_ones
    ]
    try:
        asked = price_lines(wanted, on=on, currency=currency, buyer=buyer, locale=locale) if wanted else []
    except DomainError as error:
        raise _placed(error, [place for place, _line in open_ones], "unit_price") from error
    for (_place, line), priced in zip(open_ones, asked, strict=True):
        line.list_price = line.unit_price = priced.unit_price
    book = Book(products=products, parts={}, on=on, currency=currency, buyer=buyer, locale=locale)
    for place, line in enumerate(lines):
        if line.unit_price is None:
            message = _("There is no price for this. Write one.")
            raise DomainError("price_missing", message, f"lines.{place}.unit_price")
        product = products.get(line.product_id or 0)
        if product is not None and place not in without:
            found = _asked(book, product, line.quantity)
            line.list_price = found.unit_price if found else None


def _asked(book: Book, product: Product, quantity: Decimal) -> Priced | None:
    """What a list asks; None where nobody says, or no rate leads there: the price was written by hand."""
    try:
        return book.price(product, quantity)
    except DomainError:
        return None


def _tax(lines: Sequence[Line], products: Mapping[int, Product], on: date, locale: Locale) -> None:
    """The rate that counts on every line: the written one, or that of the product where we sell."""
    open_ones = {line.product_id: place for place, line in enumerate(lines) if line.tax_percent is None}
    taxed = [products[pk] for pk in open_ones if pk and pk in products]
    taxes: Mapping[int, Tax] = {}
    try:
        taxes = taxes_of(taxed, company_settings().region, on, locale) if taxed else {}
    except DomainError as error:
        raise _placed(error, list(open_ones.values()), "tax_percent") from error
    for line in lines:
        follows = taxes.get(line.product_id or 0)
        line.tax_rate = (
            line.tax_percent if line.tax_percent is not None else follows.percent if follows else Decimal(0)
        )


def _placed(error: DomainError, places: Sequence[int], field: str) -> DomainError:
    """The error of one of the lines that were asked about, by its place in the document."""
    parts = (error.field or "").split(".")
    place = places[int(parts[1])] if len(parts) == 3 else places[0]
    return DomainError(error.code, error.message, f"lines.{place}.{field}")
