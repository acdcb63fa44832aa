"""What suggestions add to their own pages and to those of parties."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Panel, extend
from payvand.sales import suggestion_panels as panels

extend(
    "parties.party",
    panels=[
        Panel(
            name="suggestions", label=_("Suggestions"), template="sales/suggestions.html", values=panels.of_party,
            weight=17,
        )
    ],
)  # fmt: skip
extend(
    "sales.suggestion",
    panels=[
        Panel(
            name="why", label=_("Why"), template="sales/suggestion_why.html", values=panels.why, place="strip"
        )
    ],
)
