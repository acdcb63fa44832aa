"""What suggestions add to their own pages and to those of parties."""

from django.utils.translation import gettext_lazy as _

from payvand.kernel.objects import Panel, extend
from payvand.sales.panels import suggestion

extend(
    "parties.party",
    panels=[
        Panel(
            name="suggestions", label=_("Suggestions"), template="sales/suggestions.html", values=suggestion.of_party,
            weight=17,
        )
    ],
)  # fmt: skip
extend(
    "sales.suggestion",
    panels=[
        Panel(
            name="why",
            label=_("Why"),
            template="sales/suggestion_why.html",
            values=suggestion.why,
            place="strip",
        )
    ],
)
