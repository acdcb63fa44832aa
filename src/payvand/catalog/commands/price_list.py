"""Whole price lists at once: a new one made of another, all prices raised or lowered."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from payvand.catalog.facts import PriceListCopied, PricesChanged
from payvand.catalog.models import Price, PriceList
from payvand.catalog.models.price_list import changed
from payvand.kernel.access import Actor
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Number
from payvand.kernel.kinds.choice import Reference
from payvand.kernel.objects import named
from payvand.kernel.records import Outcome, create, write_many

Change = Annotated[
    Decimal,
    Input(
        label=_("change (%)"),
        help=_("20 raises every price by a fifth, -5 lowers it."),
        kind=Number(places=2),
    ),
]
Step = Annotated[
    Decimal | None,
    Input(label=_("round to"), help=_("As in 1000: prices end there. Empty: as the currency is paid.")),
]
COPIED = ("currency", "tier", "region", "priority", "change_percent")


@command("catalog.copy_price_list", label=_("Copy"), on=PriceList, action="create", icon="copy")
def copy_price_list(
    price_list: PriceList,
    *,
    name: Annotated[str, Input(label=_("name of the new list"))],
    percent: Change = Decimal(0),
    step: Step = None,
    valid_from: Annotated[date | None, Input(label=_("valid from"))] = None,
    valid_until: Annotated[date | None, Input(label=_("valid until"))] = None,
    actor: Actor,
) -> PriceList:
    """Make a new list with the same conditions and all the prices, changed by a percentage."""
    values: dict[str, object] = {column: getattr(price_list, column) for column in COPIED}
    values |= {"name": name, "valid_from": valid_from, "valid_until": valid_until}
    if price_list.customer_id is not None:
        values["customer"] = Reference(id=price_list.customer_id)
    made = create(named("catalog.pricelist"), values, actor=actor)
    assert isinstance(made, PriceList)
    rows = [
        {
            "price_list": Reference(id=made.pk),
            "product": Reference(id=price.product_id),
            "from_quantity": price.from_quantity,
            "amount": changed(price, percent, step),
            "note": price.note,
        }
        for price in Price.objects.current().filter(price_list=price_list).order_by("id")
    ]
    _all(write_many(named("catalog.price"), rows, actor=actor, mode="create", label=name)[0])
    told = PriceListCopied(source_id=price_list.pk, source=price_list.name, percent=percent, count=len(rows))
    record(told, about=made, actor=actor)
    return made


@command("catalog.change_prices", label=_("Change all prices"), on=PriceList, icon="trending-up")
def change_prices(price_list: PriceList, *, percent: Change, step: Step = None, actor: Actor) -> None:
    """Raise or lower every price of a list by a percentage."""
    prices = list(Price.objects.current().filter(price_list=price_list).order_by("id"))
    rows = [{"amount": changed(price, percent, step)} for price in prices]
    if not rows:
        raise DomainError("no_prices", _("This list has no prices yet."))
    ids = [price.pk for price in prices]
    _all(
        write_many(named("catalog.price"), rows, actor=actor, mode="update", ids=ids, label=price_list.name)[
            0
        ]
    )
    record(PricesChanged(percent=percent, count=len(rows)), about=price_list, actor=actor)


def _all(outcomes: list[Outcome]) -> None:
    """Raise the first refusal: a list is written as a whole or not at all."""
    for outcome in outcomes:
        for error in outcome.errors:
            raise DomainError(error.code, error.message, error.field or None)
