"""How administrators meet the numbers of documents."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import ADMINISTRATION, Object, Section, register
from payvand.sales.models import NumberSeries

number_series = register(
    Object(
        model=NumberSeries,
        icon="list-numbers",
        columns=["key", "fiscal_year", "branch", "last", "name"],
        form=[Section(_("Numbers"), ["key", "fiscal_year", "branch", "name", "last"])],
        sort=["-fiscal_year", "key"],
        menu=ADMINISTRATION,
        guarded=["key", "fiscal_year", "branch", "name"],
    )
)
