"""How an administrator meets taxes."""

from django.utils.translation import gettext_lazy as _

from payvand.catalog.commands import change_tax_rate, refuse_overlaps
from payvand.catalog.models import TaxCategory, TaxRate
from payvand.kernel.objects import ADMINISTRATION, Object, Section, View, register

tax_categories = register(
    Object(
        model=TaxCategory,
        icon="percentage",
        menu=ADMINISTRATION,
        columns=["name", "code", "is_standard", "description"],
        form=[Section(_("Tax category"), ["name", "code", "is_standard", "description"])],
        sort=["name"],
        match=[["name"]],
        guarded=["code", "is_standard"],
    )
)

tax_rates = register(
    Object(
        model=TaxRate,
        icon="receipt-tax",
        menu=ADMINISTRATION,
        columns=["region", "category", "percent", "valid_from", "valid_until", "name"],
        form=[Section(_("Tax rate"), ["category", "region", "percent", "valid_from", "valid_until", "name"])],
        sort=["region", "category", "-valid_from"],
        match=[["category", "region", "valid_from"]],
        views=[View(_("In force"), "valid_from <= today and (valid_until is empty or valid_until >= today)")],
        guarded=["category", "region", "percent", "valid_from", "valid_until"],
        together=refuse_overlaps,
        commands=[change_tax_rate],
    )
)
