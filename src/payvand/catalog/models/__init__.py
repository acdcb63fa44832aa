"""The tables of the catalogue; a module for each family."""

from payvand.catalog.models.bundle import BundlePart
from payvand.catalog.models.category import Category
from payvand.catalog.models.coupon import Coupon, Redemption
from payvand.catalog.models.discount_limit import DiscountLimit
from payvand.catalog.models.exchange_rate import ExchangeRate
from payvand.catalog.models.option import Option, OptionGroup, OptionRule, RuleKind
from payvand.catalog.models.packing import Packing
from payvand.catalog.models.price_list import Price, PriceList
from payvand.catalog.models.product import Product, ProductKind
from payvand.catalog.models.promotion import Promotion, PromotionKind
from payvand.catalog.models.tax import TaxCategory, TaxRate
from payvand.catalog.models.unit import Unit

__all__ = [
    "BundlePart", "Category", "Coupon", "DiscountLimit", "ExchangeRate", "Option", "OptionGroup", "OptionRule",
    "Packing", "Price", "PriceList", "Product", "ProductKind", "Promotion", "PromotionKind", "Redemption",
    "RuleKind", "TaxCategory", "TaxRate", "Unit",
]  # fmt: skip
