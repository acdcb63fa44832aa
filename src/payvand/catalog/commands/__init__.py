"""What may be done in the catalogue beside writing fields, and the rules over several rows."""

from payvand.catalog.commands.coupon import coupon_named, give_back_coupon, redeem_coupon
from payvand.catalog.commands.price_list import change_prices, copy_price_list
from payvand.catalog.commands.tax_rate import add_common_taxes, change_tax_rate
from payvand.catalog.commands.together import (
    refuse_circles_of_categories,
    refuse_foreign_options,
    refuse_overlaps,
    refuse_parted_products,
    refuse_wrong_parts,
)

__all__ = [
    "add_common_taxes", "change_prices", "change_tax_rate", "copy_price_list", "coupon_named", "give_back_coupon",
    "redeem_coupon", "refuse_circles_of_categories", "refuse_foreign_options", "refuse_overlaps",
    "refuse_parted_products", "refuse_wrong_parts",
]  # fmt: skip
