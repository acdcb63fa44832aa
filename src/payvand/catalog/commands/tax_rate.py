"""Taxes as the law moves: a rate that ends and the next one, and the rates of the region for a new instance."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from django.db import transaction
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from payvand.catalog.facts import TaxRateChanged
from payvand.catalog.models import TaxCategory, TaxRate
from payvand.catalog.tax_table import CATEGORIES, RATES
from payvand.kernel.access import Actor, company_settings
from payvand.kernel.commands import Input, command
from payvand.kernel.errors import DomainError
from payvand.kernel.facts import record
from payvand.kernel.kinds import Percent, Reference
from payvand.kernel.objects import named
from payvand.kernel.records import create, update


def is_open(rate: TaxRate) -> bool:
    """Whether the rate holds without an end."""
    return rate.valid_until is None


@command(
    "catalog.change_tax_rate", label=_("Change the rate"), on=TaxRate, icon="percentage", applies=is_open
)
def change_tax_rate(
    rate: TaxRate,
    *,
    percent: Annotated[Decimal, Input(label=_("new rate (%)"), kind=Percent(places=3))],
    on: Annotated[date, Input(label=_("from"))],
    actor: Actor,
) -> None:
    """End a rate on the day before, and let another one hold from a day on."""
    if on <= rate.valid_from:
        raise DomainError("ends_before_start", _("The new rate begins after the old one."), "on")
    one = named("catalog.taxrate")
    update(one, rate.pk, {"valid_until": on - timedelta(days=1)}, actor=actor)
    following = {
        "category": Reference(id=rate.category_id),
        "region": rate.region,
        "percent": percent,
        "valid_from": on,
        "name": rate.name,
    }
    create(one, following, actor=actor, allow_duplicate=True)
    record(TaxRateChanged(before=rate.percent, after=percent, on=on), about=rate, actor=actor)


def add_common_taxes(*, actor: Actor) -> int:
    """Write the taxes of the region into an instance that has none, in the company's language; administrators correct
    them afterwards. Returns how many rates were added: none where there is any tax category, archived ones too.
    """
    if TaxCategory.objects.exists():
        return 0
    with override(company_settings().language), transaction.atomic():
        made = {
            row.code: create(
                named("catalog.taxcategory"),
                {
                    "name": str(row.name),
                    "code": row.code,
                    "is_standard": row.is_standard,
                    "description": str(row.help),
                },
                actor=actor,
            )
            for row in CATEGORIES
        }
        for rate in RATES:
            create(
                named("catalog.taxrate"),
                {
                    "category": Reference(id=made[rate.category].pk),
                    "region": rate.region,
                    "percent": rate.percent,
                    "valid_from": rate.since,
                    "valid_until": rate.until,
                    "name": translate("VAT"),
                },
                actor=actor,
                allow_duplicate=True,
            )
    return len(RATES)
