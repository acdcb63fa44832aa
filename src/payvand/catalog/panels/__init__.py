"""The values of the parts of the catalogue's pages: figures, prices, options, contents, coupons."""

from payvand.catalog.panels.composition import contents, options
from payvand.catalog.panels.glance import strip, strip_of_list
from payvand.catalog.panels.prices import coupons, of_list, of_product

__all__ = ["contents", "coupons", "of_list", "of_product", "options", "strip", "strip_of_list"]
