"""Writes the demo's catalogue by the ordinary ways: products as a set, the rest one by one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from payvand.catalog.commands import add_common_taxes, copy_price_list
from payvand.catalog.demo import words
from payvand.catalog.demo.words import rows
from payvand.catalog.models import Product, TaxCategory
from payvand.culture.money import Money
from payvand.culture.reckoning import from_parts, to_parts
from payvand.kernel import clock
from payvand.kernel.access import Actor
from payvand.kernel.kinds import Reference
from payvand.kernel.models import Record, Role
from payvand.kernel.objects import named
from payvand.kernel.records import create, write_many

DAYS = 904
# Toman steps in which prices of the region end.
STEP = Decimal(10_000)
MONTHS = 30


def fill(actor: Actor) -> None:
    """Write the catalogue into a database that has no products."""
    if Product.objects.exists():
        return
    with transaction.atomic():
        with clock.at(datetime.now(UTC) - timedelta(days=DAYS)):
            add_common_taxes(actor=actor)
            Shelf(actor).fill()
        Prices(actor).fill()


class Shelf:
    """Units, categories and everything that is sold."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.taxes = {one.code: Reference(id=one.pk) for one in TaxCategory.objects.all()}

    def fill(self) -> None:
        """Write them, the parts after what they are part of."""
        self._many("catalog.unit", [{"name": name, "decimals": places} for name, places in rows(words.UNITS)])
        for name, parent in rows(words.CATEGORIES):
            self._one("catalog.category", {"name": name, "parent": parent})
        self._many("catalog.product", [*self._goods(), *self._services(), self._machine(), *self._bundles()])
        self._many("catalog.packing", self._packings())
        self._many("catalog.bundlepart", self._parts())
        self._configurable()

    def _goods(self) -> list[dict[str, object]]:
        return [
            {
                **product(name, latin, category, unit, price, share),
                "code": f"G-{number}",
                "tax": self.taxes[tax],
                "sales_tax_id": f"27100000{number:05}",
                "lowest_price": rial(int(price) * (int(share) + 4) // 100),
            }
            for number, (name, latin, category, unit, price, share, _carton, tax) in enumerate(
                rows(words.GOODS), start=101
            )
        ]

    def _services(self) -> list[dict[str, object]]:
        return [
            {
                **product(name, latin, category, unit, price, share),
                "code": f"S-{number}",
                "kind": "service",
                "tax": self.taxes["S"],
                "recurring_months": months,
            }
            for number, (name, latin, category, unit, price, share, months) in enumerate(
                rows(words.SERVICES), start=701
            )
        ]

    def _machine(self) -> dict[str, object]:
        name, latin, category, unit, price, cost = words.MACHINE
        return {
            "name": name,
            "name_latin": latin,
            "category": category,
            "unit": unit,
            "code": "E-801",
            "price": rial(price),
            "cost": rial(cost),
            "tax": self.taxes["S"],
        }

    def _bundles(self) -> list[dict[str, object]]:
        return [
            {
                "name": name,
                "name_latin": latin,
                "kind": "bundle",
                "code": f"B-{number}",
                "unit": "بسته",
                "price": rial(int(price)) if price else None,
                "tax": self.taxes["S"],
            }
            for number, (name, latin, price) in enumerate(rows(words.BUNDLES), start=901)
        ]

    def _packings(self) -> list[dict[str, object]]:
        return [
            {"product": row[0], "unit": "کارتن", "factor": row[6], "barcode": f"626000{number:07}"}
            for number, row in enumerate(rows(words.GOODS), start=1)
        ]

    def _parts(self) -> list[dict[str, object]]:
        return [
            {"bundle": bundle, "product": part, "quantity": count}
            for bundle, part, count in rows(words.PARTS)
        ]

    def _configurable(self) -> None:
        machine = Reference(id=Product.objects.get(code="E-801").pk)
        known: dict[str, Reference] = {}
        for place, (name, least, most, options) in enumerate(rows(words.OPTIONS)):
            values = {"product": machine, "name": name, "least": least, "most": most, "position": place}
            group = self._one("catalog.optiongroup", values)
            for position, option in enumerate(options.split("،")):
                label, price, cost = option.strip().rsplit(" ", 2)
                made = self._one(
                    "catalog.option",
                    {
                        "group": Reference(id=group.pk),
                        "name": label,
                        "price": rial(int(price)),
                        "cost": rial(int(cost)),
                        "is_standard": position == 0 and int(least) > 0,
                        "position": position,
                    },
                )
                known[label] = Reference(id=made.pk)
        for option, kind, other, reason in rows(words.RULES):
            rule = {"option": known[option], "kind": kind, "other": known[other], "reason": reason}
            self._one("catalog.optionrule", rule)

    def _one(self, name: str, values: Mapping[str, object]) -> Record:
        given = {key: value for key, value in values.items() if value not in (None, "")}
        return create(named(name), given, actor=self.actor, allow_duplicate=True)

    def _many(self, name: str, values: Sequence[Mapping[str, object]]) -> None:
        outcomes, _batch = write_many(named(name), values, actor=self.actor, label="demo")
        wrong = [error for outcome in outcomes for error in outcome.errors]
        assert not wrong, wrong


class Prices(Shelf):
    """Price lists, promotions, coupons, limits of discount and exchange rates."""

    def fill(self) -> None:
        """Write them as they stand today."""
        today = clock.now().date()
        year = to_parts(today, "jalali")[0]
        self.new_year = from_parts(year, 1, 1, "jalali")
        self.last_year = from_parts(year - 1, 1, 1, "jalali")
        self._wholesale()
        self._one(
            "catalog.pricelist",
            {"name": "همکاران طلایی", "tier": "طلایی", "valid_from": self.new_year, "change_percent": "-8"},
        )
        self._export()
        self._promotions()
        self._limits()
        self._rates()

    def _wholesale(self) -> None:
        """Last year's list, and this year's that was made of it."""
        ended = self.new_year - timedelta(days=1)
        last = {
            "name": "عمده‌فروشی سال گذشته",
            "tier": "عمده",
            "valid_from": self.last_year,
            "valid_until": ended,
        }
        old = self._one("catalog.pricelist", last)
        prices: list[dict[str, object]] = []
        for row in rows(words.GOODS):
            for cartons, share in ((1, 70), (10, 67)):
                prices.append(
                    {
                        "price_list": Reference(id=old.pk),
                        "product": row[0],
                        "from_quantity": int(row[6]) * cartons,
                        "amount": rial(int(row[4]) * share // 100 // 1000 * 1000),
                    }
                )
        self._many("catalog.price", prices)
        copy_price_list.run(
            old.pk,
            actor=self.actor,
            name="عمده‌فروشی",
            percent=Decimal(34),
            step=STEP,
            valid_from=self.new_year,
        )

    def _export(self) -> None:
        export = self._one(
            "catalog.pricelist",
            {"name": "Export FOB Bandar Abbas", "currency": "USD", "valid_from": self.last_year},
        )
        prices = [
            {
                "price_list": Reference(id=export.pk),
                "product": name,
                "amount": Money(amount=Decimal(dollars), currency="USD"),
            }
            for name, dollars in rows(words.EXPORT)
        ]
        self._many("catalog.price", prices)

    def _promotions(self) -> None:
        until = clock.now().date() + timedelta(days=45)
        span = {"valid_from": self.new_year, "valid_until": until}
        tea, sweets = "چای سیاه شکستهٔ ممتاز ۵۰۰ گرمی", "شیرینی و تنقلات"
        gift = {
            "name": "چای: ۱۰ بسته بخر، ۱ بسته هدیه بگیر",
            "kind": "gift",
            "buy_quantity": 10,
            "gift_quantity": 1,
        }
        self._one("catalog.promotion", {**gift, "products": tea, **span})
        season = {"name": "جشنوارهٔ شیرینی و تنقلات", "kind": "percent", "percent": 7}
        self._one("catalog.promotion", {**season, "categories": sweets, **span})
        large = {"name": "تخفیف سفارش بزرگ", "kind": "amount", "stackable": True}
        amounts = {"amount": rial(20_000_000), "least_amount": rial(500_000_000)}
        self._one("catalog.promotion", {**large, **amounts, **span})
        first = {"name": "Welcome to new customers", "kind": "percent", "percent": 5, "by_coupon": True}
        welcome = self._one("catalog.promotion", {**first, **span})
        for code, limit in (("WELCOME", 200), ("یلدا", 50)):
            self._one("catalog.coupon", {"code": code, "promotion": Reference(id=welcome.pk), "limit": limit})

    def _limits(self) -> None:
        for name, percent, margin in (("کارشناس", 5, 10), ("سرپرست", 12, 5)):
            role = Role.objects.filter(name=name).first()
            if role is not None:
                values = {"role": Reference(id=role.pk), "percent": percent, "least_margin": margin}
                self._one("catalog.discountlimit", values)

    def _rates(self) -> None:
        """The first of each Jalali month, for two and a half years."""
        rates: list[dict[str, object]] = []
        day = clock.now().date()
        for back in range(MONTHS):
            year, month, _day = to_parts(day, "jalali")
            day = from_parts(year, month, 1, "jalali")
            dollar = Decimal(1_080_000) * (Decimal("0.978") ** back)
            for currency, worth in (("USD", "1"), ("EUR", "1.09"), ("AED", "0.2723")):
                rate = (dollar * Decimal(worth)).quantize(Decimal(100))
                row = {"day": day, "currency": currency, "into": "IRR", "rate": rate.to_integral_value()}
                rates.append({**row, "source": "نرخ نمونه"})
            day -= timedelta(days=1)
        self._many("catalog.exchangerate", rates)


def product(name: str, latin: str, category: str, unit: str, price: str, share: str) -> dict[str, object]:
    """What every row of a table tells of a product."""
    return {
        "name": name,
        "name_latin": latin,
        "category": category,
        "unit": unit,
        "price": rial(int(price)),
        "cost": rial(int(price) * int(share) // 100),
    }


def rial(amount: int) -> Money:
    """An amount of Rials."""
    return Money(amount=Decimal(amount), currency="IRR")
