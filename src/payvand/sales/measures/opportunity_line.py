"""Measures of what is sold: the lines of won deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from payvand.insight.measure import Dimension, Measure, register_dimensions, register_measure
from payvand.kernel.kinds import MoneyKind, Number

if TYPE_CHECKING:
    from ibis.expr.types import NumericScalar, Table

OF = "sales.opportunityline"
WON = "opportunity.stage.category is won"

register_dimensions(
    OF,
    [
        Dimension(name="product", path="product", label=_("product")),
        Dimension(name="category", path="product.category", label=_("category")),
        Dimension(name="owner", path="opportunity.owner", label=_("owner")),
        Dimension(name="team", path="opportunity.team", label=_("team")),
        Dimension(name="customer", path="opportunity.party", label=_("customer")),
    ],
)


def amount(table: Table) -> NumericScalar:
    """What they come to."""
    return table["amount"].sum()


def quantity(table: Table) -> NumericScalar:
    """How many units."""
    return table["quantity"].sum()


for one in (
    Measure(
        name="sales.sold_value", label=_("sold value"), of=OF, value=amount, kind=MoneyKind(), columns=("amount",),
        where=WON, day="opportunity.closed_on",
        help=_("The amounts of the lines of won deals added up, by the day on which the deal was closed."),
    ),
    Measure(
        name="sales.sold_quantity", label=_("sold quantity"), of=OF, value=quantity, kind=Number(places=4),
        columns=("quantity",), where=WON, day="opportunity.closed_on",
        help=_("The quantities of the lines of won deals added up, by the day on which the deal was closed."),
    ),
):  # fmt: skip
    register_measure(one)
