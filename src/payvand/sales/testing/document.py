"""Typed factories of quotes for tests, and what the contract suite cannot know of documents."""

from collections.abc import Mapping, Sequence
from typing import cast

from payvand.catalog.models import Product, TaxCategory, TaxRate
from payvand.kernel.access import Actor, system
from payvand.kernel.kinds import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create
from payvand.kernel.testing.contract import SPECIAL, UNIQUE
from payvand.parties.models import Party
from payvand.parties.testing import make_organisation
from payvand.sales.commands.quote import issue_quote
from payvand.sales.commands.quote_lines import write_quote_lines
from payvand.sales.models import Quote

# Ends come after beginnings, percentages are of a hundred, and a line sells more than nothing.
SPECIAL["sales.quote"] = {
    "discount_percent": "10",
    "on": "2025-03-20",
    "valid_until": "2025-04-20",
    "currency": "IRR",
    "coupon": "",
}
SPECIAL["sales.contract"] = {"start_on": "2025-03-20", "end_on": "2026-03-19"}
SPECIAL["sales.contracttemplate"] = {"body": "{customer}: {value}"}
SPECIAL["sales.quoteline"] = {
    "quantity": "3",
    "unit_price": {"amount": "250000", "currency": "IRR"},
    "unit_cost": {"amount": "200000", "currency": "IRR"},
    "discount_amount": {"amount": "1000", "currency": "IRR"},
    "discount_percent": "10",
    "tax_percent": "9",
    "options": "0",
}
UNIQUE["sales.contracttemplate"] = {"name": "template %d"}

LINES: Sequence[Mapping[str, object]] = (
    {"description": "Consulting", "quantity": "2", "unit_price": "1500000", "tax_percent": "10"},
    {"description": "Travel", "quantity": "1", "unit_price": "250000", "tax_percent": "0"},
)


def make_product(name: str = "Paper", price: str = "1000000", **values: object) -> Product:
    """A product with a price in Rial that bears the standard tax."""
    made = create(named("catalog.product"), {"name": name, "price": price, **values}, actor=system())
    assert isinstance(made, Product)
    return made


def make_tax(percent: str = "10", valid_from: str = "2024-03-20", **values: object) -> TaxRate:
    """The standard tax of Iran from a day on."""
    standard = TaxCategory.objects.filter(is_standard=True).first() or create(
        named("catalog.taxcategory"), {"name": "Standard", "is_standard": True}, actor=system()
    )
    rate = {
        "category": Reference(id=standard.pk),
        "region": "IR",
        "percent": percent,
        "valid_from": valid_from,
    }
    made = create(named("catalog.taxrate"), rate | values, actor=system())
    assert isinstance(made, TaxRate)
    return made


def make_quote(
    *,
    party: Party | None = None,
    lines: Sequence[Mapping[str, object]] = LINES,
    actor: Actor | None = None,
    **values: object,
) -> Quote:
    """A draft with lines; whoever `actor` is owns it."""
    actor = actor or system()
    party = party or make_organisation(actor=actor)
    given = {"name": "Spring offer", "party": Reference(id=party.pk), **values}
    made = create(named("sales.quote"), given, actor=actor, allow_duplicate=True)
    return cast(Quote, write_quote_lines.run(made.pk, actor=actor, lines=lines))


def make_issued(
    *,
    party: Party | None = None,
    lines: Sequence[Mapping[str, object]] = LINES,
    actor: Actor | None = None,
    **values: object,
) -> Quote:
    """A quote that went out."""
    actor = actor or system()
    draft = make_quote(party=party, lines=lines, actor=actor, **values)
    return cast(Quote, issue_quote.run(draft.pk, actor=actor))
