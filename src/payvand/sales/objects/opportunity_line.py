"""How people meet the products of a deal."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Object, Section, register
from payvand.sales.commands.together import with_lines
from payvand.sales.models import OpportunityLine

lines = register(
    Object(
        model=OpportunityLine,
        icon="package",
        title="description",
        columns=["opportunity", "product", "description", "quantity", "unit_price", "discount", "amount"],
        form=[
            Section(
                _("Product of a deal"),
                ["opportunity", "product", "description", "quantity", "unit_price", "discount"],
            )
        ],
        sort=["opportunity", "id"],
        parent="opportunity",
        together=with_lines,
    )
)
