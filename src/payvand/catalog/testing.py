"""What the contract suite cannot know of the catalogue, and typed factories for the tests of it and of apps above."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from payvand.catalog.models import (
    BundlePart,
    Category,
    Coupon,
    ExchangeRate,
    Option,
    OptionGroup,
    OptionRule,
    Price,
    PriceList,
    Product,
    Promotion,
    TaxCategory,
    TaxRate,
)
from payvand.culture.money import Money
from payvand.kernel.access import Actor, system
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Record
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL, UNIQUE, Maker

SPECIAL["catalog.product"] = {
    "kind": "bundle",
    "sales_tax_id": "2720000114542",
    "sold_from": "2024-03-20",
    "sold_until": "2034-03-20",
    "lowest_price": {"amount": "1000", "currency": "IRR"},
}
UNIQUE["catalog.product"] = {"code": "P-%d", "name": "product %d"}
UNIQUE["catalog.category"] = {"name": "category %d"}
UNIQUE["catalog.unit"] = {"name": "unit %d"}
SPECIAL["catalog.unit"] = {"decimals": 3}
SPECIAL["catalog.packing"] = {"factor": "12"}
SPECIAL["catalog.bundlepart"] = {"quantity": "2.5"}
SPECIAL["catalog.price"] = {"from_quantity": "3", "amount": {"amount": "1000", "currency": "IRR"}}
SPECIAL["catalog.pricelist"] = {"currency": "IRR", "region": "IR-23", "change_percent": "-8.5"}
UNIQUE["catalog.pricelist"] = {"name": "price list %d"}
SPECIAL["catalog.promotion"] = {
    "percent": "10",
    "region": "IR",
    "buy_quantity": "10",
    "gift_quantity": "1",
    "least_quantity": "10",
    "valid_from": "2024-03-20",
    "valid_until": "2034-03-20",
}
SPECIAL["catalog.coupon"] = {"limit": 100, "customer_limit": 1}
UNIQUE["catalog.coupon"] = {"code": "C-%d"}
SPECIAL["catalog.taxcategory"] = {"is_standard": False}
UNIQUE["catalog.taxcategory"] = {"name": "tax category %d", "code": "X%d"}
SPECIAL["catalog.taxrate"] = {"region": "IR", "valid_from": "2024-03-20", "valid_until": "2034-03-20"}
SPECIAL["catalog.exchangerate"] = lambda maker: {
    "currency": "USD",
    "into": "IRR",
    "rate": "612000.5",
    "day": (date(2020, 1, 1) + timedelta(days=maker.count)).isoformat(),
}
SPECIAL["catalog.optiongroup"] = {"least": 1, "most": 3}


def _rule(maker: Maker) -> dict[str, object]:
    """Two options of one product."""
    group = {"id": maker.make(named("catalog.optiongroup"), depth=1).pk}
    option, other = (maker.make(named("catalog.option"), depth=1, group=group).pk for _place in range(2))
    return {"option": {"id": option}, "kind": "excludes", "other": {"id": other}}


SPECIAL["catalog.optionrule"] = _rule
UNIQUE["catalog.option"] = {"name": "option %d"}


def make_product(
    name: str = "Green tea",
    *,
    price: Money | Decimal | int | None = 100_000,
    cost: Money | int | None = None,
    kind: str = "goods",
    code: str = "",
    category: Category | None = None,
    tax: TaxCategory | None = None,
    lowest_price: int | None = None,
    actor: Actor | None = None,
) -> Product:
    """A product; plain numbers are Rials."""
    values: dict[str, object] = {
        "name": name,
        "kind": kind,
        "code": code,
        "price": money(price),
        "cost": money(cost),
        "lowest_price": money(lowest_price),
        "category": _link(category),
        "tax": _link(tax),
    }
    made = _make("catalog.product", values, actor)
    assert isinstance(made, Product)
    return made


def make_category(name: str = "Drinks", parent: Category | None = None) -> Category:
    """A category of products."""
    made = _make("catalog.category", {"name": name, "parent": _link(parent)})
    assert isinstance(made, Category)
    return made


def make_price_list(name: str = "Wholesale", **values: object) -> PriceList:
    """A price list in Rials that holds always and for everybody, but for the conditions that are given."""
    made = _make("catalog.pricelist", {"name": name, **values})
    assert isinstance(made, PriceList)
    return made


def make_price(
    price_list: PriceList, product: Product, amount: int | Money, from_quantity: Decimal | int = 0
) -> Price:
    """A line of a price list."""
    values = {
        "price_list": _link(price_list),
        "product": _link(product),
        "amount": money(amount),
        "from_quantity": Decimal(from_quantity),
    }
    made = _make("catalog.price", values)
    assert isinstance(made, Price)
    return made


def make_promotion(name: str = "Spring", **values: object) -> Promotion:
    """A promotion of ten percent on everything, but for what is given."""
    made = _make("catalog.promotion", {"name": name, "percent": Decimal(10), **values})
    assert isinstance(made, Promotion)
    return made


def make_coupon(promotion: Promotion, code: str = "SPRING", **values: object) -> Coupon:
    """A coupon of a promotion."""
    made = _make("catalog.coupon", {"code": code, "promotion": _link(promotion), **values})
    assert isinstance(made, Coupon)
    return made


def make_tax_category(name: str = "Standard", *, is_standard: bool = False, code: str = "") -> TaxCategory:
    """A tax category without rates."""
    made = _make("catalog.taxcategory", {"name": name, "is_standard": is_standard, "code": code})
    assert isinstance(made, TaxCategory)
    return made


def make_tax_rate(
    category: TaxCategory, percent: int, *, region: str = "IR", since: str = "2024-03-20", until: str = ""
) -> TaxRate:
    """A rate of a category; days are ISO."""
    values = {"category": _link(category), "percent": Decimal(percent), "region": region, "valid_from": since}
    made = _make("catalog.taxrate", {**values, "valid_until": until or None})
    assert isinstance(made, TaxRate)
    return made


def make_exchange_rate(day: str, rate: str, *, currency: str = "USD", into: str = "IRR") -> ExchangeRate:
    """What one unit of a currency is worth on a day, in ISO."""
    values: dict[str, object] = {"day": day, "rate": Decimal(rate), "currency": currency, "into": into}
    made = _make("catalog.exchangerate", values)
    assert isinstance(made, ExchangeRate)
    return made


def make_option(
    product: Product, group: str, name: str, *, price: int | None = None, least: int = 1, most: int = 1
) -> Option:
    """An option of a product; its group is made where there is none of that name."""
    held = OptionGroup.objects.filter(product=product, name=group).first() or _make(
        "catalog.optiongroup", {"product": _link(product), "name": group, "least": least, "most": most}
    )
    made = _make("catalog.option", {"group": _link(held), "name": name, "price": money(price)})
    assert isinstance(made, Option)
    return made


def make_rule(option: Option, kind: str, other: Option, reason: str = "") -> OptionRule:
    """A rule between two options."""
    values = {"option": _link(option), "kind": kind, "other": _link(other), "reason": reason}
    made = _make("catalog.optionrule", values)
    assert isinstance(made, OptionRule)
    return made


def make_part(bundle: Product, product: Product, quantity: Decimal | int = 1) -> BundlePart:
    """A part of a bundle."""
    values = {"bundle": _link(bundle), "product": _link(product), "quantity": Decimal(quantity)}
    made = _make("catalog.bundlepart", values)
    assert isinstance(made, BundlePart)
    return made


def money(amount: Money | Decimal | int | None) -> Money | None:
    """An amount as money; a plain number is Rials."""
    return Money(amount=Decimal(amount), currency="IRR") if isinstance(amount, int | Decimal) else amount


def _make(name: str, values: Mapping[str, object], actor: Actor | None = None) -> Record:
    given = {key: value for key, value in values.items() if value not in (None, "")}
    return create(named(name), given, actor=actor or system(), allow_duplicate=True)


def _link(record: Record | None) -> Reference | None:
    return Reference(id=record.pk) if record else None
