"""Completes the lines of a document from the catalogue: words, cost, list price, and the tax of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from payvand.catalog.configuration import Configuration, choices_of, configure
from payvand.catalog.costs import costs_of
from payvand.catalog.models import OptionGroup, Product
from payvand.catalog.pricing import Book, Buyer, Priced, Wanted, price_lines
from payvand.catalog.taxation import Tax, taxes_of
from payvand.catalog.totals import ZERO
from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.access import company_settings
from payvand.kernel.errors import DomainError, FieldError, Invalid
from payvand.parties.models import Party
from payvand.sales.models import Document, Line, QuoteLine
from payvand.sales.models.number_series import company_today


def fill(document: Document, lines: Sequence[Line], locale: Locale = NEUTRAL) -> None:
    """Say on every line what follows from its product and the day of the document. A few queries for any number.

    Raises DomainError with "lines.PLACE.FIELD" where the catalogue has no answer, in the words of `locale`.
    """
    on = document.on or company_today()
    products = products_of(lines)
    options = configured(lines, products, document.currency)
    costs = costs_of(products.values(), document.currency, on)
    for place, line in enumerate(lines):
        product = products.get(line.product_id or 0)
        if product is not None:
            chosen = options.get(place)
            line.describe(product, chosen.text if chosen else "")
            cost = costs[product.pk]
            if line.unit_cost is None and cost is not None:
                line.unit_cost = cost + (chosen.cost if chosen else ZERO)
    _price(document, lines, products, on, locale, more={at: one.price for at, one in options.items()})
    _tax(lines, products, on, locale)


def products_of(lines: Sequence[Line]) -> Mapping[int, Product]:
    """The products of lines by number, with what is asked of them. One query."""
    wanted = {line.product_id for line in lines if line.product_id}
    found = Product.objects.filter(pk__in=wanted).select_related("unit") if wanted else ()
    return {product.pk: product for product in found}


def buyer_of(party: Party) -> Buyer:
    """What the choice of prices looks at: a customer's classes are its tags."""
    tiers = tuple(party.tags.values_list("name", flat=True)) if party.pk else ()
    return Buyer(
        party_id=party.pk, tiers=tiers, region=party.province if "-" in party.province else party.country
    )


def configured(
    lines: Sequence[Line], products: Mapping[int, Product], currency: str
) -> Mapping[int, Configuration]:
    """What was chosen at the lines of configurable products, by place: the options that are standard where nobody said.

    Raises Invalid with "lines.PLACE.options" for every rule that is broken.
    """
    with_options = [place for place, line in enumerate(lines) if isinstance(line, QuoteLine)]
    asked = {lines[place].product_id for place in with_options}
    groups = OptionGroup.objects.current().filter(product__in=[pk for pk in asked if pk in products])
    configurable = set(groups.values_list("product_id", flat=True)) if asked else set()
    found: dict[int, Configuration] = {}
    broken: list[FieldError] = []
    for place in with_options:
        product = products.get(lines[place].product_id or 0)
        if product is None:
            continue
        try:
            chosen = lines[place].chosen
            if product.pk in configurable or chosen:
                wanted = choices_of(product).standard if chosen is None else chosen
                found[place] = configure(product, wanted, currency)
        except Invalid as error:
            broken += [replace(one, field=f"lines.{place}.options") for one in error.errors]
        except DomainError as error:
            broken.append(FieldError(field=f"lines.{place}.options", code=error.code, message=error.message))
    if broken:
        raise Invalid(broken)
    return found


def _price(
    document: Document,
    lines: Sequence[Line],
    products: Mapping[int, Product],
    on: date,
    locale: Locale,
    *,
    more: Mapping[int, Decimal],
) -> None:
    """Keep what the catalogue asks on every line, `more` for options, and take it where nobody wrote a price."""
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
    for (place, line), priced in zip(open_ones, asked, strict=True):
        line.list_price = line.unit_price = priced.unit_price + more.get(place, ZERO)
    book = Book(products=products, parts={}, on=on, currency=currency, buyer=buyer, locale=locale)
    for place, line in enumerate(lines):
        if line.unit_price is None:
            message = _("There is no price for this. Write one.")
            raise DomainError("price_missing", message, f"lines.{place}.unit_price")
        product = products.get(line.product_id or 0)
        if product is not None and place not in without:
            found = _asked(book, product, line.quantity)
            line.list_price = found.unit_price + more.get(place, ZERO) if found else None


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
