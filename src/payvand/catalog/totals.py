"""The arithmetic of a document with lines: pure, exact, and such that the lines always add up to the whole.

Every amount is rounded half up to what its currency can pay, line by line; a document's own discount is shared out
among the lines by the largest remainder. So each figure of the document is the sum of that figure of its lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final

from django.utils.translation import gettext_lazy as _

from payvand.culture.currencies import CURRENCIES
from payvand.kernel.errors import DomainError, Message

ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)
# As for every amount that Payvand keeps.
LIMIT: Final = Decimal(10) ** 18
# Factors of 22 digits each, a percentage and room for the division: nothing is rounded but where it is said.
EXACT: Final = Context(prec=120, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is known of a line. Percentages are of a hundred; a discount in both forms is the sum of the two."""

    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = ZERO
    discount_amount: Decimal = ZERO
    tax_percent: Decimal = ZERO
    unit_cost: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class LineTotal:
    """The figures of a line. `discount` is its own, `share` its part of the document's; `net` is without both.

    `cost` is None where nobody knows what the goods cost us.
    """

    gross: Decimal
    discount: Decimal
    share: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    cost: Decimal | None

    @property
    def margin(self) -> Decimal | None:
        """What is left of the net amount after the cost."""
        return None if self.cost is None else self.net - self.cost


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The figures of a document; `discount` holds those of the lines and its own together."""

    lines: tuple[LineTotal, ...]
    gross: Decimal
    discount: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    cost: Decimal | None

    @property
    def margin(self) -> Decimal | None:
        """What is left of the net amount after the cost; None where the cost of any line is not known."""
        return None if self.cost is None else self.net - self.cost

    @property
    def margin_percent(self) -> Decimal | None:
        """The margin as a share of the net amount, to two places; None where there is neither."""
        return percent_of(self.margin, self.net)

    @property
    def discount_percent(self) -> Decimal:
        """All discounts together as a share of the gross amount, to two places."""
        return percent_of(self.discount, self.gross) or ZERO


def total_up(
    lines: Sequence[Line],
    *,
    currency: str,
    discount_percent: Decimal = ZERO,
    discount_amount: Decimal = ZERO,
) -> Totals:
    """Work a document out. Raises DomainError, naming the field ("lines.0.quantity"), for what cannot be."""
    with localcontext(EXACT):
        places = places_of(currency)
        _refuse_percent(discount_percent, "discount_percent")
        before = [_before_share(line, place, places) for place, line in enumerate(lines)]
        nets = [gross - discount for gross, discount in before]
        whole = _discount(sum(nets, ZERO), discount_percent, discount_amount, places, "")
        shares = spread(whole, nets, places)
        worked_out = tuple(
            _line_total(line, gross, discount, share, places)
            for line, (gross, discount), share in zip(lines, before, shares, strict=True)
        )
        return _summed(worked_out)


def spread(amount: Decimal, weights: Sequence[Decimal], places: int) -> list[Decimal]:
    """Share an amount out by weight, in whole minor units, none of them lost: the largest remainders get the rest.

    No share of an amount up to the sum of the weights is larger than its weight. Without weight there is nothing to
    share: an amount above zero raises DomainError.
    """
    with localcontext(EXACT):
        weight = sum(weights, ZERO)
        if amount == 0:
            return [ZERO for _weight in weights]
        if weight == 0:
            raise DomainError(
                "nothing_to_share", _("There is no amount to take this from."), "discount_amount"
            )
        units = amount.scaleb(places)
        exact = [units * one / weight for one in weights]
        whole = [one.to_integral_value(ROUND_FLOOR) for one in exact]
        rest = int(units - sum(whole, ZERO))
        by_remainder = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
        for place in by_remainder[:rest]:
            whole[place] += 1
        return [one.scaleb(-places) for one in whole]


def places_of(currency: str) -> int:
    """How many places behind the point the currency can pay; two where it is not known."""
    known = CURRENCIES.get(currency)
    return known.places if known else 2


def rounded(amount: Decimal, places: int) -> Decimal:
    """An amount as it can be paid, half up. Raises DomainError where it is too large to be kept."""
    if abs(amount) >= LIMIT:
        raise DomainError("too_large", _("This amount is too large."), "total")
    with localcontext(EXACT):
        return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + ZERO


def percent_of(part: Decimal | None, whole: Decimal) -> Decimal | None:
    """A part as a share of a hundred, to two places; None where there is no whole or no part."""
    if part is None or whole == 0:
        return None
    with localcontext(EXACT):
        return (part * HUNDRED / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _before_share(line: Line, place: int, places: int) -> tuple[Decimal, Decimal]:
    """Gross amount and own discount of a line."""
    at = f"lines.{place}."
    for name, value in (("quantity", line.quantity), ("unit_price", line.unit_price)):
        if not value.is_finite() or value < 0:
            raise DomainError("negative", _("An amount below zero is not possible here."), at + name)
        if value >= LIMIT:
            raise DomainError("too_large", _("This amount is too large."), at + name)
    _refuse_percent(line.discount_percent, at + "discount_percent")
    _refuse_percent(line.tax_percent, at + "tax_percent", highest=LIMIT)
    gross = rounded(line.quantity * line.unit_price, places)
    return gross, _discount(gross, line.discount_percent, line.discount_amount, places, at)


def _discount(of: Decimal, percent: Decimal, amount: Decimal, places: int, at: str) -> Decimal:
    if not amount.is_finite() or amount < 0:
        message: Message = _("An amount below zero is not possible here.")
        raise DomainError("negative", message, at + "discount_amount")
    discount = rounded(of * percent / HUNDRED + amount, places)
    if discount > of:
        message = _("A discount cannot be more than what it is taken from.")
        raise DomainError("discount_too_large", message, at + "discount_amount")
    return discount


def _refuse_percent(percent: Decimal, name: str, *, highest: Decimal = HUNDRED) -> None:
    if not percent.is_finite() or not 0 <= percent <= highest:
        message = _("A percentage lies between 0 and %(highest)s.") % {"highest": min(highest, HUNDRED)}
        raise DomainError("not_a_percentage", message, name)


def _line_total(line: Line, gross: Decimal, discount: Decimal, share: Decimal, places: int) -> LineTotal:
    net = gross - discount - share
    tax = rounded(net * line.tax_percent / HUNDRED, places)
    cost = None if line.unit_cost is None else rounded(line.quantity * line.unit_cost, places)
    return LineTotal(
        gross=gross, discount=discount, share=share, net=net, tax=tax, total=rounded(net + tax, places), cost=cost
    )  # fmt: skip


def _summed(lines: tuple[LineTotal, ...]) -> Totals:
    costs = [line.cost for line in lines]
    known = [cost for cost in costs if cost is not None]
    total = sum((line.total for line in lines), ZERO)
    if total >= LIMIT:
        raise DomainError("too_large", _("This amount is too large."), "total")
    return Totals(
        lines=lines,
        gross=sum((line.gross for line in lines), ZERO),
        discount=sum((line.discount + line.share for line in lines), ZERO),
        net=sum((line.net for line in lines), ZERO),
        tax=sum((line.tax for line in lines), ZERO),
        total=total,
        cost=sum(known, ZERO) if len(known) == len(costs) else None,
    )
