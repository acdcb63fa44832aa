"""What asks for approval before a quote goes out: too much discount, too low a margin, a price below the lowest one."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from payvand.catalog.discounts import allowed_discount
from payvand.catalog.totals import ZERO, percent_of
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.culture.money import Money, format_money
from payvand.kernel.access import Actor
from payvand.kernel.kinds.number import plain
from payvand.sales.commands.filling import products_of
from payvand.sales.models import Document, Line

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One thing beyond a limit: "discount" or "margin" in percent, "lowest_price" as an amount of a currency."""

    code: str
    what: str
    value: str
    limit: str
    currency: str = ""

    def in_words(self, locale: Locale) -> str:
        """The reason as people read it."""
        shown = {
            "what": self.what,
            "value": self._said(self.value, locale),
            "limit": self._said(self.limit, locale),
        }
        if self.code == "discount":
            return _("%(what)s: discount of %(value)s %%, allowed are %(limit)s %%") % shown
        if self.code == "margin":
            return _("Margin of %(value)s %%, at least %(limit)s %% are asked for") % shown
        return _("%(what)s: %(value)s each, the lowest price is %(limit)s") % shown

    def _said(self, figure: str, locale: Locale) -> str:
        if self.currency:
            return format_money(Money(amount=Decimal(figure), currency=self.currency), locale)
        return format_number(Decimal(figure), locale)


def reasons_for_approval(document: Document, lines: Sequence[Line], actor: Actor) -> list[Reason]:
    """What goes beyond what the actor may give away; nothing where the document may go out as it is."""
    allowed = allowed_discount(actor)
    reasons = [
        Reason(code="discount", what=line.description, value=plain(given), limit=plain(allowed.discount))
        for line in lines
        if (given := discount_given(line)) > allowed.discount
    ]
    margin = margin_percent(document)
    if allowed.margin is not None and margin is not None and margin < allowed.margin:
        reasons.append(Reason(code="margin", what="", value=plain(margin), limit=plain(allowed.margin)))
    return reasons + _below_lowest(document, lines)


def discount_given(line: Line) -> Decimal:
    """What is given away of the price of the list, in percent: written discounts and a lowered price alike.

    What a promotion takes off was granted by whoever made the promotion.
    """
    asked = max(line.list_price or ZERO, line.unit_price or ZERO) * line.quantity
    return max(percent_of(asked - (line.net or ZERO) - line.promised, asked) or ZERO, ZERO)


def margin_percent(document: Document) -> Decimal | None:
    """The margin as a share of what is left after discounts; None where costs are not known."""
    return percent_of(document.margin, document.net or ZERO)


def _below_lowest(document: Document, lines: Sequence[Line]) -> list[Reason]:
    products, reasons = products_of(lines), []
    for line in lines:
        product = products.get(line.product_id or 0)
        if (
            product is None
            or product.lowest_price is None
            or product.lowest_price_currency != document.currency
        ):
            continue
        each = (((line.net or ZERO) + line.promised) / line.quantity).quantize(CENT, ROUND_HALF_UP)
        if each < product.lowest_price:
            limit = plain(Decimal(product.lowest_price))
            reasons.append(
                Reason(
                    code="lowest_price", what=line.description, value=plain(each), limit=limit,
                    currency=document.currency,
                )
            )  # fmt: skip
    return reasons
