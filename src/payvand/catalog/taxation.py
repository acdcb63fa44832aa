"""Which tax a product bears somewhere on a day: always out of the table of rates, never out of code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from payvand.catalog.models import Product, TaxCategory, TaxRate
from payvand.catalog.models.region import regions_of
from payvand.culture.calendars import format_day
from payvand.culture.locale import NEUTRAL, Locale
from payvand.kernel.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Tax:
    """The rate that holds: its percentage, the name that documents give it, the code on electronic invoices."""

    percent: Decimal
    name: str
    code: str


def tax_on(category: TaxCategory, region: str, day: date, locale: Locale = NEUTRAL) -> Tax:
    """The tax of a category in a country ("IR") or province ("IR-23") on a day.

    A rate of the province goes before one of the country. Raises DomainError("tax_rate_missing") in the words of
    `locale` where no rate holds.
    """
    return taxes_on([category], region, day, locale)[category.pk]


def taxes_on(
    categories: Iterable[TaxCategory], region: str, day: date, locale: Locale = NEUTRAL
) -> Mapping[int, Tax]:
    """The taxes of several categories by their numbers, in one query. Raises as `tax_on` does."""
    wanted = {category.pk: category for category in categories}
    places = regions_of(region)
    running = Q(valid_until=None) | Q(valid_until__gte=day)
    rates = TaxRate.objects.current().filter(
        running, category__in=wanted, region__in=places, valid_from__lte=day
    )
    found: dict[int, Tax] = {}
    # Province before country: the first one that is met holds.
    for rate in sorted(rates, key=lambda rate: places.index(rate.region)):
        code = wanted[rate.category_id].code
        found.setdefault(rate.category_id, Tax(percent=rate.percent, name=rate.name, code=code))
    for pk, category in wanted.items():
        if pk not in found:
            raise _missing(category, region, day, locale)
    return found


def taxes_of(
    products: Iterable[Product], region: str, day: date, locale: Locale = NEUTRAL
) -> Mapping[int, Tax]:
    """The taxes of products by their numbers, in two queries. One that names no category bears the standard tax.

    Raises DomainError where a rate is missing, or where a product names no category and none is the standard one.
    """
    sold = list({product.pk: product for product in products}.values())
    ids = {product.tax_id for product in sold}
    categories = {
        one.pk: one for one in TaxCategory.objects.filter(Q(pk__in=ids - {None}) | Q(is_standard=True))
    }
    standard = next(
        (pk for pk, one in categories.items() if one.is_standard and one.archived_at is None), None
    )
    category_of: dict[int, int] = {}
    for product in sold:
        category = product.tax_id or standard
        if category is None:
            message = _("“%(product)s” has no tax category, and none is the standard one.")
            raise DomainError("tax_category_missing", message % {"product": product.name}, "product")
        category_of[product.pk] = category
    needed = set(category_of.values())
    taxes = taxes_on([categories[pk] for pk in needed], region, day, locale)
    return {product: taxes[category] for product, category in category_of.items()}


def _missing(category: TaxCategory, region: str, day: date, locale: Locale) -> DomainError:
    message = _("There is no tax rate of “%(category)s” in %(region)s on %(day)s.")
    words = {"category": category.name, "region": region or "—", "day": format_day(day, locale)}
    return DomainError("tax_rate_missing", message % words, "tax")
