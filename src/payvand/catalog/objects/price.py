"""How people meet prices: lists, their lines, promotions, coupons and exchange rates."""

from django.utils.translation import gettext_lazy as _

from payvand.catalog import commands
from payvand.catalog.models import (
    Coupon,
    DiscountLimit,
    ExchangeRate,
    Price,
    PriceList,
    Promotion,
)
from payvand.kernel.kinds import Link
from payvand.kernel.objects import ADMINISTRATION, Many, Object, Section, View, register

price_lists = register(
    Object(
        model=PriceList,
        icon="list",
        columns=["name", "currency", "tier", "region", "customer", "valid_from", "valid_until", "priority"],
        form=[
            Section(_("Price list"), ["name", "currency", "valid_from", "valid_until", "change_percent"]),
            Section(_("For whom"), ["tier", "region", "customer", "priority"]),
        ],
        sort=["name"],
        match=[["name"]],
        views=[
            View(_("Ended"), "valid_until < today", sort=["-valid_until"]),
            View(_("For one customer"), "customer is not empty"),
        ],
        commands=[commands.copy_price_list, commands.change_prices],
    )
)

prices = register(
    Object(
        model=Price,
        icon="tag",
        title="note",
        columns=["price_list", "product", "from_quantity", "amount", "note"],
        form=[Section(_("Price"), ["price_list", "product", "from_quantity", "amount", "note"])],
        sort=["price_list", "product"],
        match=[["price_list", "product", "from_quantity"]],
        parent="price_list",
    )
)

promotions = register(
    Object(
        model=Promotion,
        icon="gift",
        columns=["name", "kind", "percent", "amount", "products", "categories", "valid_from", "valid_until"],
        form=[
            Section(
                _("Promotion"),
                [
                    "name", "kind", "percent", "amount", "buy_quantity", "gift_quantity", "gift", "valid_from",
                    "valid_until",
                ],
            ),
            Section(_("On what"), ["products", "categories", "least_quantity", "least_amount"]),
            Section(_("For whom"), ["tier", "region", "by_coupon", "stackable", "priority"], folded=True),
        ],
        many=[
            Many(
                name="products", label=_("products"), kind=Link(target="catalog.product", fold="name_fold"),
                model=Promotion.products.through, of="promotion", value="product", help=_("Empty: everything."),
            ),
            Many(
                name="categories", label=_("categories"), kind=Link(target="catalog.category", fold="name_fold"),
                model=Promotion.categories.through, of="promotion", value="category",
                help=_("With all that is part of them."),
            ),
        ],
        sort=["-valid_from", "-id"],
        views=[
            View(_("By coupon"), "by_coupon is yes"),
            View(_("Buy some, get some free"), "kind is gift"),
            View(_("Ended"), "valid_until < today", sort=["-valid_until"]),
        ],
        calendar_by="valid_from",
    )
)  # fmt: skip

coupons = register(
    Object(
        model=Coupon,
        icon="ticket",
        menu=ADMINISTRATION,
        title="code",
        columns=["code", "promotion", "valid_until", "limit", "customer_limit", "redeemed"],
        form=[
            Section(_("Coupon"), ["code", "promotion", "valid_until", "limit", "customer_limit", "redeemed"])
        ],
        sort=["-id"],
        match=[["code"]],
        commands=[commands.redeem_coupon, commands.give_back_coupon],
    )
)

discount_limits = register(
    Object(
        model=DiscountLimit,
        icon="discount",
        menu=ADMINISTRATION,
        title="note",
        columns=["role", "percent", "least_margin", "note"],
        form=[Section(_("Limit of discounts"), ["role", "percent", "least_margin", "note"])],
        guarded=["role", "percent", "least_margin"],
        sort=["role"],
    )
)

exchange_rates = register(
    Object(
        model=ExchangeRate,
        icon="arrows-exchange",
        menu=ADMINISTRATION,
        title="source",
        columns=["day", "currency", "into", "rate", "source"],
        form=[Section(_("Exchange rate"), ["day", "currency", "into", "rate", "source"])],
        sort=["-day"],
        match=[["day", "currency", "into"]],
    )
)
