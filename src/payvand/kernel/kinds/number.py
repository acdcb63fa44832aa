"""Kinds of counted values: whole and decimal numbers, percentages and money."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from payvand.culture.digits import format_number, parse_number
from payvand.culture.errors import Unreadable
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money, parse_money
from payvand.kernel.errors import Message
from payvand.kernel.kinds.kind import (
    EMPTINESS,
    EQUALITY,
    JSON,
    ORDER,
    Context,
    Kind,
    Unacceptable,
    escape,
    unreadable,
)

LARGEST = Decimal(10) ** 18


@dataclass(frozen=True, kw_only=True)
class Number(Kind[Decimal]):
    """A number with a fixed count of decimal places between two bounds."""

    name: ClassVar[str] = "number"
    label: ClassVar[Message] = _("number")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, *ORDER, *EMPTINESS)
    widget: ClassVar[str] = "number"
    numeric: ClassVar[bool] = True
    arrow: ClassVar[str] = "decimal(24,4)"

    places: int = 2
    lowest: Decimal | None = None
    highest: Decimal | None = None

    def read(self, raw: object, locale: Locale) -> Decimal:
        if isinstance(raw, bool):
            raise Unacceptable("number.unreadable", _("This is not a number."))
        try:
            value = raw if isinstance(raw, Decimal) else parse_number(str(raw))
        except Unreadable as error:
            raise unreadable(error) from None
        self._examine(value)
        return value

    def _examine(self, value: Decimal) -> None:
        if not value.is_finite() or abs(value) >= LARGEST:
            raise Unacceptable("too_large", _("This number is too large."))
        if value != round(value, self.places):
            raise Unacceptable(
                "too_precise", _("At most %(places)d decimal places.") % {"places": self.places}
            )
        if self.lowest is not None and value < self.lowest:
            raise Unacceptable("too_small", _("At least %(limit)s.") % {"limit": self.lowest})
        if self.highest is not None and value > self.highest:
            raise Unacceptable("too_large", _("At most %(limit)s.") % {"limit": self.highest})

    def load(self, columns: Sequence[object]) -> Decimal | None:
        return None if columns[0] is None else Decimal(str(columns[0]))

    def to_json(self, value: Decimal | None) -> JSON:
        return None if value is None else plain(value)

    def text(self, value: Decimal | None, locale: Locale) -> str:
        return "" if value is None else format_number(value, locale)

    def html(self, value: Decimal | None, locale: Locale) -> str:
        return "" if value is None else f'<span dir="ltr">{self.text(value, locale)}</span>'

    def pack(self, value: Decimal | None) -> JSON:
        return None if value is None else packed_number(Decimal(value))

    def comparable(self, operand: JSON) -> object:
        return Decimal(str(operand))

    def schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "decimal", "pattern": r"^-?\d+(\.\d+)?$"}

    def samples(self) -> tuple[Decimal, ...]:
        low = self.lowest if self.lowest is not None else Decimal(-7)
        return (Decimal(12), Decimal(low), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Whole(Number):
    """A whole number; a plain int in the API."""

    name: ClassVar[str] = "whole"
    label: ClassVar[Message] = _("whole number")
    arrow: ClassVar[str] = "int64"

    places: int = 0

    def to_json(self, value: Decimal | None) -> JSON:
        return None if value is None else int(value)

    def store(self, value: Decimal | None) -> tuple[object, ...]:
        return (None if value is None else int(value),)

    def comparable(self, operand: JSON) -> object:
        return int(str(operand))

    def schema(self) -> dict[str, JSON]:
        return {"type": "integer"}

    def samples(self) -> tuple[Decimal, ...]:
        return (Decimal(12), Decimal(1403))


@dataclass(frozen=True, kw_only=True)
class Percent(Number):
    """A share of a hundred."""

    name: ClassVar[str] = "percent"
    label: ClassVar[Message] = _("percentage")

    lowest: Decimal | None = Decimal(0)
    highest: Decimal | None = Decimal(100)

    def read(self, raw: object, locale: Locale) -> Decimal:
        text = str(raw).strip().rstrip("%٪").strip()
        return super().read(text if isinstance(raw, str) else raw, locale)

    def text(self, value: Decimal | None, locale: Locale) -> str:
        if value is None:
            return ""
        return format_number(value, locale) + ("٪" if locale.digits != "latin" else "%")


@dataclass(frozen=True, kw_only=True)
class MoneyKind(Kind[Money]):
    """An amount with its currency. Stored exactly; shown in the reader's unit (Rial, Toman, …)."""

    name: ClassVar[str] = "money"
    label: ClassVar[Message] = _("money")
    operators: ClassVar[tuple[str, ...]] = (*EQUALITY, *ORDER, *EMPTINESS)
    widget: ClassVar[str] = "money"
    numeric: ClassVar[bool] = True
    suffixes: ClassVar[tuple[str, ...]] = ("", "_currency")
    arrow: ClassVar[str] = "decimal(24,4)"

    currency: str = "IRR"
    negative: bool = False

    def read(self, raw: object, locale: Locale) -> Money:
        money = self._money(raw, locale)
        if not money.amount.is_finite() or abs(money.amount) >= LARGEST:
            raise Unacceptable("too_large", _("This amount is too large."))
        if money.amount < 0 and not self.negative:
            raise Unacceptable("negative", _("An amount below zero is not possible here."))
        if not is_exact(money.amount):
            raise Unacceptable(
                "too_precise", _("Too many digits: at most 15 with a fraction, 4 of them behind the point.")
            )
        return money

    def _money(self, raw: object, locale: Locale) -> Money:
        if isinstance(raw, Money):
            return raw
        try:
            if isinstance(raw, dict):
                amount = parse_number(str(raw.get("amount")))
                return Money(amount=amount, currency=str(raw.get("currency") or self.currency))
            return parse_money(str(raw), locale, self.currency)
        except Unreadable as error:
            raise unreadable(error) from None

    def load(self, columns: Sequence[object]) -> Money | None:
        amount = columns[0]
        if amount is None:
            return None
        return Money(
            amount=amount if isinstance(amount, Decimal) else Decimal(str(amount)), currency=str(columns[1])
        )

    def store(self, value: Money | None) -> tuple[object, ...]:
        return (None, self.currency) if value is None else (value.amount, value.currency)

    def to_json(self, value: Money | None) -> JSON:
        return None if value is None else {"amount": plain(value.amount), "currency": value.currency}

    def text(self, value: Money | None, locale: Locale) -> str:
        return "" if value is None else format_money(value, locale)

    def html(self, value: Money | None, locale: Locale) -> str:
        return "" if value is None else f"<bdi>{escape(self.text(value, locale))}</bdi>"

    def where(self, column: str, operator: str, operand: JSON, context: Context) -> Q:
        if operator in ("empty", "not_empty", "is_not", "not_in") or operand is None:
            return super().where(column, operator, operand, context)
        if context.packed:
            return super().where(column, operator, operand, context)
        condition = super().where(column, operator, operand, context)
        first = operand[0] if isinstance(operand, list) else operand
        currency = first["currency"] if isinstance(first, dict) else self.currency
        return condition & Q(**{f"{column}_currency": currency})

    def pack(self, value: Money | None) -> JSON:
        return None if value is None else packed_number(value.amount)

    def comparable(self, operand: JSON) -> object:
        return Decimal(str(operand["amount"] if isinstance(operand, dict) else operand))

    def schema(self) -> dict[str, JSON]:
        amount: dict[str, JSON] = {"type": "string", "format": "decimal"}
        return {
            "type": "object",
            "required": ["amount"],
            "properties": {"amount": amount, "currency": {"type": "string", "minLength": 3, "maxLength": 3}},
        }

    def samples(self) -> tuple[Money, ...]:
        return (
            Money(amount=Decimal(250_000_000), currency="IRR"),
            Money(amount=Decimal(10) ** 15, currency="IRR"),
        )


def packed_number(value: Decimal) -> int | float:
    """A number of the `custom` JSON column; exact as long as `is_exact` holds."""
    return int(value) if value == value.to_integral_value() else float(value)


def plain(amount: Decimal) -> str:
    """An amount without exponent and without zeros behind the point."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_exact(amount: Decimal) -> bool:
    """Whether both databases keep the amount to the last digit: SQLite holds fractions as binary doubles."""
    if amount == amount.to_integral_value():
        return True
    digits = amount.normalize().as_tuple()
    return len(digits.digits) <= 15 and -int(digits.exponent) <= 4


@dataclass(frozen=True, kw_only=True)
class YesNo(Kind[bool]):
    """Yes or no."""

    name: ClassVar[str] = "yes_no"
    label: ClassVar[Message] = _("yes or no")
    operators: ClassVar[tuple[str, ...]] = ("is", "is_not")
    widget: ClassVar[str] = "checkbox"
    arrow: ClassVar[str] = "bool"

    YES: ClassVar[frozenset[str]] = frozenset(
        {"1", "true", "yes", "y", "on", "بله", "بلی", "آری", "نعم", "✓"}
    )
    NO: ClassVar[frozenset[str]] = frozenset({"0", "false", "no", "n", "off", "خیر", "نه", "لا", "-"})

    def read(self, raw: object, locale: Locale) -> bool:
        word = str(raw).strip().lower()
        if word in self.YES:
            return True
        if word in self.NO:
            return False
        raise Unacceptable("not_yes_no", _("Answer yes or no."))

    def load(self, columns: Sequence[object]) -> bool | None:
        return None if columns[0] is None else bool(columns[0])

    def to_json(self, value: bool | None) -> JSON:
        return value

    def text(self, value: bool | None, locale: Locale) -> str:
        return "" if value is None else str(_("yes") if value else _("no"))

    def schema(self) -> dict[str, JSON]:
        return {"type": "boolean"}

    def samples(self) -> tuple[bool, ...]:
        return (True, False)
