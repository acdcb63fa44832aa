"""What the catalogue adds to its own pages: figures, and tabs beside the timeline."""

from django.utils.translation import gettext_lazy as _

from payvand.catalog import panels
from payvand.kernel.objects import Panel, extend

extend(
    "catalog.product",
    panels=[
        Panel(
            name="figures", label=_("Figures"), template="catalog/figures.html", values=panels.strip, place="strip"
        ),
        Panel(
            name="prices", label=_("Prices"), template="catalog/product_prices.html", values=panels.of_product,
            weight=10,
        ),
        Panel(
            name="options", label=_("Options"), template="catalog/options.html", values=panels.options, weight=20
        ),
        Panel(
            name="contents", label=_("Contents and packing"), template="catalog/contents.html",
            values=panels.contents, weight=30,
        ),
    ],
)  # fmt: skip

extend(
    "catalog.pricelist",
    panels=[
        Panel(
            name="figures", label=_("Figures"), template="catalog/figures.html", values=panels.strip_of_list,
            place="strip",
        ),
        Panel(
            name="prices", label=_("Prices"), template="catalog/list_prices.html", values=panels.of_list, weight=10
        )
    ],
)  # fmt: skip

extend(
    "catalog.promotion",
    panels=[
        Panel(
            name="coupons",
            label=_("Coupons"),
            template="catalog/coupons.html",
            values=panels.coupons,
            weight=10,
        )
    ],
)
